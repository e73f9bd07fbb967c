"""Bad input: a clear error that names it, or a Reading with what could be read. Never a traceback."""

import json
from pathlib import Path

import pytest

import bilat
from bilat import cli
from bilat.records import Reading
from tests.paragraphs import ENGLISH, FOREIGN
from tests.spans import check_reading

LONG_SENTENCE = "The minister said that " + "India and the United States will meet, and " * 620 + "no more."
QUOTES = {
    "nested": "“He told me ‘the “deal” is done’ and left,” Modi said. 'She said \"no\" to \"'it'\",' Trump said.",
    "unclosed": '“The talks will go on, Modi said in Delhi on Thursday.\n\n“We shall see, Trump said. "No deal.\n\n',
    "only quotes": "“”‘’\"\"''“““”””" * 30,
}

# Texts that are read, whatever they hold.
READ = {
    **QUOTES,
    "a sentence of 5,000 words": LONG_SENTENCE,
    "right-to-left marks": f"\u200fModi\u202e met \u2067Trump\u2069 in \u200eWashington\u202c on Thursday. {ENGLISH}",
    "Arabic in English": f"{ENGLISH} The word \u2067اتفاق\u2069 means agreement, the minister said.",
    "emoji": "🇮🇳🤝🇺🇸 Modi 👨‍👩‍👧 said “🔥🔥” on Thursday 🎉. #Deal 💯",
    "emoji alone": "🔥" * 500,
    "numbers alone": "1,234.5 -6 7/8 9%\n" * 200,
    "one letter": "x",
    "control characters": "Modi\x00 met\x1b[31m Trump\x07 on\x85Thursday\x0c.",
    "odd line ends": "WASHINGTON, June 29 -\rModi met\u2028Trump\u2029on\x0bThursday.\r\n\r\nThe end.\n\r",
    "no blanks": "Modi" * 2_000,
    "punctuation": "...!!!???,,,;;;---(((" * 100,
    "combining marks": "M\u0301o\u0308d\u0323i\u0301 met T\u0336r\u0336u\u0336m\u0336p\u0336 on Thursday.",
    "deep brackets": "(" * 1_000 + "Modi met Trump" + ")" * 1_000,
    "many short lines": "- a\n" * 2_000,
    "impossible dates": "They met on February 30 and on 99/99/9999, 32 Decembers ago, at 25:61 on 0000-00-00.",
    "impossible numbers": f"A tariff of {'9' * 400}% on {'1' * 400} mln dlrs of steel, 1e999 pct, 1.2.3,4,,5 dlrs.",
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("published", [None, "2025-12-11"])
def test_a_reading_with_what_could_be_read(name: str, published: str | None) -> None:
    reading = bilat.read(READ[name], title="Modi, “Trump” \u202emeet\n🔥" if published else None, published=published)
    assert reading.document.text == READ[name]
    check_reading(reading)


def test_without_a_date_relative_times_stay_unknown() -> None:
    reading = bilat.read("Modi met Trump on Thursday.")
    assert all(time.start is None for time in reading.times)


def test_a_date_at_the_end_of_the_calendar_is_a_date() -> None:
    for published in ("0001-01-01", "9999-12-31"):
        check_reading(
            bilat.read("They met last week, on Thursday and two months ago; more in July.", published=published)
        )


# Files, and what is said of those that are refused.
FILES: dict[str, tuple[bytes, str | None]] = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\r\n", "is empty"),
    "binary.txt": (bytes(range(256)) * 20, "is not text: a zero byte at 0"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text"),
    "latin1.txt": (ENGLISH.encode() + " Café São Paulo.".encode("latin-1"), None),
    "utf16.txt": (ENGLISH.encode("utf-16"), None),
    "mixed.txt": (ENGLISH.encode() + "“Talks” – ".encode() + b"\xff\xfe", None),
    "large.txt": (b"India met Japan. " * 1_250_000, "is too long: more than 1,000,000 characters"),
    "no-article.html": (b"<html><body><form><input></form></body></html>", "holds no article"),
    "hindi.txt": (FOREIGN["Hindi"].encode(), "is not in English (it looks like Hindi)"),
    "hindi.html": (f"<html><body><p>{FOREIGN['Hindi']}</p></body></html>".encode(), None),
    "future.jsonl": (b'{"text": "Talks resume.", "published": "2999-12-31"}', None),
    "no-date.jsonl": (b'{"text": "Modi met Trump on Thursday."}', None),
    "bad-date.jsonl": (b'{"text": "Talks resume.", "published": "31 Dec"}', "published is '31 Dec', not an ISO date"),
    "list.jsonl": (b'[{"text": "Talks resume."}]', "is not a JSON object"),
    "surrogate.jsonl": (b'{"text": "half \\ud83d a pair"}', "is not a JSON object"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (data, _) in FILES.items():
        (folder / name).write_bytes(data)
    return folder


def test_all_of_it_in_one_command(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code = cli.run(["read", *(str(folder / name) for name in FILES)])
    out, err = capfdbinary.readouterr()
    assert code == 3
    lines = [line for line in err.decode().splitlines() if line.startswith("error: ")]
    refused = {name: problem for name, (_, problem) in FILES.items() if problem is not None}
    # A page in Hindi: refused for the language, or for want of a sentence that trafilatura or we know the end of.
    assert len(lines) == len(refused) + 1
    for name, problem in refused.items():
        assert any(str(folder / name) in line and problem in line for line in lines), name
    readings = [Reading.from_json(line) for line in out.splitlines()]
    assert len(readings) == len(FILES) - len(lines)
    for reading in readings:
        check_reading(reading)


@pytest.mark.parametrize("name", FILES)
def test_each_by_itself(folder: Path, capfdbinary: pytest.CaptureFixture[bytes], name: str) -> None:
    code = cli.run(["read", str(folder / name)])
    out, err = capfdbinary.readouterr()
    assert code in (0, 3)
    assert len(out.splitlines()) == (1 if code == 0 else 0)
    assert "Traceback" not in err.decode()
    if code == 3:
        assert str(folder / name) in err.decode()
        assert err.count(b"\n") == 1


def test_a_broken_line_in_the_middle_of_a_corpus(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    rows = [json.dumps({"id": f"r{number}", "text": f"Modi met Trump {number} times."}) for number in range(20)]
    rows[10] = rows[10][:30]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows))
    assert cli.run(["read", str(tmp_path / "corpus.jsonl")]) == 3
    out, err = capfdbinary.readouterr()
    assert [Reading.from_json(line).document.id for line in out.splitlines()] == [f"r{n}" for n in range(20) if n != 10]
    assert f"{tmp_path}/corpus.jsonl:11: " in err.decode()
