"""How far talks have come: the verb that governs them, its tense, and what stands beside the noun."""

from bilat.codebook.measures import MeasureWords
from bilat.codebook.talks import TalkAct, TalkWords
from bilat.reading.measures.standing import mood_of
from bilat.records import TalksStatus
from bilat.syntax import Syntax

_BESIDE = 8


def status_of(
    syntax: Syntax,
    words: TalkWords,
    weights: MeasureWords,
    spot: tuple[int, int],
    governor: tuple[int | None, TalkAct | None],
    *,
    is_round: bool,
) -> TalksStatus:
    """The status that the place says; `spot` is the first token of the noun phrase and the noun."""
    beside = _beside(syntax, words, *spot)
    if beside == "failed":
        return beside
    told = _told(syntax, words, weights, *governor, is_round=is_round)
    return beside if beside and told in ("unknown", "proposed", "under-way") else told


def _told(
    syntax: Syntax,
    words: TalkWords,
    weights: MeasureWords,
    verb: int | None,
    act: TalkAct | None,
    *,
    is_round: bool,
) -> TalksStatus:
    if verb is None or act is None:
        return "unknown"
    mood, denied = mood_of(syntax, weights, verb)
    if denied:
        return "unknown"
    if act.name == "begin" and syntax.tag[verb] == "VBG" and mood == "decided":
        mood = "done"  # "are going on"
    if act.name == "begin" and mood == "done" and _coming(syntax, words, verb):
        mood = "decided"
    status: TalksStatus = {"done": act.done, "decided": act.decided}.get(mood, act.possible)
    if is_round and status == "concluded":
        return "under-way"  # a round is over, the negotiations are not
    return status


def _coming(syntax: Syntax, words: TalkWords, verb: int) -> bool:
    """ "The talks begin tomorrow", "before the two open talks"; headlines tell what was done in this tense."""
    present = syntax.tag[verb] in ("VBP", "VBZ") and syntax.child(verb, "aux", "auxpass") is None
    return present and syntax.lower[verb] in words.lists.coming and syntax.where(verb) == "text"


def _beside(syntax: Syntax, words: TalkWords, first: int, noun: int) -> TalksStatus | None:
    """ "unsuccessful negotiations", "the talks now under way", "held talks to no avail"."""
    before = set(syntax.lower[first:noun])
    finish = syntax.sentences[syntax.sentence[noun]][1]
    if before & words.lists.unsuccessful or _phrase(syntax, words.lists.no_result, noun, finish):
        return "failed"
    if _phrase(syntax, words.lists.under_way, noun, min(finish, noun + _BESIDE)):
        return "under-way"
    if before & words.lists.to_come:
        return "proposed"
    return "under-way" if before & words.lists.going_on else None


def _phrase(syntax: Syntax, phrases: tuple[str, ...], noun: int, finish: int) -> bool:
    """Whether one of the phrases stands behind the noun, in its clause."""
    for token in range(noun + 1, finish):
        if syntax.lower[token] in (",", ";", "but", "while"):
            return False
        for phrase in phrases:
            parts = phrase.split()
            if syntax.lower[token] == parts[0] and syntax.lower[token : min(finish, token + len(parts))] == parts:
                return True
    return False
