"""Reported speech, thought and will without quotation marks around it: a cue verb and the words that it governs."""

from collections.abc import Iterator

from bilat.codebook.cues import Cue, Cues, Frame
from bilat.reading.statements.candidate import LOOSE, Candidate, Range, trimmed
from bilat.reading.statements.cues import cue_range, negated, verb_cue
from bilat.reading.statements.none import no_statement, reporters_aside
from bilat.reading.statements.speakers import agent_of, source_range, subject_of
from bilat.syntax import Syntax

_PREPOSITIONS: dict[str, Frame] = {
    "to": "to-object", "as": "as", "of": "of", "for": "for", "on": "on", "about": "about", "against": "against",
    "with": "with", "in": "in", "upon": "on",
}  # fmt: skip
# Prepositions that belong to the words of an object: "praise X for Y", "describe X as Y", "accuse X of Y".
_OF_OBJECT = frozenset({"for", "as", "of", "on", "over", "with", "against", "to", "about", "from"})
# Words of one statement are looked through no farther than this: a sentence may have thousands.
_FARTHEST = 300


def indirect_candidates(syntax: Syntax, cues: Cues, taken: bytearray) -> Iterator[Candidate]:
    """A candidate for each cue verb with words to report; `taken` marks tokens that quoted speech has."""
    for token, word in enumerate(syntax.lower):
        if word in cues.verbs and not taken[token]:
            cue = verb_cue(syntax, cues, token)
            if cue is not None:
                found = _read(syntax, cues, cue, token)
                if found is not None:
                    yield found


def _read(syntax: Syntax, cues: Cues, cue: Cue, verb: int) -> Candidate | None:
    if no_statement(syntax, cues, cue, verb):
        return None
    passive = syntax.child(verb, "nsubjpass")
    if passive is not None or syntax.child(verb, "agent") is not None:
        return _passive(syntax, cues, cue, verb, passive)
    found = _active(syntax, cues, cue, verb)
    if found is None:
        return None
    rule, content, last = found
    subject = subject_of(syntax, _first_of_pair(syntax, cues, verb))
    if subject is None:
        return None
    source = source_range(syntax, subject, verb)
    first = cue_range(syntax, verb)[0]
    return Candidate(rule, content, source, (first, max(last, verb + 1)))


def _first_of_pair(syntax: Syntax, cues: Cues, verb: int) -> int:
    """Of "said … and urged …", seen at "urged" where the parser joins it to the words of "said": the first cue."""
    inner = syntax.head[verb]
    outer = syntax.head[inner]
    if syntax.dep[verb] == "conj" and syntax.dep[inner] == "ccomp" and outer < inner < verb:
        if syntax.lower[outer] in cues.verbs and _own_conjunct(syntax, cues, outer, verb):
            return outer
    return verb


def _active(syntax: Syntax, cues: Cues, cue: Cue, verb: int) -> tuple[str, tuple[Range, ...], int] | None:
    """Rule, content and end of the cue of an active verb, the first construction of these that it has and takes."""
    end = cue_range(syntax, verb)[1]
    if cue.takes("clause", "quote"):
        clause = _clause(syntax, cues, verb)
        if clause is not None:
            return "indirect.clause", clause, end
        around = _around(syntax, verb)
        if around is not None:
            return "indirect.around", around, end
        closing = _closing(syntax, cue, verb, end)
        if closing is not None:
            return "indirect.closing", closing, end
    if cue.takes("complement"):
        named = syntax.child(verb, "oprd", "ccomp", "xcomp")
        if named is not None and named > verb:
            whole = _after(
                syntax, cues, verb, min(_object_left(syntax, verb), syntax.left[named]), syntax.right[named] + 1
            )
            if whole:
                return "indirect.complement", whole, end
    wish = syntax.child(verb, "xcomp", "ccomp")
    if wish is not None and wish > verb:
        if cue.takes("object-to") and syntax.child(verb, "dobj") is not None:
            first = min(_object_left(syntax, verb), syntax.left[wish])
            whole = _after(syntax, cues, verb, first, syntax.right[wish] + 1)
            return ("indirect.object-to", whole, end) if whole else None
        if cue.takes("to") or (cue.takes("object-to") and syntax.dep[wish] == "ccomp"):
            whole = _after(syntax, cues, verb, syntax.left[wish], syntax.right[wish] + 1)
            return ("indirect.to", whole, end) if whole else None
    found = _nominal(syntax, cues, cue, verb, end)
    return found or (_headline(syntax, verb, end) if cue.takes("quote") else None)


