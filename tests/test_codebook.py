"""The codebook stops at a cell that does not hold what its column promises, naming file and line."""

import re
from pathlib import Path

import msgspec
import pytest

from bilat.codebook import load_codebook, tables
from bilat.codebook.actors import Country, Holder
from bilat.codebook.hs_chapters import ChaptersFile, chapters_from
from bilat.errors import CodebookError
from bilat.reading.events.answers import QUADS
from bilat.records import rule

HEADER = "code,name,aliases,demonyms,capital,from,until,caution,source\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tables, "files", lambda _: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("PER,Peru,,Peruvian,Lima,soon,,,own", "Expected `int"),
        ("PER,Peru,,Peruvian,Lima,,,own", "not as many cells"),
        ("PER,Peru,,Peruvian,Lima,,,,", "missing required field `source`"),
        ("PER,Peru,,Peruvian,Lima,,,,own,more", "not as many cells"),
    ],
)
def test_bad_cell_names_file_and_line(folder: Path, row: str, problem: str) -> None:
    good = "CHL,Chile,,Chilean,Santiago,,,,own\n"
    (folder / "countries.csv").write_text(HEADER + good + row + "\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=problem) as caught:
        tables.read_csv("countries.csv", Country)
    assert "codebook/countries.csv, line 3" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bad_toml_names_the_file(folder: Path) -> None:
    (folder / "words.toml").write_text("a = [1,", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"codebook/words\.toml"):
        tables.read_toml("words.toml", Country)


def test_codes_are_unique_and_well_formed() -> None:
    countries = load_codebook().actors.countries
    codes = [country.code for country in countries]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert {"EUU", "SUN", "XKX", "TWN", "DDR"} <= set(codes)
    assert len([c for c in countries if c.until is None]) >= 193


def test_alias_means_one_country_at_a_time() -> None:
    directory = load_codebook().directory
    for year in (1987, 2025):
        for name in directory.names:
            meant = {m.key for m in name.meanings if m.kind == "country" and directory.stood(m, year)}
            assert len(meant) < 2, f"{name.text} means {sorted(meant)} in {year}"


def test_every_holder_has_an_office() -> None:
    actors = load_codebook().actors
    roles = {office.role for office in actors.offices}
    for holder in actors.holders:
        assert holder.role in roles
        assert holder.until is None or holder.since <= holder.until


@pytest.mark.parametrize(("day", "held"), [("2013-12-31", False), ("2014-06-01", True), ("2020-02-03", True)])
def test_a_term_is_as_exact_as_its_dates(day: str, held: bool) -> None:
    term = Holder(
        person="A B", role="President", portfolio="head-of-state", country="PER", since="2014", until="2020",
        precision="year", verified="no", source="memory",
    )  # fmt: skip
    assert term.held_on(day) is held


def test_rules_carry_their_version() -> None:
    assert rule("times.weekday").startswith("times.weekday/")


def test_chapters_are_those_of_the_harmonized_system() -> None:
    file = tables.read_toml("hs_chapters.toml", ChaptersFile)
    assert [row.number for row in file.chapter] == [f"{number:02}" for number in range(1, 98) if number != 77]
    assert all(row.title and row.words for row in file.chapter)


def test_words_of_goods_are_written_as_they_are_looked_up() -> None:
    file = tables.read_toml("hs_chapters.toml", ChaptersFile)
    words = [word for row in file.chapter for word in row.words]
    for word in (*words, *file.several, *file.not_these):
        assert re.fullmatch(r"[a-z]+( [a-z]+)*", word), word
    assert len(words) == len(set(words))
    for word in file.several:
        assert word not in words, f"{word!r} means one chapter by itself and several in [several]"


@pytest.mark.parametrize("word", ["car", "steel product"])
def test_a_word_for_goods_stands_once(word: str) -> None:
    file = tables.read_toml("hs_chapters.toml", ChaptersFile)
    again = msgspec.structs.replace(file.chapter[0], words=(word,))
    with pytest.raises(CodebookError, match="stands there twice"):
        chapters_from(msgspec.structs.replace(file, chapter=(again, *file.chapter[1:])))


def test_a_word_for_goods_means_a_chapter_that_there_is() -> None:
    file = tables.read_toml("hs_chapters.toml", ChaptersFile)
    with pytest.raises(CodebookError, match="no chapter of the file"):
        chapters_from(msgspec.structs.replace(file, several={"thing": ("77",)}))
    wrong = msgspec.structs.replace(file.chapter[0], number="77")
    with pytest.raises(CodebookError, match="without 77"):
        chapters_from(msgspec.structs.replace(file, chapter=(wrong, *file.chapter)))


def test_the_judges_classes_are_plovers() -> None:
    scale = load_codebook().events.scale
    assert [{scale[type_].quad for type_ in quad} for quad in QUADS] == [{1}, {2}, {3}, {4}]
    assert sorted(type_ for quad in QUADS for type_ in quad) == sorted(scale)
