"""Who the words for speaker and addressee mean; null with a reason where that is not certain."""

from bilat.codebook.cues import Cue
from bilat.reading.cast import Cast, Mention
from bilat.reading.statements.candidate import Candidate, Range, head_of
from bilat.records import Actor, Speaker, slug
from bilat.syntax import Syntax

_RELATIVE = frozenset({"WP", "WDT"})
_PRONOUNS = frozenset({"PRP", "PRP$", "EX"})


def speaker_of(syntax: Syntax, cast: Cast, candidate: Candidate, *, document: bool) -> Speaker:
    """The speaker. `document` says that the words of the speaker mean a paper, not a person."""
    if candidate.label is not None:
        words = syntax.text[candidate.label[0] : candidate.label[1]]
        actor = _named(cast, words)
        return Speaker(actor=actor, span=candidate.label, reason=None if actor else "unnamed")
    if candidate.source is None:
        return Speaker(actor=None, span=None, reason="not told")
    span = syntax.span(*candidate.source)
    head = meant(syntax, candidate.source)
    if document:
        owner = syntax.child(head, "poss")
        mention = cast.headed_by(owner) if owner is not None else None
        actor = mention.actors[0] if mention and len(mention.actors) == 1 else None
        return Speaker(actor=actor, span=span, reason=None if actor else "a document")
    mention = _mention(cast, head, candidate.source)
    if mention is not None and len(mention.actors) == 1:
        return Speaker(actor=mention.actors[0], span=span)
    if mention is not None and mention.actors:
        return Speaker(actor=None, span=span, reason="several speakers")
    pronoun = syntax.tag[head] in _PRONOUNS | _RELATIVE
    return Speaker(actor=None, span=span, reason="pronoun without a clear person" if pronoun else "unnamed")


def addressee_of(syntax: Syntax, cast: Cast, candidate: Candidate, cue: Cue | None) -> str | None:
    """The actor who is told, asked or warned, where the cue has a place for one and one alone is meant."""
    if candidate.cue is None or cue is None or cue.told is None:
        return None
    verb = head_of(syntax, candidate.cue)
    told = _object(syntax, verb) if cue.told == "object" else _after_preposition(syntax, verb, cue.told)
    mention = _mention(cast, told, syntax.subtree(told)) if told is not None else None
    return mention.actors[0] if mention and len(mention.actors) == 1 else None


def _object(syntax: Syntax, verb: int) -> int | None:
    for child in syntax.children[verb]:
        if syntax.dep[child] in ("dobj", "dative", "nsubjpass") and syntax.tag[child] not in _RELATIVE:
            return child
    return _subject_of_wish(syntax, verb)


def _after_preposition(syntax: Syntax, verb: int, word: str) -> int | None:
    for child in syntax.children[verb]:
        if child > verb and syntax.lower[child] == word and syntax.dep[child] in ("prep", "dative"):
            return syntax.child(child, "pobj")
    return None


def _subject_of_wish(syntax: Syntax, verb: int) -> int | None:
    """ "urged China to buy more", where the parser makes China the subject of "buy"."""
    wish = syntax.child(verb, "ccomp", "xcomp")
    if wish is None or wish < verb or syntax.tag[wish] != "VB":
        return None
    return syntax.child(wish, "nsubj")


def meant(syntax: Syntax, source: Range) -> int:
    """The token that names the speaker: of "who" the noun that its clause describes."""
    head = head_of(syntax, source)
    if syntax.tag[head] in _RELATIVE:
        for above in syntax.ancestors(head):
            if syntax.dep[above] in ("relcl", "acl"):
                return syntax.head[above]
    return head


def _mention(cast: Cast, head: int, source: Range) -> Mention | None:
    exact = cast.headed_by(head)
    if exact is not None:
        return exact
    for mention in cast.within(*source):
        if mention.first <= head < mention.last:
            return mention
    return None


def _named(cast: Cast, label: str) -> str | None:
    """The one actor that a label names, by full name or surname ("MS. HAYDEN")."""
    wanted = slug(label).split("-")
    if not wanted or not wanted[-1]:
        return None
    people = [actor for actor in cast.actors.values() if actor.kind == "person"]
    exact = [actor for actor in people if _parts(actor) == wanted]
    found = exact or [actor for actor in people if _parts(actor)[-1] == wanted[-1]]
    return found[0].id if len(found) == 1 else None


def _parts(actor: Actor) -> list[str]:
    return slug(actor.name).split("-")
