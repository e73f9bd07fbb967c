"""From bytes to documents: encodings, pages, corpora, languages, kinds of input."""

import gzip
import io
import json
from pathlib import Path

import pytest

from bilat.documents import LONGEST_TEXT, Given, check_document, is_iso, make_document, read_inputs, total_bytes
from bilat.documents.corpus import LONGEST_LINE, read_corpus
from bilat.documents.html import read_page
from bilat.documents.language import identify
from bilat.documents.text import decode
from bilat.errors import InputError
from bilat.records import Document, content_id
from tests.paragraphs import ENGLISH, FOREIGN

# --- text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "utf-16-le-mark", "utf-16-be-mark"]
)
def test_encodings_of_english_news(encoding: str) -> None:
    text = "São Paulo’s café exporters paid 25% – €3m.\r\n" if encoding != "latin-1" else "São Paulo café, £3m.\r\n"
    if encoding.endswith("-mark"):
        data = ("\ufeff" + text).encode(encoding.removesuffix("-mark"))
    else:
        data = text.encode(encoding)
    assert decode(data, "x") == text


def test_what_is_declared_is_believed_where_it_fits() -> None:
    assert decode("Переговоры в Дели".encode("koi8-r"), "x", "koi8-r") == "Переговоры в Дели"
    assert decode("Delhi’s".encode("cp1252"), "x", "iso-8859-1") == "Delhi’s"
    assert decode("Delhi’s".encode("cp1252"), "x", "no-such-encoding") == "Delhi’s"
    assert decode("Delhi’s".encode("cp1252"), "x", "hex") == "Delhi’s"


def test_a_foreign_encoding_is_guessed() -> None:
    assert decode((FOREIGN["Russian"] * 3).encode("cp1251"), "x") == FOREIGN["Russian"] * 3


def test_a_broken_byte_in_utf8_is_shown_as_such() -> None:
    data = "“Talks” — the café".encode() + b" \xff."
    assert decode(data, "x") == "“Talks” — the café \ufffd."


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"%PDF-1.7 abc", "PDF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"India\x00and", "zero byte at 5"),
        (bytes(range(1, 9)) * 20, "control characters"),
        (b"\xff\xfe\x00\xd8a", "broken utf-16"),
    ],
)
def test_binary_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        decode(data, "x")


# --- what must hold of a document


@pytest.mark.parametrize(
    "value",
    ["2025-12-11", "1987-02-26T15:51:51", "2025-12-11T22:58", "2025-12-11 22:58:01", "2025-12-11T22:58:01.5+05:30",
     "2025-12-11T22:58Z", "2024-02-29"],
)  # fmt: skip
def test_iso_dates(value: str) -> None:
    assert is_iso(value)


@pytest.mark.parametrize(
    "value",
    ["", "2025", "2025-12", "20251211", "2025-13-01", "2025-02-29", "11.12.2025", "Thursday", "2025-12-11T25:00",
     "2025-12-11 ", "2025-W50-4", "2025-12-11T22", "２０２５-12-11", "2025-12-11\n"],
)  # fmt: skip
def test_other_dates_are_no_dates(value: str) -> None:
    assert not is_iso(value)


def test_the_id_is_the_own_one_or_made_from_the_content() -> None:
    assert make_document("x", "Talks resume.", identity="a-1").id == "a-1"
    made = make_document("x", "Talks resume.", title="T", source="S", published="2025-12-11")
    assert made.id == content_id("d", "T", "Talks resume.")
    assert made == make_document("elsewhere", "Talks resume.", title="T", source="S", published="2025-12-11")


def test_what_is_given_stands_in_for_the_own_value() -> None:
    given = Given(title="T2", published="2025-01-01")
    made = make_document("x", "Talks.", title="T", source="S", published="some day", given=given)
    assert (made.title, made.source, made.published) == ("T2", "S", "2025-01-01")


