"""The grammar of times: what may stand together, written over classes of words instead of words.

A pattern is a regular expression in which each capital name is one piece of that class (`bilat.codebook.times`); blanks
mean nothing. Patterns are tried in order at each place, so that the longer stand before the shorter. No pattern repeats
without a bound: reading stays linear in the length of the text.
"""

import functools
import re

# A quantity, the units it counts, and how roughly.
NUMBER = r"(?: (?:A HUNDRED | WORD | DAY | NUM) (?:HYPHEN? (?:WORD | HUNDRED)){0,4} (?:AND? A? (?:FRACTION | HALF))? )"
SOME = r"(?: A? FEW | SEVERAL | A COUPLE OF? )"
COUNT = rf"(?: {NUMBER} | {SOME} | A )"
ROUGHLY = r"(?: NO? MORE THAN | AT LEAST | UP TO | NEARLY )"
ONE = r"(?: UNIT | QUARTER )"
MANY = r"(?: UNITS | UNIT | QUARTER )"
# Which one: "last", "this past", "next".
WHICH = r"(?: LAST | NEXT | THIS LAST? | CURRENT | LATEST )"
# Where in a longer time: "early", "mid-", "the end of".
SOON = r"(?: EARLY | LATE | EARLIER | LATER )"
WITHIN = r"(?: (?:EARLY | LATE | MID) HYPHEN? IN? | END HYPHEN | THE? (?:END | START | MIDDLE) OF )"
DAYS = r"(?: DAY | DAYORD )"
MONTH_DAY = rf"(?: MONTH THE? {DAYS} | THE? DAYORD OF? MONTH | DAY MONTH )"
DATE = rf"(?: (?:WDAY COMMA?)? {MONTH_DAY} (?:COMMA? YEAR)? )"
HOUR = r"(?: (?:CLOCK | DAY | NUM) AMPM ZONE? | CLOCK ZONE? | NOON ZONE? | (?:NUM | YEAR | DAY) ZONE )"
OF_YEAR = rf"(?: COMMA? OF? THE? YEAR | OF? {WHICH} UNIT )"
FRACTION_OF = rf"(?: OF THE? (?:FISCAL? UNIT? YEAR | {WHICH} FISCAL? UNIT | FISCAL? UNIT | POSS? DECADE) | YEAR )"
ORDS = r"(?: ORD | DAYORD )"

