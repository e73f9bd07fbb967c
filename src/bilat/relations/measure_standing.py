"""Whether a measure is in force on a day, by what reports say of each of its rates.

A chain of accounts holds the rates that one measure had, has or is to have, each with the accounts that tell of it (a
`Version` of the measure). Pure: accounts in, a judgement out.

In force on day D is `yes` where a report says that it took effect by D and none that it ended or was suspended; `no`
where it had ended, was suspended, was replaced by another rate, or was to start later; `due` where its day has come and
no report says that it happened; else `unknown`. A report from before the day on which a measure starts cannot say that
it started: "imposed" then means decided.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bilat.records import MeasureStatus
from bilat.relations.measure_accounts import LATEST, Days, Rate, Settled, Told, settled

InForce = Literal["yes", "no", "due", "unknown"]


@dataclass(frozen=True)  # without slots: what is worked out once is kept
class Phase:
    """One rate of a measure, or the whole of one without rates: the accounts of it, oldest first.

    `ends` are accounts of the measure as a whole that say that it ended or was suspended.
    """

    rate: Rate | None
    accounts: tuple[Told, ...]
    ends: tuple[Told, ...] = ()

    @functools.cached_property
    def announced(self) -> Settled | None:
        """When it was made known; what goes with a suspension or an end is the day of that."""
        return settled([one for one in self.accounts if one.status not in ("suspended", "ended")], "announced")

    @functools.cached_property
    def effective(self) -> Settled | None:
        """When it starts, by those who tell of more than a plan, where there are any."""
        decided = [one for one in self.accounts if one.is_decided]
        return settled(decided or self.accounts, "effective")

    @functools.cached_property
    def ended(self) -> Settled | None:
        """When it ended."""
        return settled([one for one in (*self.accounts, *self.ends) if one.status == "ended"], "ended")

    @functools.cached_property
    def confirming(self) -> tuple[Told, ...]:
        """Accounts that say that it is in force, of reports that can know it."""
        effective = self.effective
        first = effective.days.start if effective else ""
        return tuple(one for one in self.accounts if one.status == "in-force" and one.known >= first)

    @functools.cached_property
    def is_decided(self) -> bool:
        """Whether any report tells of more than a plan or a threat."""
        return any(one.is_decided for one in self.accounts)

    @functools.cached_property
    def first_heard(self) -> str:
        """The first day on which it can have been there, as an announcement or in force."""
        days = [settled_.days.start for settled_ in (self.announced, self.effective) if settled_]
        if not days and any(one.status in ("in-force", "suspended", "ended") for one in self.accounts):
            return ""
        return min([*days, self.accounts[0].known])

    @functools.cached_property
    def starts(self) -> str | None:
        """The day from which a report says that it is in force: its first day, or the first report that says so."""
        if not self.confirming:
            return None
        return self.effective.days.start if self.effective else self.confirming[0].known


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one rate on a day, why in words, and the account that the answer rests on."""

    in_force: InForce
    status: MeasureStatus
    why: str
    rests_on: Told


@dataclass(frozen=True, slots=True)
class Stop:
    """An end or a suspension: its day, or only the report that tells it."""

    what: Literal["ended", "suspended"]
    days: Days | None
    account: Told

    @property
    def by(self) -> str:
        """The last day on which it can have happened."""
        return min(self.days.end, LATEST) if self.days else self.account.known


def standing(phase: Phase, on: str) -> Standing:
    """Whether one rate is in force on a day, as if there were no other."""
    stopped = _stopped(phase, on)
    if stopped is not None:
        return stopped
    effective, confirming = phase.effective, phase.confirming
    last = phase.accounts[-1]
    if effective is not None and on < effective.days.start:
        why = f"it starts on {effective.days.told}" if phase.is_decided else _planned(last)
        return Standing("no", _status(phase, on), why, last)
    if confirming:
        return _confirmed(phase, on)
    if not phase.is_decided:
        known: InForce = "no" if on <= last.known else "unknown"
        return Standing(known, last.status, _planned(last), last)
    if effective is not None and on >= effective.days.end:
        why = f"it was to start on {effective.days.told}; no report says that it did, the last one is of {last.known}"
        return Standing("due", _status(phase, on), why, last)
    if effective is not None:
        why = f"it starts some day in {effective.days.told}; no report says that it has"
        return Standing("unknown", _status(phase, on), why, last)
    return _not_started(phase, on, last)


