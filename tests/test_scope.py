"""`scope="pair"`: only what can be between two countries is read, and what is left out is said."""

import bilat

MIXED = """Indian and American negotiators met in New Delhi on Tuesday to discuss tariffs.

Rain fell on much of the coast, and schools stayed closed for a day.

They will meet again next month, officials said."""


def test_a_paragraph_that_names_nobody_is_left_out() -> None:
    reading = bilat.read(MIXED, published="2025-09-16", scope="pair")
    left_out = [reading.document.text[s.span[0] : s.span[1]] for s in reading.skipped]
    assert [words.split()[0] for words in left_out] == ["Rain"]
    assert all(s.reason.startswith("out of scope") for s in reading.skipped)


def test_what_is_between_two_countries_is_read_the_same() -> None:
    pair, everything = (bilat.read(MIXED, published="2025-09-16", scope=scope) for scope in ("pair", "all"))
    assert pair.events
    assert pair.events == everything.events


def test_a_report_with_one_country_is_not_coded() -> None:
    reading = bilat.read(
        "Peru's congress passed a budget. Peru will borrow less.", published="2025-09-16", scope="pair"
    )
    assert not reading.events
    assert not reading.actors
    assert reading.skipped
