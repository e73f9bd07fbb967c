"""Stub."""
from typing import Any


def read_talks(page: Any, cast: Any, times: Any, statements: Any, agreements: Any) -> Any:
    """Stub: returns tuple[Talks, ...]."""
    return ()
