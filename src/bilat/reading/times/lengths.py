"""Lengths of time, what recurs, and words that only point to the past, the present or the future."""

from bilat.reading.times.found import Desk, Draft, Found, dated, sum_of
from bilat.reading.times.units import DAYS, around, length, moved_reach


def lasting(found: Found, desk: Desk) -> Draft | None:
    """ "the past five years", "the next two weeks", "the first nine months"."""
    place = found.all("LAST")
    if place and found.pieces.syntax.tag[found.pieces.token[place[0]]].startswith("VB"):
        return None  # "will last two years"
    amount, unit = None if found.has("TO") else found.amount(), found.unit()
    step = found.which() if found.has("LAST", "NEXT") else 0
    first, last = around(desk.today, unit, amount, step) if amount else (None, None)
    if unit in LONG and amount and amount * LONG[unit] >= 6:
        desk.quarter = None
    return Draft("DURATION", length(amount, unit), first=first, last=last, basis=desk.basis if first else "explicit")


def recent(found: Found, _desk: Desk) -> Draft | None:
    """ "recent years", "the coming weeks", "these days"."""
    if found.has("THESE"):
        return Draft("DATE", "PRESENT_REF", "vague") if found.unit() == "D" else None
    return Draft("DURATION", length(None, found.unit()), "vague", basis="explicit")


def between(found: Found, _desk: Desk) -> Draft | None:
    """ "three to five years": the number is open."""
    return Draft("DURATION", length(None, found.unit()), basis="explicit", reason="the number lies between two")


def counted(found: Found, desk: Desk) -> Draft | None:
    """ "90 days", "the 90-day pause", "eight-month-old"; an age in years is no time."""
    unit, amount = found.unit(), found.amount()
    hyphen = found.pieces.is_(found.end - 2, "HYPHEN")
    if (
        found.has("OLD")
        or found.after() == "old"
        or (found.pieces.is_(found.end, "HYPHEN") and found.after(2) == "old")
    ):
        if unit == "Y":
            return None
    singular = found.has("UNIT", "QUARTER")
    if singular and not hyphen and amount != 1 and not _compound(found):
        return None
    if (amount == 3 and unit == "3M" and (hyphen or found.after() in ("of", "the"))) or _is_a_name(found):
        return None  # "three-quarters", "three quarters of"
    if amount == 1 and unit == "D" and not hyphen and found.before() not in found.tables.before.lengths:
        return None  # "one day" is no length
    if unit in LONG and amount and amount * LONG[unit] >= 6:
        desk.quarter = None
    begins = found.first + 1 if found.has("THE") and singular else None
    if found.before() == "in" and amount and found.direction == 1 and desk.today and unit in DAYS and not hyphen:
        return dated(moved_reach(desk.today, unit, amount), desk.basis)
    return Draft("DURATION", length(amount, unit), basis="explicit", begins=begins)


# Months that a unit has, for periods of results longer than a quarter.
LONG = {"M": 1, "Y": 12}


def _is_a_name(found: Found) -> bool:
    """ "60 Minutes": a unit with a capital that is not in a title."""
    syntax, token = found.pieces.syntax, found.token
    return syntax.words[token][:1].isupper() and syntax.tag[token].startswith("NNP")


def _compound(found: Found) -> bool:
    """ "a three month truce", "a five year low": the unit stands before the noun it measures."""
    syntax, token = found.pieces.syntax, found.token
    after = syntax.tag[token + 1] if token + 1 < len(syntax) else ""
    return after.startswith(("NN", "JJ"))


def one(found: Found, _desk: Desk) -> Draft | None:
    """ "a year" is a rate behind what is counted ("$33 million a year"), else a length."""
    unit, before = found.unit(), found.before()
    if _is_rate(found):
        return Draft("SET", length(1, unit), basis="explicit")
    if found.has("OTHER_SPAN", "NEARLY", "ABOUT", "LEAST", "THAN", "TO") or before in found.tables.before.lengths:
        if unit == "D" and before == "of":
            return None
        return Draft("DURATION", length(1, unit), basis="explicit")
    return None


def _is_rate(found: Found) -> bool:
    syntax, place = found.pieces.syntax, found.pieces.token[found.first] - 1
    if place < 0 or found.end - found.first > 2 or syntax.sentence[place] != syntax.sentence[place + 1]:
        return False
    tag, word = syntax.tag[place], syntax.lower[place]
    return tag in ("NNS", "CD", "$") or word in (
        "times",
        "once",
        "twice",
        "pct",
        "percent",
        "%",
        "million",
        "mln",
        "billion",
    )


