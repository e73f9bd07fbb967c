"""The templates of the pages: everything a report, a feed or a person says is escaped and made harmless."""

import functools

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bilat.serve import words
from bilat.view.html import reading_as_part
from bilat.view.safe import safe_url, visible


@functools.cache
def environment() -> Environment:
    """The templates. A value is escaped where it is written; `safe` links only where http or https leads."""
    made = Environment(
        loader=PackageLoader("bilat.serve", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {**words.FILTERS, "safe_url": safe_url}
    made.globals |= {**words.GLOBALS, "marked_reading": reading_as_part}
    return made


def _harmless(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
