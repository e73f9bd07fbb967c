"""What tests read reports with where reading is not what they try: it sees names of two countries or does not."""

from bilat.feeds.keeping import OUT_OF_SCOPE
from bilat.records import Document, Reading, Skipped
from tests.feed_news import PAIRS

_NAMES = {name for pair in PAIRS for name in pair[:2]}


def quick_read(document: Document) -> Reading:
    named = {name for name in _NAMES if name in document.text or name in (document.title or "")}
    if len(named) > 1:
        return Reading(document=document)
    skipped = Skipped(span=(0, len(document.text)), reason=OUT_OF_SCOPE, by="tests/1")
    return Reading(document=document, skipped=(skipped,))
