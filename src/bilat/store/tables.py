"""The tables of the record, for SQLite and PostgreSQL alike.

What reports say is kept as it was read (`readings`), and once more in columns to be asked for (`events`, `measures`,
`statements`, …): those rows are made from the Reading and the corrections, and can be made again. An item of a report
is an *account*: `events` holds accounts of events, and those that tell one happening share `happening`; so do accounts
of one measure (`chain`) and of one negotiation (`thread`). What is known of a happening is worked out from its accounts
when it is asked for, so that `--as-of` sees only what had been published by then.

Days are ISO texts, `2025-12-11`; lists and objects are JSON texts; truth is 0 or 1. Spans are code points.
"""

import sqlalchemy as sa

from bilat.store.columns import key as _key
from bilat.store.columns import metadata as metadata
from bilat.store.columns import number as _number
from bilat.store.columns import table as _table
from bilat.store.columns import text as _text
from bilat.store.columns import to as _to
from bilat.store.columns import whole as _whole
from bilat.store.feed_tables import feed_addresses as feed_addresses
from bilat.store.feed_tables import feed_items as feed_items
from bilat.store.feed_tables import feeds as feeds

# Raised with every change of the tables; migrations/ holds a step for each.
VERSION = 2


def _when(name: str) -> tuple[sa.Column[str], ...]:
    """A time as TIMEX3 value, first and last possible day, precision; all null where nothing is known."""
    return _text(name), _text(f"{name}_start"), _text(f"{name}_end"), _text(f"{name}_precision")


