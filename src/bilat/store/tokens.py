"""Tokens: what a person or program shows a server to be let in. A token is told once; the record keeps its digest.

A token is 256 bits of chance, so SHA-256 of it is enough: there is nothing to guess that a slow hash (for passwords,
which people choose) would protect, and a fast one costs a request nothing.
"""

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.records import Record
from bilat.store.tables import tokens

PREFIX = "bilat_"
_BYTES = 32
_NAME = re.compile(r"[\w][\w .@-]{0,63}")
# A token's use is written down at most this often, so that reading seldom writes.
_USE_IS_TOLD_EVERY = timedelta(hours=1)


class Token(Record, frozen=True, kw_only=True):
    """A token by its name, and when it was made, last used (to the hour) and revoked; times are ISO in UTC."""

    name: str
    created_at: str
    last_used_at: str | None
    revoked_at: str | None


class Holder(Record, frozen=True, kw_only=True):
    """Who a good token belongs to: its key in the record and its name; `stale` where its last use is to be noted."""

    token: int
    name: str
    stale: bool


def new_token(connection: sa.Connection, name: str) -> str:
    """Makes a token and gives it, which nobody can do again. Raises `UsageError` for a name that is taken or odd."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a token; use up to 64 letters, digits, blanks and . _ @ -")
    if connection.execute(sa.select(tokens.c.token).where(tokens.c.name == name)).first():
        raise UsageError(f"there is, or was, a token named {name}; give this one another name")
    token = PREFIX + secrets.token_urlsafe(_BYTES)
    connection.execute(tokens.insert().values(name=name, digest=digest_of(token), created_at=_now()))
    return token


def list_tokens(connection: sa.Connection) -> list[Token]:
    """All tokens, revoked ones too, in the order they were made."""
    columns = [tokens.c[name] for name in Token.__struct_fields__]
    rows = connection.execute(sa.select(*columns).order_by(tokens.c.token))
    return [Token(**row._mapping) for row in rows]


def revoke_token(connection: sa.Connection, name: str) -> None:
    """Makes a token worthless from now on. Raises `UsageError` where there is none, or it is revoked already."""
    row = connection.execute(sa.select(tokens.c.revoked_at).where(tokens.c.name == name)).first()
    if row is None:
        raise UsageError(f"there is no token named {name!r}; `bilat token list` shows them")
    if row.revoked_at is not None:
        raise UsageError(f"token {name} was revoked already, at {row.revoked_at}")
    connection.execute(tokens.update().where(tokens.c.name == name).values(revoked_at=_now()))


def holder_of(connection: sa.Connection, token: str) -> Holder | None:
    """Whose token this is; None for one that is unknown or revoked.

    It is looked for by its digest: how long that takes says nothing about the tokens that there are.
    """
    return _holder(connection, tokens.c.digest == digest_of(token))


def still_holds(connection: sa.Connection, key: int) -> Holder | None:
    """The holder of a token by its key, while it is not revoked."""
    return _holder(connection, tokens.c.token == key)


def any_token(connection: sa.Connection) -> bool:
    """Whether there is a token that is not revoked."""
    return (
        connection.execute(sa.select(tokens.c.token).where(tokens.c.revoked_at.is_(None)).limit(1)).first() is not None
    )


def note_use(connection: sa.Connection, key: int) -> None:
    """Writes down that a token is used now."""
    connection.execute(tokens.update().where(tokens.c.token == key).values(last_used_at=_now()))


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def _holder(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Holder | None:
    wanted = sa.select(tokens.c.token, tokens.c.name, tokens.c.last_used_at)
    row = connection.execute(wanted.where(condition, tokens.c.revoked_at.is_(None))).first()
    if row is None:
        return None
    used = None if row.last_used_at is None else datetime.fromisoformat(row.last_used_at)
    stale = used is None or datetime.now(UTC) - used > _USE_IS_TOLD_EVERY
    return Holder(token=row.token, name=row.name, stale=stale)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
