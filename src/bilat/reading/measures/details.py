"""Goods, value, reason, legal basis, exemptions: the words of a report that say more about a measure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bilat.codebook.measures import MeasureWords
from bilat.reading.countries import Countries
from bilat.reading.measures.amounts import sums
from bilat.reading.measures.heads import Head
from bilat.records import Money, Span
from bilat.syntax import Syntax

_CLAUSE_ENDS = frozenset({";", ":", "--", "-", "–", "—", "but", "although", "while", "which"})
_MONEY_GAP = 14


@dataclass(frozen=True, slots=True)
class Details:
    """What else is said, with the words that say it in `evidence`."""

    value: Money | None = None
    goods: str | None = None
    basis: str | None = None
    reason: str | None = None
    exemptions: tuple[str, ...] = ()
    evidence: dict[str, Span] = field(default_factory=dict)


def details_of(
    countries: Countries,
    words: MeasureWords,
    head: Head,
    scope: tuple[int, int] | None,
    sentences: Iterable[int],
) -> Details:
    """Everything the sentence says of the measure at a head, besides parties, rate and times.

    The law may also stand in another of the `sentences` that tell of it ("It takes effect on May 2 under Section 9").
    """
    syntax = countries.syntax
    evidence: dict[str, Span] = {}
    basis = None
    for sentence in dict.fromkeys((syntax.sentence[head.token], *sentences)):
        basis = basis or _basis(syntax, words, head, sentence, evidence)
    value = _value(syntax, words, head, scope, evidence)
    goods = _goods(countries, words, head, scope, evidence)
    reason = _reason(syntax, words, head, scope, evidence)
    exemptions = _exemptions(syntax, words, head, evidence)
    return Details(value, goods, basis, reason, exemptions, evidence)


def _value(
    syntax: Syntax, words: MeasureWords, head: Head, scope: tuple[int, int] | None, evidence: dict[str, Span]
) -> Money | None:
    """The worth of the goods: "tariffs on 300 mln dlrs of goods", "as much as $300 million in tariffs"."""
    begin, finish = syntax.sentences[syntax.sentence[head.token]]
    first = max(begin, head.first - _MONEY_GAP)
    last = min(finish, max(head.last + _MONEY_GAP, scope[1] + 6 if scope else 0))
    best = None
    for amount in sums(syntax, words, first, last):
        if amount.last <= head.token:
            close = head.first - amount.last <= 2 and syntax.lower[amount.last] in ("in", "of", "worth")
            close = close or amount.last == head.token  # "300 mln dlr sanctions"
        else:
            between = syntax.lower[head.last : amount.first]
            close = ("," not in between or _hits(syntax, words, head, amount.first)) and not (
                words.lists.other_sums & set(between)
            )
        if close:
            best = amount
            break
    if best is None:
        return None
    evidence["value"] = syntax.span(best.first, best.last)
    return best.money


def _hits(syntax: Syntax, words: MeasureWords, head: Head, amount: int) -> bool:
    """ "The duties, set on Monday, will affect 300 mln dlrs worth of goods"."""
    verb = syntax.head[head.carrier]
    act = words.of.get(syntax.lower[verb])
    return syntax.dep[head.carrier] == "nsubj" and act is not None and act.name == "stay" and verb < amount


def _goods(
    countries: Countries, words: MeasureWords, head: Head, scope: tuple[int, int] | None, evidence: dict[str, Span]
) -> str | None:
    """The goods as the report names them: the words after "on", or before the noun ("steel tariffs")."""
    syntax = countries.syntax
    if scope:
        first, last = _trimmed(syntax, *scope)
        named = {t for n in countries.within(first, last) for t in range(n.mention.first, n.mention.last)}
        while first < last and syntax.tag[first] == "PRP$":
            first += 1  # "its exports": whose they are is the target's business
        last = next((t for t in range(first + 1, last) if _ends_goods(syntax, words, t)), last)
        goods = [t for t in range(first, last) if syntax.tag[t] in ("NN", "NNS", "NNP") and t not in named]
        if goods:
            last = goods[-1] + 1
            law = evidence.get("basis")
            if law and law[0] <= syntax.start[goods[-1]] < law[1]:
                return None  # "tariffs built on the Trade Act"
            evidence["goods"] = syntax.span(first, last)
            return " ".join(syntax.slice(first, last).split())
        return None
    before = [t for t in range(head.first, head.token) if syntax.lower[t] in words.lists.goods]
    before = [t for t in before if syntax.lower[t] not in words.lists.trade_words]
    if not before:
        return None
    evidence["goods"] = syntax.span(before[0], before[-1] + 1)
    return " ".join(syntax.slice(before[0], before[-1] + 1).split())


def _ends_goods(syntax: Syntax, words: MeasureWords, token: int) -> bool:
    """A place, a worth or a time follows ("wine to", "fruit two weeks ago")."""
    spell = syntax.tag[token] == "CD" and syntax.lower[token + 1 : token + 2]
    return syntax.lower[token] in words.lists.goods_end or bool(
        spell and spell[0] in ("days", "weeks", "months", "years")
    )


def _trimmed(syntax: Syntax, first: int, last: int) -> tuple[int, int]:
    while last > first and syntax.tag[last - 1] in (
        ",",
        ".",
        "``",
        "''",
        "CC",
        "IN",
        "RB",
        "HYPH",
        ":",
        "-LRB-",
        "-RRB-",
    ):
        last -= 1
    return first, last


def _reason(
    syntax: Syntax,
    words: MeasureWords,
    head: Head,
    scope: tuple[int, int] | None,
    evidence: dict[str, Span],
) -> str | None:
    """What it is for: the words after "for", "over", "because of", "in retaliation for"."""
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    start = max(head.last, scope[1] if scope else 0)
    for token in range(start, min(finish, start + 12)):
        if (syntax.lower[token] in _CLAUSE_ENDS and not _hyphen(syntax, token)) or (
            syntax.lower[token] == "," and token > start + 1
        ):
            return None
        if syntax.lower[token] in words.nouns and token > head.last and syntax.tag[token][0] == "N":
            return None
        length = _marker(syntax, words.lists.reason, token, finish)
        if length:
            first = token + length
            last = _reason_end(syntax, words, first, finish)
            if last > first and _is_reason(syntax, words, token, first, last):
                evidence["reason"] = syntax.span(first, last)
                return " ".join(syntax.slice(first, last).split())
            return None
    return None


def _marker(syntax: Syntax, phrases: tuple[str, ...], token: int, finish: int) -> int:
    """How many tokens of a marker start here; the longest phrase comes first."""
    word = syntax.lower[token]
    for phrase in phrases:
        parts = phrase.split()
        if parts[0] == word and syntax.lower[token : min(finish, token + len(parts))] == parts:
            return len(parts)
    return 0


def _reason_end(syntax: Syntax, words: MeasureWords, first: int, finish: int) -> int:
    last = first
    clause = first < finish and syntax.lower[first] == "what"  # "for what it says is dumping"
    while last < min(finish, first + 20):
        word = syntax.lower[last]
        if clause and word in ("is", "are", "was", "were"):
            last += 1
            continue
        if (word in _CLAUSE_ENDS and not _hyphen(syntax, last)) or word in (
            ",",
            ".",
            "and",
            "ended",
            "took",
            "was",
            "were",
            "is",
            "are",
            "starting",
            "until",
        ):
            break
        if (
            word in ("on", "from", "in")
            and last + 1 < finish
            and syntax.tag[last + 1] in ("NNP", "CD")
            and last > first
        ):
            if syntax.lower[last + 1] in words.lists.dates:
                break
        last += 1
    return last


def _hyphen(syntax: Syntax, token: int) -> bool:
    """Whether a dash joins the words beside it ("the U.S.-Japan agreement")."""
    inside = 0 < token < len(syntax) - 1 and syntax.lower[token] in ("-", "–")
    return inside and syntax.end[token - 1] == syntax.start[token] and syntax.end[token] == syntax.start[token + 1]


def _is_reason(syntax: Syntax, words: MeasureWords, marker: int, first: int, last: int) -> bool:
    head_words = set(syntax.lower[first:last])
    if syntax.lower[first] in ("take", "come", "start", "begin", "go", "expire", "be", "it", "this", "that"):
        return False  # "due to take effect"
    if syntax.lower[marker] not in ("for", "over"):
        return True
    if (
        syntax.tag[first] == "CD"
        or syntax.lower[first] in words.lists.no_reason
        or syntax.lower[first + 1 : first + 2] == ["pct"]
    ):
        return False
    spans = [t for t in range(first, last) if syntax.lower[t] in ("year", "years", "months", "days", "weeks")]
    if any(not _hyphen(syntax, t - 1) for t in spans):
        return False
    return syntax.tag[first] == "VBG" or bool(head_words & words.lists.reason_nouns)


def _basis(syntax: Syntax, words: MeasureWords, head: Head, sentence: int, evidence: dict[str, Span]) -> str | None:
    """The law it stands on, as a sentence names it."""
    first, last = syntax.sentences[sentence]
    where = syntax.where(head.token)
    if syntax.where(first) != where:
        return None
    source = syntax.source(where)
    match = words.bases.search(source, syntax.start[first], syntax.end[last - 1])
    if match is None:
        return None
    evidence["basis"] = match.span()
    return " ".join(match.group().split())


def basis_of_the_order(syntax: Syntax, words: MeasureWords) -> str | None:
    """The law that "the order" of a report is said to rest on, where it is one; it then carries all that is ordered.

    The order is what the report is about, whichever of its measures the sentence speaks of.
    """
    found = set()
    for first, last in syntax.sentences:
        ruled = [t for t in range(first + 1, last) if syntax.lower[t] in words.lists.rulings]
        if any(syntax.lower[t - 1] == "the" for t in ruled):
            source = syntax.source(syntax.where(first))
            match = words.bases.search(source, syntax.start[first], syntax.end[last - 1])
            if match:
                found.add(" ".join(match.group().split()))
    return found.pop() if len(found) == 1 else None


def _exemptions(syntax: Syntax, words: MeasureWords, head: Head, evidence: dict[str, Span]) -> tuple[str, ...]:
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    for token in range(head.last, finish):
        length = _marker(syntax, words.lists.exempt, token, finish)
        if length:
            first = last = token + length
            while (
                last < finish
                and syntax.tag[last] not in (".", ":", "VBD", "VBZ", "VBP", "MD")
                and syntax.lower[last] != ","
            ):
                last += 1
            if last > first:
                evidence["exemptions"] = syntax.span(first, last)
                return (" ".join(syntax.slice(first, last).split()),)
    return ()
