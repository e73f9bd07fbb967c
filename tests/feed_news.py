"""Invented news, and the feeds and pages that carry it, made from templates: papers and acts that never were."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

PAIRS = (
    ("India", "the United States", "Indian", "Washington"),
    ("Japan", "Australia", "Japanese", "Canberra"),
    ("Brazil", "China", "Brazilian", "Beijing"),
    ("France", "Morocco", "French", "Rabat"),
    ("Kenya", "Germany", "Kenyan", "Berlin"),
    ("Canada", "Mexico", "Canadian", "Mexico City"),
    ("Turkey", "Egypt", "Turkish", "Cairo"),
    ("Vietnam", "South Korea", "Vietnamese", "Seoul"),
)
GOODS = ("copper pipes", "rice", "solar panels", "tractors", "cotton yarn", "sea salt", "bicycles", "tea", "fertiliser")
ACTS = (
    "{a} raised its tariff on {goods} from {b} to {rate} percent on {day}.",
    "{a} and {b} opened talks in {city} on {day} about trade in {goods}.",
    "{a} accused {b} on {day} of selling {goods} below cost.",
    "{a} said on {day} it would lift its ban on {goods} from {b} next month.",
    "{a} signed an agreement with {b} on {day} to share inspection of {goods}.",
)
MORE = (
    "The {adjective} trade ministry said in statement {number} that the step followed {count} weeks of letters.",
    'A {adjective} official told reporters: "We have {count} points left to settle, and none of them is easy."',
    "Shipments of {goods} between the two reached {count}0 million dollars in the first quarter, customs figures show.",
    "Importers in {city} said that orders for {goods} had been held back since the weekend.",
    "The two governments are to meet again in {city} within {count} days.",
)
HOME = (
    "The village of Upper Marsh opened its new footbridge on {day} after {count} years of waiting.",
    "Goalkeeper number {number} saved {count} penalties on {day} as the harbour team won the county cup.",
    "A bakery in the old market sold its loaf number {number} on {day}.",
)
HOME_MORE = (
    "Neighbours had brought {count} cakes and a brass band.",
    "The mayor said that number {number} was a lucky one for everybody in the street.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(frozen=True, slots=True)
class Story:
    """A report as its paper has it. `published` in seconds since 1970; not `abroad`, it is about one country."""

    number: int
    host: str
    path: str
    title: str
    paragraphs: tuple[str, ...]
    published: float
    abroad: bool = True

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    def edited(self) -> "Story":
        """The same with another title, and a sentence more."""
        more = f"This report, number {self.number}, was corrected after it was first published."
        return replace(self, title=f"Updated: {self.title}", paragraphs=(*self.paragraphs, more))


def story(number: int, host: str, published: float, *, abroad: bool = True, seed: int = 6) -> Story:
    """A story that no other number has."""
    chance = random.Random(f"{seed} {number}")
    a, b, adjective, city = chance.choice(PAIRS)
    words = {
        "a": a, "b": b, "adjective": adjective, "city": city, "goods": chance.choice(GOODS),
        "day": DAYS[min(datetime.fromtimestamp(published, UTC).weekday(), 4)], "number": 1_000 + number,
        "count": chance.randint(2, 40), "rate": chance.randint(3, 60),
    }  # fmt: skip
    first = chance.choice(ACTS if abroad else HOME).format_map(words)
    rest = chance.sample(MORE, 3) if abroad else list(HOME_MORE)
    title = (
        f"{first.partition(' on ')[0]} (No. {number})"
        if abroad
        else f"Local news No. {number}: {first.split(',')[0][:50]}"
    )
    paragraphs = (
        first,
        *(each.format_map(words) for each in rest),
        f"The files of the case carry the number {number * 7919}.",
    )
    return Story(number, host, f"/{number}/report-{number}", title, paragraphs, published, abroad)


def page(story: Story, paper: str) -> bytes:
    """The page of a report."""
    day = datetime.fromtimestamp(story.published, UTC).isoformat()
    body, title = "".join(f"<p>{escape(each)}</p>" for each in story.paragraphs), escape(story.title)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta property='og:title' content=\"{title}\"><meta property='og:site_name' content='{escape(paper)}'>"
        f"<meta property='article:published_time' content='{day}'></head><body><nav>Home World Sport</nav>"
        f"<article><h1>{escape(story.title)}</h1>{body}</article><footer>All rights kept</footer></body></html>"
    ).encode()


def rss(stories: Sequence[Story], title: str, link: str, *, tracking: str = "", full: bool = False) -> bytes:
    """An RSS feed; `link` is the start of all addresses."""
    items = "".join(
        f"<item><title>{escape(each.title)}</title><link>{escape(link + each.path + tracking)}</link>"
        f'<guid isPermaLink="false">{each.host}-{each.number}</guid><pubDate>{_rfc(each.published)}</pubDate>'
        f"<description>{_summary(each, full)}</description></item>"
        for each in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{escape(link)}/</link><description>x</description>{items}</channel></rss>"
    ).encode()


def atom(stories: Sequence[Story], title: str, link: str, *, tracking: str = "") -> bytes:
    """An Atom feed."""
    items = "".join(
        f"<entry><id>tag:{each.host},2026:{each.number}</id><title>{escape(each.title)}</title>"
        f'<link href="{escape(link + each.path + tracking)}"/><updated>{_iso(each.published)}</updated>'
        f"<published>{_iso(each.published)}</published><summary>{escape(each.paragraphs[0])}</summary></entry>"
        for each in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{escape(link)}</id><title>{escape(title)}</title><updated>2026-03-02T00:00:00Z</updated>{items}</feed>"
    ).encode()


def json_feed(stories: Sequence[Story], title: str, link: str, *, tracking: str = "") -> bytes:
    """A JSON Feed."""
    items = [
        {
            "id": f"{each.host}/{each.number}",
            "url": link + each.path + tracking,
            "title": each.title,
            "content_text": each.paragraphs[0],
            "date_published": _iso(each.published),
        }
        for each in stories
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}).encode()


def _summary(story: Story, full: bool) -> str:
    return escape(f"<p>{escape(story.text if full else story.paragraphs[0])}</p>")


def _rfc(seconds: float) -> str:
    return format_datetime(datetime.fromtimestamp(seconds, UTC))


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
