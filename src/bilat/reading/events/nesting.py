"""Events within events: what is only the content of another, told by another word of it, or only gone on with."""

from collections.abc import Iterable

from bilat.reading.events import frames
from bilat.reading.events.propose import Proposal
from bilat.syntax import Syntax

# What is demanded, threatened, refused or promised is not an event of its own.
RULING = frozenset({"REQUEST", "THREATEN", "REJECT", "AGREE"})
CONTENT_ARCS = frozenset({"xcomp", "ccomp", "pcomp", "prep", "pobj", "dobj", "conj", "acl"})


def without_inner(syntax: Syntax, told: Iterable[Proposal]) -> list[Proposal]:
    """Without what is only the content of a demand, threat, refusal or promise, and nouns of what their verb tells."""
    told = list(told)
    by_trigger = {event.trigger: event for event in told}
    used = {token for event in told for token in event.uses if token != event.trigger}
    kept = []
    meetings = set()
    for event in told:
        if event.trigger in used and not frames.is_verb(syntax, event.trigger):
            continue
        if event.type == "CONSULT" and _told_already(syntax, event, by_trigger):
            continue
        outer = _content_of(syntax, event.trigger, by_trigger)
        if outer is None:
            kept.append(event)
        elif event.type == "CONSULT" and outer.type == "AGREE":
            kept.append(event)  # an agreement to meet is a meeting to come
            meetings.add(outer.trigger)
    return [event for event in kept if event.trigger not in meetings]


def _told_already(syntax: Syntax, event: Proposal, by_trigger: dict[int, Proposal]) -> bool:
    """Whether a contact is only gone on with: "spoke over the phone and discussed ..."."""
    over = by_trigger.get(syntax.head[event.trigger]) if syntax.dep[event.trigger] in ("conj", "advcl") else None
    if over is None or over is event or over.type != "CONSULT":
        return False
    return {*event.source, *event.target} <= {*over.source, *over.target}


def _content_of(syntax: Syntax, token: int, by_trigger: dict[int, Proposal]) -> Proposal | None:
    for over in syntax.ancestors(token):
        if syntax.dep[token] not in CONTENT_ARCS or (syntax.dep[token] == "acl" and syntax.tag[token] == "VBN"):
            return None
        if syntax.dep[token] == "conj" and over in by_trigger:
            token = over  # "urged Japan ... and warned": side by side
            continue
        outer = by_trigger.get(over)
        if outer is not None and outer.type in RULING:
            return outer
        token = over
    return None
