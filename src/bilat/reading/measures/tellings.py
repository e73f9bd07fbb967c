"""All that one place in a report says of a measure, as a `Telling`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.dates import Calendar, Dates, dates_of
from bilat.reading.measures.details import details_of
from bilat.reading.measures.domestic import crosses_border
from bilat.reading.measures.given_up import is_given_up
from bilat.reading.measures.heads import Head
from bilat.reading.measures.no_measure import body_of_quotas, is_no_measure
from bilat.reading.measures.parties import Parties, parties_of
from bilat.reading.measures.party import Party
from bilat.reading.measures.stage import Stage
from bilat.reading.measures.standing import Link, act_of, is_asked, links_of, mood_of
from bilat.records import MeasureStatus, Money, Rate, Span, Statement, When
from bilat.syntax import Syntax

# When places disagree, what is further along wins: a lifted tariff was announced, imposed and in force before.
ORDER: tuple[MeasureStatus, ...] = ("unknown", "proposed", "threatened", "announced", "in-force", "suspended", "ended")

# Within so many tokens after "licences" the words say what they are for.
_NEAR = 20
# What somebody acts under, or in spite of, is there.
_STANDING = frozenset({"under", "within", "despite", "by"})
# Statements by the number of a sentence that they touch.
Claims = dict[int, list[Statement]]

# Not done, these imply that the measure stands: who asks for sanctions to be lifted says that there are sanctions.
_ONLY_IMPLY = frozenset({"lift", "ease", "suspend", "keep", "expire"})


@dataclass(frozen=True, slots=True)
class Telling:
    """What one place says.

    `extra` and `beside` say that it comes on top of another, or is the other, `another` that it is a second one of its
    kind; `stays` that it remains as it is; `known` that no day is only being set for it; `abroad` that it
    is one of trade, `others` that its sentence names a country that does not impose it; `firm` that its status is said
    of the measure itself, not implied by what might become of it; `loose` that the country before the noun may be the
    target; `title` that it stands in the headline; `changed` how real a change of the rate is; `given_up` that there is
    no measure, for its plan was dropped or it is ruled out.
    """

    head: Head
    by: tuple[str, ...]
    on: tuple[str, ...]
    said: bool
    status: MeasureStatus
    firm: bool
    rate: Rate | None
    previous: Rate | None
    changed: str | None
    given_up: bool
    value: Money | None
    goods: str | None
    basis: str | None
    reason: str | None
    exemptions: tuple[str, ...]
    announced: When | None
    effective: When | None
    ended: When | None
    extra: bool
    another: bool
    stays: bool
    beside: bool
    trade: bool
    abroad: bool
    others: bool
    definite: bool
    known: bool
    loose: bool
    title: bool
    general_target: bool
    according_to: str | None
    evidence: dict[str, Span] = field(default_factory=dict)


def tell(
    countries: Stage,
    words: MeasureWords,
    calendar: Calendar,
    statements: Sequence[Statement],
    published: str | None,
    heads: list[Head],
) -> list[Telling]:
    """The tellings of all heads, in text order."""
    syntax = countries.syntax
    claims = _by_sentence(syntax, statements)
    by_sentence: dict[int, list[Head]] = {}
    for head in heads:
        if not is_no_measure(countries, words, head):
            by_sentence.setdefault(syntax.sentence[head.token], []).append(head)
    found = []
    for sentence, here in by_sentence.items():
        links = {head.token: links_of(syntax, words, head) for head in here}
        _adopt_orphans(syntax, words, here, links)
        if sentence + 1 not in by_sentence:
            _adopt_echo(syntax, words, sentence + 1, here, links)
        told = [
            _telling(countries, words, calendar, claims, published, head, links[head.token], len(here)) for head in here
        ]
        found += _shared(told)
    return [one for one in found if not (one.head.answer and one.status == "unknown")]


def _shared(told: list[Telling]) -> list[Telling]:
    """A further rate of one noun has that one's parties: "duties of 9% on Peruvian wine and 4% on fruit"."""
    main: Telling | None = None
    shared = []
    full = {(telling.by, telling.on) for telling in told if telling.by and telling.on}
    for telling in told:
        if telling.head.first_of is not None and main is not None and main.head.token == telling.head.first_of:
            telling = replace(telling, by=telling.by or main.by, on=telling.on or main.on, another=True)
            if telling.status == "unknown":
                telling = replace(telling, status=main.status, firm=main.firm)
        elif telling.rate and telling.by and telling.on:
            main = telling
        elif telling.stays and not (telling.by or telling.on) and len(beside := _rated(told, telling)) == 1:
            (other,) = beside  # "Peru's rate is put at 9%; until then 15% remains"
            telling = replace(telling, by=other.by, on=other.on, loose=other.loose, said=False)
        elif len(full) == 1 and not (telling.by or telling.on) and telling.goods and telling.firm:
            ((by, on),) = full  # "a ban on fruit is kept, and Peru's duty on Chilean wine stays too"
            telling = replace(telling, by=by, on=on, said=False)
        shared.append(telling)
    return shared


