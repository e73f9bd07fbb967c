"""What the pages of a record show, as methods of `bilat.Record`: whole pages at once, each a frozen record or rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bilat.record_views import today_in_utc

if TYPE_CHECKING:
    from bilat.relations.actor import ActorView
    from bilat.relations.event import EventAccounts
    from bilat.relations.pair import PairView
    from bilat.relations.pairs import PairLine
    from bilat.relations.people import ActivePerson
    from bilat.relations.report import ReportReading
    from bilat.relations.rows import Rows
    from bilat.relations.sides_say import SaidOnTopic
    from bilat.relations.sources import SourceLine
    from bilat.relations.today import Today
    from bilat.store import Store


class PageViews:
    """The views behind the pages; `bilat.Record` has them."""

    store: "Store"

    def today(
        self,
        *,
        since: str | None = None,
        country: str | None = None,
        type: str | None = None,  # noqa: A002 - the field's name
        topic: str | None = None,
        limit: int = 50,
    ) -> "Today":
        """What was added since a moment (ISO, UTC; null: ever), by event: the newest first, at most `limit` events."""
        from bilat.relations import naming, today

        chosen = today.Question(
            country=naming.country_code(country) if country is not None else None, type=type, topic=topic
        )
        with self.store.reading() as connection:
            return today.today(connection, chosen, since=since, limit=limit, day=today_in_utc())

    def event(self, event: str, item: str | None = None, *, as_of: str | None = None) -> "EventAccounts":
        """An event, by its id or by a report's id and its own in it: accounts, links, differences, corrections."""
        from bilat.relations import event as events
        from bilat.relations import naming

        day = naming.iso_day(as_of, "as_of")
        with self.store.reading() as connection:
            return events.event_accounts(connection, event, item, as_of=day, day=day or today_in_utc())

    def report(self, report: str, revision: int | None = None) -> "ReportReading":
        """A report as it was read and corrected, in its newest revision or an older one."""
        from bilat.relations import report as reports

        with self.store.reading() as connection:
            return reports.report_reading(connection, report, revision)

    def actor(
        self,
        actor: str,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        limit: int = 50,
    ) -> "ActorView":
        """An actor by its id: names, roles, the newest events between countries and statements."""
        from bilat.relations import actor as actors
        from bilat.relations import naming

        days = naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return actors.actor_view(connection, actor, **days, limit=limit, day=days["as_of"] or today_in_utc())

    def sources(self, *, as_of: str | None = None) -> "Rows[SourceLine]":
        """Who the reports come from, the source with most reports first."""
        from bilat.relations import naming, sources

        with self.store.reading() as connection:
            return sources.sources(connection, as_of=naming.iso_day(as_of, "as_of"))

    def pair(
        self,
        first: str,
        second: str,
        *,
        on: str | None = None,
        as_of: str | None = None,
        since: str | None = None,
        until: str | None = None,
        by: str | None = None,
        types: Iterable[str] = (),
        status: Iterable[str] = (),
        limit: int = 40,
    ) -> "PairView":
        """Everything on a pair at once: tone, timeline, measures on a day, talks, what each side says, people."""
        from bilat.relations import naming, pair

        codes, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        today = today_in_utc()
        day = naming.iso_day(on, "on") or days["as_of"] or today
        question = pair.Question(on=day, **days, by=by, types=tuple(types), status=tuple(status), limit=limit)
        with self.store.reading() as connection:
            return pair.pair_view(connection, *codes, question, today=today)

    def pairs(self, *, limit: int | None = None) -> "Rows[PairLine]":
        """Between which countries the record holds events, the pair with most accounts first."""
        from bilat.relations import pairs

        with self.store.reading() as connection:
            return pairs.pairs(connection, limit=limit)

    def people(
        self,
        first: str,
        second: str,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        limit: int | None = None,
    ) -> "Rows[ActivePerson]":
        """The people of two countries who are most active between them."""
        from bilat.relations import naming, people

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return people.active_people(connection, *pair, **days, limit=limit)

    def said_by_topic(
        self, first: str, second: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> "Rows[SaidOnTopic]":
        """What each of two countries says on each topic, in reports that tell of the two."""
        from bilat.relations import naming, sides_say

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return sides_say.said_by_topic(connection, *pair, **days)
