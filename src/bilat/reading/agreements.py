"""Stub."""
from typing import Any


def read_agreements(page: Any, cast: Any) -> Any:
    """Stub: returns tuple[Agreement, ...]."""
    return ()
