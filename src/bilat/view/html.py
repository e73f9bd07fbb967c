"""A Reading as a page of its own, or as a fragment for a notebook: the marked report, beside it what was read from it.

The page asks the network for nothing and forbids itself to by its content security policy; its one script is allowed by
its hash. Without script, anchors and `:target` lead from items to words and back.
"""

import base64
import functools
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import bilat
from bilat.records import Reading, Where, content_id
from bilat.view import wording
from bilat.view.marks import Mark, Piece, blocks, marks_of, pieces
from bilat.view.rows import Group, Row, groups_of
from bilat.view.safe import one_line, safe_url, visible

# Kinds in the order in which the script chooses what to show of several items that share the clicked words.
PRIORITY = "emsngxtako"
HIDDEN_AT_FIRST = ("o",)  # topics: their marks would hide the others
LONGEST_LABEL = 90

SINGULAR = {
    "e": "Event",
    "s": "Statement",
    "m": "Measure",
    "n": "Talks",
    "g": "Agreement",
    "k": "Key point",
    "t": "Time",
    "a": "Actor",
    "o": "Topic",
    "x": "Not coded",
}


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """Words as the template writes them: `ids` are anchors set before them, `link` the item that they lead to."""

    text: str
    ids: tuple[str, ...] = ()
    classes: str = ""
    link: str = ""
    keys: str = ""
    label: str = ""
    stop: bool = False  # whether the tab key stops here


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph or a line of the report."""

    classes: str
    pieces: tuple[ShownPiece, ...]


def reading_as_page(reading: Reading) -> str:
    """A self-contained HTML page. Nothing in it, whatever the report says, makes the browser run or fetch anything."""
    style = Markup(_asset("page.css") + _asset("reading.css"))  # noqa: S704 -- our own files
    script = Markup(_asset("page.js"))  # noqa: S704
    view = _view(reading, prefix="")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)} {_hash(view['targets'])}",
            f"script-src {_hash(script)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return _environment().get_template("page.html.j2").render(view, style=style, script=script, policy=policy)


def reading_as_fragment(reading: Reading) -> str:
    """The same without script and page, its styles scoped to its own element: for `_repr_html_` in a notebook."""
    document = reading.document
    prefix = content_id("bilat", document.id, document.title or "", document.text) + "-"
    style = Markup(_asset("reading.css"))  # noqa: S704 -- our own file
    return _environment().get_template("fragment.html.j2").render(_view(reading, prefix), style=style)


def reading_as_part(reading: Reading, beside: Mapping[str, Markup] | None = None) -> Markup:
    """The same for a page that has `reading.css` and `page.js` already.

    `beside` is written under items, by their keys ("e1" is the first event).
    """
    view = _view(reading, prefix="", beside=beside or {})
    return Markup(_environment().get_template("reading.html.j2").render(view))  # noqa: S704 -- our own template


def _view(reading: Reading, prefix: str, beside: Mapping[str, Markup] | None = None) -> dict[str, object]:
    """What the templates are given."""
    document = reading.document
    groups = groups_of(reading)
    marks = marks_of(reading)
    labels = {row.key: _label(row) for group in groups for row in group.rows}
    title = _shown(document.title or "", "title", marks, labels)
    text = _shown(document.text, "text", marks, labels)
    anchors = {anchor for block in (*title, *text) for piece in block.pieces for anchor in piece.ids}
    return {
        "prefix": prefix,
        "document": document,
        "url": safe_url(document.url),
        "language": _language(document.language),
        "title": [piece for block in title for piece in block.pieces],
        "text": text,
        "groups": groups,
        "beside": beside or {},
        "anchors": anchors | set(labels),
        "hidden": HIDDEN_AT_FIRST,
        "singular": SINGULAR,
        "targets": _target_rules(groups, prefix),
        "signed": wording.intensity,
        "version": bilat.__version__,
    }


def _shown(text: str, where: Where, marks: Sequence[Mark], labels: dict[str, str]) -> list[ShownBlock]:
    cuts = blocks(text)
    taken: set[str] = set()
    found = []
    for start_end, row in zip(cuts, pieces(text, cuts, [mark for mark in marks if mark.where == where]), strict=True):
        line = text[slice(*start_end)]
        classes = "bullet" if re.match(r"\s*[-–•*·] ", line) else "line"
        if not line.strip():
            classes = "blank"
        found.append(ShownBlock(classes, tuple(_shown_piece(piece, labels, taken) for piece in row)))
    return found


def _shown_piece(piece: Piece, labels: dict[str, str], taken: set[str]) -> ShownPiece:
    """One piece; `taken` are the anchors already set, as an id must stand once in a page."""
    text = visible(piece.text)
    if not piece.marks:
        return ShownPiece(text)
    ids = [mark.anchor for mark in piece.begins if mark.anchor and mark.anchor not in taken]
    taken.update(ids)
    keys = list(dict.fromkeys(mark.key for mark in piece.marks))
    classes = [f"k-{mark.letter}" for mark in piece.marks] + [f"i-{key}" for key in keys]
    classes += [f"p-{mark.letter}-{mark.part}" for mark in piece.marks if mark.part != "words"]
    classes += [f"p-{mark.letter}-begin" for mark in piece.begins]
    return ShownPiece(
        text=text,
        ids=tuple(dict.fromkeys(ids)),
        classes=" ".join(dict.fromkeys(classes)),
        link=keys[0],
        keys=" ".join(sorted(keys, key=lambda key: PRIORITY.index(key[0]))),
        label=" · ".join(labels[key] for key in keys),
        stop=bool(piece.begins),
    )


def _label(row: Row) -> str:
    """An item in a few words, for the tooltip of its words."""
    head = "".join(bit.text for bit in row.head)
    kind = next((bit.text for bit in row.tags if bit.role == "type"), "") if row.key[0] == "e" else ""
    words = one_line(f"{SINGULAR[row.key[0]]} {row.key[1:]}: {head} {kind}").strip()
    return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"


def _target_rules(groups: Sequence[Group], prefix: str) -> Markup:
    """Styles that light up the words of the item whose anchor was followed, where no script does it."""
    return Markup("".join(_target_rule(row.key, prefix) for group in groups for row in group.rows))  # noqa: S704


def _target_rule(key: str, prefix: str) -> str:
    """The rule of one item. Keys and prefix are made here, a letter and digits: nothing of the report stands in it."""
    words = f"{prefix}w-{key}"
    return (
        f'.bilat:not(.js):has([id="{words}"]:target,[id^="{words}-"]:target,[id="{prefix}{key}"]:target) '
        f".i-{key}{{background-color:var(--lit);color:var(--lit-ink)}}\n"
    )


def _language(language: str | None) -> str:
    """A language code fit for an attribute; English, which bilat reads, where there is none."""
    return language if language and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else "en"


def _hash(text: object) -> str:
    digest = hashlib.sha256(str(text).encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@functools.cache
def _asset(name: str) -> str:
    return (files("bilat.view") / "templates" / name).read_text(encoding="utf-8")


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bilat.view", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: object) -> object:
    """Every value that a template writes goes through here, so that none can be forgotten."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
