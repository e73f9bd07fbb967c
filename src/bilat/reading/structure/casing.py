"""Capitals that tell nothing: headlines all in capitals, and words that storage capitalised after "U.S."."""

import re
from dataclasses import dataclass

from bilat.codebook.layout import Casing

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_][^\W_]*(?:['’.&-][^\W_]+)*")
_SENTENCE_START = ".!?:;\"“”‘'([«"
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
# So many small letters in a row do not slip into a headline in capitals.
_LOWER_RUN = re.compile(r"[a-zà-öø-ÿ]{4}")
_VOWEL = re.compile(r"[aeiouy]")
_ABBREVIATION = re.compile(r"\b((?:[A-Z]\.){2,3}) ([A-Z][a-z]+)(?=\s?([A-Za-z]*))")
_UNSPOILT = re.compile(r"\b(?:[A-Z]\.){2,3} [a-z]")
# Fewer letters than these in a row of capitals are an abbreviation, not a headline.
FEWEST_CAPITALS = 8
# Words without a vowel as long as this are abbreviations ("KFW", "BHP").
LONGEST_ABBREVIATION = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """How words stand in the body, away from the starts of sentences: by lower-case form."""

    lower: dict[str, int]
    capital: dict[str, dict[str, int]]

    def form(self, word: str) -> str | None:
        """How the body writes a word, None where it does not hold it; where it does both, the commoner."""
        forms = self.capital.get(word)
        small = self.lower.get(word, 0)
        if not forms:
            return word if small else None
        best = max(forms, key=lambda form: (forms[form], form))
        return best if forms[best] > small else word


def is_all_capitals(words: str) -> bool:
    """Whether a line is written in capitals throughout (a lower-case "s", "c" or "pct" may slip in)."""
    if _LOWER_RUN.search(words) or words.islower():
        return False
    upper = sum(1 for char in words if char.isupper())
    lower = sum(1 for char in words if char.islower())
    return upper >= FEWEST_CAPITALS and lower * 20 <= upper


def seen_words(paragraphs: list[str]) -> Seen:
    """What the body shows; paragraphs in capitals show nothing."""
    lower: dict[str, int] = {}
    capital: dict[str, dict[str, int]] = {}
    for paragraph in paragraphs:
        if is_all_capitals(paragraph):
            continue
        for match in _WORD.finditer(paragraph):
            form = match.group()
            if form[0].isdigit():
                continue
            key = form.lower()
            if form == key:
                lower[key] = lower.get(key, 0) + 1
            elif not _opens_sentence(paragraph, match.start()):
                for part in {form, *form.split("-")}:
                    forms = capital.setdefault(part.lower(), {})
                    forms[part] = forms.get(part, 0) + 1
    return Seen(lower, capital)


def _opens_sentence(text: str, offset: int) -> bool:
    while offset and text[offset - 1] == " ":
        offset -= 1
    return offset == 0 or text[offset - 1] in _SENTENCE_START


def in_ordinary_case(line: str, casing: Casing, seen: Seen) -> str:
    """A line in capitals as it would stand in the body; of the same length."""
    words = [(match.start(), match.group()) for match in _WORD.finditer(line)]
    forms = _forms(line, words, casing, seen)
    _raise_titles(words, forms, casing)
    found = list(line)
    for (offset, word), form in zip(words, forms, strict=True):
        if len(form) == len(word):
            found[offset : offset + len(word)] = form
    _raise_sentences(found)
    return "".join(found)


def _forms(line: str, words: list[tuple[int, str]], casing: Casing, seen: Seen) -> list[str]:
    row = [word for _, word in words]
    forms: list[str] = []
    reach, name, name_at = 0, "", 0
    for number, (offset, word) in enumerate(words):
        if offset >= reach:
            written = casing.name_at(line, offset)
            whole = written is not None and not word[len(written) :].startswith("-")
            if written and whole and not _only_common(written, seen):
                name, name_at, reach = written, offset, offset + len(written)
        if offset < reach:
            within = name[offset - name_at : offset - name_at + len(word)]
            forms.append(within + _lowered(word[len(within) :]))
        else:
            forms.append(_form(word, row, number, casing, seen))
    return forms


def _only_common(name: str, seen: Seen) -> bool:
    """Whether the body knows a one-word name as an ordinary word alone."""
    word = name.lower()
    return " " not in name and word in seen.lower and word not in seen.capital


def _form(word: str, words: list[str], number: int, casing: Casing, seen: Seen) -> str:
    lower = _lowered(word)
    plain, tail = (lower[:-2], lower[-2:]) if lower[-2:] in ("'s", "’s") else (lower, "")
    if plain in casing.titles or _ORDINAL.fullmatch(plain):
        return lower
    in_body = seen.form(plain)
    if in_body is not None and len(in_body) == len(plain):
        return in_body + tail
    if "-" in plain:
        parts = plain.split("-")
        return "-".join(_form(part.upper(), [part.upper()], 0, casing, seen) if part else "" for part in parts) + tail
    if plain in casing.dates:
        return (plain.capitalize() if _beside_date(words, number, casing) else plain) + tail
    if plain in casing.names_always:
        return plain.capitalize() + tail
    written = casing.name_at(plain.upper(), 0)
    if written and len(written) == len(plain) and not _only_common(written, seen):
        return written + tail
    bare_abbreviation = len(plain) <= LONGEST_ABBREVIATION and not _VOWEL.search(plain) and plain not in casing.units
    if plain in casing.capitals or "." in plain or any(char.isdigit() for char in plain) or bare_abbreviation:
        return plain.upper() + tail
    return lower


def _beside_date(words: list[str], number: int, casing: Casing) -> bool:
    before = words[number - 1].lower() if number else ""
    after = words[number + 1] if number + 1 < len(words) else ""
    return before in casing.date_openers or before[:1].isdigit() or after[:1].isdigit()


def _raise_titles(words: list[tuple[int, str]], forms: list[str], casing: Casing) -> None:
    """Capitals for a title right before a name: "trade minister Tamura" -> "Trade Minister Tamura"."""
    for number in range(len(words) - 2, -1, -1):
        if forms[number] in casing.titles and forms[number + 1][:1].isupper():
            first = number
            while first >= 0 and forms[first] in casing.title_words:
                forms[first] = forms[first].capitalize()
                first -= 1


def _raise_sentences(line: list[str]) -> None:
    """A capital for the first letter and for the first of each sentence."""
    opening = True
    for number, char in enumerate(line):
        if opening and char.isalnum():
            raised = char.upper()
            line[number] = raised if len(raised) == 1 else char
            opening = False
        elif char in "!?" or (char == "." and number > 1 and line[number - 1].islower() and line[number - 2].islower()):
            opening = True


def _lowered(word: str) -> str:
    """In lower case and of the same length ("İ" is two characters in lower case)."""
    lower = word.lower()
    return lower if len(lower) == len(word) else word


def without_artefacts(source: str, paragraph: str, casing: Casing, lower_words: frozenset[str], seen: Seen) -> str:
    """A paragraph of wire copy with ordinary words after "U.S." in lower case again ("the U.S. Officials said").

    `source` is the paragraph with its line ends: the capitals stand within lines alone. Names keep theirs: a word
    before another capital ("U.S. Trade Representative"), one that `casing.toml` keeps, one that the body capitalises
    elsewhere.
    """
    changed = list(paragraph)
    for match in _ABBREVIATION.finditer(source):
        word = match.group(2)
        if _is_artefact(match.group(1), word, match.group(3), casing, lower_words, seen):
            at = match.start(2)
            changed[at] = word[0].lower()
    return "".join(changed)


def _is_artefact(short: str, word: str, after: str, casing: Casing, lower_words: frozenset[str], seen: Seen) -> bool:
    lower = word.lower()
    if lower in casing.function:
        return True
    if lower in casing.keep or lower in casing.names_always:
        return False
    if after[:1].isupper() and after.lower() not in casing.breaks:
        return False
    if after == "of" and lower in casing.bodies:
        return False
    if lower in lower_words:
        return True
    name = casing.name_at(word.upper(), 0)
    return short in casing.countries and lower not in seen.capital and (name is None or len(name) != len(word))


def has_artefacts(text: str) -> bool:
    """Whether the copy is of the kind that capitalises every word after an abbreviation."""
    spoilt = sum(1 for _ in _ABBREVIATION.finditer(text))
    return spoilt > 0 and sum(1 for _ in _UNSPOILT.finditer(text)) * 3 <= spoilt


def words_in_lower_case(text: str) -> frozenset[str]:
    """All words that stand in lower case somewhere."""
    return frozenset(re.findall(r"\b[a-z]{2,}\b", text))
