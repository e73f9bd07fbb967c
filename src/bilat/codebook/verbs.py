"""English verb forms, so that the codebook's tables can name a verb once, by its lemma."""

import functools

import msgspec

from bilat.codebook.tables import read_csv

VOWELS = "aeiou"


class Irregular(msgspec.Struct, frozen=True, kw_only=True):
    """A verb whose past forms follow no rule, or whose last consonant doubles ("permit", "permitted")."""

    lemma: str
    past: str
    participle: str
    gerund: str | None = None


@functools.cache
def _irregular() -> dict[str, Irregular]:
    return {row.lemma: row for row in read_csv("irregular_verbs.csv", Irregular)}


def verb_forms(lemma: str) -> dict[str, str]:
    """The forms of a verb by Penn tag: {"VB": "say", "VBZ": "says", "VBD": "said", "VBN": "said", "VBG": "saying"}.

    A verb of two words ("call off") is inflected on its first; the forms then hold both words.
    """
    first, _, rest = lemma.partition(" ")
    forms = {"VB": first, "VBZ": _third_person(first), "VBD": _past(first), "VBN": _past(first), "VBG": _gerund(first)}
    irregular = _irregular().get(first)
    if irregular:
        forms |= {"VBD": irregular.past, "VBN": irregular.participle}
        if irregular.gerund:
            forms["VBG"] = irregular.gerund
    return {tag: f"{form} {rest}".strip() for tag, form in forms.items()}


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return verb + "ing"
