"""What is told while feeds are watched: JSON lines for programs, lines for people. No secret is in either."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bilat.feeds.redacting import shown_in
from bilat.view.safe import one_line

# Told what happened, by name, and its fields; what is null is left out.
Log = Callable[..., None]

_LONGEST = 300
# Fields that say themselves what they are.
_BARE = ("feed", "title", "url", "problem", "reason")


def no_log(_event: str, **_fields: Any) -> None:
    """Tells nobody."""


def json_log(write: Callable[[str], object], now: Callable[[], float]) -> Log:
    """Writes a line of JSON for everything that happens: `at`, `event`, and what there is to say."""

    def log(event: str, **fields: Any) -> None:
        told = {"at": datetime.fromtimestamp(now(), UTC).isoformat(timespec="seconds"), "event": event}
        write(json.dumps(told | _harmless(fields), ensure_ascii=False))

    return log


def plain_log(write: Callable[[str], object], now: Callable[[], float]) -> Log:
    """Writes a line for a person."""

    def log(event: str, **fields: Any) -> None:
        told = _harmless(fields)
        bare = [str(told.pop(name)) for name in _BARE if name in told]
        rest = [f"{name.replace('_', ' ')} {value}" for name, value in told.items()]
        at = datetime.fromtimestamp(now()).astimezone().strftime("%H:%M:%S")
        write(f"{at}  {event:<8} {' · '.join([*bare, *rest])}".rstrip())

    return log


def _harmless(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown(value) for name, value in fields.items() if value is not None}


def _shown(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    return one_line(shown_in(value))[:_LONGEST] if isinstance(value, str) else value
