"""A program that holds a record: it begins to write, says "holding", and goes on when it is told to on stdin.

python -m tests.holder ADDRESS
"""

import sys

import bilat
from tests.made_readings import telling


def main() -> None:
    with bilat.Record(sys.argv[1]) as record:
        record.add(telling("before", "2025-03-09"))
        with record.store.writing() as connection:
            connection.exec_driver_sql("UPDATE reports SET title = 'never kept'")
            sys.stdout.write("holding\n")
            sys.stdout.flush()
            sys.stdin.readline()


if __name__ == "__main__":
    main()
