"""The reports behind the lines of a view: sentences around words, names of actors, speakers of statements."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from bilat.records import Span, Where
from bilat.relations.happenings import Party
from bilat.relations.known import REPORT_COLUMNS, Source, chunks, corrected_of
from bilat.relations.naming import country_name
from bilat.relations.sentences import sentence_around
from bilat.store.tables import actors, reports, statements


class Told:
    """Some reports, loaded at once. Made for views of few reports: it holds their texts."""

    def __init__(self, connection: sa.Connection, keys: Iterable[int]) -> None:
        """`keys` are those of the reports."""
        self._reports: dict[int, sa.Row[Any]] = {}
        self._parties: dict[tuple[int, str], Party] = {}
        self._speakers: dict[tuple[int, str], str] = {}
        a, s = actors.c, statements.c
        for chunk in chunks(sorted(set(keys))):
            texts = sa.select(reports.c.report, reports.c.text, *REPORT_COLUMNS).where(reports.c.report.in_(chunk))
            self._reports |= {row.report: row for row in connection.execute(texts)}
            people = sa.select(a.report, a.actor, a.name, a.country).where(a.report.in_(chunk))
            for row in connection.execute(people):
                self._parties[row.report, row.actor] = Party(id=row.actor, name=row.name, country=row.country)
            said = sa.select(s.report, s.item, s.speaker_name).where(s.report.in_(chunk), s.speaker_name.is_not(None))
            self._speakers |= {(row.report, row.item): row.speaker_name for row in connection.execute(said)}

    def party(self, report: int, actor: str) -> Party:
        """An actor as a report names it; a country's code stands for itself."""
        found = self._parties.get((report, actor))
        return found or Party(id=actor, name=country_name(actor), country=None)

    def speaker(self, report: int, statement: str | None) -> str | None:
        """Who says so."""
        return self._speakers.get((report, statement)) if statement else None

    def sentence(self, report: int, where: Where, span: Span) -> Span:
        """The sentence around some words."""
        return sentence_around(self._text(report, where), span)

    def words(self, report: int, where: Where, span: Span) -> str:
        """The words of a span."""
        return self._text(report, where)[span[0] : span[1]]

    def source(self, report: int, item: str, by: str, where: Where, span: Span, corrected: str | None = None) -> Source:
        """The sentence around an item's words, as a source."""
        row, span = self._reports[report], self.sentence(report, where, span)
        return Source(
            report=row.report_id,
            revision=row.report_revision,
            item=item,
            title=row.report_title,
            source=row.report_source,
            published=row.report_published,
            url=row.report_url,
            words=self.words(report, where, span),
            span=span,
            where=where,
            by=by,
            corrected=corrected_of(corrected),
        )

    def _text(self, report: int, where: Where) -> str:
        row = self._reports[report]
        return (row.report_title or "") if where == "title" else str(row.text)
