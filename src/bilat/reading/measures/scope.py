"""The words that say what a measure is on: "on Japanese goods", "against South Africa", "for India"."""

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.heads import Head
from bilat.reading.measures.standing import Link
from bilat.syntax import Syntax

_ON = frozenset({"on", "against", "upon"})
_LONGEST_TARGET = 24
_GIVEN_TO = frozenset({"for", "from", "to", "of"})
# "permits for live cattle from Peru", "permits for machines at Peruvian plants", "firms on its list"
_OF_PERMITS = frozenset({"for", "at", "of"})


def target_scope(syntax: Syntax, words: MeasureWords, head: Head, links: list[Link]) -> tuple[int, int] | None:
    """The token range after "on" or "against" that says what the measure is on."""
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    start = None
    anchors = {head.token, head.carrier, *(link.token for link in links)}
    if head.rate:
        anchors |= set(range(head.rate.first, head.rate.last))
    if head.verbal:
        subject = syntax.child(head.token, "nsubjpass")
        if subject is not None:
            return syntax.subtree(subject)  # "plastic toys have been banned from the shops"
        start = head.token + 1 + (syntax.lower[head.token + 1 : head.token + 2] == ["against"])
        thing = syntax.child(head.token, "dobj")
        if thing is not None and syntax.lower[start : start + 1] == [","]:
            start = max(start, syntax.left[thing])  # "would bar, among others, Peruvian firms"
    else:
        start = _on_after(syntax, words, head, anchors, finish)
    if start is None or start >= finish:
        return None
    last = start + bool(head.verbal)  # what follows the verb is its object, whatever its tag
    goes_on = _OF_PERMITS if head.making and head.making.foreign else frozenset()
    while last < min(finish, start + _LONGEST_TARGET) and (
        syntax.lower[last] in goes_on or not _ends_target(syntax, words, last, start)
    ):
        last += 1
    return (start, last) if last > start else None


def _on_after(syntax: Syntax, words: MeasureWords, head: Head, anchors: set[int], finish: int) -> int | None:
    if _of_effects(syntax, words, head):
        return None
    near = max(head.last, head.rate.last if head.rate else 0)
    for token in range(head.last, min(finish, head.last + 14)):
        word = syntax.lower[token]
        if syntax.dep[token] == "mark" and syntax.lower[token] != "that":
            break  # "will face retaliation if it puts a tax on wine": of something else
        if word in _ON and _opens_target(syntax, words, token):
            if token <= near + 1 or syntax.head[token] in anchors or syntax.head[token] == token - 1:
                return token + 1
        elif token <= near + 1 and _given_to(syntax, words, head, token, near):
            return token + 1
    # "impose on Japan a tariff of", "slapped on Brazilian shoes"
    for anchor in sorted(anchors):
        for child in syntax.children[anchor]:
            if syntax.dep[child] != "prep" or not _opens_target(syntax, words, child):
                continue
            if syntax.lower[child] in _ON or (syntax.lower[child] == "for" and _names_target(syntax, words, child + 1)):
                return child + 1
    return None


def _given_to(syntax: Syntax, words: MeasureWords, head: Head, token: int, near: int) -> bool:
    """Whether the target follows another word than "on": "a boycott of Peru", "status for Peru", "duties for Peru"."""
    word = syntax.lower[token]
    if word == "of" and token == near and _of_country(syntax, words, head, token):
        return True
    if word == "of" and token == near and head.kind == "ban" and head.needs == "word":
        return True  # "the suspension of poultry from Peru"
    if head.own in words.lists.preferences and word in _GIVEN_TO:
        return True
    if (
        head.kind == "quota"
        and word == "for"
        and not words.lists.trade_words.isdisjoint(syntax.lower[token + 1 : token + 4])
    ):
        return True  # "Peru's quota for sugar exports to Chile"
    if head.kind == "subsidy" and word == "to":
        return _names_target(syntax, words, token + 1)  # "subsidies to Peru", "subsidised wheat to Peru"
    return word == "for" and (_names_target(syntax, words, token + 1) or head.kind in ("licence", "export-control"))


