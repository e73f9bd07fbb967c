"""Placeholder while talks are being written."""

import sqlalchemy as sa


def place(connection: sa.Connection, report: int) -> None:
    """Does nothing yet."""
