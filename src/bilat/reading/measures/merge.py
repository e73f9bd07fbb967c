"""Several places of a report that speak of one measure, put together."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from bilat.reading.measures.tellings import ORDER, Telling
from bilat.records import MeasureKind, MeasureStatus, Rate, When

# What a bare plural or a general word may join without saying more.
# Tokens within which "a penalty in addition to tariffs" speaks of two measures.
_CLAUSE = 40
# Tokens within which "retaliate" and "tariffs" speak of one.
_BESIDE = 12
_DATES = ("announced", "effective")
_RANK: dict[MeasureStatus, int] = {status: rank for rank, status in enumerate(ORDER)}


@dataclass(slots=True)
class Draft:
    """A measure in the making: its tellings in text order; `over` is the draft that it comes on top of."""

    tellings: list[Telling] = field(default_factory=list)
    # What the tellings say, summed up so that a further one is compared in one step.
    places: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)
    goods: set[str] = field(default_factory=set)
    remedies: set[bool] = field(default_factory=set)
    best: tuple[bool, int] = (False, 0)
    dates: dict[str, list[When]] = field(default_factory=lambda: {name: [] for name in _DATES})
    by: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    kind: MeasureKind = "other"
    general: bool = True
    rate: Rate | None = None
    extra: bool = False
    another: bool = False
    over: "Draft | None" = None
    replaces: "Draft | None" = None
    replaced: MeasureStatus | None = None
    # The status of the measure that comes on top of this one, which this one then has at least.
    implied: MeasureStatus | None = None

    def add(self, telling: Telling) -> None:
        """Takes a telling in; what was unknown may become known."""
        self.tellings.append(telling)
        insort(self.places, telling.head.token)
        self.goods |= _words(telling)
        self.remedies.add(telling.head.remedy)
        self.best = max(self.best, (telling.firm, _RANK[telling.status]))
        if telling.beside:
            insort(self.beside, telling.head.token)
        for name, when in (_DATES[0], telling.announced), (_DATES[1], telling.effective):
            if when is not None and not telling.title and when not in self.dates[name]:
                self.dates[name].append(when)
        loose = telling.loose and (_meets(telling.by, self.on) or not _agree(self.by, telling.by))
        by, on = ((), telling.by) if loose else (telling.by, telling.on)
        self.by = self.by or tuple(actor for actor in by if actor not in self.on)
        more = set(self.on) < set(on) and not set(on) & set(self.by)
        self.on = on if more else self.on or tuple(actor for actor in on if actor not in self.by)
        self.rate = self.rate or telling.rate
        self.extra = self.extra or telling.extra
        self.another = self.another or telling.another
        better = not telling.head.general or len(self.tellings) == 1 or self.kind == "other"
        if self.general and better:
            self.kind, self.general = telling.head.kind, telling.head.general

    @property
    def status(self) -> MeasureStatus:
        """The furthest status that a place says firmly; else the furthest that one implies."""
        if self.replaced:
            return self.replaced
        status = ORDER[self.best[1]]
        if status == "unknown" and self.implied:
            return self.implied
        if status == "unknown" and self.rate is None and any(t.definite and t.known for t in self.tellings):
            return "in-force"  # "its ban", "the sanctions on nine officers": what is spoken of as known is there
        return status


def group(tellings: list[Telling]) -> list[Draft]:
    """The measures of a report, in the order in which they are first told."""
    drafts: list[Draft] = []
    refused = [telling for telling in tellings if telling.given_up]
    tellings = [telling for telling in tellings if not telling.given_up and _stands(telling)]
    full = sorted(tellings, key=lambda telling: (_vague(telling), telling.head.token))
    for telling in full:
        draft = _best(drafts, telling)
        if draft is None:
            draft = Draft()
            drafts.append(draft)
        draft.add(telling)
    _set_beside(drafts, tellings)
    drafts += _set_replaced(drafts)
    for draft in drafts:
        draft.tellings.sort(key=lambda telling: telling.head.token)
    _complete(drafts)
    drafts = [draft for draft in drafts if _worth(draft, drafts) and not _refused(draft, refused)]
    return sorted(drafts, key=lambda draft: draft.tellings[0].head.token)


def _stands(telling: Telling) -> bool:
    """Whether a verb that makes a measure has all that it needs: whose act it is, and where said so on whom."""
    making = telling.head.making
    if making is None or not (making.objects or making.foreign):
        return True
    return bool(telling.by) and (bool(telling.on) or telling.general_target or not making.foreign)


def _made(telling: Telling) -> bool:
    """Whether a verb with its own objects or a charge of so much tells it."""
    making = telling.head.making
    return telling.head.needs == "sum" or (making is not None and bool(making.objects))


def _of_anything(draft: Draft) -> bool:
    """Whether only a word names it that may be said of anything, and of no trade: "curbs on banking secrecy"."""
    heads = [telling.head for telling in draft.tellings]
    loose = all(h.general and h.needs == "trade" and h.kind == "other" and not h.verbal and not h.rate for h in heads)
    named = any(telling.goods for telling in draft.tellings)
    return loose and named and not any(telling.trade or telling.abroad for telling in draft.tellings)


def _known(telling: Telling) -> bool:
    """Whether a place names its maker and how far it is, and trade at least: "import restraints set by Peru"."""
    return telling.trade and telling.said and bool(telling.by) and telling.firm and telling.status != "unknown"


def _full(telling: Telling) -> bool:
    """Whether a noun names it with both parties."""
    return not telling.head.verbal and bool(telling.by) and bool(telling.on)


def _vague(telling: Telling) -> int:
    """Places that say more are placed first, so that "the tariffs" find the measure they speak of."""
    if telling.loose and not telling.rate:
        return 5
    if telling.rate and (telling.by or telling.on):
        return 0
    if telling.by and telling.on:
        return 1
    return 2 if telling.rate else 3 + telling.head.general


def _best(drafts: list[Draft], telling: Telling) -> Draft | None:
    """The draft a telling belongs to: the same in most things, the nearest told among equals."""
    found = [(_likeness(draft, telling), number) for number, draft in enumerate(drafts)]
    good = [(score, -_distance(drafts[number], telling), number) for score, number in found if score is not None]
    return drafts[max(good)[2]] if good else None


def _distance(draft: Draft, telling: Telling) -> int:
    return _nearest(draft.places, telling.head.token)


def _nearest(places: list[int], token: int) -> int:
    """The distance to the nearest of some places in order."""
    after = bisect_left(places, token)
    return min(abs(place - token) for place in places[max(0, after - 1) : after + 1])


def _likeness(draft: Draft, telling: Telling) -> int | None:
    """How much speaks for one measure; None where something speaks against it."""
    if not _kinds_agree(draft, telling) or not _parties_agree(draft, telling):
        return None
    if _answers_another(draft, telling) or _same_place(draft, telling) or _made_of_another(draft, telling):
        return None
    if _dates_differ(draft, telling):
        return None
    score = 2 * (draft.status == telling.status) + 2 * bool(draft.by and telling.by) + 2 * bool(draft.on and telling.on)
    if draft.rate and telling.rate:
        if draft.rate != telling.rate:
            return None
        if (telling.another and not draft.another) or _one_is_over(draft, telling):
            return None
        score -= draft.extra != telling.extra
        score += 4
    elif telling.rate or draft.rate:
        if not _may_fill(draft, telling):
            return None
    elif _goods_differ(draft, telling) or _spared(draft, telling):
        return None
    return score + (draft.kind == telling.head.kind)


def _answers_another(draft: Draft, telling: Telling) -> bool:
    """Retaliation is the tariff or sanction told beside it, or one on the same country."""
    answering = telling.head.answer or all(other.head.answer for other in draft.tellings)
    if not answering or (telling.head.answer and all(other.head.answer for other in draft.tellings)):
        return False
    if _meets(draft.on, telling.on):
        return bool({draft.kind, telling.head.kind} & {"ban", "quota", "export-control"})
    return _distance(draft, telling) > _BESIDE


def _same_place(draft: Draft, telling: Telling) -> bool:
    """One clause does not tell a measure twice: "a penalty … in addition to tariffs"."""
    if telling.beside:
        return bool(draft.places) and _nearest(draft.places, telling.head.token) < _CLAUSE
    return bool(draft.beside) and _nearest(draft.beside, telling.head.token) < _CLAUSE


def _made_of_another(draft: Draft, telling: Telling) -> bool:
    """Two verbs that make measures, and no party or goods that they share: "barred from bids", "bar imports of".

    Nor does a verb that names goods and neither side tell a measure on other goods.
    """
    words = _words(telling)
    if telling.head.verbal and words and not (telling.by or telling.on):
        return not words & draft.goods
    if not telling.head.verbal or not all(other.head.verbal for other in draft.tellings):
        return False
    return not (_meets(draft.by, telling.by) or _meets(draft.on, telling.on) or draft.goods & _words(telling))


def _kinds_agree(draft: Draft, telling: Telling) -> bool:
    if draft.tellings[0].head.own != telling.head.own:
        return False
    if draft.remedies - {telling.head.remedy}:  # "the duties" can be those against dumping, "a duty" is none
        plain = telling.definite if draft.tellings[0].head.remedy else draft.tellings[0].definite
        return plain and not (draft.general or telling.head.general) and draft.kind == telling.head.kind
    if draft.kind == telling.head.kind:
        return True
    own = {draft.kind, telling.head.kind} & {"licence", "subsidy"}
    if {draft.kind, telling.head.kind} == {"sanction", "export-control"}:
        return False
    if "export-control" in (draft.kind, telling.head.kind) and telling.goods and draft.goods:
        return False  # "curbs on its exports" are no export controls
    return (draft.general or telling.head.general) and not own


def _parties_agree(draft: Draft, telling: Telling) -> bool:
    if telling.loose and _meets(telling.by, draft.on) and draft.by:
        return True  # "Japan sanctions" are the sanctions on Japan
    if _meets(telling.by, draft.on) or _meets(telling.on, draft.by):
        return False
    return _agree(draft.by, telling.by) and _agree(draft.on, telling.on)


def _meets(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(set(one) & set(other))


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _dates_differ(draft: Draft, telling: Telling) -> bool:
    if telling.title:
        return False  # "from Thursday" in a headline and in the text below it
    for name, mine in ((_DATES[0], telling.announced), (_DATES[1], telling.effective)):
        if mine is not None and any(not _overlap(mine, theirs) for theirs in draft.dates[name]):
            return True
    return False


def _overlap(one: When, other: When) -> bool:
    if not (one.start and one.end and other.start and other.end):
        return True
    return one.start <= other.end and other.start <= one.end


def _may_fill(draft: Draft, telling: Telling) -> bool:
    """A place without a rate speaks of a measure with one, unless it tells of another status or of other goods."""
    apart = bool(telling.goods) and not draft.goods and not (telling.by or telling.on or draft.by or draft.on)
    return not apart and not _goods_differ(draft, telling) and not _status_differs(draft, telling)


def _status_differs(draft: Draft, telling: Telling) -> bool:
    early, late = {"proposed", "threatened"}, {"ended", "suspended"}
    mine = telling.status
    if {mine, draft.status} & late and {mine, draft.status} & {"announced", *early}:
        return True
    if mine == "unknown" or not telling.firm or draft.status == "unknown":
        return False
    return (mine in early) != (draft.status in early) and not telling.definite


def _goods_differ(draft: Draft, telling: Telling) -> bool:
    """Whether both name goods and no word of the names is the same ("quotas on shoes", "quotas on textiles")."""
    mine = _words(telling)
    return bool(mine and draft.goods and not mine & draft.goods) and not telling.definite


def _one_is_over(draft: Draft, telling: Telling) -> bool:
    """Whether one was lifted and the other stays: "the 15% over fish ended; 15% remains"."""
    if telling.stays:
        return draft.status == "ended"
    return telling.status == "ended" and any(other.stays for other in draft.tellings)


def _spared(draft: Draft, telling: Telling) -> bool:
    """ "The duties were struck down. Duties on steel are not affected": new words for what did not end."""
    late = {"ended", "suspended"}
    return bool(telling.goods) and not telling.definite and not draft.goods and (
        draft.status in late and telling.status not in late and not (telling.by or telling.on)
    )  # fmt: skip


def _words(telling: Telling) -> set[str]:
    return set((telling.goods or "").lower().split())


def _complete(drafts: list[Draft]) -> None:
    """A rate told without its parties has those of the report's other measures, where these have but one."""
    known = [(draft.by, draft.on) for draft in drafts if draft.by and draft.on]
    for draft in drafts:
        if draft.rate is None or (draft.by and draft.on):
            continue
        fits = {pair for pair in known if draft.by in ((), pair[0]) and draft.on in ((), pair[1])}
        if len(fits) == 1:
            by, on = min(fits)
            draft.by = draft.by or by
            if not any(t.general_target or t.goods for t in draft.tellings):
                draft.on = draft.on or on
        elif draft.on and not draft.by and len({by for by, _ in known}) == 1 and not _meets(known[0][0], draft.on):
            draft.by = known[0][0]  # all others of the report are imposed by one country


