"""The grammar of times: what may stand together, written over classes of words instead of words.

A pattern is a regular expression in which each capital name is one piece of that class (`bilat.codebook.times`); blanks
mean nothing. Patterns are tried in order at each place, so that the longer stand before the shorter. No pattern repeats
without a bound: reading stays linear in the length of the text.
"""

import functools
import re

# A quantity, the units it counts, and how roughly.
NUMBER = (
    r"(?: (?:A HUNDRED | WORD | DAY | NUM) (?:HYPHEN? (?:WORD | HUNDRED)){0,4}"
    r" (?:HYPHEN? AND? HYPHEN? A? HYPHEN? (?:FRACTION | HALF))? )"
)
SOME = r"(?: A? FEW | SEVERAL | A COUPLE OF? )"
COUNT = rf"(?: {NUMBER} | {SOME} | A )"
ROUGHLY = r"(?: NO? MORE THAN | AT LEAST | UP TO | NEARLY )"
ONE = r"(?: UNIT | QUARTER )"
MANY = r"(?: UNITS | UNIT | QUARTER )"
# Which one: "last", "this past", "next".
WHICH = r"(?: LAST | NEXT | THIS (?:LAST | NEXT)? | CURRENT | LATEST )"
# Where in a longer time: "early", "mid-", "the end of".
SOON = r"(?: EARLY | LATE | EARLIER | LATER )"
WITHIN = r"(?: (?:EARLY | LATE | MID) HYPHEN? IN? | END HYPHEN | THE? (?:END | START | MIDDLE) OF )"
DAYS = r"(?: DAY | DAYORD )"
MONTH_DAY = rf"(?: MONTH THE? {DAYS} | THE? DAYORD OF? MONTH | DAY MONTH )"
DATE = rf"(?: (?:WDAY COMMA?)? {MONTH_DAY} (?:COMMA? YEAR)? )"
OF_ZONE = r"(?: ZONE | LOCAL STANDARD? CLOCKTIME )"
HOUR = rf"(?: (?:CLOCK | DAY | NUM) AMPM {OF_ZONE}? | CLOCK {OF_ZONE}? | NOON {OF_ZONE}? | (?:NUM | YEAR | DAY) ZONE )"
# A length with a half behind its unit: "a century and a half".
AND_A_HALF = rf"(?: (?:{NUMBER} | A) {MANY} AND A HALF )"
OF_YEAR = rf"(?: COMMA? OF? THE? YEAR | OF? {WHICH} UNIT )"
BEYOND = r"(?: (?:SLASH | HYPHEN) (?:YEAR | NUM | DAY) )"
FRACTION_OF = (
    rf"(?: OF THE? (?:FISCALCODE | FISCAL? UNIT? YEAR | {WHICH} FISCAL? UNIT | FISCAL? UNIT | POSS? DECADE) | YEAR )"
)
ORDS = r"(?: ORD | DAYORD )"

