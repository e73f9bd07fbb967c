"""Who "he", "she" and "it" are where they speak: who spoke last, unless the report has gone on to somebody else since.

A guess is never given as an answer: where somebody else has become the subject since the last words said, nobody is
answered, but for "he" at the beginning of the very next sentence, which goes on with that subject.
"""

from dataclasses import dataclass

from bilat.reading.actors.last_speaker import LastSpeakers, Meant
from bilat.reading.actors.reference import HE, SHE
from bilat.reading.actors.subjects import main_subject, subject_before

_MEN, _WOMEN = frozenset({"he"}), frozenset({"she"})


@dataclass(frozen=True, slots=True)
class Spoke:
    """The last who spoke; `actor` is null where the report does not plainly say who that is."""

    actor: str | None


def last_person(speakers: LastSpeakers, meant: Meant, token: int, gender: str) -> Spoke | None:
    """Who "he" or "she" at a token is where it speaks; null where nobody has spoken yet."""
    if not speakers.speaks(token):
        return None
    goes_on = (
        _leading_clause(speakers, meant, token, gender)
        or _joined_clause(speakers, meant, token, gender)
        or _before_words_said(speakers, meant, token, gender)
        or _told_of(speakers, meant, token, gender)
    )
    if goes_on is not None:
        return Spoke(goes_on)
    syntax = speakers.syntax
    for head in speakers.before(token):
        actor = meant.at.get(head)
        if actor is not None:
            person = meant.actors[actor].kind == "person" or syntax.lower[head] in meant.directory.one_person
            if person and meant.gender(actor) in (None, gender):
                return _unless_gone_on(speakers, meant, token, gender, head)
        elif syntax.lower[head] in (_MEN if gender == "m" else _WOMEN) or meant.one_person(head, syntax):
            return Spoke(None)
    return None


def strangers(speakers: LastSpeakers, meant: Meant) -> list[int]:
    """Where somebody stands who speaks, and of whom the report does not plainly say who that is, in text order."""
    syntax = speakers.syntax
    unknown = [head for head in speakers.heads if head not in meant.at]
    names = {syntax.words[head] for head in unknown if syntax.tag[head] == "NNP" and syntax.words[head].istitle()}
    told = (t for t, word in enumerate(syntax.words) if word in names and t not in meant.at)
    people = (head for head in unknown if syntax.tag[head] == "NN" and meant.some_person(head, syntax))
    return sorted({*people, *(token for token in told if not speakers.telling.quoted[token])})


def _leading_clause(speakers: LastSpeakers, meant: Meant, token: int, gender: str) -> str | None:
    """Whom the clause that leads up to it means by the same pronoun ("After Doe accused him, he warned …")."""
    syntax = speakers.syntax
    same = HE if gender == "m" else SHE
    for clause in syntax.children[syntax.head[token]]:
        if clause < token and syntax.dep[clause] == "advcl":
            first, last = syntax.subtree(clause)
            told = [t for t in range(first, min(last, token)) if syntax.lower[t] in same and t in meant.at]
            if told:
                return meant.at[told[-1]]
    return None


def _joined_clause(speakers: LastSpeakers, meant: Meant, token: int, gender: str) -> str | None:
    """The subject of the clause that its own is joined to, or whose that is ("Doe's place is lost, but she said …")."""
    syntax = speakers.syntax
    verb = syntax.head[token]
    subject = syntax.child(syntax.head[verb], "nsubj", "nsubjpass") if syntax.dep[verb] == "conj" else None
    if subject is None or subject > token or speakers.telling.quoted[subject]:
        return None
    for told in (subject, syntax.child(subject, "poss")):
        actor = meant.at.get(told) if told is not None else None
        if actor is not None and meant.can_be(actor, gender):
            return actor
    return None


def _before_words_said(speakers: LastSpeakers, meant: Meant, token: int, gender: str) -> str | None:
    """Who does something before words said that begin in the same sentence ("Doe joined in, "We will," he said")."""
    syntax, quoted = speakers.syntax, speakers.telling.quoted
    first, _ = syntax.sentences[syntax.sentence[token]]
    opening = next((t for t in range(first, token) if quoted[t]), token)
    while opening < token and not syntax.words[opening][0].isalnum():
        opening += 1
    if opening >= token or opening - first < 3 or not syntax.words[opening][0].isupper():
        return None
    if "," not in syntax.words[opening - 2 : opening] and ":" not in syntax.words[opening - 2 : opening]:
        return None
    subjects = [t for t in range(first, opening) if syntax.dep[t] == "nsubj" and t in meant.at and not quoted[t]]
    people = list(dict.fromkeys(meant.at[t] for t in subjects if meant.can_be(meant.at[t], gender)))
    return people[0] if len(people) == 1 else None


def _told_of(speakers: LastSpeakers, meant: Meant, token: int, gender: str) -> str | None:
    """Of whom the sentence before words said tells ("Doe does not trust the board. "It is asleep," she said")."""
    syntax, quoted = speakers.syntax, speakers.telling.quoted
    number = syntax.sentence[token]
    first, _ = syntax.sentences[number]
    if number == 0 or not any(quoted[first:token]):
        return None
    subject = main_subject(syntax, number - 1)
    if subject is None or syntax.dep[subject] != "nsubj" or quoted[subject]:
        return None
    if syntax.where(syntax.sentences[number - 1][0]) != syntax.where(token):
        return None
    actor = meant.at.get(subject)
    return actor if actor is not None and actor in meant.facts and meant.gender(actor) == gender else None


def _unless_gone_on(speakers: LastSpeakers, meant: Meant, token: int, gender: str, spoke: int) -> Spoke:
    """The last who spoke, unless a sentence since has somebody else for its subject."""
    syntax, quoted = speakers.syntax, speakers.telling.quoted
    last, number = meant.at[spoke], syntax.sentence[token]
    for between in range(number - 1, syntax.sentence[spoke], -1):
        subject = main_subject(syntax, between)
        if subject is None or quoted[subject] or speakers.apart(subject) != speakers.apart(token):
            continue
        actor = meant.at.get(subject)
        if syntax.lower[subject] in (_MEN if gender == "m" else _WOMEN):
            return Spoke(actor)
        if actor is None and meant.some_person(subject, syntax):
            return Spoke(None)
        if actor is not None and meant.can_be(actor, gender):
            if actor == last:
                return Spoke(last)
            return Spoke(actor if between == number - 1 and _opens_sentence(speakers, token) else None)
    return Spoke(last)


def _opens_sentence(speakers: LastSpeakers, token: int) -> bool:
    """Whether a token is the first word of its sentence, or the second after "But"."""
    syntax = speakers.syntax
    first, _ = syntax.sentences[syntax.sentence[token]]
    return token == first or (token == first + 1 and syntax.tag[first] == "CC")


def last_body(speakers: LastSpeakers, meant: Meant, token: int) -> str | None:
    """The country or body that "it" at a token is where it speaks, else null."""
    if not speakers.speaks(token):
        return None
    here = subject_before(speakers.syntax, token, same_sentence=True)
    for head in [here] if here is not None else speakers.before(token, reach=2):
        if speakers.syntax.lower[head] in ("they", "we", "who", "which") or meant.is_person(head):
            continue
        return meant.state_or_body(head)
    before = subject_before(speakers.syntax, token, same_sentence=False)
    return meant.state_or_body(before) if before is not None else None
