"""The record as it is kept: a SQLite file, or a database on a PostgreSQL server.

`open_store` is the door. Reports are put in by `put_reading`, one transaction each, so that a report is wholly there or
not at all. Nothing here reads prose, and nothing decides which accounts tell the same event: that is `bilat.linking`.
"""

from bilat.store.opening import Store, default_address, open_store
from bilat.store.putting import Placed, Stamp, check_keepable, known_revision, load_reading, put_reading
from bilat.store.tables import VERSION

__all__ = [
    "VERSION",
    "Placed",
    "Stamp",
    "Store",
    "check_keepable",
    "default_address",
    "known_revision",
    "load_reading",
    "open_store",
    "put_reading",
]
