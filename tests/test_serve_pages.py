"""The pages on both databases: of a record with nothing in it, of a small one, asked well and asked wrongly."""

import re
from pathlib import Path

import pytest

import bilat
from tests.made_readings import day
from tests.record_fixtures import account, fill, link, negotiating, saying
from tests.serve_fixtures import serving

EVERYWHERE = (
    "/", "/pairs", "/IND/USA", "/statements", "/measures", "/sources", "/stories", "/corrections", "/dropped", "/api",
)  # fmt: skip


@pytest.mark.parametrize("form", ["", ".json", ".csv"])
def test_a_record_with_nothing_in_it_has_all_pages(record_address: str, form: str) -> None:
    bilat.Record(record_address).close()
    with serving(record_address) as client:
        for path in EVERYWHERE:
            if form and path == "/api":
                continue
            answer = client.get((path if path != "/" or not form else "/index") + form)
            assert answer.status_code == 200, (path, answer.text)


def test_a_small_record_has_all_pages(record_address: str) -> None:
    with bilat.Record(record_address) as record:
        fill(
            record,
            [
                account("a", "2025-08-01", time=day("2025-08-01"), type="CONSULT", mode="phone"),
                account("b", "2025-08-02", time=day("2025-07-31"), type="CONSULT", mode="phone"),
                saying("c", "2025-08-02", "tariffs must fall"),
                negotiating("k", "2025-08-03"),
            ],
        )
        id_ = link(record, "a", "b")
    paths = (
        *EVERYWHERE,
        f"/events/{id_}",
        "/reports/a",
        "/actors/IND:asha-rao",
        "/statements?words=tariff&country=IND",
    )
    with serving(record_address) as client:
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.text)
        assert "reports differ on the day" in client.get("/IND/USA").text
        assert "tariffs must fall" in client.get("/statements?words=tariff").text
        assert client.get("/events/a?item=e-a").status_code == 200


def test_lines_say_what_a_person_has_set(tmp_path: Path) -> None:
    address = str(tmp_path / "record.db")
    with bilat.Record(address) as record:
        fill(
            record, [account("a", "2025-08-01", time=day("2025-08-01")), saying("c", "2025-08-02", "tariffs must fall")]
        )
        number = record.correct("a", "e-a", field="status", value="planned", author="Asha Rao")
        line = next(iter(record.timeline("IND", "USA")))
        assert line.sources[0].corrected == ("status",)
        badge = '<span class="badge done" title="set by a person: status">corrected</span>'
        with serving(address) as client:
            assert [client.get(path).text.count(badge) for path in ("/", "/IND/USA", "/statements")] == [1, 1, 0]
        record.undo(number)
        assert next(iter(record.timeline("IND", "USA"))).sources[0].corrected == ()
        with serving(address) as client:
            assert badge not in client.get("/IND/USA").text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/IND/IND", 404, "two different countries"),
        ("/IND/Atlantis", 404, "no country"),
        ("/IND/USA?on=soon", 422, "takes a day"),
        ("/IND/USA?by=fortnight", 422, "fortnight"),
        ("/IND/USA?type=QUARREL", 422, "QUARREL"),
        ("/IND/USA.csv?table=chairs", 422, "chairs"),
        ("/IND/USA?since=2025-02-01&until=2025-01-01", 422, "exchange the two"),
        ("/?topic=gossip", 422, "gossip"),
        ("/?country=Atlantis", 422, "Atlantis"),
        ("/statements?about=gossip", 422, "gossip"),
        ("/reports/none", 404, "none"),
        ("/events/event-none", 404, "event-none"),
        ("/actors/none", 404, "none"),
        ("/assets/secret.py", 404, "no such file"),
        ("/IND/USA?limit=0", 422, "limit"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(tmp_path: Path, path: str, status: int, words: str) -> None:
    address = str(tmp_path / "record.db")
    bilat.Record(address).close()
    with serving(address) as client:
        answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert words in answer.text
    assert "Traceback" not in answer.text


def test_a_pair_has_one_address(tmp_path: Path) -> None:
    address = str(tmp_path / "record.db")
    bilat.Record(address).close()
    with serving(address) as client:
        for asked in ("/ind/usa?on=2025-08-01", "/India/United%20States?on=2025-08-01"):
            answer = client.get(asked)
            assert answer.status_code == 307
            assert answer.headers["location"] == "/IND/USA?on=2025-08-01"
        other_way = client.get("/USA/IND")
    assert re.search(r"<h1>United States – India</h1>", other_way.text)


def test_a_look_is_kept_in_the_browser_alone(tmp_path: Path) -> None:
    address = str(tmp_path / "record.db")
    with bilat.Record(address) as record:
        record.add(account("a", "2025-08-01"))
    with serving(address) as client:
        assert "Paper a" in client.get("/").text
        moment = client.get("/index.json").json()["newest"]
        answer = client.get("/", params={"seen": moment})
        assert answer.status_code == 303
        assert "HttpOnly" in answer.headers["set-cookie"]
        assert "Nothing new" in client.get("/").text
        assert "Paper a" in client.get("/?since=all").text
        client.cookies.clear()
        assert "Paper a" in client.get("/").text
