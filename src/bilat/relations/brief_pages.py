"""A brief as Markdown or as an HTML page of its own. Words of reports are text in both, never markup."""

import base64
import functools
import hashlib
import re
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import bilat
from bilat.relations.brief import Brief, Reference
from bilat.view.safe import one_line, safe_url

# What Markdown takes for markup; "<" and "&" would be HTML.
_MARKUP = re.compile(r"([\\`*_{}\[\]#|~!])")
# An ampersand that would begin an entity.
_ENTITY = re.compile(r"&(?=#?\w+;)")


def to_markdown(brief: Brief) -> str:
    """The page as Markdown (CommonMark), with a line end."""
    text = _markdown().get_template("brief.md.j2").render(_view(brief))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def to_html(brief: Brief) -> str:
    """The page as HTML. It asks the network for nothing, and forbids itself to."""
    style = Markup((files("bilat.relations") / "templates" / "brief.css").read_text(encoding="utf-8"))  # noqa: S704 -- ours
    digest = base64.b64encode(hashlib.sha256(str(style).encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _html().get_template("brief.html.j2").render(_view(brief), style=style, policy=policy)


def _view(brief: Brief) -> dict[str, object]:
    reports = f"{brief.reports} report{'' if brief.reports == 1 else 's'}"
    sources = f"{brief.independent_sources} source{'' if brief.independent_sources == 1 else 's'}"
    return {
        "brief": brief,
        "counts": f"It rests on {reports} by {sources}",
        "cited": _cited,
        "url": _url,
        "version": bilat.__version__,
    }


def _cited(one: Reference) -> str:
    title = f"“{one_line(one.title).strip()}”" if one.title else None
    return ", ".join(part for part in (title, one.source, one.published) if part) or "a report without title and source"


def _url(one: Reference) -> str | None:
    """The address where it may be followed; it holds no character that ends a link."""
    url = safe_url(one.url)
    return Markup(url.replace("&", "&amp;")) if url else None  # noqa: S704 -- no quote or angle bracket gets through


@functools.cache
def _html() -> Environment:
    return Environment(
        loader=PackageLoader("bilat.relations", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _markdown() -> Environment:
    return Environment(
        loader=PackageLoader("bilat.relations", "templates"),
        autoescape=False,  # noqa: S701 -- every value is escaped for Markdown by `finalize`
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _harmless(value: object) -> object:
    return one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _plain(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _MARKUP.sub(r"\\\1", _ENTITY.sub("&amp;", one_line(value)).replace("<", "&lt;").replace(">", "&gt;"))
