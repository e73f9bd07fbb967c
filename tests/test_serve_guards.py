"""Who may do what: names of the server, headers, tokens, sessions, forms of others, limits, logs."""

import logging
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

import bilat
import bilat.errors
from bilat.errors import RecordError
from bilat.serve.addresses import own_path
from bilat.serve.app import create_app
from bilat.serve.headers import HEADERS
from bilat.serve.limits import Buckets, client_of
from bilat.serve.settings import Settings
from bilat.serve.visitors import Sessions
from bilat.store.tables import metadata
from bilat.store.tokens import Holder
from tests.record_fixtures import fill
from tests.sample_readings import sample_readings
from tests.serve_fixtures import (
    ADDRESS,
    HERE,
    SAMPLE,
    bearer,
    new_token,
    page_addresses,
    page_routes,
    record_in,
    serving,
    sign_in,
)

WRITING = {
    "/corrections/set": {"report": SAMPLE, "item": "x", "field": "time", "value": "2025-12-10"},
    "/corrections/drop": {"report": SAMPLE, "item": "x"},
    "/corrections/merge": {"first": "event-1", "second": "event-2"},
    "/corrections/split": {"group": "event-1", "item": "x"},
    "/corrections/undo": {"correction": "1"},
    "/sign-out": {},
}
API_WRITING = {"/api/v1/corrections": {"kind": "drop", "report": SAMPLE, "item": "x"}, "/api/v1/corrections/1/undo": {}}


def corrections(address: str) -> list[object]:
    with bilat.Record(address) as record:
        return list(record.corrections())


def test_every_writing_route_is_tried_here() -> None:
    posts = {route.path for route in page_routes() if "POST" in (route.methods or ())}
    assert posts == set(WRITING) | {"/sign-in"}


@pytest.mark.parametrize("path", sorted(WRITING | API_WRITING))
def test_writing_needs_a_token(path: str, tmp_path: Path) -> None:
    address = record_in(tmp_path)
    with serving(address) as client:
        body = {"json": API_WRITING[path]} if path in API_WRITING else {"data": WRITING[path]}
        assert client.post(path, headers=HERE, **body).status_code == 401  # type: ignore[arg-type]
        assert client.post(path, headers=bearer("bilat_wrong"), **body).status_code == 401  # type: ignore[arg-type]
    assert not corrections(address)


@pytest.mark.parametrize("path", sorted(WRITING))
def test_a_form_of_another_site_writes_nothing(path: str, tmp_path: Path) -> None:
    address = record_in(tmp_path)
    token = new_token(address)
    with serving(address) as client:
        csrf = sign_in(client, token)
        for headers in (
            {"Origin": "http://evil.invalid"},
            {"Origin": "http://127.0.0.1:9000"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site"},
            {},
        ):
            answer = client.post(path, data={**WRITING[path], "csrf": csrf}, headers=headers)
            assert answer.status_code == 403, (path, headers)
        for wrong in ("", "wrong", csrf[:-1]):
            assert client.post(path, data={**WRITING[path], "csrf": wrong}, headers=HERE).status_code == 403
        assert client.get("/corrections").status_code == 200
    assert not corrections(address)


def test_a_cookie_does_not_write_through_the_api(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    with serving(address) as client:
        sign_in(client, new_token(address))
        for path, body in API_WRITING.items():
            assert client.post(path, json=body, headers=HERE).status_code == 401


@pytest.mark.parametrize(
    "host", ["evil.invalid", "evil.invalid:8000", "127.0.0.1.evil.invalid", "", "a b", "127.0.0.1:x"]
)
def test_a_foreign_name_is_refused(host: str, tmp_path: Path) -> None:
    with serving(record_in(tmp_path)) as client:
        for path in ("/", "/stories.json", "/api/v1/pairs", "/static/site.css", "/news"):
            answer = client.get(path, headers={"Host": host})
            assert answer.status_code == 400, path
            assert "content-security-policy" in answer.headers


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "localhost."]
)
def test_its_own_names_are_taken(host: str, tmp_path: Path) -> None:
    with serving(record_in(tmp_path)) as client:
        assert client.get("/stories.json", headers={"Host": host}).status_code == 200


