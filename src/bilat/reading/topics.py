"""Stub."""
from typing import Any


def read_topics(page: Any) -> Any:
    """Stub: returns tuple[Topic, ...]."""
    return ()
