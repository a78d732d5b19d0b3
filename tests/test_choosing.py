"""How the place and the day of a figure are chosen among all that a text names."""

from __future__ import annotations

import pytest

from claiming import claim_of, claims_of
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.extract.choosing import Chooser, Options
from demonstrably.extract.setting.entries import Entries
from demonstrably.extract.setting.headings import Headings
from demonstrably.extract.setting.spoken import spoken_of
from demonstrably.extract.setting.wording import Wording
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.extract.trees import Trees
from demonstrably.gazetteer import Gazetteer, Toponym
from demonstrably.model import Post


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(Codebook())


def test_of_equal_options_the_first_is_chosen() -> None:
    small = Trees(["near"], [([(0, 0.5, -1, -2)], [0, 70_000])])
    chooser = Chooser(small)
    assert chooser.best(Options({}, [("a", {"near": 0.0}), ("b", {"near": 1.0}), ("c", {"near": 1.0})])) == "b"
    assert chooser.best(Options({}, [("a", {}), ("b", {})])) == "a"
    assert chooser.best(Options({}, [("a", {"near": 1.0})])) == "a"
    assert chooser.best(Options({"near": 1.0}, [("a", {"near": 0.0}), ("b", {})])) == "b"


def spoken(text: str, gazetteer: Gazetteer) -> list[tuple[str, str | None]]:
    named: list[Toponym] = gazetteer.locate(text)
    return [(t.text, t.place.name) for t in spoken_of(text, named, gazetteer, PlaceWords(Codebook()))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thousands marched in the Mauritian capital.", [("the Mauritian capital", "Port Louis")]),
        ("In Peru, marchers filled the streets of the capital.", [("the capital", "Lima")]),
        ("Marchers filled the streets of Kenya's capital.", [("capital", "Nairobi")]),
        ("They met in the capital, Nairobi.", []),  # told by its name
        ("They met in Nairobi, the capital, on Monday.", []),
        (
            "CANBERRA, Australia (AP) — Police shot at students in Papua New Guinea. They had marched in Port Moresby."
            " The capital was calm.",
            [("The capital", "Port Moresby")],
        ),
        ("Crowds marched in London against Israel's raid. More came to the capital.", [("the capital", "London")]),
        ("Farmers of Chile blocked roads across the country.", [("the country", "Chile")]),
        ("Nobody said where the capital lay.", []),
    ],
)
def test_capitals_and_countries_are_told_without_their_names(
    gazetteer: Gazetteer, text: str, found: list[tuple[str, str]]
) -> None:
    assert spoken(text, gazetteer) == found


def test_headings_hold_until_the_next(gazetteer: Gazetteer) -> None:
    text = "World in brief\n\nNicaragua\n\nFive were held.\n\nMalta\n\nTwo were held.\nPorto: 18,000 (police)"
    headings = Headings(Wording.read(Codebook()), text, gazetteer.locate(text), Entries(text))
    above = [headings.above(text.index(words)) for words in ("Five", "Two")]
    assert [t.text for t in above if t] == ["Nicaragua", "Malta"]
    label = headings.label(text.index("18,000"))
    assert label is not None and label.text == "Porto"
    assert headings.label(text.index("Two")) is None


def test_the_days_of_a_post_are_not_the_articles(extractor: Extractor) -> None:
    post = "Marches were held in 14 cities on 3 March. pic.twitter.com/x"
    text = f"Crowds filled the bridges of Portugal again.\n{post}\nAt least 340 people marched in Faro, too."
    start = text.index(post)
    posts = (Post(start, start + len(post), author=None, handle="@quick", posted="2026-03-04"),)
    (claim,) = [c for c in claims_of(extractor, text, posts=posts) if c.quote == "At least 340"]
    assert claim.when.date == "2026-03-22"


def test_what_has_been_is_of_no_day_to_come_and_a_plan_of_none_that_is_over(extractor: Extractor) -> None:
    text = "Police detained 41 protesters in Faro. A law passed on 2 March. The vote is due on 29 March."
    assert (claim_of(extractor, text, "41").when.date or "") <= "2026-03-22"
    plan = "Organisers expect up to 5,000 people to march in Faro. A law passed on 2 March."
    assert claim_of(extractor, plan, "5,000").when.date is None


def test_a_day_without_its_year_is_none_where_nothing_gives_the_year(extractor: Extractor) -> None:
    text = "Police arrested 27 protesters in Faro on 5 May."
    assert claim_of(extractor, text, "27", published=None).when.date is None


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        ("On Sunday rallies were held in Braga. Fewer came than a week ago. In Faro, the police put the protesters at "
         "2,000, while a week ago, the police said that about 4,000 protesters attended.", "2,000", "2026-03-22"),
        ("On March 15 rallies were held in large cities. They were smaller and calmer than on March 8, reporters say. The"
         " rally in Braga drew the most, with 2,300 people in attendance.", "2,300", "2026-03-15"),
        ("Protesters rallied on Sunday. Crowds, though slightly smaller than last week's, arrived in the thousands in "
         "Faro and Braga.", "thousands", "2026-03-22"),
        ("A rally was held in Faro. Police detained thousands of protesters in the past few weeks.", "thousands", None),
        ("Hundreds of protesters were arrested in Faro on Monday, while 30 protesters were injured.", "30", "2026-03-16"),
    ],
)  # fmt: skip
def test_a_day_told_for_comparison_is_no_other_figures(
    extractor: Extractor, text: str, quote: str, day: str | None
) -> None:
    assert claim_of(extractor, text, quote).when.date == day


def test_towns_of_one_list_told_before_are_taken_together(extractor: Extractor) -> None:
    text = "People chant in Faro. In Porto and Braga, roads are blocked by protesters. Hundreds have been detained."
    place = claim_of(extractor, text, "Hundreds").place
    assert place is not None and place.name in ("Portugal", "Faro")


def test_a_count_since_something_began_is_of_the_stretch_from_then_on(extractor: Extractor) -> None:
    text = (
        "Protests erupted in Maputo on Monday, 9 March. At least 18 protesters have been killed since then,"
        " hospitals say."
    )
    assert claim_of(extractor, text, "18", "2026-03-16").when.date == "2026-03-09/2026-03-16"
    text = "Protests erupted in Maputo on Monday, 9 March, when about 2,000 people marched on the town hall."
    assert claim_of(extractor, text, "2,000", "2026-03-16").when.date == "2026-03-09"


def test_a_stretch_without_a_day_of_its_own_is_no_trouble(extractor: Extractor) -> None:
    text = "In the past two weeks, 11 protesters have been detained in Bergen."
    assert claim_of(extractor, text, "11").when.date is not None