def _rated(told: list[Telling], telling: Telling) -> list[Telling]:
    return [other for other in told if other is not telling and other.rate and (other.by or other.on)]


def _telling(
    countries: Stage,
    words: MeasureWords,
    calendar: Calendar,
    claims: Claims,
    published: str | None,
    head: Head,
    links: list[Link],
    beside_others: int,
) -> Telling:
    syntax = countries.syntax
    parties = parties_of(countries, words, head, links)
    if (body := body_of_quotas(countries, head)) is not None:
        known = any(link.status != "unknown" for link in links)  # else the quotas are only talked about
        parties = Parties(body if known else Party(), Party(), parties.scope)
    details = details_of(countries, words, head, parties.scope, (syntax.sentence[link.token] for link in links))
    speaker = _speaker_is(countries, head, parties.by.ids)
    dates = dates_of(
        syntax,
        words,
        calendar,
        head,
        links,
        speaker=speaker,
        alone=beside_others == 1,
        apart=details.evidence.get("basis"),
    )
    status, firm = _told_status(syntax, words, head, links)
    status = _dated(status, dates, links, parties, published)
    before = {syntax.lower[token] for token in range(head.first, head.token)}
    done = any(link.mood == "done" for link in links) or status not in ("unknown", "in-force")
    if parties.guessed and (not done or not firm or not links or "the" in before):
        parties = replace(parties, by=Party())  # only spoken of
    evidence = {**_evidence(syntax, head, parties, links), **details.evidence, **dates.evidence}
    change = next((link.act.name for link in links if link.act.name in ("raise", "ease") and not link.denied), None)
    moved = next((link.mood for link in links if link.act.name == change), None)
    return Telling(
        head=head, by=parties.by.ids, on=parties.on.ids, said=parties.by.said, status=status, firm=firm,
        rate=head.rate.rate if head.rate else None, previous=head.rate.previous if head.rate else None, changed=moved,
        given_up=is_given_up(syntax, words, head, links),
        value=details.value, goods=None if head.answer else details.goods, basis=details.basis, reason=details.reason,
        exemptions=details.exemptions, announced=dates.announced, effective=dates.effective, ended=dates.ended,
        extra=bool(before & words.lists.extra), another=bool(before & words.lists.another),
        stays=any(link.act.name == "stay" and link.mood == "done" and not link.denied for link in links),
        beside=_is_beside(syntax, words, head),
        definite=bool(before & {"the", "those", "these", "its", "their"}) or "'s" in before,
        known=not any(syntax.lower[token] in ("deadline", "date") for token in syntax.ancestors(head.carrier)),
        trade=_trade(countries, words, head, parties.scope)
        or any(syntax.lower[one.token] in words.lists.paying for one in links),
        abroad=details.value is not None or crosses_border(countries, words, head, parties.by),
        others=bool(countries.in_sentence(head.token) - set(parties.by.ids)),
        loose=parties.loose, title=syntax.where(head.token) == "title",
        general_target=_general(syntax, words, head, parties.scope),
        according_to=_claim(syntax, head, claims), evidence=evidence,
    )  # fmt: skip


