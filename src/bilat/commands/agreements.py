"""`bilat agreements`."""

from rich.console import Console

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import counted, hanging, indented, known_told, pair_told, quoted, sources_told, text
from bilat.record import Record
from bilat.relations.agreements import AgreementHistory, AgreementNews
from bilat.relations.naming import pair_codes
from bilat.view.wording import ACTS, status

# Of a long history so much is shown; --json has all.
MOST_NEWS = 12
_DAY = 12


def agreements_command(
    first: str, second: str, *, since: str | None, until: str | None, as_of: str | None, db: str | None, as_json: bool
) -> None:
    """Write the agreements of two countries."""
    with Record(db, create=False) as record:
        found = record.agreements(first, second, since=since, until=until, as_of=as_of)
    if in_lines(as_json):
        for agreement in found:
            write_json(agreement)
        return
    console = Console()
    console.print(text(pair_told(pair_codes(first, second)), "bold"))
    console.print(text(f"{counted(len(found), 'agreement')} named in reports {known_told(as_of)}", "dim"))
    for agreement in found:
        _print(agreement, console)


def _print(agreement: AgreementHistory, console: Console) -> None:
    console.print()
    head = text(agreement.name, "bold")
    if agreement.expansion and agreement.expansion != agreement.name:
        head.append_text(text(f" – {agreement.expansion}"))
    if agreement.talks:
        head.append(f"  talks {status(agreement.talks)}", "yellow")
    console.print(head)
    if len(agreement.names) > 1:
        indented(
            console,
            text("also called " + ", ".join(f"“{' '.join(name.split())}”" for name in agreement.names[1:]), "dim"),
            2,
        )
    told = [source for news in agreement.history for source in news.sources]
    indented(console, text(sources_told(told, agreement.articles, agreement.independent_sources), "dim"), 2)
    left = len(agreement.history) - MOST_NEWS
    if left > 0:
        indented(console, text(f"{counted(left, 'earlier line')} left out; --json has all", "dim"), 2)
    for news in agreement.history[-MOST_NEWS:]:
        _print_news(news, console)


def _print_news(news: AgreementNews, console: Console) -> None:
    what = [" ".join(part for part in (news.type, news.mode) if part)] if news.type else []
    if news.status and news.status != "occurred":
        what.append(status(news.status))
    if news.speaker:
        what.append(f"{news.speaker} {ACTS.get(news.act or '', news.act or '')}")
    if news.talks:
        what.append(f"talks {status(news.talks)}")
    words = text(" · ".join(what), "cyan").append("  " if what else "").append_text(quoted(news.sources[0].words))
    console.print(
        hanging((text("", ""), 2), (text(news.day, "green"), _DAY), (text(news.known_day, "dim"), _DAY), (words, None))
    )