@pytest.mark.parametrize(
    ("text", "published", "problem"),
    [
        ("", None, "is empty"),
        (" \r\n\t\u00a0\ufeff", None, "is empty"),
        ("x" * (LONGEST_TEXT + 1), None, "too long"),
        ("half \ud83d a pair", None, "surrogate pair in text at character 5"),
        ("Talks.", "yesterday", "not an ISO date"),
    ],
)
def test_documents_that_are_refused(text: str, published: str | None, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        make_document("report.txt", text, published=published)
    assert caught.value.name == "report.txt"
    assert "\n" not in str(caught.value)


def test_a_document_made_by_hand_is_checked_too() -> None:
    with pytest.raises(InputError, match="not in English"):
        check_document(Document(id="d", text=FOREIGN["Hindi"]), "d")
    assert check_document(Document(id="d", text=ENGLISH), "d").language == "en"


# --- languages


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_refused_by_name(language: str) -> None:
    with pytest.raises(InputError, match=f"not in English .*{language}"):
        make_document("x", FOREIGN[language])


@pytest.mark.parametrize(
    "text",
    [
        "Talks resume.",
        "Oper shr 41-1/2 cts vs 38-1/4\n    Oper net 2,715,000 vs 2,480,000\n    Revs 93.6 mln vs 88.2 mln\n" * 20,
        "1234 5678 90.1 " * 100,
        "Narendra Modi, Piyush Goyal, Subrahmanyam Jaishankar, Rajnath Singh, Nirmala Sitharaman, Vikram Misri, Rajesh "
        "Agrawal, Randhir Jaiswal, Sergio Gor, Howard Lutnick, Jamieson Greer, Scott Bessent, Marco Rubio",
        "Mitsubishi Kawasaki Nippon Yokohama Matsushita Hitachi Toshiba Sumitomo Nakasone Tamura Miyazawa Kuranari "
        * 3,
        "वार्ता जारी",
        "🇮🇳🤝🇺🇸" * 200,
    ],
)
def test_short_numeric_and_name_items_are_read(text: str) -> None:
    assert not identify(text).foreign


def test_a_quotation_in_another_script_does_not_make_a_report_foreign() -> None:
    assert identify(ENGLISH + " He wrote in Hindi: " + FOREIGN["Hindi"][:200]).language == "en"


def test_capitals_are_english_too() -> None:
    assert identify(ENGLISH.upper()).language == "en"


# --- pages

ARTICLE = f"""<html lang="en"><head><title>Talks resume in Delhi | Example Post</title>
<meta property="og:site_name" content="Example Post">%s</head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Talks resume in Delhi</h1>%s<p>{ENGLISH}</p>
<p>“The two sides are close,” an official said. A decision is due on 2031-05-06.</p></article>
<footer>Copyright 2024 Example Post</footer></body></html>"""


def page(head: str = "", byline: str = "") -> bytes:
    return (ARTICLE % (head, byline)).encode()


def test_an_article_is_found() -> None:
    article = read_page(page('<link rel="canonical" href="https://post.example/talks">'), "x")
    assert article.title == "Talks resume in Delhi"
    assert article.source == "Example Post"
    assert article.url == "https://post.example/talks"
    assert ENGLISH in article.text
    assert "Home" not in article.text


@pytest.mark.parametrize(
    ("head", "byline", "published"),
    [
        ('<meta property="article:published_time" content="2025-12-11T22:58:00+05:30">', "",
         "2025-12-11T22:58:00+05:30"),
        ('<meta name="date" content="2025-12-11">', "", "2025-12-11"),
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2025-12-11T09:00Z"}]}</script>', "",
         "2025-12-11T09:00Z"),
        ("", '<time datetime="2025-12-11T22:58" itemprop="datePublished">Thursday</time>', "2025-12-11T22:58"),
        ("", '<p class="date">December 11, 2025 10:58 pm</p>', "2025-12-11"),
        ("", '<p class="date">1 August 2025</p>', "2025-08-01"),
        # Only a month, or a year, or dates of events: no day of publication.
        ('<meta name="date" content="2025-08">', "", None),
        ('<meta itemprop="copyrightYear" content="2025">', "", None),
        ("", "", None),
        ('<script type="application/ld+json">{"datePublished": broken</script>', "", None),
    ],
)  # fmt: skip
def test_the_date_keeps_the_precision_of_the_page(head: str, byline: str, published: str | None) -> None:
    assert read_page(page(head, byline), "x").published == published


