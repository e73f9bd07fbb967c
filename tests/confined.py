"""The command line under the hand of somebody who may do less, or has less room, than the tests.

python -m tests.confined [--as-nobody] [--largest-file BYTES] ARGUMENTS OF BILAT

The command is first run with all rights on a copy of the record, so that all it loads is there when rights are given
up: the tests may run where nobody may read.
"""

import os
import pwd
import resource
import shutil
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import bilat
from bilat import cli
from tests.paragraphs import ENGLISH


def main() -> None:
    confinement, *arguments = sys.argv[1:]
    if confinement == "--as-nobody":
        warm_up(arguments)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.setgroups([])
            os.setresgid(nobody.pw_gid, nobody.pw_gid, nobody.pw_gid)
            os.setresuid(nobody.pw_uid, nobody.pw_uid, nobody.pw_uid)
    elif confinement == "--largest-file":
        bilat.read(ENGLISH)  # the models are unpacked into files of their own
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(arguments.pop(0)), resource.RLIM_INFINITY))
    sys.exit(cli.run(arguments))


def warm_up(arguments: list[str]) -> None:
    """Runs the command, and whatever it says is not heard."""
    record = Path(arguments[-1])
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        copy = Path(folder) / "record.db"
        if record.exists():
            shutil.copyfile(record, copy)
        with redirect_stdout(nowhere), redirect_stderr(nowhere):
            cli.run([*arguments[:-1], str(copy)])


if __name__ == "__main__":
    main()
