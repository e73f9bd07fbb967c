"""What the learned judge can answer, in the order of its numbers: types with "NONE" last, and statuses.

The learned weights belong to these numbers: a change here asks for training anew (training/README.md).
"""

from typing import Literal, get_args

from bilat.records import EventStatus, EventType

Answer = EventType | Literal["NONE"]

TYPES: tuple[EventType, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
ANSWERS: tuple[Answer, ...] = (*TYPES, "NONE")
STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
# Done by both together: the question has one answer in both directions.
MUTUAL: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE"})

# PLOVER's quad classes (codebook/plover.toml): cooperation in words and in deeds, conflict in words and in deeds.
QUADS: tuple[tuple[EventType, ...], ...] = (
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    ("COOPERATE", "AID", "RETREAT"),
    ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)

# The modes of types that have any, in PLOVER's order (codebook/plover.toml).
_OF_TYPES: tuple[tuple[EventType, str], ...] = (
    ("CONSULT", "visit third-party multilateral phone"),
    ("RETREAT", "withdraw release disarm ceasefire access resign"),
    ("REQUEST", "assist change yield meet"),
    ("ACCUSE", "disapprove investigate allege"),
    ("REJECT", "assist change yield meet"),
    ("THREATEN", "restrict arrest relations expel territory violence"),
    ("PROTEST", "demo riot strike hunger boycott obstruct vandalize"),
    ("SANCTION", "convict expel withdraw discontinue"),
    ("MOBILIZE", "troops weapons police militia"),
    ("COERCE", "seize restrict arrest deport withhold cyber censor curfew misinformation martial-law"),
    (
        "ASSAULT",
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional",
    ),
)
# Each of them, and each type without a mode.
MODES: tuple[tuple[EventType, str | None], ...] = tuple(
    (type_, mode or None) for type_, modes in _OF_TYPES for mode in ("", *modes.split())
)
