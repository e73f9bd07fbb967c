"""Where a report speaks of a measure: nouns that name one, verbs that make one, percentages that stand for one."""

from dataclasses import dataclass, replace

from bilat.codebook.measures import Act, Making, MeasureWords
from bilat.reading.measures.amounts import Percent, number_at, percents
from bilat.reading.measures.makers import making_at
from bilat.records import MeasureKind
from bilat.syntax import Syntax

_RATE_GAP = 5
_LONGEST_PHRASE = 7
_PLAIN_NOUN = ("NN", "NNS", "NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Head:
    """A place that speaks of a measure: tokens `first` to `last` (exclusive) around `token`.

    `carrier` is the noun that stands for the measure in its sentence ("rates" in "tariff rates"); `change` what a noun
    after it does with it ("tariff cuts"). `general` words ("sanctions", "the penalty") can mean a measure of any kind.
    `making` is the row of a verb that makes the measure by itself; `own` is the noun of a measure that no other
    noun means ("relief", "guideline"), `answer` says that it is done to a country by whatever means ("retaliation"),
    `first_of` is the head whose further rate this is.
    """

    token: int
    first: int
    last: int
    carrier: int
    kind: MeasureKind
    general: bool
    needs: str
    rate: Percent | None = None
    change: Act | None = None
    making: Making | None = None
    remedy: bool = False
    own: str = ""
    answer: bool = False
    first_of: int | None = None

    @property
    def verbal(self) -> bool:
        """Whether a verb, not a noun, tells of it."""
        return self.making is not None


def find_heads(syntax: Syntax, words: MeasureWords, named: frozenset[int] = frozenset()) -> list[Head]:
    """All places, in text order. Bare percentages count only in a report that names a tariff.

    `named` are tokens inside names of several words, where a noun names no measure ("General Agreement on Tariffs and
    Trade").
    """
    found: list[Head] = []
    marks: list[int] = []
    tariffs = False
    for token, word in enumerate(syntax.lower):
        if (sold := _sold_cheap(syntax, words, token)) is not None:
            found.append(Head(token, token, sold + 1, sold, "subsidy", False, "trade"))
        elif word in words.making and syntax.tag[token][0] == "V":
            making = making_at(syntax, words, token)
            if making:
                kind, answer = making.kind, word.startswith(words.lists.stems.striking)
                own = "output" if making.only == "asked" else ""
                found.append(
                    Head(token, token, token + 1, token, kind, answer, "trade", making=making, own=own, answer=answer)
                )
        elif word in words.lists.answers and syntax.lower[token - 1] == "in":
            continue  # "in retaliation for" is why
        elif word in words.nouns and token not in named and not _in_name(syntax, token):
            head = _noun_head(syntax, words, token)
            noun = words.nouns[word]
            plain = noun.needs in ("nothing", "trade") or (head is not None and noun.needs != "rate")
            tariffs = tariffs or (noun.kind == "tariff" and plain)
            if head:
                found.append(head)
        elif word in words.lists.percent or word == "cent":
            marks.append(token)
    if not tariffs:
        found = [head for head in found if head.needs != "rate"]  # rates of interest, of growth
    if not found and not tariffs:
        return []
    return _with_rates(syntax, words, found, marks, named=tariffs)


def _sold_cheap(syntax: Syntax, words: MeasureWords, token: int) -> int | None:
    """The goods of "offer subsidised wheat to Peru"."""
    goods = syntax.head[token]
    if syntax.lower[token] not in words.lists.cheapened or syntax.dep[token] != "amod" or goods <= token:
        return None
    return goods if syntax.lower[goods] in words.lists.goods and syntax.tag[goods] in _PLAIN_NOUN else None


def _in_name(syntax: Syntax, token: int) -> bool:
    """Capitals on both sides of "on" or "of" in running text: "General Agreement on Tariffs and Trade"."""
    return (
        syntax.words[token][0].isupper()
        and token > 1
        and syntax.lower[token - 1] in ("on", "of")
        and syntax.words[token - 2][0].isupper()
        and syntax.tag[token - 2][0] == "N"
        and syntax.where(token) == "text"
    )


def _noun_head(syntax: Syntax, words: MeasureWords, token: int) -> Head | None:
    lower, tag = syntax.lower, syntax.tag
    noun = words.nouns[lower[token]]
    if tag[token][0] == "V" and syntax.dep[token] not in ("dobj", "pobj", "nsubj", "compound"):
        return None
    kind, remedy, worded = noun.kind, False, False
    begin, finish = syntax.sentences[syntax.sentence[token]]
    for near in _words_beside(syntax, token, begin, finish, needed=noun.needs in ("word", "sum")):
        meant = words.modifiers.get((lower[near], lower[token]))
        remedy = remedy or (lower[near] in words.lists.remedy and near < token)
        if meant == "none":
            return None
        if meant:
            kind, worded = meant, True  # type: ignore[assignment]  # "none" is gone
    if noun.needs == "word" and not worded:
        return None
    if noun.needs == "sum" and not worded and not _has_sum(syntax, words, token, finish):
        return None
    carrier, change, last = token, None, token + 1
    if noun.general and syntax.lower[token + 1 : token + 2] == ["on"] and _outward(syntax, token + 2, finish):
        kind = "export-control"
    while last < finish and lower[last] in words.carry and tag[last] in _PLAIN_NOUN:
        carrier, last = last, last + 1
    if kind == "licence" and lower[last : last + 1] == ["for"] and _sent_out(lower[last + 1 : min(finish, last + 4)]):
        kind = "export-control"
    if last < finish:
        after = lower[last]
        if after in words.swallow or (after == "-" and last + 1 < finish and lower[last + 1] in words.swallow):
            return None
        change = (
            words.nominal.get(after) if syntax.head[token] in (last, token) or syntax.dep[token] == "compound" else None
        )
        if change:
            carrier, last = last, last + 1
    first = _first_of_phrase(syntax, token, begin)
    general = noun.general and (kind == noun.kind or noun.needs == "word")
    apart = kind == "other" or lower[token] in words.lists.preferences
    own = _singular(lower[token]) if apart and noun.needs == "word" and not general else ""
    return Head(
        token, first, last, carrier, kind, general, noun.needs, change=change, remedy=remedy, own=own,
        answer=lower[token] in words.lists.answers,
    )  # fmt: skip


def _singular(word: str) -> str:
    return word if word.endswith("us") else word.removesuffix("s")


def _words_beside(syntax: Syntax, token: int, begin: int, finish: int, *, needed: bool) -> list[int]:
    """The tokens before a noun; where it needs one, also after its "of" ("relief from imports")."""
    first = max(syntax.left[token], token - _LONGEST_PHRASE) if needed else token
    found = list(range(min(first, max(begin, token - 3)), token))
    if needed and token + 1 < finish and syntax.lower[token + 1] in ("of", "on", "from"):
        found += [
            t for t in range(token + 2, min(finish, token + 7)) if syntax.tag[t][0] in "NJ" or syntax.dep[t] == "amod"
        ][:4]
    return found


def _has_sum(syntax: Syntax, words: MeasureWords, token: int, finish: int) -> bool:
    """ "a fee of $250", "a charge of 2%"."""
    after = token + 1
    while after < finish and syntax.tag[after] in ("''", "``"):
        after += 1
    if after + 1 >= finish or syntax.lower[after] != "of":
        return False
    after += 1
    return syntax.lower[after] in words.currencies or number_at(syntax, words, after) is not None


def _outward(syntax: Syntax, first: int, finish: int) -> bool:
    """ "controls on the export of farm equipment", "curbs on Peruvian copper exports"."""
    lower = syntax.lower
    for token in range(first, min(finish, first + 4)):
        if lower[token] in ("technology", "arms", "weapons") and lower[token + 1 : token + 2] == ["exports"]:
            return True
    return any(
        lower[token] in ("export", "exports", "sale", "sales") and lower[token + 1 : token + 2] == ["of"]
        for token in range(first, min(finish, first + 2))
    )


def _sent_out(after: list[str]) -> bool:
    """ "a licence for exports of", "for the onward shipment of"."""
    return bool({"export", "exports", "re-export", "re-exports"} & set(after)) or ("onward" in after)


def _first_of_phrase(syntax: Syntax, token: int, begin: int) -> int:
    """Where the noun phrase of a noun starts: back over what can stand before a noun."""
    first = token
    while first > begin:
        if first < token and syntax.lower[first] in ("a", "an"):
            break  # "guaranteed Peru a quota"
        if _before_noun(syntax, first - 1):
            first -= 1
        elif _second_of_two(syntax, first, token):
            first -= 2
        elif _second_of_two(syntax, first - 1, token):
            first -= 3
        elif first - 3 > begin and syntax.lower[first - 1] == ")" and syntax.lower[first - 3] == "(":
            first -= 3  # "the European Community (EC) tax"
        else:
            break
    while first < token and syntax.tag[first] in (",", "HYPH", ":", "POS", "CC"):
        first += 1
    return first


def _second_of_two(syntax: Syntax, first: int, token: int) -> bool:
    """ "the Peruvian steel and copper duties": both nouns say what the duties are on."""
    one = syntax.head[first]
    return syntax.dep[first] == "conj" and one == first - 2 and syntax.head[one] >= token


def _before_noun(syntax: Syntax, token: int) -> bool:
    tag = syntax.tag[token]
    if tag in ("DT", "PDT", "JJ", "JJR", "CD", "PRP$", "POS", "NN", "NNP", "NNPS", "HYPH", "``", "''", "$") or (
        tag == "NNS" and syntax.dep[token] in ("compound", "poss", "nmod")
    ):
        return syntax.dep[token] not in ("nsubj", "nsubjpass", "ROOT", "npadvmod") or tag == "CD"
    if tag in ("VBN", "VBG"):
        return syntax.dep[token] == "amod"
    return syntax.lower[token] in ("%", "pct", "percent", "per", "cent")


def _with_rates(syntax: Syntax, words: MeasureWords, heads: list[Head], marks: list[int], *, named: bool) -> list[Head]:
    """Heads with the rates that stand at them, and heads for the percentages left over."""
    if not marks:
        return [head for head in heads if head.needs != "rate"]
    by_sentence: dict[int, list[Head]] = {}
    for head in heads:
        by_sentence.setdefault(syntax.sentence[head.token], []).append(head)
    rated = sorted({syntax.sentence[mark] for mark in marks})
    found: list[Head] = []
    for number in rated:
        found += _sentence_rates(syntax, words, by_sentence.pop(number, []), number, named=named)
    found += [head for rest in by_sentence.values() for head in rest if head.needs != "rate"]
    return sorted(found, key=lambda head: head.token)


def _sentence_rates(syntax: Syntax, words: MeasureWords, heads: list[Head], number: int, *, named: bool) -> list[Head]:
    rates = percents(syntax, words, *syntax.sentences[number])
    free = list(rates)
    found = []
    for head in heads:
        rate = _rate_before(syntax, head, free) or _rate_after(syntax, words, head, free)
        if rate:
            free.remove(rate)
            head = _rated(head, rate)
        found.append(head)
    for rate in free:
        taker = _taker(syntax, words, found, rate) or _less_made(syntax, found, rate)
        if taker is not None:
            found[found.index(taker)] = _rated(taker, rate)
        elif named and (first := _one_more(syntax, found, rate)):
            found.append(replace(_bare_head(syntax, rate), first_of=first.token))
        elif named and (_stands_for_tariff(syntax, words, rate) or (found and _stays(syntax, words, rate))):
            found.append(_bare_head(syntax, rate))
    return [head for head in found if head.rate or head.needs != "rate"]


def _rated(head: Head, rate: Percent) -> Head:
    first = min(head.first, rate.first) if rate.last <= head.token else head.first
    kind = "tariff" if head.needs == "sum" else head.kind  # a charge of so much of the value
    return replace(head, first=first, kind=kind, rate=rate)


def _bare_head(syntax: Syntax, rate: Percent) -> Head:
    token = rate.last - 1
    begin = syntax.sentences[syntax.sentence[token]][0]
    return Head(token, _first_of_phrase(syntax, rate.first, begin), rate.last, token, "tariff", False, "trade", rate)


def _rate_before(syntax: Syntax, head: Head, rates: list[Percent]) -> Percent | None:
    """ "a 25% import duty", "the 18 pct so-called reciprocal tariff"."""
    for rate in reversed(rates):
        if rate.last <= head.token and head.token - rate.last <= _RATE_GAP:
            between = range(rate.last, head.token)
            if all(_before_noun(syntax, token) and syntax.lower[token] not in ("in", ",") for token in between):
                return rate
    return None


def _rate_after(syntax: Syntax, words: MeasureWords, head: Head, rates: list[Percent]) -> Percent | None:
    """ "a duty of 26%", "tariffs of up to 100 pct", "the rate has been 25 per cent"."""
    for rate in rates:
        if rate.first >= head.last and rate.first - head.last <= _RATE_GAP:
            between = [token for token in range(head.last, rate.first) if syntax.tag[token] not in ("``", "''")]
            if all(syntax.lower[token] in words.lists.to_rate for token in between):
                return rate
    return None


def _taker(syntax: Syntax, words: MeasureWords, heads: list[Head], rate: Percent) -> Head | None:
    """The noun whose verb sets this rate: "raised the duty on steel to 50 pct", "lower its tariff from 25% to 18%"."""
    lower = syntax.lower
    sets = rate.previous is not None or lower[rate.first - 1] in ("to", "at")
    for head in reversed(heads):
        if head.rate is not None or head.token > rate.first or not sets:
            continue
        verb = syntax.head[head.carrier]
        for token in (verb, *syntax.ancestors(rate.first)):
            act = words.over.get(lower[token]) or words.nominal.get(lower[token])
            if act and act.name in ("raise", "ease", "lift", "impose", "keep") and token < rate.first:
                return head
        if head.change or (lower[head.carrier + 1 : rate.first][:3] and _only_of_measure(syntax, words, head, rate)):
            return head
    return None


def _less_made(syntax: Syntax, heads: list[Head], rate: Percent) -> Head | None:
    """ "told makers to cut output by 10 pct"."""
    if syntax.lower[rate.first - 1] != "by":
        return None
    asked = [h for h in heads if h.making and h.making.only == "asked" and h.rate is None and h.token < rate.first]
    return asked[-1] if asked else None


def _one_more(syntax: Syntax, heads: list[Head], rate: Percent) -> Head | None:
    """ "duties of 15 per cent on steel and 9 per cent on cars": a further rate of the same noun."""
    lower = syntax.lower
    if lower[rate.first - 1] not in ("and", ",") or lower[rate.last : rate.last + 1] not in (["on"], ["for"]):
        return None
    rated = [head for head in heads if head.rate is not None and head.kind == "tariff" and head.token < rate.first]
    return rated[-1] if rated else None


def _only_of_measure(syntax: Syntax, words: MeasureWords, head: Head, rate: Percent) -> bool:
    """ "duty on Indian goods went up to 50 percent": a verb of going between, and no other noun's figures."""
    for token in range(head.last, rate.first):
        if syntax.lower[token] in words.lists.moves:
            return (
                syntax.head[head.carrier] == token or syntax.head[rate.first] == token or token - head.last < _RATE_GAP
            )
    return False


def _stands_for_tariff(syntax: Syntax, words: MeasureWords, rate: Percent) -> bool:
    """Whether a percentage without a noun means a tariff: "another 25% on Indian goods", "34 percent is put"."""
    lower, lists = syntax.lower, words.lists
    begin, finish = syntax.sentences[syntax.sentence[rate.first]]
    after = lower[rate.last] if rate.last < finish else ""
    if lower[max(begin, rate.first - 2) : rate.first] in (["instead", "of"], ["rather", "than"]):
        return False
    if after in lists.not_of_tariff or (rate.last < finish and syntax.tag[rate.last] in _PLAIN_NOUN):
        return False
    if _paid(syntax, words, rate):
        return True
    marked = {lower[token] for token in range(max(begin, rate.first - 3), rate.first)}
    determined = bool(marked & (lists.extra | {"the", "matching"}))
    if after == "on":
        scope = range(rate.last + 1, min(finish, rate.last + 7))
        if any(lower[token] in lists.goods for token in scope):
            named = any(syntax.words[token][0].isupper() for token in scope)
            return determined or named or _charged(syntax, words, rate)
    if after == "meant":
        return determined
    return bool(determined or marked & lists.extra) and (_charged(syntax, words, rate) or _clause(syntax, words, rate))


def _stays(syntax: Syntax, words: MeasureWords, rate: Percent) -> bool:
    """ "… puts the rate at 9%; until then, 15% remains", beside another rate: the percentage itself stays."""
    verb = syntax.head[rate.last - 1]
    act = words.of.get(syntax.lower[verb])
    subject = syntax.child(verb, "nsubj") == rate.last - 1
    return subject and act is not None and act.name == "stay" and syntax.tag[verb] in ("VBZ", "VBD", "VBP")


def _paid(syntax: Syntax, words: MeasureWords, rate: Percent) -> bool:
    """ "Peruvian goods have paid 50 per cent", "cars from Chile will pay 15 percent": a verb of bearing, goods."""
    verb = syntax.head[rate.last - 1]
    act = words.over.get(syntax.lower[verb])
    subject = syntax.child(verb, "nsubj")
    if act is None or act.name != "face" or subject is None:
        return False
    return not words.lists.goods.isdisjoint(syntax.lower[slice(*syntax.subtree(subject))])


def _clause(syntax: Syntax, words: MeasureWords, rate: Percent) -> bool:
    """Whether a clause says what was done with it: "the additional 25 percent, charged since August"."""
    for child in syntax.children[rate.last - 1]:
        if syntax.dep[child] in ("relcl", "acl"):
            act = words.over.get(syntax.lower[child])
            return act is not None and act.name in ("impose", "order", "suspend", "lift")
    return False


def _charged(syntax: Syntax, words: MeasureWords, rate: Percent) -> bool:
    """Whether a verb of measures governs the percentage."""
    verb = syntax.head[rate.last - 1]
    if syntax.lower[verb] in ("is", "are", "was", "were"):
        below = syntax.child(verb, "xcomp")
        verb = verb if below is None else below  # "a further 12 percent is to be put on"
    word = syntax.lower[verb]
    act = words.over.get(word) or words.of.get(word)
    return (
        syntax.tag[verb][0] == "V"
        and act is not None
        and act.name in ("impose", "order", "suspend", "start", "lift", "face")
    )
