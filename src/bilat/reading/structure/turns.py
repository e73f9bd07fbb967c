"""Turns of a transcript: "MS. HAYDEN: …", "Q: …", "Q  …", "THE PRESIDENT: …"."""

import re
from dataclasses import replace

from bilat.codebook import Codebook
from bilat.reading.structure.paragraphs import Piece
from bilat.records import Span

_CAPITALS = re.compile(r"([A-Z][A-Z'’.,()&/-]*(?: [A-Z][A-Z'’.,()&/-]*){0,7})\s*:(?=\s|$)\s*")
_QUESTION = re.compile(r"(Q|A|Q\.|A\.)(?:\s*:\s*|[ \t]{2,})(?=\S)|(Q|A)\.\s+(?=[A-Z])|(Question|Answer)\s*:\s+(?=\S)")
_NAMED = re.compile(r"\[?([A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,4})\]?(?: ?\(\d\d?:\d\d(?::\d\d)?\))?\s*:(?=\s|$)\s*")
# Below so many labelled turns a label may be a heading ("NOTE: …").
FEWEST = 2
# From so many on the report is a transcript.
TRANSCRIPT = 3
LONGEST_LABEL = 60


def find_turns(text: str, pieces: list[Piece], codebook: Codebook) -> list[Piece]:
    """The pieces with labels cut off and kept as `speaker`; in a transcript a turn goes on until the next label."""
    labels = [_label(text, piece, codebook) for piece in pieces]
    if sum(label is not None for label in labels) * 2 < len(pieces):
        # One word before a colon ("Source: …") is a speaker only where most paragraphs begin so.
        labels = [label if label and (label[2] or " " in text[slice(*label[0])]) else None for label in labels]
    counts: dict[str, int] = {}
    for label in labels:
        if label:
            words = text[label[0][0] : label[0][1]]
            counts[words] = counts.get(words, 0) + 1
    # Names in ordinary case ("Jane Doe: …") are labels only where one of them comes back.
    sure = [label for label in labels if label and (label[2] or counts[text[label[0][0] : label[0][1]]] > 1)]
    if len(sure) < FEWEST:
        return pieces
    named = any(label[2] is False for label in sure)
    transcript = len(sure) >= TRANSCRIPT
    found: list[Piece] = []
    speaker: Span | None = None
    for piece, label in zip(pieces, labels, strict=True):
        if label and (label[2] or named):
            speaker, begin, _ = label
            found.append(replace(piece.cut(begin), speaker=speaker, kind="paragraph", words=begin))
        elif transcript and speaker and piece.kind is None:
            found.append(replace(piece, speaker=speaker, kind="paragraph"))
        else:
            found.append(piece)
    return [piece for piece in found if piece.start < piece.end]


def is_transcript(pieces: list[Piece]) -> bool:
    """Whether most of the paragraphs are turns."""
    labels = {piece.speaker for piece in pieces if piece.speaker and piece.kind != "post"}
    turns = sum(1 for piece in pieces if piece.speaker and piece.kind != "post")
    return len(labels) >= TRANSCRIPT and turns * 2 > len(pieces)


def _label(text: str, piece: Piece, codebook: Codebook) -> tuple[Span, int, bool] | None:
    """Span of the label, where the words begin, and whether the label is one by its form alone."""
    if piece.kind is not None:
        return None
    limit = min(piece.end, piece.start + LONGEST_LABEL + 4)
    question = _QUESTION.match(text, piece.start, limit)
    if question:
        group = next(number for number in (1, 2, 3) if question[number])
        return question.span(group), question.end(), True
    for pattern, sure in ((_CAPITALS, True), (_NAMED, False)):
        match = pattern.match(text, piece.start, limit)
        if match and not codebook.layouts.place(match[1], None) and match[1] not in ("NOTE", "UPDATE", "WARNING"):
            return match.span(1), match.end(), sure
    return None
