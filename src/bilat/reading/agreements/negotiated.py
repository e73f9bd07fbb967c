"""Who an agreement under negotiation is between: those who negotiate it, where its own words name only some of them."""

from collections.abc import Sequence

import msgspec

from bilat.records import Agreement, Talks


def with_negotiators(agreements: Sequence[Agreement], talks: Sequence[Talks]) -> tuple[Agreement, ...]:
    """The agreements with the parties of the talks about them.

    "A Chilean team is in Lima for talks on a copper pact with Peru": the pact's own words name Peru alone. One whose
    words name nobody keeps no party, as many sit at a table over a treaty that is not theirs alone.
    """
    at_table = {one.agreement: one.parties for one in reversed(talks) if one.agreement is not None}
    return tuple(_completed(agreement, at_table.get(agreement.id, ())) for agreement in agreements)


def _completed(agreement: Agreement, parties: tuple[str, ...]) -> Agreement:
    if not agreement.parties or not set(agreement.parties) < set(parties):
        return agreement
    added = tuple(party for party in parties if party not in agreement.parties)
    return msgspec.structs.replace(agreement, parties=(*agreement.parties, *added))
