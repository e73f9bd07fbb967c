"""Mentions of one agreement joined."""

from collections.abc import Sequence
from dataclasses import dataclass

from bilat.reading.agreements.mentions import Form, Found

# A mention is compared with so many agreements before it, the latest first: a report does not hold more.
MOST = 40
_RANK: dict[Form, int] = {"abbreviation": 0, "name": 1, "description": 2}


@dataclass(frozen=True, slots=True)
class Group:
    """One agreement: its best mention, its parties in the order of the text."""

    best: Found
    words: frozenset[str]
    expansion: str | None
    parties: tuple[str, ...]
    initials: str


def grouped(mentions: Sequence[tuple[Found, tuple[str, ...]]]) -> list[Group]:
    """One group an agreement, in the order of first mention.

    Same are: the same name; an abbreviation and the words whose initials it is; descriptions of which one holds all the
    words of the other; a description and a name that holds its words. Parties that contradict keep them apart.
    """
    groups: list[Group] = []
    for found, parties in mentions:
        for number in range(len(groups) - 1, max(-1, len(groups) - 1 - MOST), -1):
            if _same(groups[number], found, parties):
                groups[number] = _joined(groups[number], found, parties)
                break
        else:
            groups.append(Group(found, found.words, found.expansion, parties, _initials(found)))
    return groups


def _same(group: Group, found: Found, parties: tuple[str, ...]) -> bool:
    if group.parties and parties and not (set(parties) <= set(group.parties) or set(group.parties) <= set(parties)):
        return False
    if group.best.name.lower() == found.name.lower():
        return True
    initials = _initials(found)
    if "abbreviation" in (group.best.form, found.form):
        return bool(initials) and initials == group.initials
    if not group.words or not found.words:
        return bool(parties) and set(parties) == set(group.parties)
    return found.words <= group.words or (group.words <= found.words and found.form == group.best.form)


def _joined(group: Group, found: Found, parties: tuple[str, ...]) -> Group:
    better = (_RANK[found.form], -len(found.words)) < (_RANK[group.best.form], -len(group.best.words))
    best = found if better else group.best
    return Group(
        best=best,
        words=group.words | found.words,
        expansion=group.expansion or found.expansion or _spelled(group, found),
        parties=tuple(dict.fromkeys((*group.parties, *parties))),
        initials=_initials(best),
    )


def _spelled(group: Group, found: Found) -> str | None:
    """The long form of an abbreviation that stands elsewhere ("a bilateral trade agreement … the BTA")."""
    forms = {group.best.form, found.form}
    if "abbreviation" not in forms or len(forms) == 1:
        return None
    return group.best.name if found.form == "abbreviation" else found.name


def _initials(found: Found) -> str:
    if found.form == "abbreviation":
        return found.name.lower()
    return "".join(word[0].lower() for word in found.name.replace("-", " ").split() if word[0].isalpha())
