"""One side of a measure: its countries, and the tokens that name them."""

from dataclasses import dataclass

from bilat.reading.countries import Named


@dataclass(frozen=True, slots=True)
class Party:
    """Countries, and the tokens that name them."""

    ids: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    # Whether the words themselves say so; else it is only inferred from where goods go or who else is there.
    said: bool = True

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self.ids)


def party_of(found: list[Named], *, said: bool = True) -> Party:
    """The countries of some mentions as one side; the first mention stands for its words."""
    if not found:
        return Party()
    ids = tuple(dict.fromkeys(actor for named in found for actor in named.ids))
    return Party(ids, found[0].mention.first, found[0].mention.last, said)


def inferred(ids: tuple[str, ...], beside: Party) -> Party:
    """Countries that no words name: those of the other side stand for the evidence."""
    return Party(ids, beside.first, beside.last, said=False)
