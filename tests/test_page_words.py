"""What the templates say of the record: nothing in it can end an element or lead elsewhere."""

import json
import re
from typing import Any

import pytest

from bilat.relations.today import NewReport
from bilat.serve import words


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--", "&lt;", '"\u2028\u2029', "]]>"])
def test_data_for_a_script_cannot_end_it(hostile: str) -> None:
    told = words.json_data([hostile, {"a": hostile}])
    assert not re.search(r"[<>&]", told)
    assert json.loads(told) == [hostile, {"a": hostile}]


def test_records_are_written_as_the_json_of_the_page_has_them() -> None:
    new = NewReport(
        report="a", revision=1, title=None, source=None, published=None, url=None, added_at="2026-01-01", copy=False
    )
    assert json.loads(words.json_data((new,)))[0]["report"] == "a"


@pytest.mark.parametrize(
    ("id_", "path"),
    [
        ("sample-1", "/reports/sample-1"),
        ("a b/c?d#e", "/reports/a%20b%2Fc%3Fd%23e"),
        ("//evil.example/x", "/reports/%2F%2Fevil.example%2Fx"),
        ("feed.json", "/reports/feed.json?form=html"),
        ("x.csv", "/reports/x.csv?form=html"),
        ("é\udc80", "/reports/%C3%A9%3F"),
    ],
)
def test_any_id_has_an_address(id_: str, path: str) -> None:
    assert words.path("reports", id_) == path


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"actor": "IND:asha-rao", "span": None}, "IND:asha-rao"),
        ({"value": "2026-02-01", "precision": "day"}, "2026-02-01"),
        (["USA", "IND"], "USA, IND"),
        ([], "nobody"),
        (None, "nothing"),
        ("planned", "planned"),
        ({"rate": 5}, '{"rate":5}'),
        (2.5, "2.5"),
    ],
)
def test_what_a_field_was_set_to_is_told_in_words(value: Any, told: str) -> None:
    assert words.set_to(value) == told


def test_what_stands_between_backticks_is_code_and_escaped() -> None:
    assert words.in_code("a `<b>` & `c") == "a <code>&lt;b&gt;</code> &amp; <code>c</code>"
    assert words.in_code("plain") == "plain"


@pytest.mark.parametrize(
    ("intensity", "sign", "side", "spoken"),
    [
        (7.0, "▲", "plus", "cooperative, +7"),
        (-2.5, "▼", "minus", "hostile, −2.5"),
        (0.0, "●", "zero", "neutral, 0"),
        (None, "·", "zero", "of no known intensity"),
    ],
)
def test_no_tone_is_told_by_colour_alone(intensity: float | None, sign: str, side: str, spoken: str) -> None:
    assert (words.sign(intensity), words.side_of_zero(intensity), words.in_words(intensity)) == (sign, side, spoken)


def test_groups_keep_the_order_in_which_they_begin() -> None:
    class Line:
        def __init__(self, topic: str, side: str) -> None:
            self.topic, self.side = topic, side

    lines = [Line("b", "1"), Line("a", "1"), Line("b", "2")]
    assert [[(one.topic, one.side) for one in group] for group in words.groupby_in_order(lines, "topic")] == [
        [("b", "1"), ("b", "2")],
        [("a", "1")],
    ]
