"""Claims end to end on sentences of our own: what is counted, for whom, where, when, by whose word."""

from __future__ import annotations

import pytest

from claiming import claims_of
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.extract.counting import Counting
from demonstrably.model import Claim, Document, Post


def said(claims: list[Claim], attribute: str) -> list[tuple[str, int | None, int | None]]:
    return [(c.quote, c.low, c.high) for c in claims if c.attribute == attribute]


@pytest.mark.parametrize(
    ("sentence", "attribute", "quote", "low", "high"),
    [
        ("More than 3,000 people marched through Porto on Saturday against the toll.", "participants", "More than 3,000", 3000, None),
        ("Police arrested 41 demonstrators in Braga during the rally.", "detained", "41", 41, 41),
        ("At least 17 officers were injured when the protest in Leiria turned violent.", "injured", "At least 17", 17, None),
        ("Two protesters died of gunshot wounds in Faro, a hospital said.", "killed", "Two", 2, 2),
        ("A student was shot dead by police during the demonstration in Coimbra.", "killed", "A", 1, 1),
        ("Rallies were held in 24 cities across Portugal.", "places", "24", 24, 24),
        ("Organisers put the number of marchers in Lisbon at 120,000.", "participants", "120,000", 120000, 120000),
        ("A crowd of several hundred gathered outside the ministry in Lisbon to protest.", "participants", "several hundred", 300, 999),
        ("The protest in Aveiro passed off peacefully and no arrests were made.", "detained", "no", 0, 0),
        ("The rally drew between 200 and 300 people in Viseu.", "participants", "between 200 and 300", 200, 300),
        ("The death toll from the unrest in Beja rose to 12.", "killed", "12", 12, 12),
        ("Crowds arrived in their thousands for the march in Setúbal.", "participants", "thousands", 2000, 9999),
    ],
)  # fmt: skip
def test_reads_a_figure(
    extractor: Extractor, sentence: str, attribute: str, quote: str, low: int | None, high: int | None
) -> None:
    found = said(claims_of(extractor, sentence), attribute)
    assert any(quote in q and (a, b) == (low, high) for q, a, b in found), found


@pytest.mark.parametrize(
    "sentence",
    [
        "The 44-year-old activist spoke at the rally for 15 minutes on March 21, 2026.",
        "The protest over the 2.5 million euro toll blocked the bridge for three hours.",
        "Militants killed 12 soldiers in an ambush near the border, the army said.",
        "The ferry capsized and 30 people drowned.",
        "The marchers carried a ribbon 100 metres long.",
        "There were no large-scale arrests at the vigils.",
        "The bill passed by 195 votes to 106 amid protests.",
        "About 16,000 officers were deployed for the demonstration.",
    ],
)
def test_passes_over_what_is_no_claim(extractor: Extractor, sentence: str) -> None:
    assert claims_of(extractor, sentence) == []


def test_city_and_country_figures_keep_their_scope(extractor: Extractor) -> None:
    text = (
        "Thousands marched in Lisbon on Saturday against the toll, police said. "
        "Some 4,100 protesters in 31 cities were detained across Portugal, the monitoring group Vigia reported."
    )
    claims = claims_of(extractor, text)
    lisbon = next(c for c in claims if c.attribute == "participants" and c.place)
    national = next(c for c in claims if c.attribute == "detained")
    assert lisbon.place and lisbon.place.name == "Lisbon" and lisbon.place.precision == "city"
    assert national.place and national.place.precision == "country" and national.place.country == "PT"
    assert lisbon.when.date == "2026-03-21"
    assert national.source and "Vigia" in national.source
    assert [link.name for link in national.chain][-1] == "The Tern"


def test_planned_and_hypothetical_are_told_apart(extractor: Extractor) -> None:
    planned = claims_of(extractor, "Up to 50,000 people are expected to march in Porto on Saturday, organisers said.")
    assert [c.modality for c in planned] == ["planned"]
    assert (planned[0].low, planned[0].high) == (None, 50000)
    denied = claims_of(extractor, "The ministry denied that 20 protesters had been arrested in Porto.")
    assert [c.modality for c in denied] == ["denied"]


def test_a_post_speaks_for_itself_and_from_its_own_day(extractor: Extractor) -> None:
    first = "Thousands marched against the toll in Porto."
    second = "So far 240 people were arrested at rallies in Braga on Saturday."
    text = f"{first}\n{second}\n— Rui Test (@ruitest) March 16, 2026"
    post = Post(len(first) + 1, len(first) + 1 + len(second), "Rui Test", "@ruitest", "2026-03-16")
    claim = next(c for c in claims_of(extractor, text, posts=(post,)) if c.attribute == "detained")
    assert claim.source == "Rui Test" and claim.source_kind == "social_account"
    assert claim.when.date == "2026-03-14"
    assert claim.running


