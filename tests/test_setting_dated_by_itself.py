"""Where and when, in texts that date themselves, in chronologies, and where a name stands for something else."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

CAPTION = (
    "Nurses hold a vigil outside the town hall of Lugo July 29, 2019. (Photo: Tern)\n"
    "Hundreds of people gathered late July 29 for a vigil. Police detained 14 protesters.\n"
)
CHRONOLOGY = (
    "A history of the mills\n\n"
    "4 May 1886\nWages are cut by a tenth. Strikers gathered in Leeds. Police shot dead seven protesters.\n\n"
    "10 September 1897\nThe owners gave in to nobody. Police killed 19 protesters in Halifax.\n\n"
    "9 May 1900\nThe mills closed. About 3,000 strikers rallied in Leeds.\n"
)


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        (CAPTION, "Hundreds", "2019-07-29"),
        (CAPTION, "14", "2019-07-29"),
        (CHRONOLOGY, "seven", "1886-05-04"),
        (CHRONOLOGY, "19", "1897-09-10"),
        (CHRONOLOGY, "3,000", "1900-05-09"),
        (
            "Police arrested 11 protesters.\n“On 25 May 2023 people blocked the road,” the police said.",
            "11",
            "2023-05-25",
        ),
        # two years named: no year is lent
        (
            "Hundreds of people marched on 5 May. The war began on 4 June 1989 and ended on 3 July 1991.",
            "Hundreds",
            None,
        ),
    ],
)
def test_a_text_without_a_publication_date_dates_itself(
    extractor: Extractor, text: str, quote: str, value: str | None
) -> None:
    assert claim_of(extractor, text, quote, published=None).when.date == value


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        # the day that opens a paragraph holds for what follows in it
        ("Last Saturday was a day of waiting. Some 400 protesters blocked the bridge.", "400", "2026-03-21"),
        # a court's day, or the speaker's, is not the gathering's
        (
            "Students rioted on Tuesday night.\nThe 38 students were arrested and will appear in court today.",
            "38",
            "2026-03-17",
        ),
        (
            "LIMA, March 20 Police killed two protesters on Wednesday.\nHundreds of protesters were hurt.",
            "Hundreds",
            "2026-03-18",
        ),
        # "a day after": the day before the day of writing
        ("A day after 200 protesters were arrested, thousands of people marched in Lyon.", "200", "2026-03-21"),
        # a holiday in general is no day of the story
        (
            "Thousands of people marched on Saturday. It was larger than Labor Day parades ever were.\n"
            "Boston: 4,000 protesters\n",
            "4,000",
            "2026-03-21",
        ),
        # history in the same sentence, however it hangs on the figure
        (
            "The most notorious count was the one given out on 15 February 2003 for a demonstration that was the largest "
            "ever, with up to two million protesters on the streets.",
            "two million",
            "2003-02-15",
        ),
        (
            "Hundreds of demonstrators are now arriving in the square. A vigil was held there on Saturday.",
            "Hundreds",
            "2026-03-22",
        ),
    ],
)
def test_the_day_of_the_gathering_and_no_other(extractor: Extractor, text: str, quote: str, value: str) -> None:
    assert claim_of(extractor, text, quote).when.date == value


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # a country by description
        ("Lome, Togo | WIRE | Togo was tense on Sunday after protests across the West African country. At least 16 "
         "people have been killed and 200 injured.", "16", "Togo"),
        ("Thousands rallied in Srinagar. Kashmir has been under a curfew since.\nSome 66 protesters have been killed "
         "in the worst violence to hit the region in years.", "66", "Kashmir"),
        # a capital by description
        ("Tens of thousands of activists formed a human chain across the Bangladesh capital on Sunday.", "Tens", "Dhaka"),
        ("Thousands of people marched in London on Saturday against Israel's operation in Gaza.\n"
         "More than 5,000 protesters gathered outside the embassy in the capital.", "5,000", "London"),
        # what is protested against
        ("More than 1,100 people in cities across Russia were detained at protests against the military operation in "
         "Ukraine.", "1,100", "Russia"),
        ("The march in the streets of Hong Kong was for rights and against the Beijing regime. 800,000 people gathered, "
         "organisers said.", "800,000", "Hong Kong"),
        # another figure's place
        ("Police held 178 protesters. Lyon accounts for half with 84 people detained, followed by 27 in Nantes and 11 in "
         "Brest.", "84", "Lyon"),
        ("Thousands marched on the White House; 60,000 people protested in Atlanta; 50,000 in Austin.", "60,000", "Atlanta"),
        # the town of a region
        ("Police detained 11 protesters in the Far East city of Khabarovsk.", "11", "Khabarovsk"),
        # a square known from elsewhere stands in its text's town
        ("Security forces in Baghdad fired at protesters on Friday. By nightfall the crowd was back in Tahrir Square.\n"
         "Four protesters were killed near Tahrir Square.", "Four", "Baghdad"),
        # the bureau and the town
        ("BEIJING, March 20 Police hurt people during protests in southern China on Sunday, a paper said.\nOnly two "
         "people were injured during the demonstration in the southern city of Maoming, the paper found.", "two", "Maoming"),
        # a hospital's town is the doctor's
        ("Thousands rallied in Pulwama on Wednesday. At least 14 protesters were injured, said a doctor at a leading "
         "hospital in the main city of Srinagar.", "14", "Pulwama"),
    ],
)  # fmt: skip
def test_the_place_of_the_gathering_and_no_other(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize("published", ["0001-01-01", "0001-03-05", "9999-12-31"])
def test_a_placeholder_for_the_day_of_publication_is_none(extractor: Extractor, published: str) -> None:
    text = "Nine people were killed in three days of protests in Porto, and 40 were held the week before."
    assert claim_of(extractor, text, "Nine", published).when.date is None
