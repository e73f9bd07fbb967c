"""What goes wrong in reading statements: the most common errors on PolNeAR's dev part, by cause.

    python -m benchmarks.attribution_errors [--most 20]

An error is an annotated span of source, cue or content that was not read to the character, or a span read where none
is annotated. Its cause is what tells the two apart by their words alone; the first that fits is counted:

An error is an annotated span of source, cue or content that was not read to the character, or a span read where
none is annotated. Its cause is what tells the two apart by their words alone; the first that fits is counted:

- missed: no span of the role overlaps. Named by what the annotation has there (for a cue its kind, for a content
  whether it is quoted, for a source whether it is a pronoun).
- read as another role: what was read has that place in it.
- split, joined: several spans stand for one.
- longer, shorter at the start or the end: named by the first of the words too many or too few ("marks alone", "blanks"
  where there is none); "both ends differ" where both do.
- not annotated: a span was read where the annotation has nothing of the role.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator

import bilat
from benchmarks.scoring import POLNEAR
from bilat.records import Document, Reading, Span

ROLES = ("source", "cue", "content")
Spans = dict[str, set[Span]]
_WORD = re.compile(r"\w+|[^\w\s]")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "that", "which"})
_MARKS = frozenset("\"“”‘’'«»")
_STOPS = frozenset(".,;:!?—–-…")
_PREPOSITIONS = frozenset({
    "on", "in", "at", "to", "for", "of", "with", "by", "from", "about", "during", "after", "before", "as", "over",
})  # fmt: skip
_CLAUSES = frozenset({
    "that", "who", "which", "while", "because", "and", "but", "if", "when", "where", "adding", "noting", "so",
})  # fmt: skip
_SAYING = re.compile(r"(?i)\b(sa(id|ys?|ying)|t(old|ell)|added?|according|wrote|asked|announced)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=20)
    options = parser.parse_args()
    if not POLNEAR.is_dir():
        print(f"attribution_errors: skipped, {POLNEAR} is not there")
        return
    counts: Counter[tuple[str, str]] = Counter()
    for text, annotated, found in texts():
        for role in ROLES:
            counts.update((role, cause) for cause in causes(text, role, annotated, found))
    total = counts.total()
    print(f"{total} errors; the {options.most} most common causes:")
    for (role, cause), number in counts.most_common(options.most):
        print(f"{number:6} {number / total:6.1%}  {role:8} {cause}")


def texts() -> Iterator[tuple[str, Spans, Spans]]:
    """Text, annotated spans and spans read of each article."""
    from training.statements.articles import articles

    for name, text, attributions in articles(POLNEAR / "dev"):
        annotated = {role: {span for one in attributions for span in getattr(one, role)} for role in ROLES}
        reading = bilat.read(Document(id=name, text=text, published=name.split("_")[1]))
        yield text, annotated, read_spans(reading)


def read_spans(reading: Reading) -> Spans:
    """The spans of each role in a Reading's text."""
    found: Spans = {role: set() for role in ROLES}
    for statement in reading.statements:
        if statement.where != "text":
            continue
        found["content"].update(statement.content.spans)
        if statement.cue is not None:
            found["cue"].add(statement.cue.span)
        if statement.speaker is not None and statement.speaker.span is not None:
            found["source"].add(statement.speaker.span)
    return found


def causes(text: str, role: str, annotated: Spans, found: Spans) -> Iterator[str]:
    """The cause of each error of one role in one text."""
    wrong = found[role] - annotated[role]
    for span in sorted(annotated[role] - found[role]):
        near = sorted(other for other in found[role] if overlap(span, other))
        if not near:
            others = [name for name in ROLES if name != role and any(overlap(span, other) for other in found[name])]
            yield f"read as {others[0]}" if others else f"missed: {described(text, role, span)}"
        elif len(near) > 1:
            yield "split: several spans were read for one"
        elif sum(overlap(near[0], other) > 0 for other in annotated[role]) > 1:
            yield "joined: one span was read for several"
        else:
            yield compared(text, span, near[0])
    for span in sorted(wrong):
        if not any(overlap(span, other) for other in annotated[role]):
            yield f"not annotated: {described(text, role, span)}"


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def described(text: str, role: str, span: Span) -> str:
    """What kind of words a span holds."""
    words = text[slice(*span)]
    if role == "content":
        return "quoted words" if words[0] in _MARKS else "reported words"
    if role == "source":
        return "a pronoun" if words.lower() in _PRONOUNS else "a name or noun"
    return "a word of saying" if _SAYING.search(words) else "another cue (thinking, wanting, doing)"


def compared(text: str, gold: Span, read: Span) -> str:
    """How the span read differs from the one annotated."""
    parts = []
    if read[0] != gold[0]:
        first, last = sorted((read[0], gold[0]))
        parts.append(f"{'longer' if read[0] < gold[0] else 'shorter'} at the start: {named(text[first:last])}")
    if read[1] != gold[1]:
        first, last = sorted((read[1], gold[1]))
        parts.append(f"{'longer' if read[1] > gold[1] else 'shorter'} at the end: {named(text[first:last])}")
    return parts[0] if len(parts) == 1 else "both ends differ"


def named(words: str) -> str:
    """What the words too many or too few begin with."""
    found = _WORD.findall(words)
    if not found:
        return "blanks"
    if all(word in _MARKS or word in _STOPS for word in found):
        return "marks alone"
    first = next(word for word in found if word not in _MARKS and word not in _STOPS).lower()
    if first in _CLAUSES:
        return "a clause (that, who, and, …)"
    if first in _PREPOSITIONS:
        return "a phrase with a preposition"
    return "other words"


if __name__ == "__main__":
    main()
