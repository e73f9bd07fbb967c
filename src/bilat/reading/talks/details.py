"""Offers, conditions, deadlines and rounds of talks, found in the sentences around them."""

from collections.abc import Sequence

from bilat.codebook.talks import TalkWords
from bilat.reading.countries import Countries
from bilat.reading.measures.dates import Calendar, Placed
from bilat.reading.talks.mentions import TalkMention
from bilat.records import Condition, Offer, Place, Round, Span, Statement, When, Where
from bilat.syntax import Syntax

_BEFORE_DATE = frozenset({"by", "before", "until"})


def covering(syntax: Syntax, statements: Sequence[Statement], token: int) -> Statement | None:
    """The shortest statement whose content covers a token."""
    where, start = syntax.where(token), syntax.start[token]
    best: tuple[int, Statement] | None = None
    for statement in statements:
        for first, last in statement.content.spans:
            if statement.where == where and first <= start < last and (best is None or last - first < best[0]):
                best = last - first, statement
    return best[1] if best else None


def speaker_country(countries: Countries, statement: Statement | None) -> str | None:
    """The id of the country that a statement's speaker speaks for or belongs to."""
    if statement is None or statement.speaker is None or statement.speaker.actor is None:
        return None
    ids = countries.of_actor(statement.speaker.actor)
    return ids[0] if ids else None


def offers_of(
    countries: Countries, words: TalkWords, statements: Sequence[Statement], parties: tuple[str, ...], where: Where
) -> tuple[Offer, ...]:
    """Offers of one party to the others in the title or the text: "received an offer from India"."""
    syntax = countries.syntax
    found = []
    for token, word in enumerate(syntax.lower):
        if syntax.where(token) != where:
            continue
        offer = None
        if word in words.lists.offering and syntax.tag[token][0] == "V":
            offer = _offered(countries, token, parties)
        elif word in words.lists.offer and syntax.tag[token][0] == "N":
            offer = _offer_noun(countries, token, parties)
        if offer:
            by, first, last = offer
            others = [party for party in parties if party != by]
            claim = covering(syntax, statements, token)
            found.append(
                Offer(
                    by=by,
                    to=others[0] if len(others) == 1 else None,
                    what=" ".join(syntax.slice(first, last).split()),
                    according_to=claim.id if claim else None,
                    span=syntax.span(first, last),
                )
            )
    return tuple(found)


def _offered(countries: Countries, verb: int, parties: tuple[str, ...]) -> tuple[str, int, int] | None:
    """ "India offered lower duties on almonds": the object is what is offered."""
    syntax = countries.syntax
    subject, what = syntax.child(verb, "nsubj"), syntax.child(verb, "dobj", "xcomp")
    if subject is None or what is None or what < verb:
        return None
    named = countries.actor_at(subject)
    by = next((actor for actor in named.ids if actor in parties), None) if named else None
    return (by, *_trimmed(syntax, *syntax.subtree(what))) if by else None


def _offer_noun(countries: Countries, token: int, parties: tuple[str, ...]) -> tuple[str, int, int] | None:
    """ "the fairest offer from Peru", "Peru's offer": the phrase is what is offered."""
    syntax = countries.syntax
    begin, finish = syntax.sentences[syntax.sentence[token]]
    first = token
    while first > begin and syntax.tag[first - 1] in (
        "DT",
        "JJ",
        "JJS",
        "RBS",
        "NN",
        "NNP",
        "POS",
        "HYPH",
        "``",
        "''",
        "PRP$",
        "RB",
        "CD",
    ):
        if syntax.dep[first - 1] in ("nsubj", "nsubjpass"):
            break
        first -= 1
    for named in countries.within(first, min(finish, token + 6)):
        inside = named.mention.first < token
        before = syntax.lower[named.mention.first - 1] if named.mention.first else ""
        if inside or before in ("from", "by"):
            by = next((actor for actor in named.ids if actor in parties), None)
            if by:
                return by, first, max(token + 1, named.mention.last)
    return None


def _trimmed(syntax: Syntax, first: int, last: int) -> tuple[int, int]:
    while last > first and syntax.tag[last - 1] in (",", ".", ":"):
        last -= 1
    return first, last


