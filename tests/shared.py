"""Where the data that may not be copied into the project lies, and how tests that need it skip where it is absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


def needs(*parts: str) -> Path:
    """The path of a file or folder under shared/; skips the test, saying so, where it is absent."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs ../shared/{'/'.join(parts)}, which is not in a user's clone")
    return path
