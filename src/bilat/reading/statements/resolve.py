"""Who the words for speaker and addressee mean; null with a reason where that is not certain."""

from bilat.codebook.cues import Cue
from bilat.reading.cast import Cast, Mention
from bilat.reading.statements.candidate import Candidate, Range, head_of
from bilat.records import Actor, Speaker, slug
from bilat.syntax import Syntax

_RELATIVE = frozenset({"WP", "WDT"})
# Tags of what stands before a name and tells who somebody is.
_BEFORE_NAME = frozenset({"JJ", "CC", "HYPH", "POS", "VBG", "VBN", "CD"})
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
        named = cast.headed_by(head)
        paper = named is not None and named.form == "name" and named.first < head  # "the Harbour Post": it has a name
        mention = named if paper else cast.headed_by(owner) if owner is not None else None
        actor = mention.actors[0] if mention and len(mention.actors) == 1 else None
        return Speaker(actor=actor, span=span, reason=None if actor else "a document")
    head = _who(syntax, cast, head, candidate.source)
    mention = _mention(cast, head, candidate.source) or _opening(syntax, cast, candidate.source)
    titled = _titled(syntax, cast, candidate.source)
    mention = titled if titled is not None else mention
    if titled is None and _several(syntax, head, candidate.source, mention):
        return Speaker(actor=None, span=span, reason="several speakers")
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


def _who(syntax: Syntax, cast: Cast, head: int, source: Range) -> int:
    """The token that "who" goes back to: of a body ("Hale, a clerk at the Board who") the person beside it."""
    if source[1] - source[0] > 1 or syntax.lower[source[0]] != "who":
        return head
    for above in (head, *syntax.ancestors(head)):
        mention = cast.headed_by(above)
        if mention is not None and _is_person(cast, mention):
            return above
        if (
            syntax.dep[above] not in ("pobj", "prep", "appos", "compound")
            or syntax.sentence[above] != syntax.sentence[head]
        ):
            break
    mention = cast.headed_by(head)
    body = mention is not None and any(cast.actors[actor].kind == "organization" for actor in mention.actors)
    return source[0] if body else head


def _several(syntax: Syntax, head: int, source: Range, mention: Mention | None) -> bool:
    """Whether the words name more than one: "Rao and Ortiz", "the bank and two of its clients", "Rao, and others".

    What stands inside one name is no second speaker ("Hale and Sons").
    """
    last = mention.last if mention is not None else head + 1
    beside = [child for child in syntax.children[head] if last <= child < source[1]]
    if any(syntax.dep[child] == "cc" or (syntax.dep[child] == "conj" and _noun(syntax, child)) for child in beside):
        return True
    others = range(last, source[1] - 2)
    return any(
        syntax.words[t] == "," and syntax.lower[t + 1] == "and" and syntax.lower[t + 2][:5] == "other" for t in others
    )


def _titled(syntax: Syntax, cast: Cast, source: Range) -> Mention | None:
    """The one person whose name ends the words, behind nothing but what he is.

    "chairman and president John Hale"; between commas anything may stand before it ("the harbour chief, John Hale").
    """
    people = [m for m in cast.within(*source) if m.form == "name" and _is_person(cast, m)]
    last = source[1] - (syntax.words[source[1] - 1] == ",")
    if len(people) != 1 or people[0].last != last or people[0].first <= source[0]:
        return None
    before = range(source[0], people[0].first)
    if syntax.words[before[-1]] == ",":
        return people[0] if syntax.dep[people[0].head] == "appos" else None
    plain = all(_noun(syntax, token) or syntax.tag[token] in _BEFORE_NAME for token in before)
    return people[0] if plain and syntax.tag[people[0].first - 1] == "NN" else None


def _is_person(cast: Cast, mention: Mention) -> bool:
    return len(mention.actors) == 1 and cast.actors[mention.actors[0]].kind == "person"


def _noun(syntax: Syntax, token: int) -> bool:
    return syntax.tag[token][:2] in ("NN", "PR", "CD")


def _opening(syntax: Syntax, cast: Cast, source: Range) -> Mention | None:
    """The name that opens the speaker's words where the parser lost their head ("Harrow Tin <HTIN.L>")."""
    first, last = source
    while first < last and (syntax.tag[first] == "DT" or not syntax.words[first][0].isalnum()):
        first += 1
    for mention in cast.within(first, first + 1):
        if mention.form == "name" and (mention.last >= last or syntax.words[mention.last][0] in "<,(>"):
            return mention
    return None


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