def conditions_of(
    countries: Countries, words: TalkWords, statements: Sequence[Statement], parties: tuple[str, ...], where: Where
) -> tuple[Condition, ...]:
    """What a party says in the title or the text must hold before there is a deal: "only done when …"."""
    syntax = countries.syntax
    openers = {phrase.split()[0] for phrase in words.lists.condition}
    found = []
    for token, word in enumerate(syntax.lower):
        if word not in openers or syntax.where(token) != where:
            continue
        after = _after_marker(syntax, words, token)
        if after is None:
            continue
        begin, finish = syntax.sentences[syntax.sentence[token]]
        if not words.lists.deal & set(syntax.lower[begin:after]):
            continue
        by = _who(countries, statements, token, begin)
        first, last = _trimmed(syntax, after, _clause_end(syntax, after, finish))
        if last > first and (by is None or by in parties):
            found.append(
                Condition(by=by, what=" ".join(syntax.slice(first, last).split()), span=syntax.span(first, last))
            )
    return tuple(condition for condition in found if condition.by)


def _after_marker(syntax: Syntax, words: TalkWords, token: int) -> int | None:
    """The token after a marker that starts here; words may stand between "only" and "when" ("only done when")."""
    finish = syntax.sentences[syntax.sentence[token]][1]
    for phrase in words.lists.condition:
        opener, *rest = phrase.split()
        if syntax.lower[token] != opener:
            continue
        if not rest:
            return (
                token + 1
                if syntax.lower[token] != "provided" or syntax.dep[token] in ("prep", "mark", "advcl")
                else None
            )
        for gap in range(token + 1, min(finish, token + 4)):
            if syntax.lower[gap : gap + len(rest)] == rest:
                return gap + len(rest)
    return None


def _clause_end(syntax: Syntax, first: int, finish: int) -> int:
    for token in range(first, finish):
        if syntax.tag[token] in (".", ":", "''", "``") or (syntax.lower[token] == "," and token > first + 2):
            return token
    return finish


def _who(countries: Countries, statements: Sequence[Statement], token: int, begin: int) -> str | None:
    statement = covering(countries.syntax, statements, token)
    by = speaker_country(countries, statement)
    if by is not None or statement is not None:
        return by
    for named in countries.within(begin, token):
        ids = countries.acting(named.mention)
        if ids and countries.syntax.dep[named.mention.head] in ("nsubj", "nsubjpass"):
            return ids[0]
    return None


def deadline_of(
    syntax: Syntax, words: TalkWords, calendar: Calendar, mentions: list[TalkMention]
) -> tuple[When, Span] | None:
    """The day by which there is to be a deal: "an April 17 deadline", "to be concluded by October"."""
    for sentence in dict.fromkeys(syntax.sentence[mention.token] for mention in mentions):
        first, last = syntax.sentences[sentence]
        lower = syntax.lower[first:last]
        named = words.lists.deadline & set(lower)
        if named and {"no", "without", "never"} & set(lower):
            continue
        for placed in calendar.of(sentence):
            if _is_deadline(syntax, words, placed, first, named=bool(named)):
                return calendar.when(placed), placed.time.span
    return None


def _is_deadline(syntax: Syntax, words: TalkWords, placed: Placed, begin: int, *, named: bool) -> bool:
    before = placed.first - 1
    while before > begin and syntax.lower[before] in ("the", "end", "of", "early", "late", "mid"):
        before -= 1
    after = syntax.lower[placed.last] if placed.last < len(syntax) else ""
    if named and (
        after in words.lists.deadline or syntax.lower[before] in ("of", "for", "by", "deadline") or before == begin
    ):
        return True
    closing = words.lists.closing & set(syntax.lower[max(begin, before - 12) : before])
    return syntax.lower[before] in _BEFORE_DATE and bool(closing)


