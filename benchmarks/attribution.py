"""Who said what, scored on PolNeAR as the published tables do: exact spans of source, cue and content.

    python -m benchmarks.attribution [--part dev]

The data and the scorer are not part of this repository; without them the benchmark says so and stops.
"""

import argparse
import time

from benchmarks.scoring import POLNEAR, SCORER, score_published


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="dev", choices=["train", "dev"])
    gold = POLNEAR / parser.parse_args().part
    if not gold.is_dir() or not SCORER.is_file():
        print(f"attribution: skipped, {gold} or {SCORER} is not there")
        return
    begin = time.perf_counter()
    result = score_published("attribution", gold)
    print(f"attribution on PolNeAR {gold.name}, read in {time.perf_counter() - begin:.1f} s")
    for name, row in result.items():
        print(f"  {name:16} P {row['p']:5} R {row['r']:5} F1 {row['f1']:5}  gold {row['gold']}")


if __name__ == "__main__":
    main()