def _dated(
    status: MeasureStatus, dates: Dates, links: list[Link], parties: Parties, published: str | None
) -> MeasureStatus:
    """The status where a day is given to start on: what starts later is announced, what has a day is decided."""
    if status == "in-force" and dates.effective and published and (dates.effective.start or "") > published:
        return "announced"
    own = parties.by.said and not any(link.act.subject == "other" for link in links)
    return "announced" if status == "proposed" and dates.effective and own else status


def _told_status(syntax: Syntax, words: MeasureWords, head: Head, links: list[Link]) -> tuple[MeasureStatus, bool]:
    """The status that the words tell, before any day is known, and whether they tell it plainly."""
    status, firm = _status(syntax, words, head, links)
    if head.kind == "licence" and any(link.act.name == "order" and link.status == "announced" for link in links):
        status, firm = "in-force", True  # licences that are issued
    if status == "proposed" and firm and _asked_to_be_less(syntax, words, head, links):
        status, firm = "in-force", False
    if status == "proposed" and _held_out(syntax, words, head, links):
        status = "threatened"
    if status == "in-force" and _yet_to_come(syntax, words, head):
        status = "announced"
    return status, firm


def _trade(countries: Stage, words: MeasureWords, head: Head, scope: tuple[int, int] | None) -> bool:
    """Whether goods or trade are named at the measure."""
    syntax = countries.syntax
    if head.needs == "sum" or head.own or (head.making and (head.making.objects or head.making.only == "agent")):
        return True
    if head.verbal and head.answer:
        return True
    if head.kind == "licence" and _to_trade(syntax, head):
        return True
    first, last = scope or (head.last, head.last)
    if any(syntax.lower[t] in words.lists.goods for t in (*range(head.first, head.token), *range(first, last))):
        return True
    return head.verbal and _foreign_goods(countries, words, head.token)


def _to_trade(syntax: Syntax, head: Head) -> bool:
    """ "licences were issued to import palm oil"."""
    last = min(syntax.sentences[syntax.sentence[head.token]][1], head.last + _NEAR)
    return any(syntax.lower[t] in ("import", "export") and syntax.tag[t] == "VB" for t in range(head.last, last))


def _foreign_goods(countries: Stage, words: MeasureWords, verb: int) -> bool:
    """ "banned Peruvian fruit": a thing that an adjective of a country says the origin of, and no people."""
    syntax = countries.syntax
    thing = syntax.child(verb, "dobj", "nsubjpass")
    if thing is None or syntax.tag[thing] not in ("NN", "NNS") or syntax.lower[thing] in words.lists.not_goods:
        return False
    mention = countries.cast.headed_by(thing)
    if mention is not None and mention.actors:
        return False
    return any(m.form == "demonym" for m in countries.cast.within(syntax.left[thing], thing))


def _general(syntax: Syntax, words: MeasureWords, head: Head, scope: tuple[int, int] | None) -> bool:
    """ "on all countries", "on most trading partners", "against foreign practices", "a bill to mandate retaliation"."""
    if head.answer and (scope is None or "foreign" in syntax.lower[slice(*scope)]):
        above = {syntax.lower[token] for token in syntax.ancestors(head.carrier)}
        return scope is not None or bool(above & (words.lists.bill | {"proposal", "proposals"}))
    return scope is not None and any(syntax.lower[token] in words.lists.general_targets for token in range(*scope))


