"""The tables of feeds: which are followed, when each is polled next, and what became of every item seen in one.

Moments that people read are ISO texts; those that are compared with a clock are seconds since 1970.
"""

import sqlalchemy as sa

from bilat.store.columns import key, number, table, text, to, whole

feeds = table(
    "feeds",
    key("feed"),
    text("address", nullable=False, unique=True),  # where it is now, passwords and tokens included
    text("title"),  # what it calls itself
    text("name"),  # what a person calls it
    text("folder"),
    text("home"),  # the page that it belongs to
    text("added_at", nullable=False),
    text("state", nullable=False),  # active, stopped
    text("stopped_because"),
    number("next_poll"),
    whole("failures", nullable=False),  # since it last answered well
    text("tried_at"),
    text("succeeded_at"),
    text("failed_at"),
    text("error"),  # what went wrong when it last failed
    text("notice"),  # what is odd about its last answer, though items could be read
    whole("status"),  # of the last answer
    number("latency"),  # seconds that the last answer took
    text("etag"),
    text("modified"),  # the header Last-Modified, as it came
    text("digest"),  # of the last body
    number("whole_at"),  # when it was last fetched whole
    sa.Index("feeds_next_poll", "state", "next_poll"),
)

# Every address that has led to a feed: as it was given, and those that it has moved to for good.
feed_addresses = table(
    "feed_addresses", text("address", primary_key=True), to("feed", "feeds.feed"), rowid=False
)  # fmt: skip

# One row for each item of each feed. `feed` is null where the feed was removed.
feed_items = table(
    "feed_items",
    key("item"),
    to("feed", "feeds.feed", nullable=True),
    text("key", nullable=False),  # what the item is known again by in its feed
    text("guid"),
    text("address"),  # the key of its page's address, equal for one page however it is addressed
    text("site"),  # the host, for pauses between requests, and for who may speak of the same report
    text("url"),
    text("title"),
    text("published"),
    text("digest", nullable=False),  # of title, date and text: another digest is another version
    text("words"),  # digest of the words of what was read, by which the same text is known at another address
    text("seen_at", nullable=False),
    text("state", nullable=False),  # waiting, kept, dropped
    text("reason"),  # why it was dropped
    text("detail"),  # what else there is to say: why its page was not to be had, what went wrong last
    text("report"),  # the id of the report that it became
    text("outcome"),  # new, revision, unchanged
    text("text_from"),  # page, feed
    whole("tries", nullable=False),
    number("next_try"),
    number("settled"),  # when it was last kept or dropped
    text("entry"),  # the item as JSON, while it waits
    sa.UniqueConstraint("feed", "key"),
    sa.Index("feed_items_address", "address"),
    sa.Index("feed_items_guid", "guid"),
    sa.Index("feed_items_words", "words"),
    sa.Index("feed_items_waiting", "state", "next_try"),
    sa.Index("feed_items_report", "report"),
    sa.Index("feed_items_site", "site"),
)
