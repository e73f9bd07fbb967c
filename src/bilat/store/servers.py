"""Records on a PostgreSQL server: their addresses and connections."""

import sqlalchemy as sa

from bilat.errors import RecordError

_SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")
# How long a server may take to answer, in seconds, unless the address says otherwise (connect_timeout).
_ANSWERS_WITHIN = 10


def is_server(address: str) -> bool:
    """Whether an address is a URL and no file. Raises `RecordError` for a URL of something else."""
    scheme, mark, _ = address.partition("://")
    if mark and scheme not in _SCHEMES:
        raise RecordError(shown(address), "is neither a file nor a PostgreSQL URL (postgresql://user@host/database)")
    return bool(mark)


def shown(address: str) -> str:
    """An address, or any other word, for people: without a password."""
    if "://" not in address:
        return address
    try:
        return _bare(sa.make_url(address)).render_as_string(hide_password=True)
    except (sa.exc.ArgumentError, ValueError):
        return f"{address.partition('://')[0]}://…"


def engine_of(address: str) -> sa.Engine:
    """Connections to the database at a URL. Raises `RecordError` where psycopg is absent or the URL makes no sense."""
    try:
        import psycopg  # noqa: F401 - asked for here, so that its absence can be told
    except ImportError:
        raise RecordError(shown(address), "needs the extra: pip install 'bilat[postgres]'") from None
    try:
        url = sa.make_url(address).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError):
        problem = (
            "cannot be understood; a PostgreSQL URL is postgresql://user:password@host:5432/database, with %40 for @"
        )
        raise RecordError(shown(address), problem) from None
    options: dict[str, object] = {"application_name": "bilat"}
    if "connect_timeout" not in url.query:
        options["connect_timeout"] = _ANSWERS_WITHIN
    return sa.create_engine(url, connect_args=options, pool_pre_ping=True)


def check_encoding(connection: sa.Connection, address: str) -> None:
    """Raises `RecordError` where the database cannot hold every character."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise RecordError(address, f"is a database in {encoding}; a record needs one in UTF8 (createdb -E UTF8)")


def _bare(url: sa.URL) -> sa.URL:
    """Without what libpq takes as a secret among the parameters."""
    secret = [name for name in url.query if "password" in name]
    return url.difference_update_query(secret)
