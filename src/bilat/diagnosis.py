"""What is installed, where the record is and in what state: what to look at first when something does not work."""

import platform
import sqlite3
from importlib import metadata
from pathlib import Path

from bilat.errors import RecordError
from bilat.records import RULES_VERSION, SCHEMA_VERSION, Record
from bilat.store.describing import Description

# The extras of pyproject.toml: the package that each brings, and what it is for.
EXTRAS = {
    "postgres": ("psycopg", "a record on a PostgreSQL server"),
    "parquet": ("pyarrow", "bilat export --format parquet, .to_arrow()"),
    "pandas": ("pandas", ".to_pandas()"),
    "polars": ("polars", ".to_polars()"),
}


class Extra(Record, frozen=True, kw_only=True):
    """A part that can be installed with `pip install 'bilat[NAME]'`; `version` is null where it is not."""

    name: str
    package: str
    version: str | None
    purpose: str


class Diagnosis(Record, frozen=True, kw_only=True):
    """`reader` is what reads reports now; `record` is null where there is none or it cannot be opened (`problem`)."""

    bilat: str
    rules: str
    schema_version: str
    reader: str
    python: str
    sqlite: str
    platform: str
    extras: tuple[Extra, ...]
    address: str
    there: bool
    record: Description | None
    problem: str | None


def examine(address: str | Path | None = None) -> Diagnosis:
    """Looks at what is installed and at the record, which is not made where there is none."""
    import bilat
    from bilat.store import default_address, open_store, servers
    from bilat.store.describing import describe
    from bilat.versions import reader_version

    wanted = str(address or default_address())
    record, problem = None, None
    try:
        with open_store(wanted, create=False) as store:
            record = describe(store)
    except RecordError as error:
        problem = error.problem
    return Diagnosis(
        bilat=bilat.__version__,
        rules=RULES_VERSION,
        schema_version=SCHEMA_VERSION,
        reader=reader_version(),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        platform=f"{platform.system()} {platform.machine()}",
        extras=tuple(
            Extra(name=name, package=package, version=_version(package), purpose=purpose)
            for name, (package, purpose) in EXTRAS.items()
        ),
        address=servers.shown(wanted),
        there="://" in wanted or Path(wanted).exists(),
        record=record,
        problem=problem,
    )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
