"""What makes the words of a report harmless where they are shown.

A report is written by strangers: its text, title, source and address may carry terminal escape sequences, characters
that reverse the order of what follows, script, or a spreadsheet formula. HTML is escaped by Jinja; this module does
what escaping does not. `visible` replaces one character by one character, so that offsets stay what they are.
"""

import re
from urllib.parse import urlsplit

REPLACEMENT = "\ufffd"

# Marks, embeddings, overrides and isolates that change the direction of text (UAX #9). The letters of Hebrew or Arabic
# bring their own direction and need none of them.
_BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))


def _replacements() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20)}  # the Unicode pictures of control characters: ␀ … ␟
    table[0x7F] = "\u2421"
    table |= dict.fromkeys(range(0x80, 0xA0), REPLACEMENT)  # C1: 0x9B alone starts an escape sequence
    table |= dict.fromkeys(_BIDI_CONTROLS, REPLACEMENT)
    table |= dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT)  # lone surrogates cannot be written as UTF-8
    table |= dict.fromkeys((0xFFFE, 0xFFFF), REPLACEMENT)
    table |= {0x0A: "\n", 0x09: "\t", 0x0D: " ", 0x2028: "\n", 0x2029: "\n"}
    return table


_VISIBLE = _replacements()
_BLANKS = re.compile(r"\s+")
_UNFIT_FOR_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\x9f\\<>\"'`]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def visible(text: str) -> str:
    """The text with control characters and direction controls made visible, of the same length.

    Line ends and tabs stay; a carriage return, which would let text overwrite what stands before it, becomes a blank.
    """
    return text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """The same on one line, each run of white space one blank; blanks at the edges stay as one."""
    return _BLANKS.sub(" ", visible(text))


def safe_url(url: str | None) -> str | None:
    """The address if a reader may be sent there: http or https, a host, no name or password, no odd characters."""
    if url is None or _UNFIT_FOR_ADDRESS.search(url) or url != visible(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # a broken IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return url


def csv_cell(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula: a leading quote where it would begin like one.

    For text columns alone: numbers are written as numbers, or -3.5 would get a quote too.
    """
    shown = visible(text)
    return f"'{shown}" if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS) else shown