def _status(syntax: Syntax, words: MeasureWords, head: Head, links: list[Link]) -> tuple[MeasureStatus, bool]:
    """The status and whether it is firm: what is said of lifting or easing a measure only implies that it stands."""
    best: tuple[MeasureStatus, bool] = ("unknown", False)
    existing = False
    for link in links:
        status = link.status
        if link.act.name == "ease" and status == "proposed" and head.rate is None and is_asked(syntax, words, link):
            status = "in-force"  # who is asked to reduce restrictions has them
        if existing and link.act.name in ("urge", "propose"):
            continue  # "a proposal to lift the quotas"
        existing = existing or (link.act.name in _ONLY_IMPLY and status == "in-force")
        loose = status == "in-force" or (status == "proposed" and link.act.name == "ease")
        firm = link.mood == "done" or not loose or link.act.name not in _ONLY_IMPLY
        if (firm, ORDER.index(status)) > (best[1], ORDER.index(best[0])) and status != "unknown":
            best = status, firm
    if best[0] == "unknown" and not links and syntax.dep[head.carrier] == "pobj":
        prep = syntax.head[head.carrier]
        if syntax.lower[prep] in _STANDING or syntax.lower[prep - 1] == "because":
            best = "in-force", False
    if best[0] in ("unknown", "in-force", "announced"):
        for token in range(head.first, head.token):
            said = words.states.get(syntax.lower[token])
            if said:
                return said, True
    return best


def _asked_to_be_less(syntax: Syntax, words: MeasureWords, head: Head, links: list[Link]) -> bool:
    """ "a call for lower tariffs": whose tariffs shall be lower has some."""
    before = syntax.lower[head.first : head.token]
    return bool(links) and links[0].act.name == "urge" and not words.lists.lesser.isdisjoint(before)


def _held_out(syntax: Syntax, words: MeasureWords, head: Head, links: list[Link]) -> bool:
    """Whether a state says that it may strike back ("is likely to retaliate with quotas"); no bill or call does."""
    for link in links:
        if not (head.answer and head.verbal) and not syntax.lower[link.token].startswith("retaliat"):
            continue
        for token in syntax.ancestors(link.token):
            act = words.over.get(syntax.lower[token]) or words.nominal.get(syntax.lower[token])
            asked = act is not None and act.name in ("urge", "propose", "order") and syntax.dep[token] != "acomp"
            word = syntax.lower[token]
            if asked or word in words.lists.bill | words.lists.letting or word.startswith(words.lists.stems.forcing):
                return False
        return link.role == "object" and link.act.subject != "other"
    return False


def _yet_to_come(syntax: Syntax, words: MeasureWords, head: Head) -> bool:
    """ "It puts the rate at 9%; until that is applied, the old one stays": spoken of as not applied yet."""
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    for until in range(head.last, finish - 2):
        if syntax.lower[until] == "until" and syntax.lower[until + 1] in words.lists.again:
            verb = syntax.head[until]
            act = words.over.get(syntax.lower[verb]) or words.of.get(syntax.lower[verb])
            return act is not None and act.name in ("impose", "start") and verb > until
    return False


def _evidence(syntax: Syntax, head: Head, parties: Parties, links: list[Link]) -> dict[str, Span]:
    found = {"kind": syntax.span(head.token, head.token + 1)}
    if parties.by:
        found["imposed_by"] = syntax.span(parties.by.first, parties.by.last)
    if parties.on:
        found["on"] = syntax.span(parties.on.first, parties.on.last)
    if head.rate:
        found["rate"] = syntax.span(head.rate.first, head.rate.last)
    if links:
        found["status"] = syntax.span(links[0].token, links[0].token + 1)
    return found


def _speaker_is(countries: Stage, head: Head, imposers: tuple[str, ...]) -> bool:
    """Whether somebody of the imposing country says the sentence ("Trump said on Monday he would …")."""
    syntax = countries.syntax
    for token in syntax.ancestors(head.carrier):
        subject = syntax.child(token, "nsubj") if syntax.tag[token][0] == "V" and syntax.head[token] == token else None
        if subject is not None:
            named = countries.actor_at(subject)
            return named is not None and bool(set(named.ids) & set(imposers))
    return False