def _set_beside(drafts: list[Draft], tellings: list[Telling]) -> None:
    """Which measure comes on top of which."""
    owner = {id(telling): draft for draft in drafts for telling in draft.tellings}
    for number, telling in enumerate(tellings):
        if telling.beside:
            near = [other for other in (*tellings[:number][::-1], *tellings[number + 1 :]) if not other.beside]
            main = owner[id(near[0])] if near else None
            if main is not None and main is not owner[id(telling)]:
                main.over = owner[id(telling)]
                base = owner[id(telling)]
                base.by, base.on = base.by or main.by, base.on or main.on
                base.implied = base.implied or main.status
    for draft in drafts:
        if draft.extra and draft.over is None and draft.rate:
            bases = [
                d for d in drafts if d is not draft and not d.extra and d.rate and d.by == draft.by and d.on == draft.on
            ]
            draft.over = bases[0] if len(bases) == 1 and draft.kind == bases[0].kind else None


def _set_replaced(drafts: list[Draft]) -> list[Draft]:
    """The old rates of "from 25% to 50%": known measures, or measures of their own."""
    found: list[Draft] = []
    for draft in drafts:
        for telling in draft.tellings:
            if telling.previous is None or draft.replaces is not None:
                continue
            same = [
                d
                for d in drafts
                if d is not draft and d.rate == telling.previous and d.by == draft.by and d.on == draft.on
            ]
            old = same[0] if same else None
            if old is None:
                old = Draft(
                    tellings=[telling], by=draft.by, on=draft.on, kind=draft.kind, general=False, rate=telling.previous
                )
                old.replaced = "ended" if telling.changed == "done" else "in-force"
                found.append(old)
            draft.replaces = old
    return found


