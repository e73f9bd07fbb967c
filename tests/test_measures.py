"""What cases cannot say of measures and talks: links between measures, evidence, offers, conditions."""

import pytest

import bilat
from bilat.codebook import load_codebook
from bilat.reading.measures.chapters import chapters_of
from bilat.records import Measure, Reading
from bilat.store.rows import fixed


def read(text: str, published: str = "2025-09-10") -> Reading:
    return bilat.read(text, published=published)


def by_rate(reading: Reading) -> dict[float | None, Measure]:
    return {measure.rate.value if measure.rate else None: measure for measure in reading.measures}


def test_a_measure_on_top_of_another_names_it() -> None:
    found = by_rate(
        read(
            "A 10% penalty for Turkey's purchase of Iranian oil, in addition to a tariff of 15%, was announced by the "
            "United States in July."
        )
    )
    assert found[10.0].in_addition_to == found[15.0].id
    assert found[15.0].in_addition_to is None


def test_a_new_rate_names_the_one_it_replaces() -> None:
    found = by_rate(read("The United States will lower its tariff on Japanese cars from 25% to 15%."))
    assert found[15.0].replaces == found[25.0].id


def test_evidence_points_at_the_words() -> None:
    text = "The United States imposed a 40 percent tariff on Brazilian coffee on Monday."
    (measure,) = read(text).measures
    words = {name: text[start:end] for name, (start, end) in measure.evidence.items()}
    assert words["rate"] == "40 percent"
    assert words["imposed_by"].endswith("United States")
    assert words["on"] == "Brazilian"
    assert words["announced"] == "Monday"


def test_the_same_measure_told_again_is_a_telling() -> None:
    reading = read("Mexico imposed a 25% tariff on Chinese cars on Monday. Beijing called the Mexican tariff unfair.")
    assert len(reading.measures) == 1
    assert len(reading.measures[0].tellings) == 1


def test_what_only_somebody_says_names_the_statement() -> None:
    reading = read("Brazil's trade minister said that Argentina had imposed a 30% duty on Brazilian shoes.")
    (measure,) = reading.measures
    assert measure.according_to in {statement.id for statement in reading.statements}


def test_ids_follow_the_content() -> None:
    text = "The EU imposed a 20% duty on Indian steel."
    assert read(text).measures == read(text).measures


def test_an_offer_and_a_condition_in_talks() -> None:
    reading = read(
        "Trade negotiations between India and Britain resumed on Monday. India offered lower duties. "
        "Britain will only sign if services are included."
    )
    (talks,) = reading.talks
    assert [(offer.by, offer.to, offer.what) for offer in talks.offers] == [("IND", "GBR", "lower duties")]
    assert [(condition.by, condition.what) for condition in talks.conditions] == [("GBR", "services are included")]


def test_the_words_load_and_every_verb_stands_in_its_forms() -> None:
    words = load_codebook().measures
    assert words.over["imposed"].name == "impose"
    assert words.over["slapped"].name == "impose"
    assert words.phrasal["called", "off"].name == "lift"
    assert load_codebook().talks.acts["resumed"].name == "begin"


def test_measures_of_one_place_have_ids_of_their_own() -> None:
    reading = read("Chile cut its tariff on Peruvian wine to 10 pct from 10 pct.")
    ids = [measure.id for measure in reading.measures]
    assert len(ids) == len(set(ids)) == 2


@pytest.mark.parametrize(
    ("goods", "chapters"),
    [
        ("Peruvian steel and aluminium imports from Chile", ("72", "76")),
        ("steel products", ("72", "73")),
        ("crude oil shipments", ("27",)),
        ("palm oil", ("15",)),
        ("oils", ()),  # of the ground or of plants
        ("300 mln dlrs worth of frozen shrimp", ("03",)),
        ("2,000 tonnes of Thai rice", ("10",)),
        ("wine, cheese and clothing", ("22", "04", "61", "62")),
        ("farm products including wheat", ("10",)),
        ("potato chips", ("20",)),
        ("computer chips", ("85",)),
        ("rare-earth magnets", ("85",)),
        ("imported cars", ("87",)),
        ("cars built in Mexico with Brazilian steel", ("87",)),
        ("toy cars", ("95",)),
        ("goods other than cars", ()),
        ("goods made of steel", ()),
        ("products containing semiconductors", ()),
        ("cotton and wool shirts", ()),  # one thing of two stuffs
        ("pork producers", ()),
        ("aircraft from its skies", ()),
        ("textiles", ()),
        ("electronic products", ()),
        ("300 mln dlrs of exports", ()),
        (None, ()),
    ],
)
def test_chapters_are_those_of_the_goods_alone(goods: str | None, chapters: tuple[str, ...]) -> None:
    assert chapters_of(goods, load_codebook().chapters) == chapters


def test_chapters_point_at_the_words_of_the_goods() -> None:
    text = "Canada imposed a 20 percent tariff on Mexican cement on Monday."
    (measure,) = read(text).measures
    assert measure.hs == ("25",)
    assert measure.evidence["hs"] == measure.evidence["goods"]
    assert text[slice(*measure.evidence["hs"])].endswith("cement")


def test_general_goods_have_no_chapter_and_no_words_for_it() -> None:
    (measure,) = read("Canada imposed a 20 percent tariff on Mexican farm products on Monday.").measures
    assert measure.hs == ()
    assert "hs" not in measure.evidence


def test_chapters_of_corrected_goods_are_not_those_of_the_words_that_were_read() -> None:
    read = Measure(id="m", kind="tariff", goods="steel", hs=("72",), span=(0, 5), by="made/1")
    assert fixed(read, {"status": "ended"}).hs == ("72",)
    assert fixed(read, {"goods": "wine"}).hs == ()
    assert fixed(read, {"goods": "wine", "hs": ["22"]}).hs == ("22",)
