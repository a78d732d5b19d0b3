"""The wording of every day: what news says of the killed, hurt and held, of crowds and towns, and who says so.

Each line of `plain_wordings.tsv` is a sentence in which at least one figure is of the attribute before it; each of
`plain_sources.tsv` one whose figure that source gives, nobody where the first column is empty; each of
`plain_settings.tsv` a text of 10 March 2026 with the town or country of its figure of 300 and its day or days.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from demonstrably.codebook import Codebook
from demonstrably.evaluation.scoring import same_name
from demonstrably.extract import Extractor
from demonstrably.gazetteer.folding import fold
from demonstrably.model import Claim, Document

HERE = Path(__file__).parent
OPENING = "Protests shook the country this week. "


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Codebook())


def lines(name: str) -> Iterator[tuple[str, str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        told, sentence = line.split("\t")
        yield told, sentence


def claims(extractor: Extractor, text: str) -> tuple[Claim, ...]:
    return tuple(extractor.extract(Document("x", text, "en", published="2026-03-10")).claims)


@pytest.mark.parametrize(
    ("attribute", "sentences"),
    [
        (told, [sentence for _, sentence in own])
        for told, own in groupby(lines("plain_wordings.tsv"), lambda row: row[0])
    ],
)
def test_every_plain_wording_is_read(extractor: Extractor, attribute: str, sentences: list[str]) -> None:
    missed = [s for s in sentences if attribute not in [claim.attribute for claim in claims(extractor, s)]]
    assert missed == []


def test_the_dead_are_not_hurt_or_held_as_well(extractor: Extractor) -> None:
    of_the_dead = [s for told, s in lines("plain_wordings.tsv") if told == "killed"]
    alone = [s for s in of_the_dead if not any(word in s for word in ("injur", "wounded", "hurt"))]
    assert len(alone) > 80
    others = {s: {claim.attribute for claim in claims(extractor, s)} - {"killed", "participants"} for s in alone}
    assert [s for s, found in others.items() if found] == []


def test_who_gives_a_figure(extractor: Extractor) -> None:
    wrong = []
    for source, sentence in lines("plain_sources.tsv"):
        text = sentence if "protest" in sentence else OPENING + sentence
        found = [c for c in claims(extractor, text) if "three" in c.quote.lower() or "300" in c.quote]
        names = {
            name for c in found for link in c.chain[:1] for name in (link.name, link.person, link.canonical) if name
        }
        if not found or not (any(same_name(source, n) for n in names) if source else found[0].source is None):
            wrong.append((sentence, source, names))
    assert wrong == []


def test_where_and_when_a_figure_is_of(extractor: Extractor) -> None:
    wrong = []
    for line in (HERE / "plain_settings.tsv").read_text(encoding="utf-8").splitlines():
        town, days, text = line.split("\t")
        found = [c for c in claims(extractor, text) if "300" in c.quote]
        place = found[-1].place if found else None
        named = place is not None and fold(town) in fold(place.name or place.written)
        if not found or not named or found[-1].when.date != (days or None):
            wrong.append((text, place, found and found[-1].when.date))
    assert wrong == []


def test_a_rally_that_is_held_detains_nobody(extractor: Extractor) -> None:
    found = claims(extractor, "A rally of 300 people was held in the square.")
    assert [(c.attribute, c.quote) for c in found] == [("participants", "300")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No arrests or injuries were reported at the protest.", {("detained", "No"), ("injured", "No")}),
        ("Not a single arrest was made at the protests.", {("detained", "Not a single")}),
        ("Protesters burned ballots. There were no immediate reports of injuries.", {("injured", "no")}),
        ("Two politicians were among those arrested at the rally.", {("detained", "Two")}),
        ("Forty people were held at the protest. Two were among them.", {("detained", "Forty"), ("detained", "Two")}),
        ("At least 23 protesters were killed and 141 more hurt.", {("killed", "At least 23"), ("injured", "141")}),
        ("At least 23 protesters were hurt and two more killed.", {("injured", "At least 23"), ("killed", "two")}),
        ("She was detained at the protest along with dozens of others.", {("detained", "dozens")}),
        ("Twelve activists were taken in at the protest.", {("detained", "Twelve")}),
        ("No one was arrested or injured at the march.", {("detained", "No one"), ("injured", "No one")}),
        ("Hundreds of marchers were held back by police.", {("participants", "Hundreds")}),
        ("Police held 12 activists at the airport gate after the march.", {("detained", "12")}),
        ("Every one of the 25 protesters was arrested.", {("detained", "25")}),
        ("Eight protesters were arrested. A ninth was detained later.", {("detained", "Eight"), ("detained", "A")}),
        (
            "One person was killed and another seriously wounded at a march in Kumasi.",
            {("killed", "One"), ("injured", "another")},
        ),
        ("Three of the injured protesters later died.", {("killed", "Three")}),
        ("No fewer than 300 retired police officers protested in Abuja.", {("participants", "No fewer than 300")}),
        ("Two people were shot at the rally and died.", {("killed", "Two")}),
        ("One of the 300 protesters was arrested.", {("participants", "300")}),
        ("Five people among the hundreds who marched were held.", {("detained", "Five"), ("participants", "hundreds")}),
        ("He was one of the 300 people arrested at the march.", {("detained", "300")}),
        ("More than 100 tractors and 250 farmers protested at the docks.", {("participants", "250")}),
        ("Some 40 unions joined the protest, and two buses were hit.", set()),
        ("Some 200 people protested over a death in custody.", {("participants", "Some 200")}),
        ("Three soldiers were injured at the march on the day of his death.", {("injured", "Three")}),
        ("A vendor shot by police at the protest succumbs to his injuries.", {("killed", "A")}),
        ("Police ticketed 36 people during the march, the 30th in a row.", set()),
        ("A rally drew 400. The trust needs at least 15 doctors.", {("participants", "400")}),
        ("Monks marched. Some 200 monks had been taken from two monasteries.", {("detained", "Some 200")}),
        (
            "At least 55 people were brought to Colombo's National General Hospital after the protests.",
            {("injured", "At least 55")},
        ),
        ("Eleven protesters were invited to the station and released.", {("detained", "Eleven")}),
        ("Doctors said 14 people had been brought in after the protest.", {("injured", "14")}),
        ("Police said 14 people had been brought in for questioning after the protest.", {("detained", "14")}),
        (
            "It was not clear how many were hurt at the protest: medics spoke of 14, the police of three.",
            {("injured", "14"), ("injured", "three")},
        ),
        ("Students protested on Monday. About 1,900 students attend the university.", set()),
        ("Hundreds rallied on Saturday after ten people were killed at a school.", {("participants", "Hundreds")}),
        ("Hundreds rallied after ICE detained 44 people in raids.", {("participants", "Hundreds")}),
        ("Hundreds marched over an attack that left 20 people dead.", {("participants", "Hundreds")}),
        (
            "Hundreds protested after police killed 12 people at Friday's protest.",
            {("participants", "Hundreds"), ("killed", "12")},
        ),
        ("Hundreds gathered to demand the release of 12 journalists jailed since May.", {("participants", "Hundreds")}),
        (
            "Hundreds gathered to demand the release of 40 activists arrested at Tuesday's rally.",
            {("participants", "Hundreds"), ("detained", "40")},
        ),
        ("Around 150 people protested. Some 900 residents lodged objections.", {("participants", "Around 150")}),
        ("Around 150 people protested. The stream was watched by 20,000 people.", {("participants", "Around 150")}),
        ("Nurses rallied on Friday. Around 1,000 bus drivers walked off the job on Thursday.", set()),
        ("The teachers, 3,200 strong, protested and picked up their litter.", {("participants", "3,200")}),
        ("A woman of about 60 was taken away by police at the rally.", {("detained", "A")}),
        ("Maria K., 22, a student, was detained at the rally.", {("detained", "a")}),
        ("Rally in Madrid: 5,000 people, 6 injured.", {("participants", "5,000"), ("injured", "6")}),
        ("March in Madrid: 1,500 participants, 4 detained.", {("participants", "1,500"), ("detained", "4")}),
        ("The rally was attended by 4,500 members from all 26 counties.", {("participants", "4,500")}),
        ("About 500 people attended the No Kings rally in Tulsa.", {("participants", "About 500")}),
        ("Seven people were detained during a rally, two lawyers said.", {("detained", "Seven")}),
        ("At least 25 protesters were hurt in Basra, said two doctors.", {("injured", "At least 25")}),
        ("Police arrested protesters in Conakry, two witnesses said.", set()),
        ("Police broke up a rally and arrested 20 people, a journalist and a lawyer said.", {("detained", "20")}),
        ("Police arrested 30 protesters, two of them told Reuters.", {("detained", "30")}),
        ("Two protesters were shot dead, a relative of one of them said.", {("killed", "Two")}),
        ("Two students arrested at the rally said they were beaten.", {("detained", "Two")}),
        ("Two protesters said they had been hit by rubber bullets at the rally.", {("injured", "Two")}),
        ("Some 300 protesters said they would stay in the square.", {("participants", "Some 300")}),
        ("Police did not make any arrests at the march.", {("detained", "any")}),
        ("The march ended without injuries or arrests.", {("detained", "without"), ("injured", "without")}),
        ("There were no reports of arrests or injuries at the march.", {("detained", "no"), ("injured", "no")}),
        ("Police did not say whether any arrests were made at the march.", set()),
        ("Student killed in Dakar protest", {("killed", "Student")}),
        ("Police officer hurt in Boston protest", {("injured", "Police officer")}),
        ("Policeman killed, 12 protesters hurt in Dakar clashes", {("injured", "12"), ("killed", "Policeman")}),
        ("Student killed in Dakar protest\n\nA student was killed in Dakar during a protest.", {("killed", "A")}),
        ("Student leader calls for protest in Dakar", set()),
        ("20 students, three teachers arrested at protest in Delhi", {("detained", "20"), ("detained", "three")}),
        ("20 students march in Delhi, three teachers arrested", {("detained", "three"), ("participants", "20")}),
        ("Three shot, 12 arrested at Oakland protest, police say", {("detained", "12"), ("injured", "Three")}),
        (
            "Two killed, 30 injured in Karachi protest clashes: hospital officials",
            {("injured", "30"), ("killed", "Two")},
        ),
        ("Nigeria protests: 22 killed, says Amnesty", {("killed", "22")}),
        ("A policeman shot dead a protester in Nairobi.", {("killed", "a")}),
        ("A security guard shot and wounded two protesters.", {("injured", "two")}),
        ("A policeman hurt his knee at the rally.", {("injured", "A")}),
        ("A man was arrested at the protest on suspicion of assaulting a police officer.", {("detained", "A")}),
        ("A man assaulted a police officer at the protest.", {("injured", "a")}),
        ("Police have booked 60 students for holding a march without permission.", set()),
        ("Twelve protesters were booked into the county jail after the rally.", {("detained", "Twelve")}),
        ("Police arrested 40 protesters. Thirty-four were released and six remain in custody.", {("detained", "40")}),
        ("About 150 people remain in detention after the protest, lawyers said.", {("detained", "About 150")}),
        ("Six people were jailed for their part in the riot.", set()),
        ("Security forces jailed 300 protesters.", {("detained", "300")}),
        ("Nine protesters were remanded until May 20 after a march.", set()),
        ("Six in court after Leeds protest", set()),
        ("Police arraigned six protesters before a court in Lagos.", set()),
        ("Iran has executed two men over the protests, state media said.", set()),
        ("Soldiers executed 12 protesters in Omdurman.", {("killed", "12")}),
        (
            "Hundreds marched to honour at least 40 people who were killed in the August protests.",
            {("participants", "Hundreds")},
        ),
        (
            "Hundreds of people marched against the war, in which more than 60,000 people have been killed.",
            {("participants", "Hundreds")},
        ),
        ("Three protesters embraced martyrdom.", {("killed", "Three")}),
        ("A protester shot by police on Saturday has died in hospital.", {("killed", "A")}),
        (
            "Police revised the death toll from the protest in Harare from six to two.",
            {("killed", "six"), ("killed", "two")},
        ),
        ("The 60 people police say were arrested at the rally appeared in court.", {("detained", "60")}),
        (
            "At least 340 people, the group Viasna claimed, were detained at the protest.",
            {("detained", "At least 340")},
        ),
        ("The opposition accused police of shooting dead 12 protesters.", {("killed", "12")}),
        ("Rescue 1122 said it had moved 14 injured protesters to hospital.", {("injured", "14")}),
        (
            "Twenty-five protesters were hurt, a nurse at one of the city's main hospitals said.",
            {("injured", "Twenty-five")},
        ),
        ("The union said 22 farmers were injured in tear-gas shelling at the protest.", {("injured", "22")}),
        ("Some 150 relatives of people detained last year marched.", {("participants", "Some 150")}),
        (
            "About 30 of the 300 demonstrators sat down in the road.",
            {("participants", "300"), ("participants", "About 30")},
        ),
        ("Two Just Stop Oil protesters were arrested after blocking a road.", {("detained", "Two")}),
        ("Police detained 12 people at the march, who were later released.", {("detained", "12")}),
        ("Students marched. Police detained 12 of them, who were freed in the evening.", {("detained", "12")}),
        ("Tailors rallied. Police arrested 12 people who were released without charge.", {("detained", "12")}),
        ("Thousands marched in support of two anti-corruption bodies.", {("participants", "Thousands")}),
        ("Police fired at a protest. Residents counted three charred bodies.", {("killed", "three")}),
        ("Thousands of workers struck on Monday and marched to the palace.", {("participants", "Thousands")}),
        ("Two protesters were struck by a car at a march.", {("injured", "Two")}),
        ("Nobody was held to account for the violence at the rally in Lorne.", set()),
        ("A rally drew 300. The detainees were taken to stations 28, 43 and 78.", {("participants", "300")}),
        (
            "Dozens gathered. The France 24 channel said two protesters were hurt.",
            {("participants", "Dozens"), ("injured", "two")},
        ),
        ("Police detained 40 people at the Bersih 2.0 rally.", {("detained", "40")}),
        ("Teachers rallied at the Capitol. House Bill 412 passed on Monday.", set()),
        ("On Saturday the march filled the Place du 13 Mai.", set()),
        ("On Sunday 28 Dey 1404 people gathered at a protest in Azadi Square.", set()),
        ("Protesters marched. Two lawmakers' cars were burned.", set()),
        (
            "Some 300 people rallied. Ten officers have been arrested over the killing of Albert Ojwang.",
            {("participants", "Some 300")},
        ),
        ("A man who took part in a riot in Lorne in 2024 has been jailed.", set()),
        ("A man who threw a stone at a rally in Lorne was arrested.", {("detained", "A")}),
        ("Police arrested 118 people at the riot, 96 of whom have been jailed since.", {("detained", "118")}),
        (
            "About 300 people marched to mark a year since a bus crashed, killing nine people. Police counted 250.",
            {("participants", "About 300"), ("participants", "250")},
        ),
        (
            "About 300 people protested. In Sudan, at least 40 people were killed in strikes on Omdurman.",
            {("participants", "About 300")},
        ),
        (
            "Ten people were detained at a march.\n\nRussia launched 190 drones. Four people died and 23 were wounded.",
            {("detained", "Ten")},
        ),
        ("Teachers rallied. The union said that the shortage of teachers stood at 95,000.", set()),
        ("Hundreds of workers rallied to demand the reinstatement of 360 colleagues.", {("participants", "Hundreds")}),
        (
            "Some 400 teachers rallied. The union said 85 per cent of its 24,000 members were sick.",
            {("participants", "Some 400")},
        ),
        ("Protests were held in 39 cities, 27 of them in the north.", {("places", "39"), ("places", "27")}),
        (
            "Some 300 people rallied. Police arrested 52 people, 27 of them in the square.",
            {("participants", "Some 300"), ("detained", "52"), ("detained", "27")},
        ),
        (
            "Protests were held in Leeds (about 400 people), Hull (250), York (70) and Selby (40).",
            {("participants", "about 400"), ("participants", "250"), ("participants", "70"), ("participants", "40")},
        ),
        ("Detentions over Lorne protests rise to 133", {("detained", "133")}),
        (
            "Arvo: 26 detained, 44 taken to hospital in fourth night of protests",
            {("detained", "26"), ("injured", "44")},
        ),
        (
            "Thousands marched. Any arrests? Eleven so far, police say.",
            {("participants", "Thousands"), ("detained", "Eleven")},
        ),
        (
            "The ministry spoke of 62 deaths in the protests. Rights groups come to 120.",
            {("killed", "62"), ("killed", "120")},
        ),
        ("Prisoners rioted on Monday. The prison was built for 800 people and now holds more than 5,000.", set()),
    ],
)
def test_figures_told_in_few_words(extractor: Extractor, text: str, expected: set[tuple[str, str]]) -> None:
    assert {(claim.attribute, claim.quote) for claim in claims(extractor, text)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Protesters marched in Dhaka on Monday. Four people were killed and nine injured in a pile-up on the motorway.",
        "Protesters marched in Dhaka on Monday. Two people were killed and 12 injured when a jeep left the road.",
        "Protesters marched in Dhaka on Monday. Militants killed three villagers in the north.",
        "Protesters marched in Dhaka on Monday. About 3,000 people took part in the city's half marathon.",
        "Protesters marched in Dhaka on Monday. A student, who was 35, ran for mayor.",
        "Members of Branch 118 marched. The news of the shooting at their rally was on Canal 4.",
        "Students rioted after police fatally shot a man who was carrying a knife.",
    ],
)
def test_what_befell_people_elsewhere_is_no_claim(extractor: Extractor, text: str) -> None:
    assert [(claim.attribute, claim.quote) for claim in claims(extractor, text)] == []
