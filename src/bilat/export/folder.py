"""A folder of tables, written beside its place and put there when it is whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bilat.errors import UsageError

# How the names of folders begin in which an export is being written.
UNDER_WAY = ".bilat-export-"
# Put in place last: where it stands, the tables are whole.
LAST = "datapackage.json"


@contextmanager
def put_in_place(folder: Path, *, force: bool) -> Iterator[Path]:
    """A folder to write into; its files are in `folder` when the block ends, and none of them when it fails.

    With `force` files of the same names are replaced, one after the other, and all others stay. Raises `UsageError`
    where `folder` is a file, or holds something and `force` is not given.
    """
    folder = folder.resolve()
    there = folder.exists()
    if there and not folder.is_dir():
        raise UsageError(f"{folder} is a file; give a folder to export to")
    if there and not force and any(not file.name.startswith(UNDER_WAY) for file in folder.iterdir()):
        raise UsageError(f"{folder} is not empty; give another folder, or --force to replace tables of the same names")
    folder.parent.mkdir(parents=True, exist_ok=True)
    under_way = (folder if there else folder.parent) / f"{UNDER_WAY}{os.getpid()}"
    shutil.rmtree(under_way, ignore_errors=True)
    under_way.mkdir()
    try:
        yield under_way
        if there:
            for file in sorted(under_way.iterdir(), key=lambda file: (file.name == LAST, file.name)):
                file.replace(folder / file.name)
        else:
            under_way.replace(folder)
    finally:
        shutil.rmtree(under_way, ignore_errors=True)