def _is_beside(syntax: Syntax, words: MeasureWords, head: Head) -> bool:
    """ "in addition to 25% tariffs"."""
    for phrase in words.lists.beside:
        parts = phrase.split()
        for gap in (0, 1):
            first = head.first - gap - len(parts)
            if first >= 0 and syntax.lower[first : first + len(parts)] == parts:
                return True
        if syntax.lower[head.first : head.first + len(parts)] == parts:
            return True
    return False


def _by_sentence(syntax: Syntax, statements: Sequence[Statement]) -> Claims:
    """The statements with a speaker by the sentences that their content touches, in their order."""
    found: Claims = {}
    for statement in statements:
        if statement.speaker is None:
            continue
        touched: dict[int, None] = {}
        for first, last in statement.content.spans:
            begin, end = (syntax.token_at(statement.where, place) for place in (first, max(first, last - 1)))
            touched |= dict.fromkeys(range(syntax.sentence[begin], syntax.sentence[end] + 1))
        for sentence in touched:
            found.setdefault(sentence, []).append(statement)
    return found


def _claim(syntax: Syntax, head: Head, claims: Claims) -> str | None:
    """The statement whose words these are: its content covers them and somebody is named or described as saying it."""
    where, start = syntax.where(head.token), syntax.start[head.token]
    for statement in claims.get(syntax.sentence[head.token], ()):
        if statement.where == where and any(first <= start < last for first, last in statement.content.spans):
            return statement.id
    return None


def _adopt_orphans(syntax: Syntax, words: MeasureWords, heads: list[Head], links: dict[int, list[Link]]) -> None:
    """Gives verbs that lost their subject in parsing ("… duties - was unveiled in May and began to bite") to a head.

    The nearest head before the verb takes it, unless it only stands beside another measure.
    """
    last = syntax.sentences[syntax.sentence[heads[0].token]][1]
    taken = {link.token for found in links.values() for link in found}
    for verb in range(heads[0].last, last):
        if syntax.tag[verb][0] != "V" or verb in taken or syntax.child(verb, "nsubj", "nsubjpass") is not None:
            continue
        passive = syntax.child(verb, "auxpass") is not None
        act = act_of(syntax, words, verb, "object") if passive else act_of(syntax, words, verb, "subject")
        if act is None or act.name not in ("order", "impose", "start", "expire", "lift", "suspend"):
            continue
        if not passive and syntax.dep[verb] in ("xcomp", "pcomp", "acl", "amod"):
            continue
        if syntax.tag[verb] == "VBG" and syntax.lower[verb - 1] in words.lists.periods:
            continue
        before = [h for h in heads if h.token < verb and not h.verbal and not _is_beside(syntax, words, h)]
        if before:
            mood, denied = mood_of(syntax, words, verb)
            links[before[-1].token].append(Link(act, verb, "object" if passive else "subject", mood, denied))


def _adopt_echo(
    syntax: Syntax, words: MeasureWords, sentence: int, heads: list[Head], links: dict[int, list[Link]]
) -> None:
    """What the next sentence says of the measure as "it", "they", "the step" ("It takes effect on February 24")."""
    if sentence >= len(syntax.sentences):
        return
    first, last = syntax.sentences[sentence]
    for verb in range(first, min(last, first + 10)):
        if syntax.tag[verb][0] != "V":
            continue
        subject = syntax.child(verb, "nsubj", "nsubjpass")
        if subject is None and syntax.dep[verb] == "xcomp":
            above = [syntax.child(token, "nsubj") for token in syntax.ancestors(verb)]
            subject = next((token for token in above if token is not None), None)
        if subject is None or syntax.lower[subject] not in words.lists.again:
            continue
        passive = syntax.child(verb, "nsubjpass", "auxpass") is not None
        act = act_of(syntax, words, verb, "object" if passive else "subject")
        if act and act.name in ("start", "expire", "lift", "suspend"):
            mood, denied = mood_of(syntax, words, verb)
            main = [h for h in heads if not _is_beside(syntax, words, h)] or heads
            links[main[-1].token].append(Link(act, verb, "object" if passive else "subject", mood, denied))