def half_unit(found: Found, _desk: Desk) -> Draft | None:
    """ "half an hour"."""
    unit = found.unit()
    value = {"TH": "PT30M", "Y": "P6M", "D": "PT12H", "10Y": "P5Y", "100Y": "P50Y"}.get(unit)
    return Draft("DURATION", value, basis="explicit") if value else None


def and_a_half(found: Found, _desk: Desk) -> Draft | None:
    """ "a year and a half", "two days and a half"."""
    return Draft("DURATION", length(found.amount(), found.unit()), basis="explicit")


def long_word(found: Found, _desk: Desk) -> Draft | None:
    """ "weeklong", "a day-long siege", "the decades-old embargo"."""
    word = found.word("LONGWORD")
    if word:
        return Draft("DURATION", found.tables.lengths[word], basis="explicit")
    if found.pieces.is_(found.first - 1, "HYPHEN"):
        return None
    many = found.has("UNITS")
    return Draft("DURATION", length(None if many else 1, found.unit()), "vague" if many else None, basis="explicit")


def many(found: Found, _desk: Desk) -> Draft | None:
    """ "for weeks", "in years"."""
    if (
        found.before() not in found.tables.before.many
        or found.after() == "of"
        or found.before(2) in ("more", "less", "other")
    ):
        return None
    return Draft("DURATION", length(None, found.unit()), "vague", basis="explicit")


def recurring(found: Found, _desk: Desk) -> Draft | None:
    """ "daily", "every day", "each month", "every two years", "each July", "per year"."""
    word = found.word("SET")
    if word is not None and found.tables.sets[word].startswith("P") and _is_a_papers_name(found):
        return None
    if word is not None:
        return Draft("SET", found.tables.sets[word], basis="explicit")
    if found.has("WDAY"):
        return Draft("SET", f"XXXX-WXX-{found.tables.weekdays[found.word('WDAY') or 'monday'] + 1}", basis="explicit")
    if found.has("MONTH"):
        return Draft("SET", f"XXXX-{found.month():02d}", basis="explicit")
    if found.has("SEASON"):
        return Draft("SET", f"XXXX-{found.tables.seasons[found.word('SEASON') or 'summer']}", basis="explicit")
    if found.has("PART", "WEEKEND"):
        return Draft("SET", "P1D" if found.has("PART") else "P1W", basis="explicit")
    if found.has("ONCE", "REPEATED", "ALTERNATE", "ORD"):  # "twice a week", "every other week", "every third week"
        apart = 2 if found.has("ALTERNATE") else found.ordinal() if found.has("ORD") else 1
        return Draft("SET", length(apart, found.unit()), basis="explicit")
    numbers = found.all("DAY", "NUM", "WORD", "HUNDRED")
    amount = sum_of([found.pieces.word(piece) for piece in numbers], found.tables) if numbers else 1
    return Draft("SET", length(amount, found.unit()), basis="explicit")


def _is_a_papers_name(found: Found) -> bool:
    """ "the People's Daily", "the Daily Herald": with a capital, and not opening the sentence."""
    syntax, token = found.pieces.syntax, found.token
    inside = token > syntax.sentences[found.sentence][0]
    return inside and syntax.words[token].istitle() and syntax.tag[token].startswith("NNP")


def reference(found: Found, _desk: Desk) -> Draft | None:
    """ "now", "currently", "recently", "soon", "the future", "the past"."""
    word = found.word("REF")
    if word is not None:
        if word == "soon" and (found.before() in ("as", "how", "too") or found.after() in ("as", "after")):
            return None
        return Draft("DATE", found.tables.vague_days[word], "vague")
    if found.has("FUTURE"):
        syntax, token = found.pieces.syntax, found.token
        if not found.has("THE") or not syntax.tag[token].startswith("N"):
            return None
        return Draft("DATE", "FUTURE_REF", "vague")
    if found.has("CURRENT"):
        if found.after() == "account" or found.pieces.syntax.dep[found.token] != "amod":
            return None  # the current account is one of trade; who is "current on payments" pays
        return Draft("DATE", "PRESENT_REF", "vague")
    noun = found.word("LAST") == "past" and found.pieces.syntax.tag[found.token].startswith("NN")
    return Draft("DATE", "PAST_REF", "vague") if noun else None