def _refused(draft: Draft, refused: list[Telling]) -> bool:
    """Whether another place says that this plan was given up."""
    if draft.status not in ("unknown", "proposed"):
        return False
    if draft.tellings[0].head.answer:  # an effort to force it is dropped, a milder bill still has it
        refused = [other for other in refused if other.head.token > draft.places[-1]]
    return any(
        draft.kind == other.head.kind
        and draft.tellings[0].head.own == other.head.own
        and (_meets(draft.by, other.by) or _meets(draft.on, other.on))
        and _parties_agree(draft, other)
        and not _goods_differ(draft, other)
        for other in refused
    )


def _worth(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether enough is known to set a measure down: who or on whom, and something said of it."""
    if not draft.by or not (draft.on or any(t.abroad or t.others or t.general_target for t in draft.tellings)):
        return False
    if _of_anything(draft):
        return False
    if draft.kind == "export-control" and draft.by and draft.status != "unknown":
        return True
    if draft.kind == "subsidy" and not any(
        t.status != "unknown" and (t.said or t.head.needs == "word") for t in draft.tellings
    ):
        return False
    if any(t.head.verbal for t in draft.tellings) and not any(t.trade or _full(t) for t in draft.tellings):
        return False
    if (
        draft.kind == "other"
        and not draft.rate
        and (
            draft.status == "unknown"
            or not (draft.on or any(t.trade for t in draft.tellings))
            or not any(t.by and (t.said or t.on or t.head.own or _made(t)) for t in draft.tellings)
        )
    ):
        return False
    needs = {telling.head.needs for telling in draft.tellings}
    trade = any(t.rate or t.goods or t.value or t.head.needs == "word" or _known(t) for t in draft.tellings)
    trade = trade or any(t.general_target and t.head.answer for t in draft.tellings)
    if "nothing" not in needs and not (draft.rate or (trade and draft.by) or (draft.by and draft.on)):
        return False
    if draft.rate or draft.replaced or (draft.by and draft.on):
        return True
    said = any((t.status != "unknown" and t.firm) or t.goods or t.value for t in draft.tellings)
    others = any(other is not draft and _agree(other.by, draft.by) and other.by and other.on for other in drafts)
    return said or not others
