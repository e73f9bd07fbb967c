"""Whatever stands in an address, a page is a page or a sentence that says what is wrong: never the server's error."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

import bilat
from tests.record_fixtures import fill
from tests.sample_readings import sample
from tests.serve_fixtures import page_addresses, page_routes, serving

ODD = (
    *("%00", "%ff%fe", "%F0%9F%92%A9", "%25", "%E2%80%AE"),
    *("'", '"', "-1", "0", "9" * 20, "1e9", "nan", "[]", "{}", "a" * 250),
    *("0001-01-01", "9999-12-31", "2026-02-30", "*", "AND", "x NEAR", "(", "../..", "<script>", ""),
)
PATHS = ("%00", "%ff", "a%2Fb", "..%2F..", "%F0%9F%92%A9", "a" * 3000, "x.json", "%3Cscript%3E")
UNDER = ("/reports/", "/events/", "/actors/", "/IND/", "/", "/static/", "/assets/", "/api/v1/", "/corrections/")


@pytest.fixture
def client(record_address: str) -> Iterator[TestClient]:
    with bilat.Record(record_address) as record:
        fill(record, [sample("goyal-greer-wire"), sample("goyal-greer-post")])
    with serving(record_address, requests_per_minute=10**9, burst=10**6) as served:
        yield served


def test_no_odd_value_breaks_a_page(client: TestClient, record_address: str) -> None:
    addresses = page_addresses(record_address)
    broken = []
    for route in page_routes():
        if route.path not in addresses or "GET" not in (route.methods or ()):
            continue
        bare = addresses[route.path].partition("?")[0]
        for name in names(route):
            for value in ODD:
                path = f"{bare}?{name}={value}"
                answer = client.get(path)
                if answer.status_code >= 500 or (answer.status_code >= 400 and "<h1" not in answer.text):
                    broken.append(f"{path}: {answer.status_code}")
    assert not broken, "\n".join(broken)


def names(route: APIRoute) -> list[str]:
    """The parameters of a page in its address."""
    return [str(one.alias) for one in route.dependant.query_params]


@pytest.mark.parametrize(
    "part", ["%00", "%ff", "a%2Fb", "..%2F..", "%F0%9F%92%A9", "a" * 3000, "x.json", "%3Cscript%3E"]
)
def test_no_odd_path_breaks_a_page(client: TestClient, part: str) -> None:
    for path in (
        "/reports/",
        "/events/",
        "/actors/",
        "/IND/",
        "/",
        "/static/",
        "/assets/",
        "/api/v1/",
        "/corrections/",
    ):
        for form in ("", ".json", ".csv"):
            answer = client.get(f"{path}{part}{form}")
            assert 400 <= answer.status_code < 500, (path, answer.status_code)
            assert "<script>" not in answer.text or answer.headers["content-type"] == "application/json"


def test_the_words_of_others_are_only_words(client: TestClient) -> None:
    for text in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202eabc"):
        for path in ("/statements?words=", "/statements?speaker=", "/reports/", "/sign-in?next="):
            page = client.get(path + quote(text, safe="")).text
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert "\u202e" not in page
            assert "49" not in page or "{{7*7}}" not in text