def replaced(phase: Phase, others: Sequence[Phase], on: str) -> Standing | None:
    """What a rate is from the day on which a later one of the same measure took its place; None where none has."""
    if phase.starts is None:
        return None
    later = [other for other in others if other.starts and phase.starts < other.starts <= on]
    if not later:
        return None
    first = min(later, key=lambda other: other.starts or "")
    rate = f"{first.rate[0]:g} {first.rate[1] or ''}".strip() if first.rate else "another rate"
    return Standing("no", "ended", f"{rate} took its place on {first.starts}", first.confirming[0])


def _confirmed(phase: Phase, on: str) -> Standing:
    """Of what reports say is in force: from which day on, as far as they say."""
    effective, confirming = phase.effective, phase.confirming
    last = confirming[-1]
    if effective is not None and (effective.days.end <= on or confirming[0].known <= on):
        return Standing("yes", "in-force", f"it took effect on {effective.days.told}", last)
    if effective is not None:
        return Standing("unknown", "announced", f"it took effect some day in {effective.days.told}", last)
    first = confirming[0]
    if first.known <= on:
        why = f"it was told as in force on {first.known}; no report gives its first day"
        return Standing("yes", "in-force", why, last)
    waiting = [one for one in phase.accounts if one.status in ("announced", "threatened", "proposed")]
    waiting = [one for one in waiting if on <= one.known < first.known]
    if waiting:
        return Standing("no", waiting[-1].status, f"on {waiting[-1].known} it was not in force yet", waiting[-1])
    why = f"it was told as in force on {first.known}; no report says since when"
    return Standing("unknown", "unknown", why, first)


def _not_started(phase: Phase, on: str, last: Told) -> Standing:
    """Of what was announced for no day."""
    announced = phase.announced
    told = f"it was announced{f' on {announced.days.told}' if announced else ''} for no day that a report gives"
    if on <= last.known:
        return Standing("no", _status(phase, on), f"{told}, and was not in force on {last.known}", last)
    return Standing("unknown", _status(phase, on), f"{told}; the last one is of {last.known}", last)


def _planned(last: Told) -> str:
    what = "threatened" if last.status == "threatened" else "proposed" if last.status == "proposed" else "spoken of"
    return f"it is only {what}, last on {last.known}"


def _status(phase: Phase, on: str) -> MeasureStatus:
    """How far it had come by a day on which it was not in force."""
    told = [one for one in phase.accounts if one.known <= on] or list(phase.accounts[:1])
    if any(one.is_decided for one in told):
        return "announced"
    return told[-1].status


def _stopped(phase: Phase, on: str) -> Standing | None:
    """What an end or a suspension by that day makes of it; None where there is none, or it was taken up again since."""
    stops = [stop for stop in stops_of(phase) if (stop.days.start if stop.days else stop.account.known) <= on]
    if not stops:
        return _ended_unknown(phase, on)
    stop = max(stops, key=lambda stop: (stop.by, stop.account.order))
    if any(_resumes(one, stop) and one.effective and one.effective.start <= on for one in phase.accounts):
        return None
    day = stop.days.told if stop.days else None
    if stop.days and not stop.days.exact and on <= stop.days.end:
        return Standing("unknown", "in-force", f"it {_was(stop)} some day in {day}", stop.account)
    why = f"it {_was(stop)} on {day}" if day else f"on {stop.account.known} it was told that it {_was(stop)}"
    return Standing("no", stop.what, why, stop.account)


def _ended_unknown(phase: Phase, on: str) -> Standing | None:
    """Between the last report of it as in force and one that says, without a day, that it had ended."""
    undated = [stop for stop in stops_of(phase) if stop.days is None]
    running = [one.known for one in phase.confirming if one.known <= on]
    if not undated or any(on <= one.known for one in phase.confirming) or not running:
        return None
    stop = min(undated, key=lambda stop: stop.account.order)
    why = f"it was in force on {running[-1]}; on {stop.account.known} it was told that it {_was(stop)}"
    return Standing("unknown", "unknown", why, stop.account)


def _was(stop: Stop) -> str:
    return "ended" if stop.what == "ended" else "was suspended"


def _resumes(one: Told, stop: Stop) -> bool:
    """Whether an account says that it took effect after it had been stopped."""
    return one.status in ("in-force", "announced") and one.effective is not None and one.effective.start > stop.by