def test_a_name_can_be_allowed(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    with serving(address, allowed_hosts=("News.Example.org",), public=True) as client:
        assert client.get("/stories.json", headers={"Host": "news.example.org:443"}).status_code == 200
        assert client.get("/stories.json", headers={"Host": "other.example.org"}).status_code == 400


def test_bound_everywhere_any_address_will_do_but_no_other_name(tmp_path: Path) -> None:
    with serving(record_in(tmp_path), name="192.0.2.7:8000", host="0.0.0.0", public=True) as client:
        assert client.get("/stories.json").status_code == 200
        assert client.get("/stories.json", headers={"Host": "[2001:db8::1]:8000"}).status_code == 200
        assert client.get("/stories.json", headers={"Host": "evil.invalid"}).status_code == 400


OTHERS = ("/nix", "/a/b/c", "/api", "/api/openapi.json", "/api/v1/pairs", "/api/v1/report?id=nix", "/static/nix")


class Forbidden(HTMLParser):
    """Collects what a page of ours never holds: scripts and styles in it, and what is fetched from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        said = f"<{tag} {given}>"
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.found.append(said)
        for name, value in given.items():
            if name.startswith("on") or name == "style":
                self.found.append(said)
            fetched = name in ("src", "srcset", "data") or (name == "href" and tag in ("link", "use", "base"))
            if fetched and not (value.startswith("/") and not value.startswith("//")):
                self.found.append(said)
            if name in ("href", "action", "formaction") and not re.match(r"(/|#|\?|https?://|$)", value):
                self.found.append(said)


def test_every_page_forbids_the_browser_what_it_does_not_need(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    pages = page_addresses(address)
    bare = [path.partition("?")[0] for path in pages.values() if path != "/"]
    with serving(address) as client:
        for path in [*pages.values(), *OTHERS, *(path + form for path in bare for form in (".json", ".csv"))]:
            answer = client.get(path)
            assert answer.status_code < 500
            for name, value in HEADERS.items():
                assert answer.headers[name] == value, (path, name)
            assert "server" not in answer.headers
            if answer.headers["content-type"].startswith("text/html"):
                assert not Forbidden(answer.text).found, path


def test_every_page_is_there_on_both_databases(record_address: str) -> None:
    with bilat.Record(record_address) as record:
        fill(record, sample_readings())
    with serving(record_address) as client:
        for path in page_addresses(record_address).values():
            assert client.get(path).status_code == 200, path
        assert client.get("/statements?words=%00").status_code in (200, 422)


def test_policy_allows_no_inline_and_no_foreign_script() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy


def test_a_token_is_kept_only_as_its_digest(record_address: str) -> None:
    with bilat.Record(record_address) as record:
        token = record.new_token("desk")
        with record.store.reading() as connection:
            rows = [
                str(tuple(row))
                for table in metadata.sorted_tables
                for row in connection.execute(sa.select(table)).all()
            ]
        assert len(token) > 40
        assert not any(token in row or token.removeprefix("bilat_") in row for row in rows)
        (kept,) = record.tokens()
        assert (kept.name, kept.last_used_at, kept.revoked_at) == ("desk", None, None)


def test_a_token_is_told_when_used_and_worthless_when_revoked(record_address: str) -> None:
    with bilat.Record(record_address) as record:
        token, other = record.new_token("desk"), record.new_token("other")
        with serving(record_address) as client:
            assert client.get("/api/v1/pairs", headers=bearer(token)).status_code == 200
            assert record.tokens()[0].last_used_at is not None
            assert record.tokens()[1].last_used_at is None
            sign_in(client, token)
            assert client.cookies.get("bilat_session_8000")
            record.revoke_token("desk")
            assert client.get("/api/v1/pairs", headers=bearer(token)).status_code == 401
            assert client.get("/api/v1/pairs", headers=bearer(other)).status_code == 200
            assert client.post("/corrections/undo", data={"correction": "1"}, headers=HERE).status_code == 401
        with pytest.raises(bilat.errors.UsageError, match="revoked already"):
            record.revoke_token("desk")
        with pytest.raises(bilat.errors.UsageError, match="there is no token"):
            record.revoke_token("nix")
        with pytest.raises(bilat.errors.UsageError, match="another name"):
            record.new_token("desk")
        for odd in ("", "a" * 65, "a\nb", "-x", "<b>"):
            with pytest.raises(bilat.errors.UsageError, match="no name for a token"):
                record.new_token(odd)


def test_reached_from_elsewhere_reading_needs_a_token(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    token = new_token(address)
    with serving(address, name="192.0.2.7:8000", host="192.0.2.7") as client:
        page = client.get("/IND/USA?on=2026-02-10", headers={"Accept": "text/html"})
        assert page.status_code == 303
        assert page.headers["location"] == "/sign-in?next=/IND/USA%3Fon%3D2026-02-10"
        for path in ("/stories.json", "/stories.csv", "/api/v1/pairs", "/api/openapi.json", "/api", "/news", "/nix"):
            answer = client.get(path)
            assert answer.status_code == 401, path
            assert answer.headers["www-authenticate"] == "Bearer"
        assert client.get("/stories.json", headers=bearer(token)).status_code == 200
        here = {"Origin": "http://192.0.2.7:8000"}
        wrong = client.post("/sign-in", data={"token": "bilat_no", "name": "A", "next": "/IND/USA"}, headers=here)
        assert wrong.status_code == 401
        assert "not known" in wrong.text
        right = client.post("/sign-in", data={"token": token, "name": "A", "next": "/IND/USA"}, headers=here)
        assert (right.status_code, right.headers["location"]) == (303, "/IND/USA")
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert token not in cookie
        assert client.get("/stories").status_code == 200


def test_sign_in_asks_for_a_name(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    token = new_token(address)
    with serving(address) as client:
        for name in ("", "  ", "x" * 81):
            assert client.post("/sign-in", data={"token": token, "name": name}, headers=HERE).status_code == 422
        assert "bilat_session_8000" not in client.cookies


def test_signing_out_ends_the_session(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    with serving(address) as client:
        csrf = sign_in(client, new_token(address))
        cookie = client.cookies["bilat_session_8000"]
        assert client.post("/sign-out", data={"csrf": csrf}, headers=HERE).status_code == 303
        client.cookies.set("bilat_session_8000", cookie)
        assert client.post("/sign-out", data={"csrf": csrf}, headers=HERE).status_code == 401


def test_a_session_ends_by_itself() -> None:
    now = 0.0
    sessions = Sessions(lambda: now)
    cookie = sessions.begin(Holder(token=1, name="desk", stale=False), "Asha")
    assert sessions.visitor(cookie)
    now = 8 * 24 * 3600
    assert sessions.visitor(cookie) is None
    assert sessions.visitor("nix") is None


def test_nobody_is_sent_elsewhere() -> None:
    for bad in (
        "//evil.invalid",
        "/\\evil.invalid",
        "http://evil.invalid",
        "javascript:alert(1)",
        "",
        "x",
        "/a\nb",
        None,
    ):
        assert own_path(bad) == "/"
    assert own_path("/IND/USA?on=2026-02-10#tone") == "/IND/USA?on=2026-02-10#tone"


def test_who_asks_too_much_has_to_wait(tmp_path: Path) -> None:
    with serving(record_in(tmp_path), requests_per_minute=60, burst=5) as client:
        answers = [client.get("/stories.json") for _ in range(7)]
        assert [answer.status_code for answer in answers[:5]] == [200] * 5
        assert answers[-1].status_code == 429
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert "too many requests" in answers[-1].json()["problem"]


def test_tokens_cannot_be_tried_for_long(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    token = new_token(address)
    with serving(address, tries_per_minute=3) as client:
        tries = [client.get("/api/v1/pairs", headers=bearer(f"bilat_{n}")).status_code for n in range(5)]
        assert tries == [401, 401, 401, 429, 429]
        assert client.post("/sign-in", data={"token": token, "name": "A"}, headers=HERE).status_code == 429
        assert client.get("/api/v1/pairs").status_code == 200


def test_a_bucket_fills_again() -> None:
    now = 0.0
    buckets = Buckets(60, 2, lambda: now)
    assert [buckets.take("a") for _ in range(3)] == [0, 0, pytest.approx(1)]
    assert buckets.take("b") == 0
    now = 1.0
    assert buckets.take("a") == 0
    assert buckets.take("a") > 0


def test_a_client_is_an_address_or_a_network() -> None:
    assert client_of({"client": ("192.0.2.7", 1)}) == "192.0.2.7"
    assert client_of({"client": ("::ffff:192.0.2.7", 1)}) == "192.0.2.7"
    assert client_of({"client": ("2001:db8::1", 1)}) == client_of({"client": ("2001:db8::2", 1)}) == "2001:db8::/64"
    assert client_of({}) == "unknown"


def test_a_large_body_is_refused(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    token = new_token(address)
    with serving(address) as client:
        for body in (b"x" * 100_000, iter([b"x" * 40_000] * 3)):  # said beforehand, and not
            answer = client.post("/api/v1/corrections", content=body, headers=bearer(token))
            assert answer.status_code == 413
            assert answer.json()["status"] == 413


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/assets/../page.py",
     "/assets/..%2f..%2fsafe.py", "/static/%00"],
)  # fmt: skip
def test_no_path_leads_out_of_the_static_files(path: str, tmp_path: Path) -> None:
    with serving(record_in(tmp_path)) as client:
        answer = client.get(path)
        assert answer.status_code in (404, 422)
        assert "import" not in answer.text


def test_logs_hold_no_secret(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    logger = logging.getLogger("bilat.serve")  # as the command line may have set it up in an earlier test
    monkeypatch.setattr(logger, "propagate", True)
    monkeypatch.setattr(logger, "level", logging.INFO)
    address = record_in(tmp_path)
    token = new_token(address)
    with caplog.at_level(logging.INFO), serving(address) as client:
        csrf = sign_in(client, token)
        cookie = client.cookies["bilat_session_8000"]
        client.get("/statements?words=secretword", headers=bearer(token))
        client.get("/api/v1/pairs", headers=bearer("bilat_wrongtoken"))
        client.post("/corrections/undo", data={"csrf": csrf, "correction": "1"}, headers=HERE)
    written = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bilat"))
    for secret in (token, csrf, cookie, "secretword", "wrongtoken"):
        assert secret not in written
    lines = [msgspec.json.decode(record.message) for record in caplog.records if record.name == "bilat.serve.requests"]
    assert {"time", "client", "method", "path", "status", "milliseconds"} == set(lines[0])
    assert [line["path"] for line in lines if line["status"] == 401] == ["/api/v1/pairs"]


def test_a_busy_record_and_a_fault_are_said_without_what_is_behind_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = record_in(tmp_path)
    with TestClient(create_app(address, Settings()), base_url=ADDRESS, raise_server_exceptions=False) as client:
        for error, status in (
            (RecordError(address, "is being written by process 7"), 503),
            (ZeroDivisionError("x"), 500),
        ):
            monkeypatch.setattr(bilat.Record, "stories", raising(error))
            for path in ("/stories", "/stories.json", "/api/v1/stories"):
                answer = client.get(path)
                assert answer.status_code == status
                assert "content-security-policy" in answer.headers
                assert ("retry-after" in answer.headers) == (status == 503)
                for secret in (address, "process 7", "ZeroDivision", "Traceback"):
                    assert secret not in answer.text


def raising(error: Exception) -> Callable[..., None]:
    def view(*_: object, **__: object) -> None:
        raise error

    return view