def _headline(syntax: Syntax, verb: int, end: int) -> tuple[str, tuple[Range, ...], int] | None:
    """A headline's words after its cue ("Minister says talks near end"), which seldom parse as a clause."""
    block = syntax.block[verb]
    if syntax.blocks[block].kind not in ("title", "headline"):
        return None
    last = end
    while last < min(len(syntax), end + _FARTHEST) and syntax.block[last] == block:
        last += 1
    words = trimmed(syntax, (end, last))
    return ("indirect.headline", (words,), end) if words[1] - words[0] > 1 else None


def _nominal(syntax: Syntax, cues: Cues, cue: Cue, verb: int, end: int) -> tuple[str, tuple[Range, ...], int] | None:
    thing = syntax.child(verb, "dobj")
    if thing is not None and thing > verb and cue.takes("object-that"):
        first, last = syntax.subtree(thing)
        that = next((token for token in range(thing + 1, last) if syntax.lower[token] == "that"), None)
        whole = _after(syntax, cues, verb, that, last) if that is not None else None
        if whole:
            return "indirect.object-that", whole, end
    elif thing is not None and thing > verb and (cue.takes("object") or _shown(syntax, cues, cue, verb)):
        first, last = syntax.subtree(thing)
        for child in syntax.children[verb]:
            if child >= last and syntax.left[child] == last and _of_object(syntax, child):
                last = syntax.right[child] + 1
        whole = _after(syntax, cues, verb, first, last)
        return ("indirect.object", whole, end) if whole else None
    for child in syntax.children[verb]:
        if child > verb and syntax.dep[child] in ("prep", "dative", "prt"):
            frame = _PREPOSITIONS.get(syntax.lower[child])
            if frame == "to-object" and cue.takes("unanswered") and negated(syntax, verb):
                frame = "unanswered"
            if frame and cue.takes(frame):
                start = child + 1
                wish = syntax.child(verb, "xcomp", "advcl")
                if frame == "on" and wish is not None and syntax.left[wish] > child:  # "called on X to …"
                    whole = _after(syntax, cues, verb, start, syntax.right[wish] + 1)
                    return ("indirect.on", whole, child + 1 if child == end else end) if whole else None
                if frame == "as" and thing is not None:
                    start = syntax.left[thing]
                whole = _after(syntax, cues, verb, start, syntax.right[child] + 1)
                if whole:
                    return f"indirect.{frame}", whole, child + 1 if child == end else end
    return None


def _shown(syntax: Syntax, cues: Cues, cue: Cue, verb: int) -> bool:
    subject = subject_of(syntax, verb)
    return cue.takes("shown") and subject is not None and syntax.lower[subject] in cues.media["speaker"]


def _of_object(syntax: Syntax, child: int) -> bool:
    """Whether what follows an object belongs to what is said of it, as "for", "as", "to do" do."""
    if syntax.dep[child] in ("prep", "agent"):
        return syntax.lower[child] in _OF_OBJECT
    return syntax.dep[child] in ("xcomp", "oprd", "acl", "dative")


def _object_left(syntax: Syntax, verb: int) -> int:
    thing = syntax.child(verb, "dobj")
    return syntax.left[thing] if thing is not None and thing > verb else len(syntax)


def _after(syntax: Syntax, cues: Cues, verb: int, first: int, last: int) -> tuple[Range, ...] | None:
    first = max(first, verb + 1)
    words = trimmed(syntax, (first, _cut(syntax, cues, verb, first, last)))
    if words[1] - words[0] == 1 and syntax.lower[words[0]] in _EMPTY:
        return None
    return (words,) if words[1] > words[0] else None


def _cut(syntax: Syntax, cues: Cues, verb: int, first: int, last: int) -> int:
    """Where reported words end before the reporter's own go on: ", adding", ", according to", ", which"."""
    for token in range(first + 2, min(last, first + _FARTHEST)):
        before, word = syntax.lower[token - 1], syntax.lower[token]
        if word == "according" and before in ("and", "but"):
            return token - 1
        if before == "," and word in ("a", "an") and reporters_aside(syntax, token, last):
            return token - 1
        if before == "," and word in _RELATIVE and _ends_with_aside(syntax, token, last):
            return token - 1
        if before == "," and (word == "according" or (syntax.tag[token] == "VBG" and word in cues.verbs)):
            return token - 1
        if before in ("and", "but") and _own_conjunct(syntax, cues, verb, token):
            return token - 1
    return last


def _ends_with_aside(syntax: Syntax, relative: int, last: int) -> bool:
    """Whether ", which …" runs to the end of the words: there the reporter adds it, in their middle the speaker may."""
    for above in syntax.ancestors(relative):
        if syntax.dep[above] in ("relcl", "ccomp", "advcl", "ROOT"):
            return syntax.dep[above] == "relcl" and syntax.right[above] >= last - 2
    return False


