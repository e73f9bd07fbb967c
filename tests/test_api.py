"""The API: each view as the library gives it, in the schema that its description says, page by page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import msgspec
import pytest
from starlette.testclient import TestClient

import bilat
from bilat.store.tables import feed_items
from tests.serve_fixtures import SAMPLE, page_addresses, record_in, serving

DOCS = Path(__file__).parents[1] / "docs" / "reference" / "api.md"
PAIR = "first=IND&second=USA"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return record_in(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[TestClient]:
    with serving(address, requests_per_minute=10**9, burst=10**6) as served:
        with bilat.Record(address) as record:
            record.add_feeds(["https://reader:secret@example.org/feed"])
            drop_item(record)
            record.add_alert("duties", "IND", "USA", measures=True, webhook="https://example.org/secret")
            record.correct("short", record.timeline("IND", "USA", since="2026-01-08")[0].sources[0].item)
        yield served


def drop_item(record: bilat.Record) -> None:
    """An item of a feed that was not kept."""
    item = {"key": "k", "digest": "d", "title": "Weather", "state": "dropped", "reason": "fewer-than-two-countries"}
    seen = {"seen_at": "2026-01-10T00:00:00+00:00", "tries": 0, "settled": 1.0}
    with record.store.writing() as connection:
        connection.execute(feed_items.insert().values(item | seen))


@pytest.fixture(scope="module")
def asked(address: str) -> list[str]:
    """An address for each view, of which there is something to tell."""
    event = page_addresses(address)["/events/{event:path}"].rpartition("/")[2]
    return [
        f"/timeline?{PAIR}",
        f"/timeline?{PAIR}&type=CONSULT&type=AGREE&status=occurred&since=2025-08-01&until=2026-06-30&as_of=2026-06-30",
        f"/tone?{PAIR}&by=quarter",
        f"/talks?{PAIR}",
        f"/agreements?{PAIR}",
        f"/brief?{PAIR}&since=2025-08-01&until=2026-06-30",
        f"/people?{PAIR}",
        f"/said-by-topic?{PAIR}",
        f"/pair?{PAIR}&on=2026-02-10",
        "/pairs",
        "/added-duty?by=USA&against=IND&on=2025-09-01",
        "/measures?by=USA&against=IND&on=2026-02-10&proposed=true",
        "/statements?country=IND&words=tariff",
        "/statements?speaker=goyal&act=say",
        "/lines?country=USA&about=tariffs&by=month",
        "/stories?country=IND",
        "/today",
        f"/event?id={event}",
        f"/compare?id={event}",
        f"/report?id={SAMPLE}",
        f"/cite?id={event}",
        f"/cite?id={SAMPLE}",
        "/actor?id=USA",
        "/sources",
        "/feeds",
        "/dropped",
        "/dropped-counts",
        "/alerts",
        "/alert?name=duties",
        "/corrections",
        "/change",
    ]


def test_answers_fit_their_schema_and_none_is_empty(client: TestClient, asked: list[str]) -> None:
    description = client.get("/api/openapi.json").json()
    gets = {path for path, methods in description["paths"].items() if "get" in methods}
    assert gets == {f"/api/v1{path.partition('?')[0]}" for path in asked}
    for path in asked:
        answer = client.get(f"/api/v1{path}")
        assert answer.status_code == 200, (path, answer.text)
        told = answer.json()
        assert told.get("items", [1]) if isinstance(told, dict) else told, path
        route = description["paths"][f"/api/v1{path.partition('?')[0]}"]["get"]
        schema = route["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {"$defs": description["components"]["schemas"], **_in_place(schema)}
        jsonschema.Draft202012Validator(_in_place(whole)).validate(told)


def _in_place(value: Any) -> Any:
    """A schema whose references lead into itself."""
    if isinstance(value, dict):
        return {name: _in_place(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_place(each) for each in value]
    return value.replace("#/components/schemas/", "#/$defs/") if isinstance(value, str) else value


def test_answers_are_what_the_library_gives(client: TestClient, address: str) -> None:
    with bilat.Record(address) as record:
        for path, view in (
            (f"/timeline?{PAIR}&limit=1000", record.timeline("IND", "USA")),
            ("/measures?by=USA&on=2026-02-10&limit=1000", record.measures("USA", on="2026-02-10")),
            ("/stories?limit=1000", record.stories()),
            ("/statements?limit=1000", record.statements()),
        ):
            whole = msgspec.json.decode(msgspec.json.encode(view))
            assert client.get(f"/api/v1{path}").json() == {"items": whole, "next": None}
        actor = msgspec.json.encode(record.actor("USA"))
        assert client.get("/api/v1/actor?id=USA").content == actor


@pytest.mark.parametrize(
    "path", ["/statements?country=USA", f"/timeline?{PAIR}", "/stories?", "/measures?on=2026-02-10"]
)
def test_a_long_list_comes_page_by_page(client: TestClient, path: str) -> None:
    whole = client.get(f"/api/v1{path}&limit=1000").json()["items"]
    assert len(whole) > 7
    pages: list[list[Any]] = []
    following: dict[str, str] = {"limit": "3"}
    while following:
        page = client.get(f"/api/v1{path}&{urlencode(following)}").json()
        assert 0 < len(page["items"]) <= 3
        pages.append(page["items"])
        following = {"limit": "3", "cursor": page["next"]} if page["next"] else {}
    backwards = not path.startswith("/measures")
    found = [one for page in (reversed(pages) if backwards else pages) for one in page]
    assert found == whole


def test_a_page_goes_on_where_it_was_though_something_came_in(tmp_path: Path) -> None:
    from tests.test_corrections import telling

    address = record_in(tmp_path)
    with serving(address) as client:
        first = client.get(f"/api/v1/timeline?{PAIR}&limit=3").json()
        before = client.get(f"/api/v1/timeline?{PAIR}&limit=3&cursor={first['next']}").json()
        with bilat.Record(address) as record:
            record.add(telling(9, "20", "2026-07"))
        after = client.get(f"/api/v1/timeline?{PAIR}&limit=3&cursor={first['next']}").json()
        assert [one["id"] for one in before["items"]] == [one["id"] for one in after["items"]]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/timeline?first=IND&second=Atlantis", 422, "no country that bilat knows"),
        ("/timeline?first=IND", 422, "second: Field required"),
        ("/timeline?first=IND&second=IND", 422, "two different countries"),
        (f"/timeline?{PAIR}&since=yesterday", 422, "since"),
        (f"/timeline?{PAIR}&limit=0", 422, "limit"),
        (f"/timeline?{PAIR}&cursor=nix", 422, "cursor"),
        (f"/timeline?{PAIR}&cursor=WzEsMV0", 422, "cursor"),
        ("/statements?words=%00", 422, "zero character"),
        ("/statements?about=nix", 422, "no topic"),
        ("/event?id=event-0", 404, "no event event-0"),
        ("/report?id=nix", 404, "no report nix"),
        (f"/report?id={SAMPLE}&revision=9", 404, "no report"),
        ("/actor?id=nix", 404, "no actor nix"),
        ("/alert?name=nix", 404, "no alert"),
        ("/added-duty?by=IND&against=USA&on=1990-01-01", 404, "does not add up"),
        ("/nix", 404, "nothing has this address"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_shape(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert set(told) == {"status", "problem"}
    assert told["status"] == status
    assert words in told["problem"]


def test_where_a_webhook_leads_and_with_what_password_is_not_told(client: TestClient) -> None:
    for path in ("/api/v1/alerts", "/api/v1/feeds", "/sources", "/sources.json"):
        assert "secret" not in client.get(path).text


def test_the_page_on_the_api_tells_every_address(client: TestClient) -> None:
    page = client.get("/api")
    assert page.status_code == 200
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert path in page.text
    for example in re.findall(r'Try: <a href="([^"]+)"', page.text):
        assert client.get(example.replace("&amp;", "&")).status_code in (200, 404), example


def test_examples_of_the_docs_give_what_they_say(client: TestClient, tmp_path: Path) -> None:
    text = DOCS.read_text(encoding="utf-8")
    examples = re.findall(r"\$ curl -s '?http://127\.0\.0\.1:8000(\S+?)'?\n(.*?)```", text, flags=re.DOTALL)
    assert len(examples) >= 4
    for path, shown in examples:
        answer = client.get(path)
        told = answer.text
        for piece in shown.strip().split("…"):
            flat = re.sub(r"\s*\n\s*", "", piece).strip()
            assert flat in told, (path, flat, told[:2000])


def test_every_address_is_in_the_docs(client: TestClient) -> None:
    text = DOCS.read_text(encoding="utf-8")
    for path in client.get("/api/openapi.json").json()["paths"]:
        assert f"`{path.removeprefix('/api/v1')}`" in text, path
