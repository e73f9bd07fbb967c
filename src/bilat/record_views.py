"""What is asked of a record: views of countries, measures, talks and statements, as methods of `bilat.Record`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bilat.relations.added_duty import AddedDuty
    from bilat.relations.agreements import AgreementHistory
    from bilat.relations.brief import Brief
    from bilat.relations.cite import Citation
    from bilat.relations.compare import Comparison
    from bilat.relations.happenings import Happening
    from bilat.relations.measures import KnownMeasure
    from bilat.relations.rows import Rows
    from bilat.relations.statements import LinePeriod, StatementLine
    from bilat.relations.stories import Story
    from bilat.relations.talks import TalksThread
    from bilat.relations.tone import TonePeriod
    from bilat.store import Store


class Views:
    """The views of a record; `bilat.Record` has them."""

    store: "Store"

    def compare(self, event: str, item: str | None = None, *, as_of: str | None = None) -> "Comparison":
        """Every account of one call, visit or meeting: what each names, what each leaves out, with the words.

        The event by its id, or by a report's id and the id of the event in it. Raises `bilat.errors.UsageError`.
        """
        from bilat.relations import compare, naming

        with self.store.reading() as connection:
            return compare.compare(connection, event, item, as_of=naming.iso_day(as_of, "as_of"))

    def brief(
        self, first: str, second: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> "Brief":
        """One page on a pair: where things stand, talks, what happened, was said, is planned and disputed, the tone.

        `until` is by default the day of `as_of`, else today; `since` 90 days before that.
        """
        from bilat.relations import brief, naming

        day, first_day = naming.iso_day(as_of, "as_of"), naming.iso_day(since, "since")
        period = brief.period_of(first_day, naming.iso_day(until, "until"), day)
        with self.store.reading() as connection:
            return brief.brief(connection, *naming.pair_codes(first, second), period=period, as_of=day)

    def citation(self, id_: str, *, as_of: str | None = None) -> "Citation":
        """What is known to cite a report or an event by. Raises `bilat.errors.UsageError` where there is none."""
        from bilat.relations import cite, naming

        with self.store.reading() as connection:
            return cite.cite(connection, id_, as_of=naming.iso_day(as_of, "as_of"))

    def cite(self, id_: str, form: Literal["bibtex", "csl-json"] = "bibtex", *, as_of: str | None = None) -> str:
        """The citation of a report or an event as BibTeX or CSL-JSON."""
        from bilat.relations import cite

        return cite.written(self.citation(id_, as_of=as_of), form)

    def timeline(
        self,
        first: str,
        second: str,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        types: Iterable[str] | None = None,
        status: Iterable[str] | None = None,
        limit: int | None = None,
    ) -> "Rows[Happening]":
        """What happened, is planned or was denied between two countries, each happening once, in order of day.

        `types` are PLOVER's, `limit` keeps the last ones. Raises `bilat.errors.UsageError`; so do the other views.
        """
        from bilat.relations import naming, timeline

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        today = days["as_of"] or today_in_utc()
        with self.store.reading() as connection:
            return timeline.timeline(connection, *pair, **days, today=today, types=types, status=status, limit=limit)

    def tone(
        self,
        first: str,
        second: str,
        *,
        by: str = "month",
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> "Rows[TonePeriod]":
        """How two countries dealt with each other: the mean intensity of what occurred by period, with an interval."""
        from bilat.relations import naming, tone

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return tone.tone(connection, *pair, by=by, **days)

    def statements(
        self,
        *,
        speaker: str | None = None,
        country: str | None = None,
        about: str | None = None,
        act: str | Iterable[str] | None = None,
        words: str | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        limit: int | None = None,
    ) -> "Rows[StatementLine]":
        """Who said what, in order of day, each statement once.

        `speaker` is an actor's id or part of a name, `country` the side that is spoken for, `about` a topic, `words`
        what is said in whatever form; `limit` keeps the last ones.
        """
        from bilat.relations import naming, statements

        days = naming.asked_days(since, until, as_of)
        side = naming.country_code(country) if country is not None else None
        with self.store.reading() as connection:
            return statements.said(
                connection, speaker=speaker, country=side, about=about, act=act, words=words, limit=limit, **days
            )

    def lines(
        self,
        country: str,
        about: str | None = None,
        *,
        by: str = "month",
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> "Rows[LinePeriod]":
        """What a side said on a topic, or on each topic, period by period, with what changed."""
        from bilat.relations import naming, statements

        side, days = naming.country_code(country), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return statements.lines(connection, side, about, by=by, **days)

    def talks(
        self, first: str, second: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> "Rows[TalksThread]":
        """Negotiations between two countries: rounds, offers, conditions, deadlines, and who said what about them."""
        from bilat.relations import naming, talks

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return talks.negotiations(connection, *pair, **days)

    def agreements(
        self, first: str, second: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> "Rows[AgreementHistory]":
        """The agreements of two countries that reports name, each with its names and its history."""
        from bilat.relations import agreements, naming

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return agreements.named_agreements(connection, *pair, **days)

    def measures(
        self,
        by: str | None = None,
        against: str | None = None,
        on: str | None = None,
        as_of: str | None = None,
        *,
        proposed: bool = False,
    ) -> "Rows[KnownMeasure]":
        """Measures and whether they are in force on a day in the world, by default today: yes, no, due or unknown.

        `proposed` adds what is only called for, with no rate, sum or law to know it by.
        """
        from bilat.relations import measures, naming

        day = naming.iso_day(on, "on") or today_in_utc()
        sides = {
            "by": None if by is None else naming.country_code(by),
            "against": None if against is None else naming.country_code(against),
        }
        with self.store.reading() as connection:
            return measures.measures(
                connection, **sides, on=day, as_of=naming.iso_day(as_of, "as_of"), proposed=proposed
            )

    def added_duty(self, by: str, against: str, on: str | None = None, as_of: str | None = None) -> "AddedDuty | None":
        """The duty that one country adds on all goods of another; None where it is not known, or not to add up."""
        from bilat.relations import added_duty, naming

        day = naming.iso_day(on, "on") or today_in_utc()
        imposer, target = naming.pair_codes(by, against)
        with self.store.reading() as connection:
            return added_duty.added_duty(
                connection, by=imposer, against=target, on=day, as_of=naming.iso_day(as_of, "as_of")
            )

    def stories(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        country: str | None = None,
        limit: int | None = None,
    ) -> "Rows[Story]":
        """Reports on the same news, whatever it is about; those stories that have a report of these days.

        `country` keeps stories in which it, or somebody of it, acts; `limit` the last ones.
        """
        from bilat.relations import naming, stories

        days = naming.asked_days(since, until, as_of)
        code = naming.country_code(country) if country is not None else None
        with self.store.reading() as connection:
            return stories.told_stories(connection, country=code, limit=limit, **days)


def today_in_utc() -> str:
    """The day that is asked about, and known by, where a question names none."""
    return datetime.now(UTC).date().isoformat()