def test_the_encoding_of_a_page_is_what_it_says() -> None:
    data = page().decode().replace("<title>", '<meta charset="windows-1252"><title>').encode("cp1252")
    assert "“The two sides are close,”" in read_page(data, "x").text
    assert "“The two sides are close,”" in read_page(page().decode().encode("cp1252"), "x", charset="utf-8").text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<form><label>Email</label><input><button>Sign in</button></form><p>Forgot your password?</p>",
        "".join(f"<div><a href=/{i}>Headline number {i} about trade and tariffs</a></div>" for i in range(40)),
        "<div>" * 50_000 + "deep",
    ],
)
def test_a_page_without_an_article_says_so(body: str) -> None:
    with pytest.raises(InputError, match=r"no article|not an HTML page"):
        read_page(f"<html><body>{body}</body></html>".encode(), "x")


def test_a_fragment_and_xhtml_are_pages() -> None:
    assert ENGLISH in read_page(f"<p>{ENGLISH}</p><p>{ENGLISH}</p>".encode(), "x").text
    start = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body>'
    assert ENGLISH in read_page(f"{start}<p>{ENGLISH}</p></body></html>".encode(), "x").text


def test_a_page_with_a_script_address_gets_none() -> None:
    assert read_page(page('<link rel="canonical" href="javascript:alert(1)">'), "x").url is None


# --- corpora


def rows(*lines: object) -> list[Document | InputError]:
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return list(read_corpus(io.BytesIO(data), "c.jsonl"))


def test_a_row_keeps_its_fields() -> None:
    row = {
        "id": "a",
        "title": "T",
        "text": "A\r\n B",
        "published": "2025-12-11",
        "source": "S",
        "url": "u",
        "more": [1],
    }
    (document,) = rows(row)
    assert document == Document(id="a", title="T", text="A\r\n B", published="2025-12-11", source="S", url="u")


def test_an_error_has_the_line_and_the_rest_goes_on() -> None:
    read = rows(
        {"id": "a", "text": "One."},
        b'{"id": "b", "text": "cut',
        b"",
        {"id": "c"},
        {"id": 4, "text": "Four."},
        {"id": "a", "text": "Again."},
        ["no object"],
        b'{"text": "bad \xff byte"}',
        b'{"text": "half \\ud800 pair"}',
        {"text": "Dated.", "published": "12/11/2025"},
        b'{"x": ' + b"[" * 5_000 + b"}",
        {"text": "  "},
        {"text": "Last."},
    )
    told = [str(item) if isinstance(item, InputError) else item.text for item in read]
    assert told == [
        "One.",
        "c.jsonl:2: is not a JSON object on one line: JSON is malformed: invalid character (byte 24)",
        "c.jsonl:4: has no text",
        "c.jsonl:5: id is of type int, not a string",
        "c.jsonl:6: the id 'a' has been given before in this corpus",
        "c.jsonl:7: is not a JSON object",
        "c.jsonl:8: is not UTF-8, as JSON must be",
        told[7],
        "c.jsonl:10: published is '12/11/2025', not an ISO date such as 2025-12-11",
        told[9],
        "c.jsonl:12: is empty",
        "Last.",
    ]
    assert told[7].startswith("c.jsonl:9: ")
    assert told[9].startswith("c.jsonl:11: ")


def test_a_row_without_id_gets_one_from_its_content() -> None:
    (document,) = rows({"text": "One.", "id": None, "title": ""})
    assert isinstance(document, Document)
    assert document.id == content_id("d", "", "One.")