def _own_conjunct(syntax: Syntax, cues: Cues, verb: int, token: int) -> bool:
    """Whether "said … and urged …" joins the two cues, though the parser joins the second to the words of the first.

    Only cues of speech count: of "said they met and discussed trade" both verbs are in what was said.
    """
    cue = cues.verbs.get(syntax.lower[token])
    if cue is None or not (cue.takes("quote") or cue.act in ("accuse", "demand", "request")):
        return False
    if syntax.tag[token] != syntax.tag[verb] or syntax.tag[verb] not in ("VBD", "VBZ"):
        return False
    return syntax.child(token, "nsubj", "nsubjpass", "aux", "auxpass") is None


def _carried(syntax: Syntax, verb: int, clause: int, last: int) -> int:
    """Where a clause really ends that the parser ends too early.

    It goes on where the next word needs one before it ("if", an auxiliary), and after "and" or "but" where the cue is
    in the past and the next clause is not ("said the harvest is coming in well, but no price has been fixed").
    """
    end = syntax.sentences[syntax.sentence[verb]][1]
    if last >= end or syntax.tag[clause][0] not in "VM":
        return last
    if syntax.dep[last] in _NEEDY and syntax.words[last] not in LOOSE:
        return end
    token = last + (syntax.words[last] == ",")
    if token + 1 < end and syntax.tag[token] == "CC" and syntax.tag[verb] in ("VBD", "VBN"):
        if syntax.lower[token + 1] == "that":
            return end
        finite = next((t for t in range(token + 1, min(token + 15, end)) if syntax.tag[t] in _TENSED), None)
        if finite is not None and syntax.tag[finite] != "VBD":
            return end
    return last


_PARTING = frozenset({";", ":"})
# Words that alone tell nothing of what was said.
_EMPTY = frozenset({"it", "this", "that", "so", "which", "what", "anything", "nothing"})
_NEEDY = frozenset({"mark", "aux", "auxpass", "ccomp"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"which", "who", "whom", "whose"})


def _clause(syntax: Syntax, cues: Cues, verb: int) -> tuple[Range, ...] | None:
    """The finite clause that the verb governs: after it, before it ("…, he said"), or around it."""
    for child in syntax.children[verb]:
        if syntax.dep[child] != "ccomp":
            continue
        first, last = syntax.subtree(child)
        if first > verb:
            return _after(syntax, cues, verb, first, _carried(syntax, verb, child, last))
        if child < verb and last <= verb:
            if syntax.words[last - 1] in _PARTING or (last < verb and syntax.words[last] in _PARTING):
                return None  # "There is an order; it cites …": two sentences in one
            start = _sentence_start(syntax, verb, first)
            return _split(syntax, verb, (start, last))
        return _split(syntax, verb, (first, last))
    return _beyond_noun(syntax, cues, verb)


def _beyond_noun(syntax: Syntax, cues: Cues, verb: int) -> tuple[Range, ...] | None:
    """The clause of "said in a statement that …", where the parser hangs it on the noun before "that"."""
    end = min(syntax.right[verb] + 1, verb + 14)
    for token in range(verb + 2, end):
        if syntax.lower[token] == "that" and syntax.dep[token] == "mark":
            clause = syntax.head[token]
            noun = syntax.head[clause]
            if syntax.dep[clause] in ("acl", "relcl", "ccomp") and verb < noun < token and syntax.tag[noun][0] == "N":
                return _after(syntax, cues, verb, token, _carried(syntax, verb, clause, syntax.right[clause] + 1))
    return None


def _sentence_start(syntax: Syntax, verb: int, first: int) -> int:
    """Where a clause before its tag begins: words of the sentence before it belong to it ("On Monday, …, he said")."""
    start = syntax.sentences[syntax.sentence[verb]][0]
    if syntax.dep[verb] != "ROOT" or first - start > 12:
        return first
    if syntax.tag[start] == "CC":
        start += 1
    return min(start, first)


