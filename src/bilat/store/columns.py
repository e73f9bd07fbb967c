"""What the tables of the record are made of, for SQLite and PostgreSQL alike."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

metadata = sa.MetaData()


class _Text(sa.Text):
    """Text in the order of code points, as SQLite has it; a server would else go by the language of its database."""

    cache_ok = True


@compiles(_Text, "postgresql")
def _text_on_a_server(*_: object, **__: object) -> str:
    return 'TEXT COLLATE "C"'


def table(name: str, *columns: sa.Column[object] | sa.schema.SchemaItem, rowid: bool = True) -> sa.Table:
    """A table of the record; `rowid` is false where SQLite had better keep it in the order of its key."""
    return sa.Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=rowid)


def text(name: str, **options: Any) -> sa.Column[str]:
    """A column of text."""
    return sa.Column(name, _Text(), **options)


def whole(name: str, **options: Any) -> sa.Column[int]:
    """A column of whole numbers."""
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer, "sqlite"), **options)


def number(name: str) -> sa.Column[float]:
    """A column of numbers."""
    return sa.Column(name, sa.Double().with_variant(sa.REAL, "sqlite"))


def key(name: str) -> sa.Column[int]:
    """The key of a table, counted up by the database."""
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True)


def to(name: str, other: str, *, index: bool = True, nullable: bool = False) -> sa.Column[int]:
    """A column that points at the key of another table."""
    kind = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column(name, kind, sa.ForeignKey(other), nullable=nullable, index=index)
