"""What tells the parts of a page apart: boilerplate, places of datelines, and which words are names in all capitals."""

import re
from functools import cached_property
from typing import Literal

import msgspec

from bilat.codebook.actors import Actors
from bilat.codebook.directory import Directory
from bilat.codebook.names import Name
from bilat.codebook.tables import read_csv, read_toml
from bilat.errors import CodebookError

# What may stand around a line of boilerplate: "[…]", "(…)", "*** … ***".
WRAPPING = " \t\r\n()[]{}*_-–—|•·\x03"


class BoilerplateFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """boilerplate.toml."""

    longest: int
    table_words: tuple[str, ...]
    starts: tuple[str, ...]
    wholes: tuple[str, ...]
    contains: tuple[str, ...]
    patterns: tuple[str, ...]


class CasingFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """casing.toml."""

    names: tuple[str, ...]
    dates: tuple[str, ...]
    date_openers: tuple[str, ...]
    capitals: tuple[str, ...]
    units: tuple[str, ...]
    capitals_if_seen: tuple[str, ...]
    titles: tuple[str, ...]
    keep: tuple[str, ...]
    bodies: tuple[str, ...]
    breaks: tuple[str, ...]
    function: tuple[str, ...]


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """places.csv: a city or region that datelines name; capitals stand in countries.csv."""

    name: str
    country: str
    kind: Literal["city", "region"]
    source: str


class Boilerplate:
    """Recognises paragraphs that are the page's and not the report's."""

    def __init__(self, file: BoilerplateFile) -> None:
        """Raises `CodebookError` where a phrase is not in lower case or a pattern is no regular expression."""
        for phrase in (*file.starts, *file.wholes, *file.contains):
            if phrase != " ".join(phrase.lower().split()):
                raise CodebookError(f"codebook/boilerplate.toml: write {phrase!r} in lower case, with single blanks")
        self.longest = file.longest
        self._starts: dict[str, list[str]] = {}
        for phrase in file.starts:
            self._starts.setdefault(phrase[:3], []).append(phrase)
        self._wholes = frozenset(phrase.rstrip(".:… ") for phrase in file.wholes)
        self._contains = file.contains
        try:
            self._pattern = re.compile("|".join(f"(?:{pattern})" for pattern in file.patterns), re.IGNORECASE)
        except re.error as error:
            raise CodebookError(f"codebook/boilerplate.toml: {error}; mend the pattern") from error

    def matches(self, paragraph: str) -> bool:
        """Whether a paragraph is boilerplate."""
        if len(paragraph) > self.longest:
            return False
        plain = " ".join(paragraph.strip(WRAPPING).replace("’", "'").split())
        lower = plain.lower()
        if lower.rstrip(".:…^m ") in self._wholes or lower.rstrip(".:… ") in self._wholes:
            return bool(lower)
        for phrase in self._starts.get(lower[:3], ()):
            follows = lower[len(phrase) : len(phrase) + 1]
            if lower.startswith(phrase) and not (phrase[-1].isalpha() and follows.isalpha()):
                return True
        return any(phrase in lower for phrase in self._contains) or bool(self._pattern.fullmatch(plain))


class Layouts:
    """All that finding the layout of a report needs from the codebook."""

    def __init__(self, actors: Actors, directory: Directory) -> None:
        """Reads and validates the tables. Raises `CodebookError`."""
        page = read_toml("boilerplate.toml", BoilerplateFile)
        self.boilerplate = Boilerplate(page)
        self.table_words = frozenset(page.table_words)
        self.casing = Casing(read_toml("casing.toml", CasingFile), actors, directory)
        places = read_csv("places.csv", PlaceRow)
        self.regions = {row.name.casefold(): row.country for row in places if row.kind == "region"}
        self.cities = {row.name.casefold(): row for row in places if row.kind == "city"}
        self._directory = directory
        self._capitals: dict[str, list[Name]] = {}
        for name in directory.names:
            if any(meaning.kind in ("capital", "country") for meaning in name.meanings):
                self._capitals.setdefault(name.text.casefold(), []).append(name)

    def place(self, words: str, year: int | None) -> tuple[str, str] | None:
        """A city as the codebook writes it, and the country it lay in that year; None where it is not known."""
        city = self.cities.get(words.casefold())
        if city:
            return city.name, city.country
        return self._named(words, year, "capital")

    def region(self, words: str, year: int | None) -> str | None:
        """The country of what follows a place in a dateline: a country or a part of one ("Pa.", "Gujarat", "Italy")."""
        found = self.regions.get(words.casefold())
        if found:
            return found
        country = self._named(words, year, "country")
        return country[1] if country else None

    def _named(self, words: str, year: int | None, kind: str) -> tuple[str, str] | None:
        known = [
            (name.text, meaning)
            for name in self._capitals.get(words.casefold(), ())
            for meaning in name.meanings
            if meaning.kind == kind
        ]
        standing = [(text, meaning.key) for text, meaning in known if self._directory.stood(meaning, year)]
        return standing[0] if standing else None


class Casing:
    """Which words of a text in capitals are names, and how these are written."""

    def __init__(self, file: CasingFile, actors: Actors, directory: Directory) -> None:
        """From casing.toml, the names of the codebook and the titles of its offices."""
        self.names_always = frozenset(file.names)
        self.dates = frozenset(file.dates)
        self.date_openers = frozenset(file.date_openers)
        self.capitals = frozenset(file.capitals) - frozenset(file.capitals_if_seen)
        self.units = frozenset(file.units)
        self.titles = frozenset(file.titles)
        self.countries = frozenset(
            name.text
            for name in directory.names
            if name.text.endswith(".") and any(meaning.kind == "country" for meaning in name.meanings)
        )
        self.keep = frozenset(file.keep)
        self.bodies = frozenset(file.bodies)
        self.breaks = frozenset(file.breaks) | _nations(actors)
        self.function = frozenset(file.function)
        self._directory = directory
        self._actors = actors

    @cached_property
    def _spelled(self) -> dict[str, list[tuple[str, str]]]:
        """Names by the first letters of their capital form: (form in capitals, as written), longest first."""
        best: dict[str, str] = {}
        for name in self._directory.names:
            if not name.text.isupper() and all(meaning.caution for meaning in name.meanings):
                continue
            upper = name.text.upper()
            if len(upper) == len(name.text) and (upper not in best or name.text == upper):
                best[upper] = name.text
        by_key: dict[str, list[tuple[str, str]]] = {}
        for upper, text in sorted(best.items(), key=lambda item: (-len(item[0]), item[0])):
            by_key.setdefault(upper[:2], []).append((upper, text))
        return by_key

    def name_at(self, text: str, offset: int) -> str | None:
        """How the codebook writes the longest name that stands in capitals at `offset` of `text`."""
        for upper, written in self._spelled.get(text[offset : offset + 2], ()):
            if text.startswith(upper, offset):
                after = offset + len(upper)
                if after >= len(text) or not (text[after].isalnum() and upper[-1].isalnum()):
                    return written
        return None

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Words that titles of office are made of, in lower case."""
        small = self.function
        return frozenset(
            word
            for office in self._actors.offices
            for title in office.titles
            for word in title.lower().split()
            if word not in small and len(word) > 2
        )


def _nations(actors: Actors) -> frozenset[str]:
    """Names and demonyms of countries in lower case."""
    return frozenset(
        name.lower() for country in actors.countries for name in (country.name, *country.aliases, *country.demonyms)
    )
