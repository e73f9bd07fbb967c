"""Who stands where around a verb or a noun: subject, object and prepositions as in the active, read off the arcs."""

from collections.abc import Iterator

from bilat.syntax import Syntax

RELATIVE = frozenset({"who", "which", "that", "whom"})
# Arcs that make one word a modifier of the noun it stands before.
BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "poss", "punct", "conj", "npadvmod"})
# Words that the parser takes for prepositions where they open a clause ("since a duty was announced").
OPENING = frozenset({"since", "after", "before", "until", "as", "with"})
# "thanked him for lowering", "accused them of dumping": the object does it.
OF_OBJECT = frozenset({"for", "of", "from", "into"})
# What is written or said by somebody who so does what it tells: "issued a statement deploring ...".
WRITTEN = frozenset({"statement", "letter", "note", "communique", "message", "report", "resolution", "declaration"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
# A chain of control longer than this is a parser's mistake.
DEEPEST = 6


def is_verb(syntax: Syntax, token: int) -> bool:
    """Whether the tagger sees a verb there."""
    return syntax.tag[token].startswith("VB")


def passive(syntax: Syntax, verb: int, depth: int = 0) -> bool:
    """Whether the verb is passive: by its own arcs, as a participle after a noun, or sharing a passive auxiliary."""
    labels = {syntax.dep[child] for child in syntax.children[verb]}
    if labels & {"auxpass", "nsubjpass"}:
        return True
    if syntax.tag[verb] != "VBN" or labels & {"dobj", "nsubj", "aux"}:
        return False
    if syntax.dep[verb] in ("acl", "advcl", "amod"):
        return True
    above = syntax.head[verb]
    return (
        syntax.dep[verb] == "conj" and depth < DEEPEST and is_verb(syntax, above) and passive(syntax, above, depth + 1)
    )


def subjects(syntax: Syntax, verb: int, depth: int = 0) -> list[int]:
    """Heads of the logical subject: the agent of a passive; shared and controlled subjects are followed."""
    if depth > DEEPEST:
        return []
    if passive(syntax, verb):
        return [
            found
            for child in syntax.children[verb]
            if syntax.dep[child] == "agent"
            for found in governed(syntax, child)
        ]
    own = syntax.child(verb, "nsubj")
    if own is None:
        own = _loose(syntax, verb)
    if own is not None:
        return [*_meant(syntax, verb, own), *_beside_comma(syntax, verb, own)]
    return _inherited(syntax, verb, depth)


def objects(syntax: Syntax, verb: int, depth: int = 0) -> list[int]:
    """Heads of the logical object: the grammatical subject of a passive, the noun that a relative clause stands at."""
    if depth > DEEPEST:
        return []
    if passive(syntax, verb):
        own, kept = syntax.child(verb, "nsubjpass"), syntax.child(verb, "dobj")
        if own is not None:  # "goods were charged a duty": both are objects
            return _meant(syntax, verb, own) + ([] if kept is None else [kept])
        if syntax.dep[verb] in ("acl", "relcl", "amod"):
            return [syntax.head[verb]]
        stranded = _stranded(syntax, verb)
        if stranded or syntax.dep[verb] not in ("conj", "xcomp", "advcl"):
            return stranded
        return _subject_or_object(syntax, syntax.head[verb], depth + 1)
    own = syntax.child(verb, "dobj")
    if own is not None:
        return _meant(syntax, verb, own)
    late = [child for child in syntax.children[verb] if child > verb + 1 and syntax.dep[child] == "npadvmod"]
    if len(late) > 1:  # "signed last week an agreement"
        return _meant(syntax, verb, late[-1])
    clause = _relative(syntax, verb)
    subject = syntax.child(verb, "nsubj")
    if clause is not None and subject is not None and syntax.lower[subject] not in RELATIVE:
        return [syntax.head[clause]]
    return []


def _meant(syntax: Syntax, verb: int, noun: int) -> list[int]:
    """The noun with its conjuncts; for a relative pronoun what it stands for."""
    if syntax.lower[noun] in RELATIVE and syntax.tag[noun] in ("WDT", "WP", "IN"):
        clause = _relative(syntax, verb)
        return [syntax.head[clause]] if clause is not None else []
    return syntax.conjuncts(noun)


def _relative(syntax: Syntax, verb: int) -> int | None:
    """The verb of the relative clause that this verb is in."""
    for _ in range(DEEPEST):
        if syntax.dep[verb] == "relcl":
            return verb
        if syntax.dep[verb] not in ("conj", "xcomp", "ccomp") or syntax.head[verb] == verb:
            return None
        verb = syntax.head[verb]
    return None


def _inherited(syntax: Syntax, verb: int, depth: int) -> list[int]:
    dep, head = syntax.dep[verb], syntax.head[verb]
    if head == verb:
        return []
    if dep == "xcomp":
        return _controller(syntax, head, depth + 1)
    if dep in ("conj", "dep") and is_verb(syntax, head):
        return _subject_or_object(syntax, head, depth + 1)
    if dep == "advcl" and is_verb(syntax, head):
        stranded = _stranded(syntax, verb)
        if stranded:
            return stranded
        return _subject_or_object(syntax, head, depth + 1)
    if dep == "pcomp":
        above = syntax.head[head]
        if not is_verb(syntax, above):
            return owners(syntax, above)
        if syntax.lower[head] in OF_OBJECT and syntax.child(above, "dobj") is not None:
            return objects(syntax, above, depth + 1)
        return _subject_or_object(syntax, above, depth + 1)
    if dep == "acl":
        holders = owners(syntax, head) or _holder_of(syntax, head, depth + 1)
        if syntax.tag[verb] == "VBG":
            return holders if syntax.lower[head] in WRITTEN and holders else [head]
        return holders
    return []


def _loose(syntax: Syntax, verb: int) -> int | None:
    """A noun before a finite verb without subject, which the parser has tied to it as if it stood apart."""
    if syntax.tag[verb] not in FINITE:
        return None
    for child in syntax.children[verb]:
        if (
            child < verb
            and syntax.dep[child] in ("parataxis", "dep", "compound")
            and syntax.tag[child] in ("NNP", "NNPS", "NNS")
        ):
            return child
    return None


def _beside_comma(syntax: Syntax, verb: int, noun: int) -> list[int]:
    """The other of two subjects joined by a comma with none after the second: "Jordan, Sudan sign pact"."""
    first = syntax.left[noun]
    for child in syntax.children[verb]:
        if syntax.dep[child] == "npadvmod" and syntax.tag[child] == "NNP" and child + 2 == first:
            return [child] if syntax.lower[child + 1] == "," else []
    beside = syntax.child(noun, "appos")
    if beside is not None and beside == verb - 1 and syntax.tag[beside] == "NNP":
        return [beside] if syntax.lower[syntax.left[beside] - 1] == "," else []
    return []


def _stranded(syntax: Syntax, verb: int) -> list[int]:
    """The subject of a finite clause without one, which the parser has hung on the word that opens the clause."""
    finite = syntax.tag[verb] in FINITE or any(
        syntax.dep[child] in ("aux", "auxpass") and syntax.tag[child] in ("VBD", "VBZ", "VBP", "MD")
        for child in syntax.children[verb]
    )
    if syntax.dep[verb] != "advcl" or not finite:
        return []
    for child in syntax.children[syntax.head[verb]]:
        if (
            child < verb
            and syntax.dep[child] == "prep"
            and syntax.lower[child] in OPENING
            and child > syntax.head[verb]
        ):
            return governed(syntax, child)
    return []


def _controller(syntax: Syntax, head: int, depth: int) -> list[int]:
    """Whose act an infinitive is: of who is asked ("urged Japan to open"), else of who plans or agrees."""
    if depth > DEEPEST:
        return []
    if not is_verb(syntax, head):  # "is ready to", "is set to"
        above = syntax.head[head]
        return subjects(syntax, above, depth + 1) if above != head and is_verb(syntax, above) else []
    if passive(syntax, head):
        return objects(syntax, head, depth + 1)
    own = syntax.child(head, "dobj")
    return _meant(syntax, head, own) if own is not None else subjects(syntax, head, depth + 1)


def _subject_or_object(syntax: Syntax, verb: int, depth: int) -> list[int]:
    """The grammatical subject, which is what coordinated and participial verbs share."""
    return objects(syntax, verb, depth) if passive(syntax, verb) else subjects(syntax, verb, depth)


def _holder_of(syntax: Syntax, noun: int, depth: int) -> list[int]:
    verb = syntax.head[noun]
    if syntax.dep[noun] in ("dobj", "attr") and verb != noun and is_verb(syntax, verb):
        return subjects(syntax, verb, depth + 1)
    return []


def governed(syntax: Syntax, preposition: int) -> list[int]:
    """What a preposition governs, with its conjuncts."""
    for child in syntax.children[preposition]:
        if syntax.dep[child] in ("pobj", "pcomp"):
            return syntax.conjuncts(child)
    return []


def oblique(syntax: Syntax, token: int, word: str) -> list[int]:
    """Nouns after the preposition `word` at a verb or noun ("against" -> what it is against)."""
    found: list[int] = []
    for child in syntax.children[token]:
        if syntax.lower[child] == word and syntax.dep[child] in ("prep", "dative", "agent", "prt", "advmod", "aux"):
            found.extend(governed(syntax, child))
    return found


def owners(syntax: Syntax, noun: int) -> list[int]:
    """Whose it is: "Modi's visit", "the visit of Modi", "a visit by Modi"."""
    found = [
        other for child in syntax.children[noun] if syntax.dep[child] == "poss" for other in syntax.conjuncts(child)
    ]
    return found or oblique(syntax, noun, "by") or oblique(syntax, noun, "of")


def before(syntax: Syntax, noun: int) -> list[int]:
    """Tokens that modify a noun from before it, possessors left out: "Indian" and "U.S." of "Indian-U.S. talks"."""
    found: list[int] = []
    stack = [child for child in syntax.children[noun] if child < noun and syntax.dep[child] != "poss"]
    while stack:
        token = stack.pop()
        if syntax.dep[token] in BEFORE:
            found.append(token)
            stack.extend(child for child in syntax.children[token] if child < noun and syntax.dep[child] != "poss")
    return sorted(found)


def climb(syntax: Syntax, noun: int, partitives: frozenset[str]) -> int:
    """The noun that counts this one, where there is one: "round" of "a round of talks"."""
    for _ in range(DEEPEST):
        preposition = syntax.head[noun]
        if syntax.dep[noun] != "pobj" or syntax.lower[preposition] != "of":
            return noun
        counted = syntax.head[preposition]
        if syntax.lower[counted] not in partitives:
            return noun
        noun = counted
    return noun


def governor(syntax: Syntax, noun: int) -> tuple[int, str] | None:
    """The verb over a noun, and how the noun stands to it: "dobj", "nsubj", "nsubjpass" or the preposition."""
    dep, head = syntax.dep[noun], syntax.head[noun]
    if dep in ("dobj", "nsubj", "nsubjpass", "attr", "conj") and head != noun and is_verb(syntax, head):
        return head, dep
    if dep == "pobj":
        verb = syntax.head[head]
        if is_verb(syntax, verb):
            return verb, syntax.lower[head]
    if dep == "conj" and head != noun:
        return governor(syntax, head) if syntax.dep[head] != "conj" else None
    return None


def clauses(syntax: Syntax, token: int) -> Iterator[int]:
    """Verbs of the clauses that complete a verb or noun ("warned that ...", "agreed to ...", "plan to ...")."""
    for child in syntax.children[token]:
        if syntax.dep[child] in ("ccomp", "xcomp", "acl"):
            yield child
        elif syntax.dep[child] == "prep":
            for inner in syntax.children[child]:
                if syntax.dep[inner] == "pcomp":
                    yield inner
