"""In public nobody gets a whole text, in whatever form, and nothing can be written."""

import html
import re
from pathlib import Path

import bilat
from bilat.relations.rows import Rows
from bilat.relations.stories import Story
from bilat.serve import excerpts
from tests.serve_fixtures import HERE, SHORT, bearer, new_token, page_addresses, record_in, serving

# So many words in a row of a report are told apart from chance.
RUN = 8
# How much of a report's text an answer may hold: the words behind its facts, each an excerpt.
MOST = 0.75


def runs(text: str) -> set[tuple[str, ...]]:
    text = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\\n", " ")  # marks of HTML, line ends of JSON
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def texts(address: str) -> dict[str, str]:
    with bilat.Record(address) as record:
        ids = [one.report for story in record.stories() for one in story.reports]
        readings = {id_: record.report(id_).reading for id_ in ids}
        return {id_: reading.document.text for id_, reading in readings.items() if reading}


def api_addresses(client: object, pages: dict[str, str]) -> list[str]:
    event = pages["/events/{event:path}"].rpartition("/")[2]
    with_id = {"/event": event, "/compare": event, "/cite": event, "/actor": "USA"}
    plain = (
        "statements",
        "stories",
        "measures",
        "today",
        "corrections",
        "sources",
        "pairs",
        "feeds",
        "dropped",
        "change",
    )
    of_pair = ("timeline", "tone", "talks", "agreements", "brief", "people", "said-by-topic", "pair")
    return [
        *(f"/api/v1/{name}?limit=1000" for name in plain),
        *(f"/api/v1/{name}?first=IND&second=USA&limit=1000&since=2025-01-01" for name in of_pair),
        *(f"/api/v1{name}?id={id_}" for name, id_ in with_id.items()),
        "/api/v1/lines?country=USA&about=tariffs",
    ]


def test_no_answer_holds_a_whole_text(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    pages, known = page_addresses(address), texts(address)
    assert len(known) == 30
    paths = [path for path in pages.values() if not path.startswith(("/assets", "/sign-in"))]
    with serving(address, public=True) as client:
        paths += [f"/reports/{id_}" for id_ in known]
        forms = [f"{path}{form}{mark}{query}" for path, mark, query in (each.partition("?") for each in paths)
                 if path != "/" for form in (".json", ".csv")]  # fmt: skip
        reports = [f"/api/v1/report?id={id_}" for id_ in known]
        whole: list[str] = []
        for path in [*paths, *forms, "/index.json", "/index.csv", *api_addresses(client, pages), *reports]:
            answer = client.get(path)
            assert answer.status_code in (200, 422), (path, answer.text[:200])
            shown = runs(answer.text)
            for id_, text in known.items():
                own = runs(text)
                if len(own & shown) > MOST * len(own):
                    whole.append(f"{path} holds {len(own & shown) / len(own):.0%} of {id_}")
    assert not whole, "\n".join(whole)


def test_the_same_answers_on_loopback_do_hold_whole_texts(tmp_path: Path) -> None:
    """So that the test above can fail."""
    address = record_in(tmp_path)
    known = texts(address)
    with serving(address) as client:
        for path in ("/reports/{}", "/reports/{}.json", "/api/v1/report?id={}"):
            for id_, text in known.items():
                shown = runs(client.get(path.format(id_)).text)
                assert len(runs(text) & shown) > MOST * len(runs(text))


def test_what_its_owner_watches_for_is_not_told_in_public(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    with bilat.Record(address) as record:
        record.add_alert("secretquestion", "IND", "USA", measures=True)
    with serving(address, public=True) as client:
        for path in ("/api/v1/alerts", "/api/v1/alert?name=secretquestion"):
            answer = client.get(path)
            assert answer.status_code == 403
            assert "secretquestion" not in answer.text


def test_nothing_can_be_written_in_public(tmp_path: Path) -> None:
    address = record_in(tmp_path)
    token = new_token(address)
    with serving(address, public=True) as client:
        asked = {"kind": "drop", "report": "short", "item": "x"}
        assert client.post("/api/v1/corrections", json=asked, headers=bearer(token)).status_code == 403
        for path in ("/corrections/drop", "/corrections/undo", "/sign-in", "/sign-out", "/nix"):
            assert client.post(path, data={"token": token, "name": "A"}, headers=HERE).status_code == 403
        assert client.get("/sign-in").status_code == 403
        assert "/sign-in" not in client.get("/IND/USA").text
        assert not client.cookies


def test_excerpts_are_short_and_of_a_short_report_no_more_than_half(tmp_path: Path) -> None:
    long = "word " * 200
    assert len(excerpts.cut(long)) <= excerpts.LONGEST
    assert excerpts.cut(long).endswith(" …")
    assert excerpts.cut("A few words.") == "A few words."
    address = "https://example.org/" + "x" * 400
    assert excerpts.cut(address) == address
    assert len(excerpts.cut(SHORT, [SHORT])) <= len(SHORT) // 2
    with bilat.Record(record_in(tmp_path)) as record:
        shown = excerpts.excerpted(record, record.timeline("IND", "USA"))
        assert all(len(source.words) <= excerpts.LONGEST for one in shown for source in one.sources)
        short = [source.words for one in shown for source in one.sources if source.report == "short"]
        assert short
        assert all(len(words) <= len(SHORT) // 2 for words in short)
        stories = excerpts.excerpted(record, record.stories())
        assert isinstance(stories, Rows)
        assert stories.kind is Story
        assert len(stories) == len(record.stories())
