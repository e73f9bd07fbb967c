"""What holds for any text at all."""

import functools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import bilat
from bilat.documents import read_inputs
from bilat.errors import InputError
from bilat.records import Reading
from bilat.schema import reading_schema
from tests.spans import check_reading

SAMPLES = "src/bilat/samples/samples.jsonl"

# Pieces that the rules look for, to be put together in ways that no reporter would.
PIECES = [
    "India", "the U.S.", "U.S.-Japan", "Tokyo", "Mr. Modi", "President Donald Trump", "the minister", "he",
    "both sides", "Commerce Minister Piyush Goyal", "Foreign Ministry spokesman Ram Sharma",
    "the European Union", "officials", "said", "told reporters", "warned that", "accused", "denied",
    "according to", "imposed", "threatened to impose", "a 25% tariff", "100 pct tariffs on 300 mln dlrs of",
    "duties", "sanctions", "Japanese electronics", "steel", "on", "by", "met", "spoke by phone with", "visited",
    "talks with", "a trade deal", "agreed to", "offered", "if", "unless", "will", "on Thursday", "in July",
    "August 27", "last week", "for 90 days", "days after", "by the end of the year", "2025-08-27", "“", "”",
    '"', "'", "‘", "’", "(", ")", "—", "-", ",", ".", ". ", "?", ":", "\n", "\n\n", "\r\n", "    ", "\t", "• ",
    "- ", "WASHINGTON, June 29 (Wire) - ", "— Name (@handle) December 11, 2025", "Timing\n",
    "Track Latest News", "\u200f", "\u202e", "\u00a0", "\ufeff", "\u2028", "\u0085", "🇮🇳🤝🇺🇸", "👩‍👩‍👧",
    "9" * 5000, "9" * 401 + " percent", "$" + "9" * 305 + " billion", "1/0", "\"“‘" * 200, "((((" * 200,
    "e\u0301", "ﬁ", "ß", "İ", "½", "\x0b", "\x00", "\x1b[31m", "नमस्ते",
]  # fmt: skip

news = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=60).map(" ".join)
texts = st.one_of(news, st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join), st.text(max_size=200))
titles = st.none() | st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=10).map(" ".join)
dates = st.none() | st.dates().map(str) | st.just("2025-12-11T22:58:00+05:30")


@functools.cache
def validator() -> Any:
    return Draft202012Validator(reading_schema())


def check_all(reading: Reading) -> None:
    check_reading(reading)
    error = next(iter(validator().iter_errors(json.loads(reading.to_json()))), None)
    assert error is None, error and f"{error.json_path}: {error.message}"


@settings(max_examples=150, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=texts, title=titles, published=dates)
def test_any_text_gives_a_sound_reading(text: str, title: str | None, published: str | None) -> None:
    try:
        reading = bilat.read(text, title=title, published=published)
    except InputError:
        assume(False)  # empty, or in another script
    assert reading.document.text == text
    assert reading.document.title == (title or None)
    check_all(reading)
    assert bilat.read(text, title=title, published=published).to_json() == reading.to_json()


@pytest.fixture(scope="module")
def samples() -> list[Reading]:
    read = []
    for item in read_inputs([SAMPLES]):
        assert not isinstance(item, InputError), item
        read.append(bilat.read(item))
    return read


def test_the_samples_are_soundly_read(samples: list[Reading]) -> None:
    assert len(samples) >= 24
    for reading in samples:
        check_all(reading)


def test_ids_do_not_depend_on_what_was_read_before(samples: list[Reading]) -> None:
    documents = [item for item in read_inputs([SAMPLES]) if not isinstance(item, InputError)]
    for document, reading in list(zip(documents, samples, strict=True))[::-4]:
        assert bilat.read(document).to_json() == reading.to_json()


def test_a_reading_survives_json(samples: list[Reading]) -> None:
    for reading in samples:
        assert Reading.from_json(reading.to_json()) == reading