def test_a_line_without_end_is_passed_over() -> None:
    long = b'{"text": "' + b"x" * LONGEST_LINE + b'"}'
    first, second = rows(long, {"text": "Next."})
    assert isinstance(first, InputError)
    assert first.name == "c.jsonl:1"
    assert isinstance(second, Document)


# --- inputs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfTalks\r\nresume.")
    (tmp_path / "b.html").write_bytes(page())
    (tmp_path / "c.jsonl").write_bytes(b'\xef\xbb\xbf{"id": "c1", "text": "One."}\n{"id": "c2", "text": "Two."}\n')
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b'{"id": "d1", "text": "One."}\n'))
    (tmp_path / "e").write_bytes(b'\n {"id": "e1", "text": "One."}\n')
    (tmp_path / "f.page").write_bytes(b"\n<!DOCTYPE html>" + page())
    (tmp_path / "g.txt.gz").write_bytes(gzip.compress(b"Packed."))
    (tmp_path / "h.md").write_bytes(b"Plain.")
    return tmp_path


def test_every_kind_of_file_in_order(folder: Path) -> None:
    read = list(read_inputs([str(path) for path in sorted(folder.iterdir())]))
    assert [item.text if isinstance(item, Document) else str(item) for item in read] == [
        "Talks\r\nresume.", read[1].text if isinstance(read[1], Document) else "", "One.", "Two.", "One.", "One.",
        read[6].text if isinstance(read[6], Document) else "", "Packed.", "Plain.",
    ]  # fmt: skip
    assert [item.id for item in read if isinstance(item, Document)][2:6] == ["c1", "c2", "d1", "e1"]
    for number in (1, 6):
        item = read[number]
        assert isinstance(item, Document)
        assert item.title == "Talks resume in Delhi"


def test_bytes_taken_add_up(folder: Path) -> None:
    taken: list[int] = []
    names = [str(folder / name) for name in ("a.txt", "c.jsonl", "d.jsonl.gz")]
    assert all(isinstance(item, Document) for item in read_inputs(names, taken=taken.append))
    assert sum(taken) == total_bytes(names)
    assert total_bytes([*names, "-"]) is None


def test_inputs_are_read_one_at_a_time(folder: Path) -> None:
    read = read_inputs([str(folder / "a.txt"), str(folder / "later.txt")])
    assert isinstance(next(read), Document)
    (folder / "later.txt").write_text("Written after the first was read.")
    assert isinstance(next(read), Document)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("no.txt", None, "no such file"),
        ("x\0y", None, "no such file"),
        ("empty.jsonl", b"\n\n", "is empty"),
        ("cut.jsonl.gz", gzip.compress(b'{"text": "One."}\n' * 9)[:-12], "cut off"),
        ("not.txt.gz", b"\x1f\x8bnot gzip", "cut off"),
        ("two.txt.gz", gzip.compress(gzip.compress(b"x")), "gzip file inside"),
        ("big.txt", b"word " * 4_000_000, "too long"),
        ("big.html", b"<html>" + b"<p>word</p>" * 1_000_000, "too large"),
        ("bomb.txt.gz", gzip.compress(b"word " * 4_000_000), "too long"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, data: bytes | None, problem: str) -> None:
    path = f"{tmp_path}/{name}"
    if data is not None:
        Path(path).write_bytes(data)
    *_, last = read_inputs([path])
    assert isinstance(last, InputError)
    assert problem in str(last)
    assert str(last).startswith(path)


def test_a_folder_is_no_input(tmp_path: Path) -> None:
    (item,) = read_inputs([str(tmp_path)])
    assert isinstance(item, InputError)
    assert "is a folder" in str(item)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/x", "file:///etc/passwd", "javascript://x", "http://", "http:///x"]
)
def test_other_addresses_are_refused(address: str) -> None:
    (item,) = read_inputs([address])
    assert isinstance(item, InputError)
    assert str(item).startswith(address)