def stops_of(phase: Phase) -> list[Stop]:
    """Ends and suspensions; an end has the day that most give, a suspension the day that goes with its account."""
    ended = phase.ended
    days = [one.ended or one.announced for one in phase.accounts if one.status == "suspended"]
    exact = [each for each in days if each is not None and each.exact]
    stops = []
    for one in (*phase.accounts, *phase.ends):
        if one.status == "ended":
            stops.append(Stop("ended", ended.days if ended else None, one))
        elif one.status == "suspended":
            told = one.ended or one.announced
            stops.append(Stop("suspended", next((day for day in exact if told and told.holds(day)), told), one))
    return stops


def phases(accounts: Sequence[Told]) -> list[Phase]:
    """The rates of a measure, by the day of their first account; one without a rate where none is told.

    An account without a rate is of the one rate there is, or of the one that starts on the same day. Of several rates
    the measure's end or suspension is that of all which were told of before.
    """
    rates = list(dict.fromkeys(one.rate for one in accounts if one.rate is not None))
    if len(rates) < 2:
        return [Phase(rates[0] if rates else None, tuple(accounts))] if accounts else []
    own = {rate: [one for one in accounts if one.rate == rate] for rate in rates}
    general: list[Told] = []
    for one in accounts:
        if one.rate is None:
            near = [rate for rate in rates if any(_one_start(one, other) for other in own[rate])]
            (own[near[0]] if len(near) == 1 else general).append(one)
    ends = [one for one in general if one.status in ("ended", "suspended")]
    found = [Phase(rate, tuple(sorted(told, key=lambda one: one.order))) for rate, told in own.items()]
    return [Phase(one.rate, one.accounts, tuple(end for end in ends if _can_end(end, one, found))) for one in found]


def _can_end(end: Told, phase: Phase, others: Sequence[Phase]) -> bool:
    """Whether an end of the whole measure is one of this rate: it is the last one in force by then, or waits."""
    running = [other for other in others if other.starts and other.starts <= end.known]
    last = max(running, key=lambda other: other.starts or "", default=None)
    if last is None or phase is last:
        return phase.first_heard <= end.known
    return phase not in running and (last.starts or "") <= phase.first_heard <= end.known


def _one_start(one: Told, other: Told) -> bool:
    if one.effective is None or other.effective is None:
        return False
    return one.effective.exact and one.effective == other.effective


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in the history of a rate: its day where one is known, and the accounts that tell it."""

    what: Literal["proposed", "threatened", "announced", "in-force", "suspended", "ended"]
    days: Days | None
    accounts: tuple[Told, ...]

    @property
    def sorted_by(self) -> str:
        """The first day on which it can have been; of one without a day that of its first report."""
        return self.days.start if self.days else self.accounts[0].known


def stages(phase: Phase) -> list[Stage]:
    """What happened with a rate, as far as reports say that it did."""
    first = min((one.order for one in phase.accounts if one.is_decided), default=None)
    found = []
    for what in ("proposed", "threatened"):
        early = [one for one in phase.accounts if one.status == what and (first is None or one.order < first)]
        found += _stage(what, settled(early, "announced"), early)
    announced = [one for one in phase.accounts if one.status == "announced"]
    if phase.announced or not phase.confirming:
        found += _stage("announced", phase.announced, announced)
    found += _stage("in-force", phase.effective if phase.confirming else None, phase.confirming)
    stops = [stop for stop in stops_of(phase) if stop.what == "suspended"]
    for days in dict.fromkeys(stop.days for stop in stops):
        found.append(Stage("suspended", days, tuple(stop.account for stop in stops if stop.days == days)))
    ended = [one for one in phase.accounts if one.status == "ended"]
    return [*found, *_stage("ended", settled(ended, "ended"), ended)]


def ends(found: Sequence[Phase]) -> list[Stage]:
    """The ends and suspensions of a measure as a whole."""
    told = tuple(dict.fromkeys(one for phase in found for one in phase.ends))
    stages = [Stage("suspended", one.ended or one.announced, (one,)) for one in told if one.status == "suspended"]
    ended = [one for one in told if one.status == "ended"]
    return [*stages, *_stage("ended", settled(ended, "ended"), ended)]


def _stage(
    what: Literal["proposed", "threatened", "announced", "in-force", "ended"] | str,
    day: Settled | None,
    accounts: Sequence[Told],
) -> list[Stage]:
    told = tuple(dict.fromkeys((*(day.accounts if day else ()), *accounts)))
    ordered = tuple(sorted(told, key=lambda one: one.order))
    return [Stage(what, day.days if day else None, ordered)] if ordered else []  # type: ignore[arg-type]
