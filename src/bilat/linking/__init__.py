"""Which reports are copies of one another, which tell the same news, and which accounts tell the same event or measure.

A report is placed when it comes, in time that does not grow with the record: each module asks the record only for what
shares a pair of countries and a time, or words, with the report. Every link keeps its reason and score. What a person
has merged or split stands above all of it (`bilat.store.corrections`).
"""

import sqlalchemy as sa


def place(connection: sa.Connection, report: int) -> None:
    """Links a report that was just put in, and all its accounts, to what the record holds."""
    from bilat.linking import copies, stories

    copies.place(connection, report)
    stories.place(connection, report)
    place_accounts(connection, report)


def place_accounts(connection: sa.Connection, report: int) -> None:
    """Links those accounts of a report that have no group yet; which words it has, and which news, stays as it was."""
    from bilat.linking import events, measures, talks

    events.place(connection, report)
    measures.place(connection, report)
    talks.place(connection, report)
