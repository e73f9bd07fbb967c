"""Fixtures that several files of tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.postgres import Server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A PostgreSQL server of our own."""
    with postgres.running() as running:
        yield running


@pytest.fixture
def postgres_address(postgres_server: Server) -> Iterator[str]:
    """The URL of an empty record on a PostgreSQL server."""
    with postgres_server.database("empty_record") as address:
        yield address


@pytest.fixture(params=["sqlite", "postgres"])
def record_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty record: each test that asks for it runs on a SQLite file and on a PostgreSQL server."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    address: str = request.getfixturevalue("postgres_address")
    return address
