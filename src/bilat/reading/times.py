"""Stub."""
from typing import Any


def read_times(page: Any) -> Any:
    """Stub: returns tuple[Time, ...]."""
    return ()
