"""How many of our own cases of each kind of time hold, from tests/cases/times.jsonl.

    python -m benchmarks.time_cases

A case is of the first kind whose beginning its id has; what is not read yet (`not_yet`) counts as not holding.
"""

import json
from collections import Counter
from pathlib import Path

from tests.matching import problems

import bilat
from bilat.records import Document

CASES = Path(__file__).parents[1] / "tests" / "cases" / "times.jsonl"
KINDS = {
    '"Thursday" on a Thursday and on a Friday dateline': "times-thursday-",
    '"days after"': "times-days-after",
    '"the 90-day pause"': "times-pause-",
    "fiscal years and quarters": "times-fiscal",
    '"the 21st century"': "times-century",
    "a date inside the words said": "times-content-",
    "local date against the dateline's zone": "times-zone-",
    "which side of the report it lies on": "times-side-",
    "all others": "",
}


def main() -> None:
    count: dict[str, Counter[str]] = {name: Counter() for name in KINDS}
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        case = json.loads(line)
        kind = next(name for name, beginning in KINDS.items() if case["id"].startswith(beginning))
        given = {key: case[key] for key in ("title", "published", "source", "url") if key in case}
        reading = bilat.read(Document(id=case["id"], text=case["text"], **given))
        count[kind].update(cases=1, hold=int(not problems(reading, case)))
    width = max(map(len, KINDS))
    print(f"{'kind':{width}}{'cases':>7}{'hold':>6}")
    for kind, found in count.items():
        print(f"{kind:{width}}{found['cases']:7}{found['hold']:6}")


if __name__ == "__main__":
    main()
