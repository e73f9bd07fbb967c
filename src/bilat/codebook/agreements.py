"""The words that name agreements (data in agreements.toml)."""

import msgspec

from bilat.codebook.tables import read_toml


class AgreementsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """agreements.toml; what each list is for stands there."""

    name_heads: tuple[str, ...]
    joins: tuple[str, ...]
    heads: tuple[str, ...]
    kinds: tuple[str, ...]
    loose: tuple[str, ...]
    never: tuple[str, ...]
    known: tuple[str, ...]
    known_if_explained: tuple[str, ...]
    bodies: tuple[str, ...]


class AgreementWords:
    """The lists of agreements.toml as sets."""

    def __init__(self, file: AgreementsFile) -> None:
        """Only arranges."""
        self.name_heads = frozenset(file.name_heads)
        self.joins = frozenset(file.joins)
        self.heads = frozenset(file.heads)
        self.kinds = frozenset(file.kinds)
        self.loose = frozenset(file.loose)
        self.never = frozenset(file.never)
        self.known = frozenset(file.known)
        self.known_alone = self.known - frozenset(file.known_if_explained)
        self.bodies = frozenset(file.bodies)


def load_agreements() -> AgreementWords:
    """The words that ship with bilat. Raises `CodebookError`."""
    return AgreementWords(read_toml("agreements.toml", AgreementsFile))