RULES: dict[str, str] = {
    "iso": "YEAR HYPHEN DAY HYPHEN DAY",
    "numeric": "DAY SLASH DAY SLASH (?:YEAR | DAY | NUM)",
    "dashed": "DAY HYPHEN MONTH (?:HYPHEN (?:YEAR | NUM | DAY))? | MONTH HYPHEN DAY (?:HYPHEN YEAR)?",
    "clock": rf"{HOUR} (?:COMMA? ON? {SOON}? (?:{DATE} | WDAY | TODAY))?"
    rf" | (?:{DATE} | TODAY | WDAY) COMMA? AT {HOUR} | DAY IN THE PART",
    "days": "MONTH DAY HYPHEN DAY (?:COMMA? YEAR)?",
    "date": rf"{DATE} PART?",
    "holiday": "(?:LAST | NEXT | THIS)? HOLIDAY",
    "month": rf"{WITHIN}? (?:(?:LAST | NEXT | THIS LAST?) MONTH | MONTH {OF_YEAR}?)",
    "set": rf"EACH (?:{NUMBER} UNITS | {ONE} | WDAY | MONTH | SEASON | PART | WEEKEND) | PER {ONE} | SET",
    "weekday": rf"{SOON}? (?:LAST | NEXT | THIS LAST? | FOLLOWING)? WDAY PART?",
    "part": rf"{SOON}? (?:THIS | LAST) PART | MID HYPHEN? PART",
    "today": rf"{SOON}? TODAY PART?",
    "quarter": rf"(?:{WITHIN} | THE)? (?:YEAR | UNIT HYPHEN? (?:AGO | EARLIER))? (?:{WHICH} UNIT POSS)?"
    rf" FISCAL? {ORDS} HYPHEN? QUARTER"
    rf" {FRACTION_OF}? | QCODE YEAR?",
    "past-quarter": "THE? UNIT HYPHEN? (?:AGO | EARLIER) HYPHEN? (?:QUARTER | PERIOD) | THE YEAR (?:QUARTER | PERIOD)",
    "half": rf"(?:{WITHIN} | THE)? (?:{ORDS} | LAST) HYPHEN? HALF {FRACTION_OF}?",
    "fiscal": "THE? FISCAL UNIT? (?:YEAR | NUM | DAY) (?:(?:SLASH | HYPHEN) (?:YEAR | NUM | DAY))? | FISCALCODE",
    "season": rf"{WITHIN}? (?:THE? (?:LAST | NEXT) SEASON | THIS LAST? SEASON | THE? SEASON OF? YEAR | THE SEASON)",
    "decade": "(?:THE? (?:END | START | MIDDLE) OF)? (?:THE (?:EARLY | LATE | MID)? HYPHEN?)? POSS? DECADE"
    " | (?:EARLY | LATE | MID) HYPHEN DECADE",
    "weekend": rf"(?:{WITHIN} | {SOON})? (?:THE LAST? | {WHICH}) WEEKEND",
    "ago": rf"{ROUGHLY}? (?:{COUNT} {MANY} | UNITS) (?:OR SO)? AGO",
    "moved": rf"(?:{COUNT} {MANY} | UNITS) (?:EARLIER | LATER | FROM REF) | {ONE} HYPHEN (?:AGO | EARLIER)",
    "lasting": rf"(?:THE | POSS | AT LEAST THE)? (?:LAST | NEXT | {ORDS} | LATEST) (?:{NUMBER} | {SOME})"
    rf" (?:TO {NUMBER})? HYPHEN? TRADING? UNITS",
    "recent": "THE? (?:RECENT | NEXT | FOLLOWING | LAST) UNITS | THESE UNITS",
    "range": rf"{ROUGHLY}? {NUMBER} HYPHEN? (?:TO | OR | HYPHEN) HYPHEN? {NUMBER} HYPHEN? TRADING? {MANY}",
    "which": rf"(?:{WITHIN} | {SOON} IN? | SOMETIME IN?)? (?:THE? {WHICH} | THE? FOLLOWING) FISCAL? {ONE}"
    rf" | THE? (?:END | START | MIDDLE) OF THE {ONE} | {SOON} IN THE UNIT | UNIT POSS? HYPHEN? END | YEAREND",
    "same": f"{SOON}? (?:THAT | THE | THIS) SAME {ONE} (?:LAST UNIT)? | {SOON}? THAT {ONE}",
    "beside": rf"(?:{NUMBER} | {SOME} | A | THE)? (?:UNIT | UNITS) (?:BEFORE | AFTER)",
    "length": rf"{ROUGHLY}? THE? (?:{NUMBER} | {SOME}) HYPHEN? (?:TRADING | OTHER_SPAN)?"
    rf" HYPHEN? {MANY} (?:HYPHEN? OLD)?",
    "half-unit": "HALF A UNIT",
    "one": rf"{ROUGHLY}? A OTHER_SPAN? {ONE}",
    "year-words": "(?:THE UNIT)? WORD (?:WORD (?:HYPHEN? WORD)? | HUNDRED WORD?)",
    "the": "THE OTHER_SPAN? (?:FISCAL? UNIT | QUARTER | LATEST PERIOD)",
    "many": "UNITS",
    "years": "YEAR (?:SLASH | HYPHEN) (?:DAY | NUM)",
    "year": rf"(?:{WITHIN} HYPHEN?)? (?:THE UNIT)? YEAR",
    "reference": "RIGHT? REF | THE NEAR? FUTURE | FUTURE | THE LAST | CURRENT",
}  # fmt: skip

# A match holds a piece of one of these classes; stretches without one are not looked at.
CORE = (
    "MONTH", "WDAY", "YEAR", "UNIT", "UNITS", "QUARTER", "PART", "SEASON", "TODAY", "REF", "SET", "DECADE",
    "HOLIDAY", "CLOCK", "AMPM", "ZONE", "NOON", "QCODE", "FISCALCODE", "WORD", "FISCAL", "HALF", "WEEKEND",
    "YEAREND", "LATEST", "FUTURE", "CURRENT", "LAST", "SLASH", "PER",
)  # fmt: skip

_NAME = re.compile(r"[A-Z_]{2,}|A(?![A-Z_])")


@functools.cache
def grammar(codes: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """All rules as one regular expression over `Pieces.codes`; the group that matched names the rule."""
    code = dict(codes)
    parts = []
    for name, pattern in RULES.items():
        coded = _NAME.sub(lambda name: code[name.group()], pattern).replace(" ", "")
        parts.append(f"(?P<{name.replace('-', '_')}>{coded})")
    return re.compile("|".join(parts))


@functools.cache
def stretches(codes: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the stretches of pieces that have a class, and what finds a core piece in one."""
    code = dict(codes)
    return re.compile(f"[^{code['OTHER']}{code['BAR']}]+"), re.compile(f"[{''.join(code[name] for name in CORE)}]")
