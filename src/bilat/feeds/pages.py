"""The text of an item: that of its page, or else the feed's own."""

from dataclasses import dataclass

from bilat.documents.addresses import clean
from bilat.documents.html import Article, read_page
from bilat.documents.web import PAGE_TYPES
from bilat.errors import InputError
from bilat.feeds.desk import Desk
from bilat.feeds.fetching import Answer, Fetcher, FetchError, Limits
from bilat.feeds.formats import Item
from bilat.feeds.robots import Robots
from bilat.feeds.sameness import is_about, is_front_page

_ACCEPT = "text/html, application/xhtml+xml;q=0.9"


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page, and the address that it was found at."""

    article: Article
    url: str


@dataclass(frozen=True, slots=True)
class NoPage:
    """Why there is none; `may_help`: another try may do better; `after`: the seconds that the server asks for."""

    problem: str
    may_help: bool = False
    after: float | None = None


class Pages:
    """Fetches pages of reports, as far as their robots.txt allows it."""

    def __init__(self, desk: Desk, fetcher: Fetcher, robots: Robots, limits: Limits) -> None:
        """`limits` are for one page."""
        self._desk, self._fetcher, self._robots, self._limits = desk, fetcher, robots, limits

    async def page(self, item: Item) -> Page | NoPage:
        """The page of an item."""
        if item.url is None:
            return NoPage("the feed names no page")
        try:
            answer = await self._fetcher.get(item.url, self._limits, {"Accept": _ACCEPT}, before=self._robots.check)
        except FetchError as error:
            return NoPage(error.problem, error.may_help, error.after)
        if answer.status != 200:
            return NoPage(f"the server answers {answer.status}")
        if answer.type is not None and answer.type not in PAGE_TYPES:
            return NoPage(f"the page is {answer.type[:60]}")
        if is_front_page(answer.url):
            return NoPage("the page leads to the front page")
        try:
            return await self._desk.think(lambda: _article(answer, item))
        except InputError as error:
            return NoPage(f"the page {error.problem}")


def _article(answer: Answer, item: Item) -> Page | NoPage:
    """Raises `InputError` where the page holds no article."""
    article = read_page(answer.data, "page", url=answer.url, charset=answer.charset)
    if not is_about(item.title, article.title, article.text):
        return NoPage("the page is about something else than the item's title")
    if len(article.text.split()) < len(item.text.split()):
        return NoPage("the page holds less than the feed")
    return Page(article, clean(answer.url))
