"""The sample reports, read once for all tests that want them."""

import functools

import msgspec

import bilat
from bilat.documents import Given, read_inputs
from bilat.records import Document, Reading

SAMPLES = "src/bilat/samples/samples.jsonl"


@functools.cache
def sample_readings() -> tuple[Reading, ...]:
    """The readings of all samples, in the order of the file."""
    return tuple(bilat.read(item) for item in read_inputs([SAMPLES], Given()) if isinstance(item, Document))


def sample(name: str) -> Reading:
    """The reading of one sample, by the end of its id."""
    return next(reading for reading in sample_readings() if reading.document.id.endswith(name))


def call_of(reading: Reading, mode: str | None = "phone") -> str:
    """The id of a reading's one event of a mode that happened."""
    found = [event.id for event in reading.events if event.mode == mode and event.status == "occurred"]
    assert len(found) == 1, msgspec.to_builtins(reading.events)
    return found[0]
