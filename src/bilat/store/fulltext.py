"""Full-text search: FTS5 beside the tables of a SQLite file, text-search indexes on a PostgreSQL server."""

import sqlalchemy as sa

# What is searched: table, its key, its columns.
SEARCHED = (("reports", "report", ("title", "text")), ("statements", "statement", ("content",)))


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
        key, columns = next((key, columns) for name, key, columns in SEARCHED if name == table)
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
        key, columns = next((key, columns) for name, key, columns in SEARCHED if name == table)
        names = ", ".join(columns)
        connection.execute(
            sa.text(
                f"INSERT INTO {table}_words ({table}_words, rowid, {names}) "  # noqa: S608 - names of our own tables
                f"SELECT 'delete', {key}, {names} FROM {table} WHERE {key} = :key"
            ),
            [{"key": each} for each in keys],
        )


def matches(connection: sa.Connection, table: str, words: str) -> sa.ColumnElement[bool]:
    """The condition that a row of `table` holds all the words, in whatever form."""
    key, columns = next((key, columns) for name, key, columns in SEARCHED if name == table)
    if connection.dialect.name == "sqlite":
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        found = sa.text(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH :words")  # noqa: S608
        chosen = found.bindparams(words=quoted).columns(sa.column("rowid", sa.Integer)).subquery()
        return sa.column(key, _selectable=sa.table(table, sa.column(key))).in_(sa.select(chosen.c.rowid))
    return sa.text(f"{_vector(columns, table)} @@ plainto_tsquery('english', :words)").bindparams(words=words)  # type: ignore[return-value]  # a TextClause is accepted as a condition


def _vector(columns: tuple[str, ...], table: str | None = None) -> str:
    owner = f"{table}." if table else ""
    return "to_tsvector('english', " + " || ' ' || ".join(f"coalesce({owner}{name}, '')" for name in columns) + ")"