RULES: dict[str, str] = {
    "iso": "YEAR HYPHEN DAY HYPHEN DAY",
    "numeric": "DAY SLASH DAY SLASH (?:YEAR | DAY | NUM)",
    "dashed": "DAY HYPHEN MONTH (?:HYPHEN (?:YEAR | NUM | DAY))? | MONTH HYPHEN DAY (?:HYPHEN YEAR)?",
    "clock": rf"(?:CLOCK | DAY) THIS PART | {HOUR} (?:COMMA? ON? {SOON}? (?:{DATE} | WDAY | TODAY))?"
    rf" | (?:{DATE} | TODAY | WDAY) COMMA? AT {HOUR} | DAY IN THE PART",
    "days": "(?:MONTH DAY HYPHEN DAY | DAY HYPHEN DAY MONTH) (?:COMMA? YEAR)?",
    "other-day": "DAY (?=(?:AND | OR | TO) DAY MONTH) | (?<=MONTH DAY (?:AND | OR | TO)) DAY",
    "part-of": rf"(?:THE | THAT) {SOON}? PART OF (?:{DATE} | WDAY)",
    "part-beside": "THE (?:FOLLOWING | NEXT | SAME) PART | THAT SAME? PART",
    "date": rf"{DATE} PART?",
    "holiday": "(?:LAST | NEXT | THIS)? HOLIDAY",
    "month": rf"{WITHIN}? (?:(?:LAST | NEXT | THIS (?:LAST | NEXT)?) MONTH | MONTH {OF_YEAR}?)",
    "set": rf"(?:ONCE | (?:WORD | DAY) REPEATED) (?:A | EACH) {ONE} | EACH (?:ALTERNATE | ORD) {ONE}"
    rf" | EACH (?:{NUMBER} UNITS | {ONE} | WDAY | MONTH | SEASON | PART | WEEKEND) | PER {ONE} | SET",
    "nth-weekday": rf"THE? (?:{ORDS} | LAST) WDAY (?:OF | IN) MONTH (?:COMMA? YEAR)?",
    "weekday": rf"{SOON}? (?:THE? (?:LAST | NEXT | FOLLOWING) | THIS (?:LAST | NEXT)?)? WDAY PART?",
    "part": rf"{SOON}? (?:THIS | LAST) PART | MID HYPHEN? PART",
    "today": rf"{SOON}? TODAY PART? | THE UNIT (?:BEFORE | AFTER) TODAY",
    "quarter": rf"(?:{WITHIN} | THE)? (?:YEAR POSS? | UNIT HYPHEN? (?:AGO | EARLIER))? (?:{WHICH} UNIT POSS)?"
    rf" FISCAL? (?:{ORDS} HYPHEN? QUARTER | LAST QUARTER (?=OF YEAR))"
    rf" {FRACTION_OF}? | QCODE (?:YEAR | FISCALCODE)?",
    "months-quarter": "THE? MONTH (?:HYPHEN | TO) MONTH HYPHEN? QUARTER (?:OF? YEAR)?",
    "past-quarter": "THE? UNIT HYPHEN? (?:AGO | EARLIER) HYPHEN? (?:QUARTER | PERIOD) | THE YEAR (?:QUARTER | PERIOD)",
    "half": rf"(?:{WITHIN} | THE)? (?:{ORDS} | LAST) HYPHEN? HALF {FRACTION_OF}?",
    "fiscal": rf"THE? FISCAL UNIT? (?:YEAR | NUM | DAY) {BEYOND}? | THE? YEAR {BEYOND}? FISCAL UNIT"
    rf" | FISCALCODE {BEYOND}?",
    "season": rf"(?:{WITHIN} | {SOON} IN?)? (?:THE? (?:LAST | NEXT) SEASON"
    " | THIS (?:LAST | NEXT)? SEASON | THE? SEASON OF? YEAR | THE? SEASON)",
    "decade": "(?:THE? (?:END | START | MIDDLE) OF)? (?:THE (?:EARLY | LATE | MID)? HYPHEN?)? POSS? DECADE"
    " | (?:EARLY | LATE | MID) HYPHEN DECADE",
    "weekend": rf"(?:{WITHIN} | {SOON})? (?:THE LAST? | {WHICH}) WEEKEND",
    "long-ago": "(?:A | SOME)? (?:LONG? CLOCKTIME | LONG | WHILE) AGO",
    "ago": rf"{ROUGHLY}? (?:(?:WORD | DAY | NUM) EON UNITS | {AND_A_HALF}"
    rf" | {COUNT} {MANY} | UNITS | HALF A UNIT) (?:OR SO)? AGO",
    "moved": rf"{ROUGHLY}? (?:{AND_A_HALF} | {COUNT} {MANY} | UNITS | HALF A UNIT) (?:EARLIER | LATER | FROM REF)"
    rf" | {ONE} HYPHEN (?:AGO | EARLIER)",
    "lasting": rf"(?:THE | POSS | AT LEAST THE)? (?:LAST | NEXT | {ORDS} | LATEST) (?:{NUMBER} | {SOME})"
    rf" (?:TO {NUMBER})? HYPHEN? TRADING? UNITS",
    "recent": "THE? (?:RECENT | NEXT | FOLLOWING | LAST) UNITS | THESE UNITS",
    "range": rf"{ROUGHLY}? {NUMBER} HYPHEN? (?:TO | OR | HYPHEN) HYPHEN? {NUMBER} HYPHEN? TRADING? {MANY}",
    "which": rf"(?:{WITHIN} | {SOON} IN? | SOMETIME IN?)? (?:THE? {WHICH} | THE? FOLLOWING) FISCAL? {ONE}"
    rf" | THE? (?:END | START | MIDDLE) OF THE {ONE} | {SOON} IN THE UNIT | UNIT POSS? HYPHEN? END | YEAREND",
    "same": f"{SOON}? (?:THAT | THE | THIS) SAME {ONE} (?:LAST UNIT | A UNIT (?:AGO | EARLIER))? | {SOON}? THAT {ONE}",
    "and-a-half": rf"{ROUGHLY}? {AND_A_HALF}",
    "long": "(?:UNIT | UNITS) HYPHEN LONG | UNITS HYPHEN OLD | LONGWORD",
    "beside": rf"(?:{NUMBER} | {SOME} | A | THE)? (?:UNIT | UNITS) (?:BEFORE | AFTER)",
    "length": rf"{ROUGHLY}? THE? (?:{NUMBER} | {SOME}) HYPHEN? (?:TRADING | OTHER_SPAN)?"
    rf" HYPHEN? {MANY} (?:HYPHEN? OLD | HYPHEN LONG)?",
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
    "YEAREND", "LONGWORD", "LATEST", "AGO", "FUTURE", "CURRENT", "LAST", "SLASH", "PER",
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
