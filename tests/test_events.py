"""What holds of the events of any text: who may stand on which side. Single rules are in tests/cases/events.jsonl."""

import functools

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import bilat
from bilat.codebook import load_codebook
from bilat.errors import InputError
from bilat.reading.events.judged_status import side_of
from bilat.records import Reading, When

# Parties, deeds and what may stand around them, put together at random: some are sentences, most are not.
PARTIES = [
    "Norway", "Peru", "the United States", "U.S.", "Japan's", "Tokyo", "the European Union", "OPEC", "NATO", "Congress",
    "Norwegian Prime Minister Ole Dahl", "Peruvian Foreign Minister Ana Rojas", "Mr. Dahl", "the two ministers",
    "both sides", "officials", "she", "they", "the ministry", "protesters", "a U.S. team", "the Oslo government",
]  # fmt: skip
DEEDS = [
    "met", "spoke by phone with", "visited", "held talks with", "will host", "received", "agreed with",
    "signed a pact with", "agreed to", "exchanged prisoners with", "cooperated with", "accused", "urged",
    "threatened to impose tariffs on", "imposed sanctions on", "banned imports from", "lifted its ban on", "said",
    "denied that", "rejected the offer of", "offered aid to", "sent troops to", "expelled the envoy of",
    "protested against", "retaliated against", "invited",
]  # fmt: skip
AROUND = [
    "and", "or", ",", ".", ". ", ";", "\n\n", "(", ")", "“", "”", "if", "unless", "not", "in Lima", "on Tuesday",
    "in May", "that", "between", "with", "for talks on trade", "over fish quotas", "a 25% tariff", "talks",
    "a trade deal", "the call", "the visit of", "by",
]  # fmt: skip

sentences = st.builds("{} {} {} {}.".format, *map(st.sampled_from, (PARTIES, DEEDS, PARTIES, ["", *AROUND])))
news = st.lists(
    st.one_of(sentences, st.sampled_from(PARTIES + DEEDS + AROUND), st.text(max_size=5)), min_size=1, max_size=25
)


@functools.cache
def mutual() -> frozenset[str]:
    """The types that all parties have a like part in, so that none need be the target."""
    return frozenset(kind for kind, scale in load_codebook().events.scale.items() if scale.mutual)


def check_parties(reading: Reading) -> None:
    """Parties are actors of the report; none is on both sides; a type that is done to somebody says to whom."""
    known = {actor.id: actor for actor in reading.actors}
    for event in reading.events:
        assert event.source, "somebody acts"
        for side in (event.source, event.target):
            assert set(side) <= set(known)
            assert len(set(side)) == len(side), "each is named once"
        assert not set(event.source) & set(event.target)
        assert len(event.source) + len(event.target) > 1, "an event has two parties"
        if not event.target:
            assert event.type in mutual()


def test_mutual_types_are_plovers() -> None:
    assert mutual() == {"AGREE", "CONSULT", "COOPERATE"}


@settings(max_examples=200, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
@example(["Norway met Peru."], None)
@example(
    ["Norwegian Prime Minister Ole Dahl visited Peru on Tuesday. The two ministers accused Japan."], "Dahl in Lima"
)
@given(pieces=news, title=st.none() | sentences)
def test_parties_of_any_text(pieces: list[str], title: str | None) -> None:
    try:
        reading = bilat.read(" ".join(pieces), title=title, published="2025-03-04")
    except InputError:
        assume(False)  # empty, or in another script
    check_parties(reading)


def test_all_parties_of_a_meeting_are_sources() -> None:
    (event,) = bilat.read("Norway and Peru held talks on fish quotas on Tuesday.", published="2025-03-04").events
    assert (event.type, event.source, event.target) == ("CONSULT", ("NOR", "PER"), ())


def test_a_guest_is_source_and_the_host_target() -> None:
    text = "Norwegian Prime Minister Ole Dahl visited Peru on Tuesday."
    (event,) = bilat.read(text, published="2025-03-04").events
    assert (event.type, event.mode) == ("CONSULT", "visit")
    assert event.target == ("PER",)


@pytest.mark.parametrize(
    ("published", "start", "end", "side"),
    [
        ("2025-09-04", "2025-08-01", "2025-08-31", "before"),
        ("2025-09-04", "2025-08-29", "2025-08-29", "now"),
        ("2025-09-04", "2025-08-20", "2025-08-20", "before"),
        ("2025-09-24", "2025-09-01", "2025-09-01", "now"),
        ("2025-09-04", "2024", "2024", "before"),
        ("2025-09-04", "2025-10", "2025-10", "ahead"),
        ("2025-09-04", None, None, None),
    ],
)
def test_the_side_of_the_reports_month(published: str, start: str | None, end: str | None, side: str | None) -> None:
    when = When(value=start, start=start, end=end)
    assert side_of(published, when) == side


def test_cues_name_statuses_and_weights() -> None:
    table = load_codebook().events.status
    assert 0 < table.least < 1
    assert all(weight > 0 for weights in table.cues.values() for weight in weights.values())
