"""Whose day: days of comparison, of speech and of release are no figure's own; a clause's own day goes first."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        # the day of another figure, in digits with a comma, and the rival of the figure that it is set against
        ("Some 108,000 people marched in Porto on Thursday, up from 48,000 on 10 March, the ministry said.\n\nThe union "
         "gave a figure of 350,000.", "350,000", "2026-03-19"),
        # a day on which it was only told
        ("Police made 1,723 arrests on Saturday, the ministry said on Sunday, as 136,000 people protested in Lyon.",
         "136,000", "2026-03-21"),
        ("Twelve people were hurt on Friday at a rally in Faro, doctors said on Saturday.", "Twelve", "2026-03-20"),
        # what came after
        ("A protester died in Braga on Thursday. Prosecutors said 312 people were arrested at the rally, of whom 90 were "
         "freed on Saturday.", "312", "2026-03-19"),
        # a clause with a day of its own
        ("A network counted 42 protests in the province on Saturday, with 900 people; today there were 600 protesters.",
         "600", "2026-03-22"),
        ("Some 20 protesters were arrested in Faro on Friday, while on Saturday nine were held.", "nine", "2026-03-21"),
        # the gathering of the day that opens the sentence
        ("Organisers of Friday's march in Rome claimed 20,000 people. Two students were held on Friday.\n\nToday's march "
         "was peaceful, police said, and there were no arrests.", "no", "2026-03-22"),
        # since a day on which something else took place
        ("Since 10 March, when troops fired on a rally in Gondar and 25 people died, 83 protesters have been killed.",
         "83", "2026-03-10/2026-03-22"),
        ("Since 10 March, when troops fired on a rally in Gondar and 25 people died, 83 protesters have been killed.",
         "25", "2026-03-10"),
        ("Since Friday's march, in which 3,000 took part, nine people have been arrested in Faro.", "3,000", "2026-03-20"),
        # days and figures by turns
        ("Up to 70,000 marched in Bago. On Tuesday it was 35,000 and by Thursday no more than 10,000 protesters.",
         "no more than 10,000", "2026-03-19"),
        # what took place on the day before it
        ("The march in Recife on Monday was calm, unlike last Thursday, when over 200 protesters were held.", "over 200",
         "2026-03-19"),
        ("In March 2025, when ferries were put out to tender, 5,000 protesters gathered in Oban.", "5,000",
         "2025-03-01/2025-03-31"),
        # a day explained by how it lies to another
        ("On Friday, two days after the vote, some 250 people marched in Recife.", "some 250", "2026-03-20"),
        ("The mayor spoke on Saturday, a week after 40 protesters were injured in Porto.", "40", "2026-03-14"),
        # what had been expected of a day that has come, and of one that has not
        ("Some 700 people marched in Eden on Friday. Organisers had banked on 1,000. The council meets on Tuesday.", "1,000",
         "2026-03-20"),
        ("Tomorrow's march in Faro is called off. The union had expected 4,000 people.", "4,000", "2026-03-23"),
    ],
)  # fmt: skip
def test_date(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote).when.date == day
