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
        # a look back within a paragraph on the report's own day, and what the next goes on with
        ("Thousands marched in Faro on Thursday to mark the rising. Some 24 people were killed on 17 November 1973.\n\n"
         "Police detained 58 protesters.", "58", "2026-03-19"),
        ("Thousands marched in Faro on Thursday to mark the rising. Some 24 people were killed on 17 November 1973.\n\n"
         "That day 58 protesters were arrested.", "58", "1973-11-17"),
        # the day of the page, and that of a briefing
        ("World in brief\n\nSunday, March 22\n\nNIGERIA - About 300 people protested in Jos on Friday. Police arrested 12.",
         "12", "2026-03-20"),
        ("Sunday briefing: the march\n\nWhat happened on Friday\n\nAbout 300 people joined the rally in Faro.", "300",
         "2026-03-20"),
        # the year above the days of a timeline
        ("Timeline of the protests\n\n2024\n\n22 December: 900 people protest in Faro.\n\n2025\n\n15 March: 300 people protest.",
         "900", "2024-12-22"),
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
        # a day within the year or month told before it
        ("In 2014, 142 protesters were detained in Lyon on May Day and 90 people were injured.", "142", "2014-05-01"),
        ("In 2014, 142 protesters were detained in Lyon on May Day and 90 people were injured.", "90", "2014-05-01"),
        ("In 1986, about 20,000 protesters gathered in Manila in February.", "about 20,000", "1986-02-01/1986-02-28"),
        ("In February, when the minister came to Faro, 300 protesters stood along his way on the 23rd.", "300",
         "2026-02-23"),
        ("In 2024 some 5,000 people marched in Braga, and on 4 May four protesters were hurt.", "four", "2024-05-04"),
        # of those whom a figure tells of, and of the crowd that came for them
        ("For the funeral on 13 February of nine people killed five days earlier in Paris, 4,000 marched.", "nine",
         "2026-02-08"),
        ("A march in Faro for two students killed on Monday drew 4,000 people on Friday.", "4,000", "2026-03-20"),
        ("Friday was worse in Porto. Some 2,000 people who had stayed at home the previous day marched to the port.",
         "Some 2,000", "2026-03-20"),
        # of the gathering that is said to have drawn them
        ("About 90 rallied in Faro on Saturday. The league's last demonstration, in Leeds in January, attracted 50 people.",
         "50", "2026-01-01/2026-01-31"),
        ("About 90 rallied in Faro on Saturday. A similar march in Leeds on 8 January drew 4,000.", "4,000", "2026-01-08"),
        # what is told on of a day
        ("A rally was held in Chisinau on 7 February. At that time the police spoke of 6,000 protesters.", "6,000",
         "2026-02-07"),
        ("The last rally in Tuzla was in June 2013. Then 3,000 people formed a human chain.", "3,000",
         "2013-06-01/2013-06-30"),
        # what a figure is set against
        ("Unions counted 95,000 demonstrators in Paris on Saturday, fewer than on 5 March.", "95,000", "2026-03-21"),
        ("The crowd at the rally in Paris is now put at 3,500, twice as many as last Friday.", "3,500", "2026-03-22"),
        # what people once did
        ("About 700 women who worked on the farms in the 1990s marched in Faro, said police.", "700", "2026-03-22"),
        ("Thousands march in Faro, among them many women who worked on the farms in the 1990s.", "Thousands", "2026-03-22"),
        ("Some 500 protesters who lost their jobs demonstrated outside the mine in Faro on Friday.", "500", "2026-03-20"),
        # all the days that a toll is of
        ("Protests in Paris: fourteen people were killed in three days, the hospital said.", "fourteen",
         "2026-03-20/2026-03-22"),
        ("Nine protesters were detained in Paris and will appear in court in three days.", "Nine", "2026-03-22"),
        # a record's first day, a day for which a march is called, a day long over
        ("Miners said 1,200 people attended the rally in Faro on Friday, the largest since the strike began on January 8.",
         "1,200", "2026-03-20"),
        ("About 300 people marched in Faro, the largest rally there since 2 March.", "300", "2026-03-22"),
        ("The union announced a march for Monday that drew 5,000 people in Faro.", "5,000", "2026-03-16"),
        ("The minister resigned over a bill against which 5,000 women had marched in Faro on April 1.", "5,000",
         "2025-04-01"),
        # the day that a plan is announced for
        ("About 90 rallied in Faro on Sunday. Unions announced a torch march for Wednesday and say 1,000 will take part.",
         "1,000", "2026-03-25"),
        # passages each under its day
        ("Chronology of the protests in Bern\n\nMarch 2 - Crowds clash with police. Twenty-eight protesters are hurt.\n\n"
         "March 5 - Talks fail. Some 2,000 people march. Doctors say four died.\n\nMarch 9 - A curfew is lifted.",
         "Twenty-eight", "2026-03-02"),
        ("Chronology of the protests in Bern\n\nMarch 2 - Crowds clash with police. Twenty-eight protesters are hurt.\n\n"
         "March 5 - Talks fail. Some 2,000 people march. Doctors say four died.\n\nMarch 9 - A curfew is lifted.",
         "four", "2026-03-05"),
        # all the days of a wave that has come to its sixth
        ("A protest by miners in Trujillo entered its sixth day on Saturday after talks failed.\n\nThe ombudsman said 44 people "
         "had been injured since the roadblocks began.", "44", "2026-03-16/2026-03-22"),
        # an entry of a live blog on another day
        ("12:40\nAbout 300 protesters are on the square.\n\n11:00\nLast Sunday the mayor was pelted with mud at a rally. Two "
         "guards were injured.\n\n10:20\nThe march starts at noon.", "Two", "2026-03-15"),
    ],
)  # fmt: skip
def test_date(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote).when.date == day