def round_of(
    countries: Countries,
    words: TalkWords,
    calendar: Calendar,
    mentions: list[TalkMention],
    parties: tuple[str, ...],
    part: Where,
) -> Round | None:
    """Where, when and by whom a round is held, from the sentences that tell of it; the place from one `part` of it."""
    syntax = countries.syntax
    where: Place | None = None
    when: When | None = None
    who: list[str] = []
    for mention in mentions:
        begin, finish = syntax.sentences[syntax.sentence[mention.token]]
        if where is None and syntax.where(mention.token) == part:
            where = _place(countries, words, mention, begin, finish)
        if (
            when is None
            and mention.verb is not None
            and syntax.lower[mention.verb] not in words.lists.departing
            and not _asked_for(syntax, words, mention.verb)
            and mention.status in ("under-way", "concluded", "paused", "failed", "proposed")
        ):
            near = [
                placed
                for placed in calendar.of(syntax.sentence[mention.token])
                if _belongs(syntax, placed, mention.verb)
            ]
            when = calendar.when(near[0]) if near else None
        for named in countries.cast.within(begin, finish):
            for actor in named.actors:
                found = countries.cast.actors.get(actor)
                if (
                    found
                    and found.kind == "person"
                    and set(countries.of_actor(actor)) & set(parties)
                    and actor not in who
                ):
                    if _takes_part(syntax, named.head, mention):
                        who.append(actor)
    if where is None and when is None and not who:
        return None
    return Round(place=where, when=when, who=tuple(who))


def _asked_for(syntax: Syntax, words: TalkWords, verb: int) -> bool:
    """ "will make a request next week for talks": the day is that of the request."""
    what = syntax.child(verb, "dobj")
    return what is not None and (syntax.lower[what] in words.lists.offer or syntax.lower[what] in ("request", "appeal"))


def _takes_part(syntax: Syntax, head: int, mention: TalkMention) -> bool:
    """Whether somebody is at the table: subject of the verb of the talks, or who leads them."""
    above = syntax.head[head]
    if syntax.dep[head] == "nsubj" and above == mention.verb:
        return syntax.dep[mention.token] != "nsubj" and mention.status != "unknown"
    lead = syntax.head[above]
    return syntax.dep[head] == "pobj" and (
        syntax.lower[above] == "under" or (syntax.lower[above] == "by" and syntax.lower[lead] in ("led", "headed"))
    )


def _belongs(syntax: Syntax, placed: Placed, verb: int) -> bool:
    above = placed.first
    for above in syntax.ancestors(placed.first):
        if syntax.tag[above][0] == "V":
            break
    return above == verb and syntax.lower[placed.first - 1] not in ("by", "since", "until")


def _place(countries: Countries, words: TalkWords, mention_of: TalkMention, begin: int, finish: int) -> Place | None:
    """The town or country after "in" of a sentence about talks, or where those go who leave for them."""
    syntax = countries.syntax
    leaving = mention_of.verb is not None and syntax.lower[mention_of.verb] in words.lists.departing
    for mention in countries.cast.within(begin, finish):
        if (
            mention.form in ("place", "capital", "name")
            and mention.first > begin
            and (
                syntax.lower[mention.first - 1] in ("in", "at")
                or (leaving and syntax.lower[mention.first - 1] in ("for", "to"))
            )
        ):
            if mention.form == "name":
                continue
            return Place(
                name=syntax.slice(mention.first, mention.last),
                country=mention.country,
                span=syntax.span(mention.first, mention.last),
            )
    return _town(countries, words, mention_of)


def _town(countries: Countries, words: TalkWords, mention: TalkMention) -> Place | None:
    """A town that the codebook does not know: the name after an "in" that hangs on the talks or their verb."""
    syntax = countries.syntax
    for above in (mention.token, mention.verb):
        for prep in syntax.children[above] if above is not None else ():
            name = syntax.child(prep, "pobj") if syntax.lower[prep] == "in" else None
            if name is None or syntax.tag[name] != "NNP" or syntax.lower[name] in words.lists.no_place:
                continue
            first = name
            while first > prep + 1 and syntax.tag[first - 1] == "NNP":
                first -= 1
            if countries.cast.headed_by(name) is None:
                return Place(name=syntax.slice(first, name + 1), country=None, span=syntax.span(first, name + 1))
    return None
