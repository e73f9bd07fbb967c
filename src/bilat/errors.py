"""What can go wrong, each with one line that says which input, what is wrong and what to do."""


class BilatError(Exception):
    """Base of all errors that a user is shown; its text is one line, ready to print."""


class InputError(BilatError):
    """An input that could not be read. `name` is the input as the user gave it, `problem` what is wrong with it."""

    def __init__(self, name: str, problem: str) -> None:
        """`problem` reads on after the name and says what to do, where something can be done."""
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


class CodebookError(BilatError):
    """A codebook file that does not hold what its columns promise; the text names file and row."""


class RecordError(BilatError):
    """A record that cannot be opened, read or written; `problem` says what is wrong with it and what to do."""

    def __init__(self, record: str, problem: str) -> None:
        """`problem` reads on after the name of the record."""
        super().__init__(f"{record}: {problem}")
        self.record = record
        self.problem = problem


class UsageError(BilatError):
    """Something asked for that cannot be: an unknown country, a date that is none, an id that is not in the record."""


class NotFoundError(UsageError):
    """An id that is not in the record."""