def test_one_figure_told_of_each_of_several_towns(extractor: Extractor) -> None:
    text = "Crowds came out in the thousands in Porto, Braga and Faro on Saturday to protest the toll."
    towns = {c.place.name for c in claims_of(extractor, text) if c.place and c.attribute == "participants"}
    assert {"Porto", "Braga", "Faro"} <= towns


def test_another_language_gives_nothing(extractor: Extractor) -> None:
    document = Document("d", "Milhares de pessoas protestaram em Lisboa, 41 detidos.", "pt")
    assert extractor.extract(document).claims == ()


def test_offsets_survive_emoji_and_other_scripts(extractor: Extractor) -> None:
    text = "🔥🔥 Протест! احتجاج — Police detained 41 protesters at a rally in Porto."
    assert said(claims_of(extractor, text), "detained") == [("41", 41, 41)]


def test_a_row_names_its_source_where_rows_beside_it_do(extractor: Extractor) -> None:
    text = "How many marched in Porto on Saturday? The police: 18,000. Pontes Vivas: close to 60,000."
    found = {c.quote: c.source for c in claims_of(extractor, text)}
    assert found["close to 60,000"] == "Pontes Vivas"


def test_other_news_beside_a_march_gives_no_figures(extractor: Extractor) -> None:
    text = (
        "About 2,000 people marched in Porto on Saturday against a toll on bridges.\n\n"
        "In other news, an eruption of the volcano on the island of Faial killed 12 people and injured 30, rescuers said. "
        "Detectives arrested three suspects in a robbery of a bank in Coimbra, and 85,000 fans saw the cup final."
    )
    assert said(claims_of(extractor, text), "participants") == [("About 2,000", 2000, 2000)]
    assert not said(claims_of(extractor, text), "killed") and not said(claims_of(extractor, text), "detained")


@pytest.mark.parametrize(
    ("text", "group"),
    [
        (
            "About 12,000 people marched in Porto on Sunday. At dusk a group of a few hundred sat down on the bridge.",
            "part",
        ),
        ("On Sunday a group of a few hundred sat down on the bridge in Porto to protest.", None),
    ],
)
def test_a_part_of_a_crowd_told_before_is_called_so(extractor: Extractor, text: str, group: str | None) -> None:
    assert [c.group for c in claims_of(extractor, text) if c.quote == "a few hundred"] == [group]


def test_a_figure_that_leaves_out_whom_it_counts_is_of_those_counted_before(extractor: Extractor) -> None:
    text = "Police arrested 40 marchers in Leeds on Saturday. Six journalists were also held, two of them in York."
    text += "\n\nFive students were injured in clashes with police in Hull and seven in Derby, the hospital said."
    found = [(c.quote, c.group) for c in claims_of(extractor, text)]
    assert found[-2:] == [("Five", "students"), ("seven", "students")]
    assert found[:2] == [("40", "protesters"), ("Six", "journalists")]


def test_one_person_is_found_wherever_a_text_on_gatherings_tells_of_her(extractor: Extractor) -> None:
    before = "Thousands marched in Porto on Saturday. The protesters met at a rally, and a vigil followed.\n\n"
    between = "The town has two bridges. Its mayor was away. It was raining. The shops were shut.\n\n"
    text = before + between + "Police said a 20-year-old woman was arrested after she had climbed on to a roof."
    claims = extractor.extract(Document("t", text, "en", published="2024-05-06")).claims
    assert [c.quote for c in claims if c.attribute == "detained"] == ["a"]


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("A 24-year-old former bank clerk and campaigner was shot dead.", True),
        ("An ice-cream seller was hurt by a stray bullet.", True),
        ("Another was wounded.", True),
        ("A ninth died on Sunday.", True),
        ("A machinist was beaten in the yard.", True),
        ("A water cannon was used and windows were shot out.", False),
        ("The wounded were taken away.", False),
    ],
)
def test_tells_without_a_parse_that_no_single_person_is_hurt(sentence: str, named: bool) -> None:
    assert Counting(Codebook(), "en").nouns.may_name_one(sentence, bare=False) is named


def test_a_headline_names_a_person_without_an_article() -> None:
    nouns = Counting(Codebook(), "en").nouns
    assert nouns.may_name_one("Student killed in protest", bare=True)
    assert not nouns.may_name_one("Student killed in protest", bare=False)
