"""Names of the codebook where they stand in a report, and which of their meanings holds there."""

from dataclasses import dataclass

from bilat.codebook.actors import ActorWords
from bilat.codebook.names import Meaning, Name
from bilat.reading.page import Page
from bilat.syntax import Syntax


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the codebook at tokens `first` to `last` (exclusive), with the meaning it has there."""

    first: int
    last: int
    meaning: Meaning

    @property
    def national(self) -> bool:
        """Whether the name points to a country."""
        return self.meaning.kind in ("country", "demonym", "capital")


def find_names(page: Page) -> tuple[NameHit, ...]:
    """All names of the codebook in the report, in order, longest first where they overlap."""
    syntax, small = page.syntax, page.codebook.directory.words
    year = int(page.published[:4]) if page.published else None
    found: list[NameHit] = []
    token = 0
    while token < len(syntax):
        word = syntax.words[token]
        if not (word[0].isupper() or word[0].isdigit()):
            token += 1
            continue
        block = syntax.blocks[syntax.block[token]]
        offset = syntax.start[token] - block.start
        other = page.codebook.directory.not_actors.at(block.shown, offset)
        name = page.codebook.directory.names.at(block.shown, offset)
        longest = max((len(other.text) if other else 0), (len(name.text) if name else 0))
        if not longest:
            token += 1
            continue
        last = _token_after(syntax, token, syntax.start[token] + longest)
        if name and len(name.text) == longest and not (other and len(other.text) == longest):
            meaning = _meaning(page, name, year)
            if meaning and not _part_of_other_name(syntax, token, last, meaning, small):
                found.append(NameHit(token, last, meaning))
        token = last
    told = {country for hit in found for country in _told_by(page, hit)}
    return tuple(hit for hit in found if _held_up(page, hit, told))


def _told_by(page: Page, hit: NameHit) -> tuple[str, ...]:
    """The country that a report names with a name: itself, or by a body that no other country has ("Pentagon")."""
    if hit.national:
        return (hit.meaning.key,)
    if hit.meaning.kind == "body" and not hit.meaning.caution:
        return page.codebook.directory.countries_of(hit.meaning)
    return ()


def _held_up(page: Page, hit: NameHit, told: set[str]) -> bool:
    """Whether a body's name that others share ("Senate") has its country named in the report."""
    if hit.meaning.kind != "body" or not hit.meaning.caution:
        return True
    if hit.first > 0 and page.syntax.tag[hit.first - 1] == "PRP$":
        return False  # "its Treasury": that of whoever is spoken of
    return page.codebook.directory.bodies[hit.meaning.key].country in told


def _token_after(syntax: Syntax, token: int, end: int) -> int:
    block = syntax.block[token]  # a text's offsets begin anew after the title
    while token < len(syntax) and syntax.block[token] == block and syntax.start[token] < end:
        token += 1
    return token


def _meaning(page: Page, name: Name, year: int | None) -> Meaning | None:
    """The meaning that holds in the report's year; a state that is no more only where nothing else is meant."""
    meanings = [meaning for meaning in name.meanings if page.codebook.directory.stood(meaning, year)]
    if not meanings:
        return None
    if len(meanings) > 1:
        countries = [meaning for meaning in meanings if meaning.kind != "person"]
        meanings = countries or meanings
    return meanings[0]


def _part_of_other_name(syntax: Syntax, first: int, last: int, meaning: Meaning, small: ActorWords) -> bool:
    """Whether the name is only a piece of an unknown longer one ("Michael Jordan", "Japan Airlines")."""
    before, after = first - 1, last
    if meaning.caution and before >= 0 and syntax.tag[before] == "NNP" and syntax.head[before] == last - 1:
        return True
    if meaning.kind in ("country", "capital") and after < len(syntax) and syntax.tag[after] in ("NNP", "NNPS"):
        head = syntax.head[last - 1]
        return (
            syntax.dep[last - 1] == "compound"
            and head >= last
            and (
                syntax.lower[head] in small.company_words
                or syntax.lower[head] in small.body_words - small.ministry_words
            )
            and syntax.sentence[head] == syntax.sentence[first]
        )
    return False


def is_destination(syntax: Syntax, hit: NameHit, small: ActorWords) -> bool:
    """Whether a place is where somebody named goes ("Rao visited Tokyo"), so that its country is the host."""
    head = hit.last - 1
    over = syntax.head[head]
    if syntax.dep[head] == "dobj":
        going = syntax.lower[over] in small.reaching_verbs
    elif syntax.dep[head] == "pobj" and syntax.lower[over] in small.destination_prepositions:
        over, word = syntax.head[over], syntax.lower[over]
        noun = not syntax.tag[over].startswith("VB")
        going = syntax.lower[over] in small.arriving_words and not (noun and word != "to")
    else:
        return False
    first = syntax.left[over]
    return going and any(
        syntax.tag[token] in ("NNP", "NNPS", "PRP", "PRP$", "WP") for token in range(first, syntax.left[head])
    )


def is_place(syntax: Syntax, hit: NameHit, small: ActorWords) -> bool:
    """Whether a country's or capital's name is only where something is ("in Delhi"), not who acts ("Delhi said")."""
    head = hit.last - 1
    while syntax.dep[head] == "conj" and syntax.head[head] != head:
        head = syntax.head[head]
    dep = syntax.dep[head]
    governor = syntax.lower[syntax.head[head]]
    if hit.meaning.kind == "capital":
        if dep in ("nsubj", "nsubjpass", "poss", "agent"):
            return False
        if dep == "pobj":
            return governor not in small.dealing_prepositions
        if dep == "dobj":
            return governor in small.reaching_verbs
        return dep not in ("ROOT", "attr", "dative", "nmod")
    return dep == "pobj" and governor in small.place_prepositions
