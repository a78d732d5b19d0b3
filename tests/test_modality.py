"""Occurred, planned, denied or supposed: what an analyst would notice if a plan were counted as a crowd."""

from __future__ import annotations

import pytest

from analysing import extractor
from demonstrably.model import Claim, Document


def claim_of(text: str, quote: str) -> Claim:
    claims = extractor().extract(Document("d", text, language="en", published="2022-05-03")).claims
    found = [c for c in claims if c.quote.lower() == quote.lower()]
    assert found, [c.quote for c in claims]
    return found[0]


@pytest.mark.parametrize(
    ("text", "quote", "modality"),
    [
        ("About 300 protesters marched through Brno on Sunday.", "About 300", "occurred"),
        ("About 300 protesters will march through Brno on Sunday.", "About 300", "planned"),
        ("It is wonderful to see about 200 people at the march today.", "about 200", "occurred"),
        ("It would be wonderful to see 5,000 people at Sunday's march in Leeds.", "5,000", "planned"),
        ("Police would only confirm nine arrests at Sunday's march in Leeds.", "nine", "occurred"),
        (
            "Four of the protesters shot in Leeds on Sunday would eventually die of their wounds.",
            "Four",
            "occurred",
        ),
        (
            "Some 300 people marched in Leeds on Sunday. The ministry would later put the figure at 120.",
            "120",
            "occurred",
        ),
        ("Police would only say that nine people had been arrested at the march.", "nine", "occurred"),
        ("Activists warned that at least 40 protesters had been arrested in Harare.", "at least 40", "occurred"),
        ("The square in Brno is full of protesters. I would say 3,000 people.", "3,000", "occurred"),
        ("We'd put the turnout at Sunday's march in Brno at 4,000, the organiser said.", "4,000", "occurred"),
        ("I would say 3,000 people will come to the march in Brno on Saturday, he said.", "3,000", "planned"),
        ("Unions warned that 10,000 workers would march in Lyon on Saturday.", "10,000", "planned"),
        ("Police lowered the death toll from the protest to two, from an earlier six.", "six", "denied"),
        ("Police lowered the death toll from the protest to two, from an earlier six.", "two", "occurred"),
        ("The union threatened to bring 5,000 workers into the streets to protest.", "5,000", "planned"),
        ("Thousands were expected at the rally, but only hundreds came.", "Thousands", "planned"),
        ("Thousands were expected at the rally, but only hundreds came.", "hundreds", "occurred"),
        ("Some 2,000 people rallied in the park; the party had hoped for 50,000 people.", "Some 2,000", "occurred"),
        ("Of the 10,000 protesters whom organisers had promised, there were maybe 50.", "10,000", "planned"),
        ("The 5,000 marchers who had expected rain marched through Brno.", "5,000", "occurred"),
        (
            "Organisers had registered 3,000 protesters for the march in Brno and spoke later of 8,500.",
            "3,000",
            "planned",
        ),
        ("Some 20,000 protesters came to Brno. Registered were 10,000.", "10,000", "planned"),
        ("The union announced a protest by 3,000 nurses in Brno on Monday.", "3,000", "planned"),
        ("Farmers announce a rally of 10,000 in Brno next week.", "10,000", "planned"),
        ("Unions gave up their plan for a march of 10,000 in Brno on 26 March.", "10,000", "planned"),
        ("Police said a permit had been issued for 500 participants of the march.", "500", "planned"),
        ("Some 500 protesters obtained a permit for a rally in Brno.", "Some 500", "occurred"),
        ("A march of 300 people in Brno protested against the plan for a mine.", "300", "occurred"),
        ("The rally in Brno was called off. They had reckoned with 6,000 people.", "6,000", "planned"),
        ("Some 800 protesters called for a new election in Brno.", "Some 800", "occurred"),
        ("On Sunday there will be a rally in Brno. The union has reserved the square for 10,000.", "10,000", "planned"),
        ("The ministry announced after a rally of 5,000 in Brno on Friday that it would talk.", "5,000", "occurred"),
        ("Police had registered 900 protesters in Brno by noon.", "900", "occurred"),
        ("The union calls a march in Brno on Friday and says 5,000 people have signed up.", "5,000", "planned"),
        ("The rally in Brno fell short of the 7,000 the organisers had hoped for.", "7,000", "planned"),
        ("Some 400 union members were allowed to lay wreaths at the rally in Brno.", "Some 400", "occurred"),
        ("Officials will allow 200 people to rally in Brno.", "200", "planned"),
        ("About 1,200 people who could not travel to Prague rallied in Brno.", "About 1,200", "occurred"),
        ("The mayor should listen to the thousands who have marched in Brno.", "thousands", "occurred"),
        ("Farmers agreed to lift their protest in Brno after the death of a labourer.", "a", "occurred"),
        ("If they want to see a million people protesting in Brno, they will see them.", "a million", "hypothetical"),
        ("They rallied against proposed cuts, part of a day of protests in 40 Moravian towns.", "40", "occurred"),
        ("The police had been braced for 20,000 protesters in Brno.", "20,000", "planned"),
        ("The party claims to have brought 12,000 people to the rally in Brno.", "12,000", "occurred"),
        ("The party hopes to have brought 12,000 people to the rally in Brno.", "12,000", "planned"),
        ("Owing to an error in editing, it was said that 40 protesters had been arrested in Brno.", "40", "denied"),
        ("Owing to a planning mistake, said the union, only 300 protesters came to Brno.", "300", "occurred"),
        ("If the talks fail, 10,000 people will march on Friday.", "10,000", "hypothetical"),
        ("Police arrested 20 protesters, who would later say they were beaten.", "20", "occurred"),
        ("Twelve protesters were arrested and would appear in court on Wednesday.", "Twelve", "occurred"),
        ("Marches went on. Five people, arrested on Monday, would appear in court on Friday.", "Five", "occurred"),
        ("The organisers' figure of 310,000 protesters must include passers-by.", "310,000", "occurred"),
        ("The movement could muster only 1,500 supporters at the rally on Monday.", "1,500", "occurred"),
        ("The union is calling for 50,000 supporters to march in Brno on Sunday.", "50,000", "planned"),
        ("The union is counting on 20,000 marchers in Brno on Friday.", "20,000", "planned"),
        ("The party wants 100,000 people at the protest in Brno next week.", "100,000", "planned"),
        ("The 400 strikers at the rally want higher pay.", "400", "occurred"),
        ("Police registered a march of 5,000 people in Porto on Thursday.", "5,000", "occurred"),
        ("In fact, police did not confirm the report of 12 arrests at the rally in Porto.", "12", "occurred"),
        ("About 700 demonstrators called for the mayor to resign.", "About 700", "occurred"),
        ("More than 8,000 have said on Facebook that they will attend the rally.", "More than 8,000", "planned"),
        ("Over 4,000 people have signed up to join the protest in Brno.", "Over 4,000", "planned"),
        ("Some 600 protesters told police that they would not leave the camp.", "Some 600", "occurred"),
        ("Should the talks fail, 10,000 people will march on Friday.", "10,000", "hypothetical"),
        ("A protest by 3,000 nurses planned for Sunday was cancelled.", "3,000", "planned"),
        ("The protest march was to have drawn 20,000 people but was called off.", "20,000", "planned"),
        ("A crowd of 15,000 is likely at the rally on Sunday.", "15,000", "planned"),
        ("On Sunday some 5,000 people are to march through Brno.", "some 5,000", "planned"),
        ("The 300 protesters are in the square.", "300", "occurred"),
        ("Some 500 protesters vowed to stay in the square until Sunday.", "Some 500", "occurred"),
        ("The 3,000 marchers hope to reach the capital on Sunday.", "3,000", "occurred"),
        ("Some 5,000 workers plan to strike and rally on Sunday.", "Some 5,000", "planned"),
        (
            "On Sunday, 28 people were detained, most of them before they could join the protest, police said.",
            "28",
            "occurred",
        ),
        ("It is true that 40 protesters were arrested in Brno, police said.", "40", "occurred"),
        ("They will march not in their thousands but in their millions.", "millions", "hypothetical"),
        ("We misstated the crowd at the march in Brno: it was 3,000 people, not 30,000.", "3,000", "occurred"),
        (
            "An earlier version of this report misstated the crowd at the march: it was 300, not 3,000.",
            "3,000",
            "denied",
        ),
        (
            "An earlier version of this report said 12 protesters were killed; the correct number is two.",
            "two",
            "occurred",
        ),
    ],
)
def test_what_happened_and_what_did_not(text: str, quote: str, modality: str) -> None:
    assert claim_of(text, quote).modality == modality