def _split(syntax: Syntax, verb: int, clause: Range) -> tuple[Range, ...] | None:
    """A clause with the tag after it or in its middle: one or two pieces."""
    subject = syntax.child(verb, "nsubj")
    edges = [verb, cue_range(syntax, verb)[0], cue_range(syntax, verb)[1]]
    if subject is not None:
        edges += [syntax.left[subject], syntax.right[subject] + 1]
    inside = [edge for edge in edges if clause[0] <= edge]
    tag_first, tag_last = min(inside), max(inside)
    pieces = [trimmed(syntax, (clause[0], tag_first))]
    sentence_end = syntax.sentences[syntax.sentence[verb]][1]
    if tag_last < sentence_end and syntax.words[tag_last] == ",":
        rest = trimmed(syntax, (tag_last, max(clause[1], sentence_end)))
        if rest[1] - rest[0] > 2 and syntax.tag[rest[0]] not in ("VBG", "WDT", "WP", "WRB", "CC"):
            pieces.append(rest)
    kept = tuple(piece for piece in pieces if piece[1] > piece[0])
    return kept or None


def _around(syntax: Syntax, verb: int) -> tuple[Range, ...] | None:
    """The clause that a tag interrupts or ends, where the parser hangs the tag on the clause ("…, he said, …")."""
    if syntax.dep[verb] not in ("parataxis", "ccomp", "advcl", "dep") or syntax.child(verb, "nsubj") is None:
        return None
    host = syntax.head[verb]
    first, last = syntax.subtree(host)
    tag = trimmed(syntax, syntax.subtree(verb))
    if tag[1] - tag[0] > 15 or syntax.child(verb, "mark", "dobj", "xcomp") is not None:
        return None
    if tag[0] == 0 or syntax.words[tag[0] - 1] not in LOOSE:
        return None
    if tag[1] < last and syntax.words[tag[1]] not in LOOSE:
        return None
    pieces = [trimmed(syntax, (first, tag[0])), trimmed(syntax, (tag[1], last))]
    kept = tuple(piece for piece in pieces if piece[1] > piece[0])
    return kept or None


def _closing(syntax: Syntax, cue: Cue, verb: int, end: int) -> tuple[Range, ...] | None:
    """The sentence before a tag at its end (", he said."), whatever the parser makes of it."""
    subject = syntax.child(verb, "nsubj")
    begin, stop = syntax.sentences[syntax.sentence[verb]]
    thing = syntax.child(verb, "dobj", "dative") if cue.told == "object" else None
    close = syntax.right[thing] + 1 if thing is not None and thing > verb else end
    if subject is None or subject > verb or close < stop - 1 or syntax.left[subject] <= begin:
        return None
    if syntax.words[syntax.left[subject] - 1] != ",":
        return None
    words = trimmed(syntax, (begin, syntax.left[subject]))
    return (words,) if any(syntax.tag[token] in _TENSED for token in range(*words)) else None


# What is worth telling though nobody is named: "the tariff was announced in July".
_TOLD_BY_NOBODY = frozenset({"announce", "accuse", "think", "want"})


def _passive(syntax: Syntax, cues: Cues, cue: Cue, verb: int, subject: int | None) -> Candidate | None:
    """ "X was accused of Y", "it was announced that …", "tariffs announced by Z": the speaker is the agent, if any."""
    relay = syntax.child(verb, "prep")
    if relay is not None and syntax.lower[relay] == "as" and syntax.child(relay, "pcomp") is not None:
        return None  # "was quoted as saying": the cue is "saying"
    agent = agent_of(syntax, verb)
    source = source_range(syntax, agent, verb) if agent is not None else None
    words = cue_range(syntax, verb)
    clause = syntax.child(verb, "ccomp")
    if cue.takes("clause") and clause is not None and clause > verb:
        content = _after(syntax, cues, verb, *syntax.subtree(clause))
        return Candidate("indirect.passive-clause", content, source, words) if content else None
    if subject is None and agent is not None and syntax.dep[verb] == "acl":
        noun = syntax.head[verb]
        content = (trimmed(syntax, (syntax.left[noun], verb)),)
        if cue.takes("object") and content[0][1] > content[0][0]:
            return Candidate("indirect.passive", content, source, words)
        return None
    if agent is None and cue.act not in _TOLD_BY_NOBODY:
        return None
    if subject is None or not (cue.takes("object", "of", "as", "complement")) or syntax.tag[subject] in ("WDT", "WP"):
        return None
    pieces = [trimmed(syntax, (syntax.left[subject], min(syntax.right[subject] + 1, words[0])))]
    for child in syntax.children[verb]:
        if child > verb and syntax.dep[child] in ("prep", "oprd", "xcomp") and child != verb:
            if syntax.dep[child] != "prep" or syntax.lower[child] in ("of", "as", "for"):
                pieces.append(trimmed(syntax, (max(syntax.left[child], words[1]), syntax.right[child] + 1)))
    kept = tuple(piece for piece in pieces if piece[1] > piece[0])
    return Candidate("indirect.passive", kept, source, words) if kept else None
