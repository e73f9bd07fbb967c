"""An alert as an Atom 1.0 feed (RFC 4287): ids stay, times are those of the record, nothing of a report is markup."""

import uuid
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from bilat.relations.alerts import Alert, Entry
from bilat.relations.known import Source
from bilat.relations.naming import country_name
from bilat.view.safe import one_line, safe_url

NAMESPACE = "http://www.w3.org/2005/Atom"
# Ids are made from names under this one; a feed or an entry keeps its id wherever the record lies.
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, "https://bilat.invalid/atom")


def feed(alert: Alert, entries: Sequence[Entry]) -> bytes:
    """The feed as UTF-8 XML; the newest entry first."""
    Xml.register_namespace("", NAMESPACE)
    root = Xml.Element(f"{{{NAMESPACE}}}feed")
    names = " – ".join(country_name(code) for code in alert.pair)
    _put(root, "title", f"{alert.name} ({names})")
    _put(root, "id", _id("alert", alert.name))
    _put(root, "updated", max((entry.last_added for entry in entries), default=alert.created_at))
    _put(_put(root, "author"), "name", "bilat")
    _put(root, "generator", "bilat")
    for entry in entries:
        _put_entry(root, entry)
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _put_entry(root: Xml.Element, entry: Entry) -> None:
    element = _put(root, "entry")
    _put(element, "title", f"{entry.title}{', ' + entry.day if entry.day else ''}")
    _put(element, "id", _id("entry", entry.id))
    _put(element, "published", entry.first_added)
    _put(element, "updated", entry.last_added)
    for url in dict.fromkeys(url for source in entry.sources if (url := safe_url(source.url))):
        rel = "alternate" if element.find(f"{{{NAMESPACE}}}link") is None else "related"
        _put(element, "link").attrib.update(rel=rel, href=url)
    for term in (entry.type, *entry.topics):
        _put(element, "category").set("term", one_line(term))
    _put(element, "content", "\n\n".join(_told(source) for source in entry.sources)).set("type", "text")


def _told(source: Source) -> str:
    where = ", ".join(part for part in (source.source, source.title, source.published) if part) or source.report
    return f"“{one_line(source.words).strip()}” — {one_line(where)}"


def _put(parent: Xml.Element, name: str, text: str | None = None) -> Xml.Element:
    element = Xml.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text is not None:
        element.text = one_line(text) if name != "content" else text
    return element


def _id(kind: str, name: str) -> str:
    return uuid.uuid5(_IDS, f"{kind}:{name}").urn
