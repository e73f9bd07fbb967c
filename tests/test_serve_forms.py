"""One view at one address in three forms: a page, JSON, CSV."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

import bilat
from bilat.serve.suffixes import cut
from tests.made_readings import telling
from tests.serve_fixtures import HOSTILE, page_addresses, record_in, serving

BARE = ("/sign-in", "/", "/assets/page.js")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return record_in(tmp_path_factory.mktemp("forms"))


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[TestClient]:
    with serving(address, requests_per_minute=10**9, burst=10**6) as served:
        yield served


def in_form(path: str, form: str) -> str:
    bare, mark, query = path.partition("?")
    return f"{'/index' if bare == '/' else bare}.{form}{mark}{query}"


def test_every_page_is_json_and_csv_too(client: TestClient, address: str) -> None:
    for path in page_addresses(address).values():
        page = client.get(path)
        assert page.status_code == 200
        if path in BARE[::2]:
            continue
        told = client.get(in_form(path, "json"))
        assert (told.status_code, told.headers["content-type"]) == (200, "application/json"), path
        assert told.json() is not None
        table = client.get(in_form(path, "csv"))
        assert (table.status_code, table.headers["content-type"]) == (200, "text/csv; charset=utf-8"), path
        rows = list(csv.reader(io.StringIO(table.text, newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, path
        for form in ("json", "csv"):
            assert f'href="{in_form(path, form).replace("&", "&amp;")}' in page.text, (path, form)


def test_data_is_what_the_library_gives(client: TestClient, address: str) -> None:
    with bilat.Record(address) as record:
        pair = record.pair("IND", "USA", on="2026-02-10", as_of="2026-02-12")
        for path, view in (
            ("/stories.json", record.stories()),
            ("/sources.json", record.sources()),
            ("/pairs.json", record.pairs()),
            (
                "/IND/USA.json?on=2026-02-10&as_of=2026-02-12",
                pair,
            ),
            ("/actors/USA.json", record.actor("USA", limit=40)),
        ):
            assert client.get(path).content == msgspec.json.encode(view), path


def test_no_cell_is_a_formula_for_a_spreadsheet(client: TestClient, address: str) -> None:
    seen = 0
    paths = [*page_addresses(address).values(), "/reports/hostile", "/IND/USA?table=timeline"]
    for path in paths:
        if path in BARE[::2]:
            continue
        for row in csv.DictReader(io.StringIO(client.get(in_form(path, "csv")).text, newline="")):
            for name, cell in row.items():
                seen += cell.startswith(("'=", "'@"))
                if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
                    assert is_number(cell), (path, name, cell)
                assert not any(char in cell for char in "\x1b\u202e"), (path, name, cell)
    assert seen >= 2  # the hostile report was there


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_a_hostile_report_is_only_words(client: TestClient) -> None:
    for path in ("/reports/hostile", "/stories", "/sources", "/IND/USA", "/", "/statements"):
        page = client.get(path).text
        for active in ("<script>alert", "<img src=x", '"javascript:', "<b>Wire", "\x1b", "\u202e"):
            assert active not in page, (path, active)
    assert "{{ 7*7 }}" in HOSTILE
    assert "{{ 7*7 }}" in client.get("/reports/hostile").text


def test_an_id_may_end_like_a_form(tmp_path: Path) -> None:
    path = record_in(tmp_path)
    with bilat.Record(path) as record:
        for name in ("files/a.json", "a b?c#d.csv"):
            record.add(telling(name, "2026-01-10"))
    with serving(path) as client:
        page = client.get("/reports/files/a.json?form=html")
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        assert client.get("/reports/files/a.json.json").json()["id"] == "files/a.json"
        assert client.get("/reports/a%20b%3Fc%23d.csv.json").json()["id"] == "a b?c#d.csv"
        assert client.get("/reports/files/a.json").status_code == 404


def test_the_ending_is_taken_off_the_address() -> None:
    assert cut("/a/b.json", b"") == {"path": "/a/b", "bilat.form": "json"}
    assert cut("/index.csv", b"x=1") == {"path": "/", "bilat.form": "csv"}
    assert cut("/a.json", b"form=html") == {"bilat.form": "html"}
    assert cut("/a", b"form=nix") == {"bilat.form": "html"}
    assert cut("/a", b"form=csv") == {"bilat.form": "csv"}