def _of_country(syntax: Syntax, words: MeasureWords, head: Head, token: int) -> bool:
    """ "the boycott of Peru", "a ban of Peruvian fruit"."""
    return syntax.lower[head.token] in words.lists.of_countries and syntax.words[token + 1 : token + 2] != [] and (
        syntax.words[token + 1][0].isupper()
    )  # fmt: skip


def _of_effects(syntax: Syntax, words: MeasureWords, head: Head) -> bool:
    """ "the effects of the ban on Peruvian farms": whom it hurts, not whom it is on."""
    prep = syntax.head[head.carrier]
    return syntax.lower[prep] == "of" and syntax.lower[syntax.head[prep]] in words.lists.effects


def _opens_target(syntax: Syntax, words: MeasureWords, token: int) -> bool:
    """Not "on Monday", "on April 17", "on top of"."""
    if token + 1 >= len(syntax):
        return False
    after = syntax.lower[token + 1]
    if after in words.nouns and syntax.words[token + 1][0].isupper() and syntax.words[token - 1][0].isupper():
        return syntax.where(token) == "title"  # "General Agreement on Tariffs and Trade"
    return after not in ("top", "account", "behalf", "grounds") and after not in words.lists.dates


def _names_target(syntax: Syntax, words: MeasureWords, token: int) -> bool:
    """Whether "for" is followed by a country itself or its goods ("for India", "for Indian goods"), not by a reason."""
    last = token
    while last < len(syntax) and syntax.tag[last] in ("NNP", "NNPS", "DT"):
        last += 1
    if last < len(syntax) and syntax.tag[last] == "JJ" and syntax.words[last][0].isupper():
        return syntax.lower[last + 1 : last + 2] != [] and syntax.lower[last + 1] in words.lists.goods
    if last == token:
        return False
    return last >= len(syntax) or syntax.tag[last] not in ("POS", "NN", "NNS", "VBG")


def _ends_target(syntax: Syntax, words: MeasureWords, token: int, start: int) -> bool:
    word = syntax.lower[token]
    if syntax.tag[token] in ("VBD", "VBZ", "MD") or (word == "," and not _goes_on(syntax, token)):
        return True
    if (
        word == "and"
        and token + 1 < len(syntax)
        and syntax.tag[token + 1] in ("CD", "VB", "DT")
        and syntax.tag[token - 1] != ","
    ):
        return syntax.tag[token + 1] != "DT" or syntax.lower[token + 1] not in ("the", "all")
    if word == "as" and syntax.lower[token - 1] == "such":
        return False  # "partners such as Peru and Chile"
    if word in words.lists.target_ends or (word in words.nouns and token > start + 1 and syntax.tag[token][0] == "N"):
        return True
    if (
        word == "from"
        and token + 1 < len(syntax)
        and (syntax.lower[token + 1] in words.lists.dates or syntax.lower[token + 1][0].isdigit())
    ):
        return True
    if word == "to" and token + 1 < len(syntax) and (syntax.tag[token + 1] == "VB" or syntax.tag[token + 1] == "CD"):
        return True
    if word == "on" and syntax.lower[token - 1] == "and":
        return False  # "on Indian and on Chinese goods"
    return word in ("on", "effective", "took", "take", "takes") and token > start


def _goes_on(syntax: Syntax, comma: int) -> bool:
    """Whether a comma only parts the members of a list: "on steel, cars and trucks"."""
    for token in range(comma + 1, min(len(syntax), comma + 7)):
        if syntax.lower[token] in ("and", "or"):
            return token > comma + 1
        if syntax.tag[token] not in ("NN", "NNS", "NNP", "NNPS", "JJ", ","):
            return False
    return False
