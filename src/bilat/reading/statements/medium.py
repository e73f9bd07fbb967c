"""How something was said: in a speech, an interview, a post, a written statement."""

from bilat.codebook.cues import Cue, Cues
from bilat.reading.cast import Cast
from bilat.reading.statements.candidate import Candidate, Range, head_of
from bilat.records import Medium
from bilat.syntax import Syntax

_BESIDE = frozenset({"in", "on", "at", "during", "to", "via", "through", "with", "before", "by", "from"})
_PRESS = frozenset({"JRN", "MED"})


def medium_of(syntax: Syntax, cues: Cues, cast: Cast, candidate: Candidate, cue: Cue | None) -> Medium:
    """The medium that the words around the cue tell, else the cue itself, else "unknown"."""
    if candidate.rule == "labelled.post":
        return "post"
    if candidate.rule == "labelled.turn" or candidate.cue is None:
        return "unknown"
    verb = head_of(syntax, candidate.cue)
    speaker = _of_speaker(syntax, cues, candidate.source)
    near = _near(syntax, cues, verb, candidate.content) or _told(syntax, cues, cast, verb)
    if near is None and syntax.dep[verb] in ("advcl", "xcomp"):  # "posted on X, calling it …"
        above = syntax.head[verb]
        governing = cues.verbs.get(syntax.lower[above])
        near = _near(syntax, cues, above, candidate.content) or (governing.medium if governing else None)
    if near or speaker:
        return near or speaker or "unknown"
    if cue is not None and cue.medium is not None:
        return cue.medium
    return "reported" if _hearsay(syntax, verb) else "unknown"


def _of_speaker(syntax: Syntax, cues: Cues, source: Range | None) -> Medium | None:
    return None if source is None else _looked_up(syntax, cues.media["speaker"], head_of(syntax, source))


def _near(syntax: Syntax, cues: Cues, verb: int, content: tuple[Range, ...]) -> Medium | None:
    """ "in a statement", "in a post on X", "at a news conference", beside the cue and not in the words reported."""
    for child in _beside(syntax, verb):
        if any(first <= child < last for first, last in content):
            continue
        thing = syntax.child(child, "pobj")
        for _ in range(2):
            if thing is None:
                break
            found = _looked_up(syntax, cues.media["near"], thing)
            if found:
                return found
            inner = syntax.child(thing, "prep")
            thing = syntax.child(inner, "pobj") if inner is not None else None
    return None


def _beside(syntax: Syntax, verb: int) -> list[int]:
    """Prepositions that hang on the cue, or on the one who is told, or stand with the clause that the cue tags."""
    found = [child for child in syntax.children[verb] if syntax.lower[child] in _BESIDE]
    thing = syntax.child(verb, "dobj", "dative")
    if thing is not None:
        found += [child for child in syntax.children[thing] if syntax.lower[child] in _BESIDE]
    return found


def _told(syntax: Syntax, cues: Cues, cast: Cast, verb: int) -> Medium | None:
    for child in syntax.children[verb]:
        if syntax.dep[child] in ("dobj", "dative", "nsubj") and child > verb:
            found = _looked_up(syntax, cues.media["told"], child)
            mention = cast.headed_by(child)
            if found:
                return found
            if syntax.lower[verb] in ("told", "tells", "tell", "telling") and mention and len(mention.actors) == 1:
                if cast.actors[mention.actors[0]].sector in _PRESS:
                    return "interview"
    return None


def _looked_up(syntax: Syntax, words: dict[str, Medium], token: int) -> Medium | None:
    if token > 0:
        pair = words.get(f"{syntax.lower[token - 1]} {syntax.lower[token]}")
        if pair:
            return pair
    if syntax.lower[token] == "x" and syntax.words[token] != "X":
        return None
    return words.get(syntax.lower[token])


def _hearsay(syntax: Syntax, verb: int) -> bool:
    """ "was quoted as saying", "reportedly said"."""
    if any(syntax.lower[child] == "reportedly" for child in syntax.children[verb]):
        return True
    return any(
        syntax.lower[above] in ("quoted", "reported") and syntax.tag[above] == "VBN" for above in _above(syntax, verb)
    )


def _above(syntax: Syntax, verb: int) -> list[int]:
    first = syntax.head[verb]
    return [verb, first, syntax.head[first]]
