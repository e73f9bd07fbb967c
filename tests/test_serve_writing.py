"""The record corrected through forms and through the API: kept, shown as corrected, undone as easily."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

import bilat
from tests.serve_fixtures import HERE, bearer, new_token, serving, sign_in
from tests.test_corrections import groups, row_of, telling

Write = Callable[..., Response]


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    """Three meetings, months apart, so that nothing links them by itself."""
    with bilat.Record(record_address) as opened:
        for number, month in ((1, "2025-03"), (2, "2025-06"), (3, "2025-09")):
            opened.add(telling(number, "10", month))
        yield opened


@pytest.fixture
def client(record: bilat.Record, record_address: str) -> Iterator[TestClient]:
    with serving(record_address) as served:
        yield served


@pytest.fixture(params=["form", "api"])
def write(request: pytest.FixtureRequest, record_address: str, client: TestClient) -> Write:
    """Makes a correction by a form, or through the API: the same words lead to the same."""
    token = new_token(record_address)
    if request.param == "api":

        def through_api(kind: str, **fields: Any) -> Response:
            if kind == "undo":
                number = fields.pop("correction")
                return client.post(f"/api/v1/corrections/{number}/undo", json=fields, headers=bearer(token))
            asked = {"kind": kind, "author": "Asha Rao", **fields}
            return client.post("/api/v1/corrections", json=asked, headers=bearer(token))

        return through_api
    csrf = sign_in(client, token)

    def through_form(kind: str, **fields: Any) -> Response:
        given = {"item" if name == "items" else name: value for name, value in fields.items()}
        given = {name: value for name, value in given.items() if name != "author"}
        return client.post(f"/corrections/{kind}", data={"csrf": csrf, "next": "/IND/USA", **given}, headers=HERE)

    return through_form


def done(answer: Response) -> None:
    """It was carried out: a form leads back to its page."""
    assert answer.status_code in (200, 303), answer.text
    if answer.status_code == 303:
        assert answer.headers["location"] == "/IND/USA"


def test_a_wrong_date_and_a_wrong_speaker(record: bilat.Record, write: Write, client: TestClient) -> None:
    done(write("set", report="r1", item="e-1", field="time", value="2025-03-11", note="  the ministry's page  "))
    done(write("set", report="r1", item="s-1", field="speaker", value="Bo Lind"))
    assert row_of(record, "e-1").time == "2025-03-11"
    assert row_of(record, "s-1").speaker_name == "Bo Lind"
    first, second = record.corrections()
    assert (first.author, first.note, second.note) == ("Asha Rao (token desk)", "the ministry's page", None)
    shown = client.get("/corrections.json").json()
    assert [one["correction"] for one in shown] == [second.correction, first.correction]
    assert client.get("/corrections").text.count("Asha Rao (token desk)") >= 2
    done(write("undo", correction=first.correction, author="Asha Rao"))
    assert row_of(record, "e-1").time == "2025-03-10"
    assert record.corrections()[0].undone_by == "Asha Rao (token desk)"


def test_what_is_no_event(record: bilat.Record, write: Write) -> None:
    done(write("drop", report="r1", item="e-1"))
    assert len(record.timeline("IND", "USA")) == 2
    done(write("undo", correction=record.corrections()[0].correction))
    assert len(record.timeline("IND", "USA")) == 3


def test_a_wrong_link(record: bilat.Record, write: Write) -> None:
    ids = groups(record)
    done(write("merge", first=ids["e-1"], second=ids["e-2"]))
    assert groups(record)["e-2"] == ids["e-1"]
    done(write("split", group=ids["e-1"], items=["e-2"]))
    assert groups(record)["e-2"] not in (ids["e-1"], ids["e-3"])
    for correction in reversed(record.corrections()):
        done(write("undo", correction=correction.correction))
    assert groups(record) == ids


@pytest.mark.parametrize(
    ("kind", "fields", "status", "words"),
    [
        ("set", {"report": "nix", "item": "e-1", "field": "time", "value": "2025-03-11"}, 404, "no report nix"),
        ("set", {"report": "r1", "item": "nix", "field": "time", "value": "2025-03-11"}, 404, "has no event"),
        ("set", {"report": "r1", "item": "e-1", "field": "id", "value": "x"}, 422, "no field 'id'"),
        ("set", {"report": "r1", "item": "e-1", "field": "type", "value": "NIX"}, 422, "type cannot be"),
        ("drop", {"report": "r1", "item": "nix"}, 404, "has no event"),
        ("merge", {"first": "event-0", "second": "event-1"}, 404, "no event"),
        ("split", {"group": "event-0", "items": ["e-1"]}, 404, "no event"),
        ("undo", {"correction": 99}, 404, "no correction 99"),
        ("undo", {"correction": 0}, 422, "correction"),
        ("set", {"report": "r1"}, 422, "item"),
    ],
)
def test_what_cannot_be_is_said_in_plain_words(
    record: bilat.Record, write: Write, kind: str, fields: dict[str, Any], status: int, words: str
) -> None:
    answer = write(kind, **fields)
    assert answer.status_code == status, answer.text
    assert words.replace("'", "&#39;") in answer.text or words in answer.text
    assert not record.corrections()


BROKEN = (
    b"",
    b"[]",
    b"{",
    b'{"kind": "nix"}',
    b'{"kind": "drop", "report": "r1", "item": "e-1", "x": 1}',
    b'{"kind": "drop", "report": "r1", "item": "\\ud800"}',
    b'{"kind": "drop", "report": "r1\\u0000", "item": "x"}',
    b'{"kind": "drop", "report": "r1", "item": "e-1", "author": "%s"}' % (b"x" * 81),
)


def test_the_api_says_what_is_wrong_with_a_body(record: bilat.Record, record_address: str, client: TestClient) -> None:
    token = new_token(record_address)
    for body in BROKEN:
        answer = client.post("/api/v1/corrections", content=body, headers=bearer(token))
        assert answer.status_code == 422, body
        assert answer.json()["problem"]
    made = client.post(
        "/api/v1/corrections", json={"kind": "drop", "report": "r1", "item": "e-1"}, headers=bearer(token)
    )
    assert record.corrections()[0].correction == made.json()["correction"]
    assert record.corrections()[0].author == "token desk"
