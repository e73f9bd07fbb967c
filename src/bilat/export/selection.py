"""Which rows of the record an export takes, as conditions for the database."""

from dataclasses import dataclass

import sqlalchemy as sa

from bilat.relations.known import known_by
from bilat.store.sides import pair_of
from bilat.store.tables import event_pairs, events, measure_parties, measures, reports, statements, talks, talks_pairs

Condition = sa.ColumnElement[bool]
# Tables of accounts, with their key, and the column that names what the accounts that tell the same share.
ACCOUNTS = {events: ("event", "happening"), measures: ("measure", "chain"), talks: ("talks", "thread")}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: codes and days as the record has them. `since` and `until` are days in the world.

    Of an event, measure or negotiation all accounts are taken as soon as one of them fits.
    """

    pair: tuple[str, str] | None = None
    since: str | None = None
    until: str | None = None
    as_of: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything known is taken."""
        return self.pair is None and self.since is None and self.until is None

    def accounts(self, table: sa.Table) -> Condition:
        """Of accounts of events, measures or negotiations, joined with their reports: those that are taken."""
        known = sa.and_(table.c.dropped == 0, known_by(self.as_of))
        if self.is_whole:
            return known
        key, group = ACCOUNTS[table]
        fits = sa.and_(known, *self._between(table), *self._within(table))
        linked = sa.select(table.c[group]).join(reports).where(fits, table.c[group].is_not(None))
        alone = sa.select(table.c[key]).join(reports).where(fits, table.c[group].is_(None))
        return sa.and_(known, sa.or_(table.c[group].in_(linked), table.c[key].in_(alone)))

    def statements(self) -> Condition:
        """Of statements, joined with their reports; of a pair those in reports that tell something of the pair."""
        known = sa.and_(statements.c.dropped == 0, known_by(self.as_of), *self._within(statements))
        if self.pair is None:
            return known
        telling = sa.union_all(
            *(sa.select(table.c.report).where(table.c.dropped == 0, *self._between(table)) for table in ACCOUNTS)
        )
        return sa.and_(known, statements.c.report.in_(telling))

    def reports(self) -> Condition:
        """Of reports: all that are known, or those that hold something that is taken."""
        known = known_by(self.as_of)
        if self.is_whole:
            return known
        holding = sa.union_all(
            *(sa.select(table.c.report).join(reports).where(self.accounts(table)) for table in ACCOUNTS),
            sa.select(statements.c.report).join(reports).where(self.statements()),
        )
        return sa.and_(known, reports.c.report.in_(holding))

    def _between(self, table: sa.Table) -> list[Condition]:
        if self.pair is None:
            return []
        first, second = self.pair
        if table is measures:
            parties = measure_parties.c
            either = sa.or_(
                sa.and_(parties.imposer == first, parties.target == second),
                sa.and_(parties.imposer == second, parties.target == first),
            )
            return [measures.c.measure.in_(sa.select(parties.measure).where(either))]
        pairs, key = (event_pairs, "event") if table is events else (talks_pairs, "talks")
        return [table.c[key].in_(sa.select(pairs.c[key]).where(pairs.c.pair == pair_of(first, second)))]

    def _within(self, table: sa.Table) -> list[Condition]:
        """What a report puts into the time asked for; a measure by any of its days, or else by that of the report."""
        c = table.c
        if table is measures:
            told = [(c[f"{name}_start"], c[f"{name}_end"]) for name in ("announced", "effective", "ended")]
            none = sa.and_(*(start.is_(None) for start, _ in told))
            days = [
                sa.and_(start.is_not(None), self._overlaps(start, sa.func.coalesce(end, start))) for start, end in told
            ]
            untold = sa.and_(none, self._overlaps(reports.c.known_day, reports.c.known_day))
            return [] if self.since is None and self.until is None else [sa.or_(*days, untold)]
        last = sa.func.coalesce(c.time_end, c.day) if "time_end" in c else c.day
        return [self._overlaps(c.day, last)]

    def _overlaps(self, first: sa.ColumnElement[str], last: sa.ColumnElement[str]) -> Condition:
        conditions = []
        if self.since is not None:
            conditions.append(last >= self.since)
        if self.until is not None:
            conditions.append(first <= self.until)
        return sa.and_(sa.true(), *conditions)