@pytest.mark.parametrize(
    ("text", "quote", "source"),
    [
        ("The ministry rejected the organisers' figure of 40,000 marchers as fantasy.", "40,000", "The ministry"),
        ("Police called the figure of 40,000 protesters inflated.", "40,000", "Police"),
        ("The junta rejects reports that 20 people rallied against it in Kaya.", "20", "The junta"),
        ("The ministry denies claims that 40 protesters died in Vell.", "40", "The ministry"),
        ('The party\'s claim of ten dead protesters was "tinned rubbish", the minister said.', "ten", "the minister"),
        ("Police dismissed as absurd the union's claim that 40,000 people had marched.", "40,000", "Police"),
        (
            "Police said there was no truth to the claim that 16 protesters had been killed at the rally.",
            "16",
            "Police",
        ),
        ("The mayor dismissed a report by Amnesty that 90 protesters had been hurt.", "90", "The mayor"),
        (
            "The information that 300 protesters came does not correspond to reality, the mayor said.",
            "300",
            "the mayor",
        ),
        ("Police said reports of 12 dead protesters did not match the facts.", "12", "Police"),
        ("It is not true that 12 protesters died in Vell, police said.", "12", "police"),
        ("The figure of 5,000 protesters is not accurate, police said.", "5,000", "police"),
        ("Nine people, not 40, were hurt at the rally, the hospital said.", "40", "the hospital"),
        ("An earlier version of this report said that 14 protesters had been killed.", "14", None),
    ],
)
def test_who_denies_is_the_source(text: str, quote: str, source: str | None) -> None:
    claim = claim_of(text, quote)
    assert (claim.modality, claim.source) == ("denied", source)


@pytest.mark.parametrize(
    "text",
    [
        "Voters reject the bill, against which some 900 people had marched, according to organisers.",
        'The governor rejects reports of "at least 30" dead and says 900 people marched.',
        "The mayor said it was not false that 900 people marched.",
    ],
)
def test_a_denial_of_something_else_denies_no_figure(text: str) -> None:
    assert claim_of(text, "some 900" if "some" in text else "900").modality == "occurred"