def _place() -> tuple[sa.Column[object], ...]:
    """Where the words of an item stand: in the title or the text, from and to (4 bytes, as a server's substr asks)."""
    return (  # type: ignore[return-value]  # a Column's type is its value's
        _text("located_in", nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
    )


def _link() -> tuple[sa.Column[object], ...]:
    """Why an account stands in its group: words for a person, how alike (0 to 1), which rule or correction."""
    return _text("link_reason"), _number("link_score"), _text("link_by")  # type: ignore[return-value]


meta = _table("meta", _text("name", primary_key=True), _text("value", nullable=False))

# Who has opened the record for writing, so that somebody who waits can be told.
writers = _table(
    "writers", _key("writer"), _whole("process"), _text("host"), _text("command"), _text("since"),
)  # fmt: skip

stories = _table("stories", _key("story"), _text("id", nullable=False, unique=True))

# One row a revision of a report; `superseded_on` is the day from which a later revision was known.
reports = _table(
    "reports",
    _key("report"),
    _text("id", nullable=False),
    _whole("revision", nullable=False),
    _text("url"),
    _text("address"),  # a key of the url, the same for all addresses of one page
    _text("title"),
    _text("published"),
    _text("known_day", nullable=False),  # the day of publication, or of adding where that is unknown
    _text("superseded_on"),
    _text("source"),
    _text("origin"),  # the agency that filed it, or else the source: what independence is counted by
    _text("language"),
    _text("kind", nullable=False),
    _text("digest", nullable=False),  # of title, text and published: the same digest is the same revision
    _text("scope", nullable=False),
    _text("reader", nullable=False),  # versions of rules, codebook and models
    _text("added_at", nullable=False),
    _to("story", "stories.story", index=False, nullable=True),
    *_link(),
    _to("copy_of", "reports.report", nullable=True),  # the first report that has these words
    _number("copy_score"),
    _text("text", nullable=False),  # last: what stands behind a long text is slow to reach
    sa.UniqueConstraint("id", "revision"),
    sa.Index("reports_address", "address"),
    sa.Index("reports_known_day", "known_day"),
    # Holds what it takes to tell the last stories, so that no report has to be looked into.
    sa.Index("reports_story", "story", "known_day", "superseded_on"),
)

# The Reading as JSON, compressed with zlib; `text` is empty in it and stands in `reports`.
readings = _table(
    "readings",
    _to("report", "reports.report", index=False),
    sa.Column("reading", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("report"),
)

# `state` is the country whose act it is when the actor acts; null for companies and private persons.
actors = _table(
    "actors",
    _to("report", "reports.report", index=False),
    _text("actor", nullable=False),
    _text("name", nullable=False),
    _text("kind", nullable=False),
    _text("country"),
    _text("sector"),
    _text("role"),
    _text("state"),
    sa.PrimaryKeyConstraint("report", "actor"),
    sa.Index("actors_actor", "actor"),
)

# Near-duplicates are looked for by bands of MinHash signatures (`bilat.linking.copies`), among reports of some weeks.
# `week` counts from the first day of the year 1, so that what comes in stands together.
report_bands = _table(
    "report_bands",
    _whole("week", nullable=False),
    _whole("band", nullable=False),
    _to("report", "reports.report", index=False),
    sa.PrimaryKeyConstraint("week", "band", "report"),
    rowid=False,
)

# What stories are found by (`bilat.linking.stories`): the words of a report that tell most, the reports that have a
# word, and in how many stories each word was used ("" stands for the number of stories).
report_vectors = _table(
    "report_vectors",
    _to("report", "reports.report", index=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
    sa.PrimaryKeyConstraint("report"),
)

story_words = _table(
    "story_words",
    _text("word", nullable=False),
    _to("report", "reports.report", index=False),
    sa.PrimaryKeyConstraint("word", "report"),
    rowid=False,
)

word_counts = _table("word_counts", _text("word", primary_key=True), _whole("stories", nullable=False), rowid=False)

happenings = _table("happenings", _key("happening"), _text("id", nullable=False, unique=True))

events = _table(
    "events",
    _key("event"),
    _to("report", "reports.report"),
    _text("item", nullable=False),  # the id in the Reading
    _to("happening", "happenings.happening", nullable=True),
    _text("type", nullable=False),
    _text("mode"),
    _text("contexts"),
    _text("status", nullable=False),
    _text("source", nullable=False),  # ids of actors
    _text("target", nullable=False),
    *_when("time"),
    _text("day", nullable=False),  # the first day of `time`, or the day the report was known
    _text("place"),
    _text("place_country"),
    _text("topics"),
    _number("intensity"),
    _number("score"),
    _text("according_to"),
    *_place(),
    _text("by", nullable=False),
    _text("corrected"),  # the fields that a person has set
    _whole("dropped", nullable=False),  # 1: a person has said that it is no event
    *_link(),
    sa.UniqueConstraint("report", "item"),
)

# The pairs of countries that an event is between, "IND-USA" in alphabetical order; source and target are null where the
# event has no direction.
event_pairs = _table(
    "event_pairs",
    _text("pair", nullable=False),
    _text("day", nullable=False),
    _to("event", "events.event"),
    _text("source"),
    _text("target"),
    sa.PrimaryKeyConstraint("pair", "day", "event"),
    sa.Index("event_pairs_latest", "pair", "event"),
)

chains = _table("chains", _key("chain"), _text("id", nullable=False, unique=True))

measures = _table(
    "measures",
    _key("measure"),
    _to("report", "reports.report"),
    _text("item", nullable=False),
    _to("chain", "chains.chain", nullable=True),
    _text("kind", nullable=False),
    _text("scope", nullable=False),
    _number("rate"),
    _text("unit"),
    _number("amount"),
    _text("currency"),
    _text("goods"),
    _text("basis"),
    _text("reason"),
    _text("exemptions"),
    *_when("announced"),
    *_when("effective"),
    *_when("ended"),
    _text("status", nullable=False),
    _text("in_addition_to"),  # ids of measures in the same Reading
    _text("replaces"),
    _text("according_to"),
    *_place(),
    _text("evidence"),
    _text("called"),  # the words of all places of the report that tell it
    _text("by", nullable=False),
    _text("corrected"),
    _whole("dropped", nullable=False),
    *_link(),
    sa.UniqueConstraint("report", "item"),
)

# Who imposes a measure on whom, as countries; `target` is "" where the report names nobody.
measure_parties = _table(
    "measure_parties",
    _text("imposer", nullable=False),
    _text("target", nullable=False),
    _to("measure", "measures.measure"),
    _number("rate"),  # that of the measure, to find others of this rate between the two
    sa.PrimaryKeyConstraint("imposer", "target", "measure"),
    sa.Index("measure_parties_rate", "imposer", "target", "rate", "measure"),
    sa.Index("measure_parties_imposer", "imposer", "measure"),
    sa.Index("measure_parties_target", "target", "measure"),
)

statements = _table(
    "statements",
    _key("statement"),
    _to("report", "reports.report"),
    _text("item", nullable=False),
    _text("speaker"),  # id of an actor
    _text("speaker_name"),
    _text("speaker_country"),
    _text("side"),  # the country that the speaker speaks for
    _text("act", nullable=False),
    _text("kind", nullable=False),
    _text("medium", nullable=False),
    _text("addressee"),
    *_when("time"),
    _text("day", nullable=False),
    _text("polarity", nullable=False),
    _text("topics"),
    _text("content", nullable=False),
    _text("same_as"),
    *_place(),
    _text("by", nullable=False),
    _text("corrected"),
    _whole("dropped", nullable=False),
    sa.UniqueConstraint("report", "item"),
    sa.Index("statements_speaker", "speaker", "day"),
    sa.Index("statements_side", "side", "day"),
    sa.Index("statements_speaker_name", "speaker_name"),
    sa.Index("statements_day", "day", "statement"),
)

statement_topics = _table(
    "statement_topics",
    _text("topic", nullable=False),
    _text("day", nullable=False),
    _to("statement", "statements.statement"),
    sa.PrimaryKeyConstraint("topic", "day", "statement"),
)

threads = _table("threads", _key("thread"), _text("id", nullable=False, unique=True))

talks = _table(
    "talks",
    _key("talks"),
    _to("report", "reports.report"),
    _text("item", nullable=False),
    _to("thread", "threads.thread", nullable=True),
    _text("subject"),
    _text("agreement"),
    _text("status", nullable=False),
    *_when("deadline"),
    _text("day", nullable=False),
    _text("body", nullable=False),  # the whole item as JSON: round, offers, conditions
    *_place(),
    _text("by", nullable=False),
    _text("corrected"),
    _whole("dropped", nullable=False),
    *_link(),
    sa.UniqueConstraint("report", "item"),
)

talks_pairs = _table(
    "talks_pairs",
    _text("pair", nullable=False),
    _text("day", nullable=False),
    _to("talks", "talks.talks"),
    sa.PrimaryKeyConstraint("pair", "day", "talks"),
    sa.Index("talks_pairs_latest", "pair", "talks"),
)

agreements = _table(
    "agreements",
    _key("agreement"),
    _to("report", "reports.report"),
    _text("item", nullable=False),
    _text("name", nullable=False),
    _text("expansion"),
    _text("parties"),  # codes of countries
    *_place(),
    _text("by", nullable=False),
    sa.UniqueConstraint("report", "item"),
    sa.Index("agreements_name", "name"),
)

topics = _table(
    "topics",
    _to("report", "reports.report", index=False),
    _text("topic", nullable=False),
    sa.PrimaryKeyConstraint("report", "topic"),
    sa.Index("topics_topic", "topic"),
)

# What people have said of the record; null `undone_at` means that it holds.
corrections = _table(
    "corrections",
    _key("correction"),
    _text("made_at", nullable=False),
    _text("author", nullable=False),
    _text("kind", nullable=False),  # merge, split, set, drop
    _text("accounts_of", nullable=False),  # events, measures, statements or talks
    _text("field"),
    _text("value"),  # what a field was set to
    _text("note"),
    _text("before"),  # how accounts were linked before a merge or split, so that it can be undone
    _text("undone_at"),
    _text("undone_by"),
)

# The accounts that a correction speaks of, by ids that come from content, and the words they stood on. A merge says
# that those of both sides tell one thing, a split that the two sides tell two.
correction_items = _table(
    "correction_items",
    _to("correction", "corrections.correction"),
    _whole("side", nullable=False),  # 1 or 2
    _text("report", nullable=False),  # the id of the report
    _text("item", nullable=False),
    *_place(),
    sa.PrimaryKeyConstraint("correction", "report", "item"),
    sa.Index("correction_items_item", "report", "item"),
)

# Saved questions. What is new to one is what a report with a higher key than `from_report` was the first to tell.
alerts = _table(
    "alerts",
    _key("alert"),
    _text("name", nullable=False, unique=True),
    _text("first", nullable=False),  # the pair of countries
    _text("second", nullable=False),
    _text("type"),
    _text("person"),
    _text("topic"),
    _whole("measures", nullable=False),  # 1: measures that change state
    _text("webhook"),
    _text("created_at", nullable=False),
    _whole("from_report", nullable=False),
    _text("gone_at"),  # when the webhook answered that it is gone for good
)

# One row for each entry that a webhook was, or is to be, told of.
alert_deliveries = _table(
    "alert_deliveries",
    _key("delivery"),
    _to("alert", "alerts.alert", index=False),
    _text("entry", nullable=False),
    _text("body", nullable=False),  # the JSON that is sent
    _text("state", nullable=False),  # pending, sending, sent, failed
    _whole("tries", nullable=False),
    _number("next_at"),  # seconds since 1970
    _text("error"),
    _text("sent_at"),
    sa.UniqueConstraint("alert", "entry"),
    sa.Index("alert_deliveries_state", "state"),
)

# Who may write over HTTP, and read where a server asks for it. Of a token only its digest is kept.
tokens = _table(
    "tokens",
    _key("token"),
    _text("name", nullable=False, unique=True),
    _text("digest", nullable=False, unique=True),
    _text("created_at", nullable=False),
    _text("last_used_at"),
    _text("revoked_at"),
)
