"""Who "I" is: inside quoted words the one who speaks them, elsewhere the one who signs.

A paragraph's quotations are spoken by the one subject of saying that it has outside them; a paragraph of quoted words
alone goes on with the speaker of the one before. Where a paragraph has several speakers, nobody is answered. A letter
is signed by a sentence that is a name and nothing else; an article of opinion ends by telling who its author is.
"""

from collections.abc import Mapping, Sequence

from bilat.reading.actors.last_speaker import LastSpeakers
from bilat.syntax import Syntax

FIRST = frozenset({"i", "me", "my", "myself", "mine"})


def first_persons(speakers: LastSpeakers, at: Mapping[int, str]) -> dict[int, str]:
    """Token of "I" -> the actor who speaks there; `at` holds whom the heads of mentions mean."""
    syntax, quoted = speakers.syntax, speakers.telling.quoted
    of_block: dict[int, set[str | None]] = {}
    for head in speakers.heads:
        of_block.setdefault(syntax.block[head], set()).add(at.get(head))
    found: dict[int, str] = {}
    last: str | None = None
    for block, first, end in _blocks(syntax.block):
        spoke = of_block.get(block)
        if spoke is not None:
            last = next(iter(spoke)) if len(spoke) == 1 else None
        elif not all(quoted[first + 1 : end - 1] or [False]):
            last = None
        if last is not None:
            found.update({t: last for t in range(first, end) if quoted[t] and syntax.lower[t] in FIRST})
    return found


def signed(syntax: Syntax, quoted: Sequence[bool], names: Mapping[int, tuple[int, str]]) -> dict[int, str]:
    """Token of "I" outside quoted words -> who signs; `names` are first token -> end and actor of persons' names."""
    found: dict[int, str] = {}
    start = 0
    for first, last in syntax.sentences:
        end, actor = names.get(first, (first, ""))
        if actor and end >= last - 1 and end - first > 1 and syntax.words[last - 1] in (".", syntax.words[end - 1]):
            if syntax.blocks[syntax.block[first]].kind == "paragraph":
                found.update(dict.fromkeys(_firsts(syntax, quoted, start, first), actor))
                start = last
    if found or start:
        return found
    for first, last in syntax.sentences[-3:]:
        end, actor = names.get(first, (first, ""))
        if actor and end - first > 1 and end < last and syntax.lower[end] in _IS:
            told = _firsts(syntax, quoted, 0, first)
            return dict.fromkeys(told, actor) if len(told) > 1 else {}
    return {}


_IS = frozenset({"is", "was", "serves", "served", ","})


def _firsts(syntax: Syntax, quoted: Sequence[bool], first: int, last: int) -> list[int]:
    tokens = range(first, last)
    return [t for t in tokens if syntax.lower[t] in FIRST and not quoted[t] and syntax.tag[t] in ("PRP", "PRP$")]


def _blocks(of_token: list[int]) -> list[tuple[int, int, int]]:
    """Each block that has tokens, with its first token and its end."""
    found: list[tuple[int, int, int]] = []
    for token, block in enumerate(of_token):
        if found and found[-1][0] == block:
            found[-1] = (block, found[-1][1], token + 1)
        else:
            found.append((block, token, token + 1))
    return found
