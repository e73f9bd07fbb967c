"""`bilat compare`."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bilat.commands.output import in_lines, write_json
from bilat.record import Record
from bilat.relations.compare import Account, Comparison, LeftOut
from bilat.relations.naming import country_name
from bilat.relations.phrases import kind_of
from bilat.view.safe import one_line

# Of each account so many statements are shown; --json has all.
MOST_STATEMENTS = 4


def compare_command(event: str, item: str | None, *, as_of: str | None, db: str | None, as_json: bool) -> None:
    """Show the accounts of an event side by side."""
    with Record(db, create=False) as record:
        comparison = record.compare(event, item, as_of=as_of)
    if in_lines(as_json):
        write_json(comparison)
    else:
        print_comparison(comparison, Console())


def print_comparison(comparison: Comparison, console: Console) -> None:
    """The accounts by number, a table of topics, what each leaves out, and each one's words."""
    console.print(_text(_head(comparison), "bold"))
    console.print(_text(_counts(comparison), "dim"))
    console.print()
    for number, account in enumerate(comparison.accounts, 1):
        console.print(Padding(_account_line(number, account), (0, 0, 0, 2)))
    if any(account.names for account in comparison.accounts):
        console.print()
        console.print(_topic_table(comparison))
    console.print()
    for number, account in enumerate(comparison.accounts, 1):
        rows = _differences(account, alone=len(comparison.accounts) == 1)
        if rows:
            _print_differences(f"{number}  {account.label}", rows, console)
    for side in comparison.sides:
        left = ", ".join(topic_name(topic) for topic in side.leaves_out)
        named = ", ".join(topic_name(topic) for topic in side.names) or "no topic"
        line = Text()
        line.append_text(_text(f"{side.name}: ", "bold"))
        line.append_text(_text(f"names {named}" + (f"; leaves out {left}" if left else "")))
        console.print(line)


def topic_name(topic: str) -> str:
    """A topic for people: "human-rights" -> "human rights"."""
    return topic.replace("-", " ")


def _head(comparison: Comparison) -> str:
    kind = kind_of(comparison.type, comparison.mode).capitalize()
    status = "" if comparison.status == "occurred" else f" ({comparison.status})"
    return f"{kind}{status}: {', '.join(comparison.who)}, {comparison.day or 'day not known'}"


def _counts(comparison: Comparison) -> str:
    accounts = len(comparison.accounts)
    return (
        f"{accounts} account{'s' if accounts != 1 else ''} in {comparison.articles} "
        f"report{'s' if comparison.articles != 1 else ''}, {comparison.independent_sources} independent"
        + (f" · {comparison.event}" if comparison.event else "")
    )


def _account_line(number: int, account: Account) -> Text:
    line = Text()
    line.append_text(_text(f"{number}  {account.label}", "bold"))
    told = [
        country_name(account.side) if account.side else None,
        account.kind if account.kind.lower() not in account.label.lower() and account.kind != "words" else None,
        None if account.complete else "as far as told",
        account.source.published,
        f"reprinted by {', '.join(account.reprints)}" if account.reprints else None,
    ]
    line.append_text(_text(" · " + " · ".join(each for each in told if each), "dim"))
    return line


def _topic_table(comparison: Comparison) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("topic")
    for number, _ in enumerate(comparison.accounts, 1):
        table.add_column(str(number), overflow="fold")
    named = [{topic.topic: topic for topic in account.names} for account in comparison.accounts]
    for topic in dict.fromkeys(topic.topic for account in comparison.accounts for topic in account.names):
        cells = [
            _text(", ".join(own[topic].words), "green") if topic in own else _text("left out", "yellow")
            for own in named
        ]
        table.add_row(_text(topic_name(topic)), *cells)
    return table


def _differences(account: Account, *, alone: bool) -> list[tuple[str, Text]]:
    """What an account leaves out, what it alone has, and what it says, each with its name."""
    rows: list[tuple[str, Text]] = []
    if account.leaves_out:
        told = "" if account.complete else " (as far as told)"
        rows.append(("leaves out", _text(_topics(account.leaves_out) + told, "yellow")))
    rows += [("", _told(left)) for left in _reported(account.leaves_out)]
    only = [*map(topic_name, account.only_topics), *account.only_measures, *account.only_numbers]
    if only and not alone:
        rows.append(("only here", _text(", ".join(dict.fromkeys(only)))))
    rows += [("says", _text(f"“{_bare(said.words)}”", "italic")) for said in account.statements[:MOST_STATEMENTS]]
    return rows


def _print_differences(head: str, rows: Sequence[tuple[str, Text]], console: Console) -> None:
    console.print(_text(head, "bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=10, style="dim")
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(name, words)
    console.print(Padding(table, (0, 0, 0, 3)))
    console.print()


def _bare(words: str) -> str:
    """Words without the quotation marks around them."""
    return words.strip('"“”')


def _topics(left: Sequence[LeftOut]) -> str:
    return ", ".join(topic_name(each.topic) for each in left)


def _reported(left: Sequence[LeftOut]) -> list[LeftOut]:
    """One for each sentence in which a report says so itself."""
    return list({each.told.words: each for each in left if each.told is not None}.values())


def _told(left: LeftOut) -> Text:
    source = left.told
    return _text("" if source is None else f"“{source.words}” — {source.source or source.report}", "italic")


def _text(words: str, style: str = "") -> Text:
    """Words of whatever origin, harmless."""
    return Text(one_line(words), style, overflow="fold")
