"""Full-text search: FTS5 beside the tables of a SQLite file, text-search indexes on a PostgreSQL server.

Both find words in whatever form ("tariff" finds "tariffs"). A server passes over words such as "the", and tells letters
with accents from those without.
"""

import sqlalchemy as sa

from bilat.store.tables import metadata

# What is searched: table, its key, its columns.
SEARCHED = (("reports", "report", ("title", "text")), ("statements", "statement", ("content",)))
# A server indexes this many characters of a column: of a text all of whose words differ, twice as many would overflow
# its limit of 1 MB (https://www.postgresql.org/docs/current/textsearch-limitations.html).
LONGEST_INDEXED = 400_000


def create(connection: sa.Connection) -> None:
    """The indexes, for a record that has none."""
    for table, key, columns in SEARCHED:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                f"CREATE VIRTUAL TABLE {table}_words USING fts5({', '.join(columns)}, content='{table}', "
                f"content_rowid='{key}', tokenize='porter unicode61 remove_diacritics 2')"
            )
        else:
            connection.exec_driver_sql(f"CREATE INDEX {table}_words ON {table} USING gin ({_vector(columns)})")


def index(connection: sa.Connection, table: str, keys: list[int]) -> None:
    """Makes new rows findable; a server does so by itself."""
    if connection.dialect.name == "sqlite" and keys:
        key, columns = _searched(table)
        names = ", ".join(columns)
        connection.execute(
            sa.text(
                f"INSERT INTO {table}_words (rowid, {names}) SELECT {key}, {names} FROM {table} WHERE {key} = :key"  # noqa: S608 - names of our own tables
            ),
            [{"key": each} for each in keys],
        )


def forget(connection: sa.Connection, table: str, keys: list[int]) -> None:
    """Takes rows out of the index, before they are deleted or changed."""
    if connection.dialect.name == "sqlite" and keys:
        key, columns = _searched(table)
        names = ", ".join(columns)
        connection.execute(
            sa.text(
                f"INSERT INTO {table}_words ({table}_words, rowid, {names}) "  # noqa: S608 - names of our own tables
                f"SELECT 'delete', {key}, {names} FROM {table} WHERE {key} = :key"
            ),
            [{"key": each} for each in keys],
        )


def rebuild(connection: sa.Connection) -> None:
    """Makes the indexes of a file anew from its tables."""
    for table, _, _ in SEARCHED:
        connection.exec_driver_sql(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")  # noqa: S608


def damaged(connection: sa.Connection) -> list[str]:
    """The tables whose index does not hold what they hold; needs a connection that may write to the file."""
    found = []
    for table, _, _ in SEARCHED:
        check = f"INSERT INTO {table}_words ({table}_words, rank) VALUES ('integrity-check', 1)"  # noqa: S608
        try:
            connection.exec_driver_sql(check)
        except sa.exc.DatabaseError as error:
            if not any(words in str(error.orig) for words in ("malformed", "no such table", "corrupt")):
                raise
            found.append(table)
    return found


def matches(connection: sa.Connection, table: str, words: str) -> sa.ColumnElement[bool]:
    """The condition that a row of `table` holds all the words, in whatever form; no row holds no words."""
    wanted = words.replace("\0", " ").split()
    if not wanted:
        return sa.false()
    key, columns = _searched(table)
    if connection.dialect.name == "sqlite":
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in wanted)
        found = sa.text(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH :words")  # noqa: S608
        chosen = found.bindparams(words=quoted).columns(sa.column("rowid", sa.Integer)).subquery()
        return metadata.tables[table].c[key].in_(sa.select(chosen.c.rowid))
    vector = f"{_vector(columns, table)} @@ plainto_tsquery('english', :words)"
    return sa.text(vector).bindparams(words=" ".join(wanted))  # type: ignore[return-value]  # a TextClause is accepted as a condition


def _searched(table: str) -> tuple[str, tuple[str, ...]]:
    return next((key, columns) for name, key, columns in SEARCHED if name == table)


def _vector(columns: tuple[str, ...], table: str | None = None) -> str:
    """The expression that a server indexes, the same where it is asked for."""
    owner = f"{table}." if table else ""
    parts = (f"left(coalesce({owner}{name}, ''), {LONGEST_INDEXED})" for name in columns)
    return "to_tsvector('english', " + " || ' ' || ".join(parts) + ")"
