"""Whose words a figure is in: what an analyst would notice if it went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysing import ANALYSER
from demonstrably.codebook import Codebook
from demonstrably.extract.attribution import Attribution, AttributionRules
from demonstrably.extract.discourse import Discourse
from demonstrably.model import Document, Link, Post

RULES = AttributionRules(Codebook())


def discourse(text: str, **fields: object) -> Discourse:
    return Discourse(Document("d", text, language="en", **fields), ANALYSER)  # type: ignore[arg-type]


def source_of(text: str, figure: str) -> Attribution | None:
    start = text.index(figure)
    return RULES.attribute(discourse(text), start, start + len(figure))


def chain_of(text: str, figure: str, **fields: object) -> tuple[Link, ...]:
    start = text.index(figure)
    told = discourse(text, **fields)
    return RULES.chain(told, RULES.attributions(told, start, start + len(figure)))


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("Police said 70 people were held in Lodz.", "70", "Police"),
        ("Some 400 dockers blocked the quay on Friday, port officials said.", "400", "port officials"),
        ("More than 90 people were held, the Daily Courier reports.", "90", "the Daily Courier"),
        ("Eleven were hurt, according to the city's hospital.", "Eleven", "the city's hospital"),
        ("According to the organisers, 8,000 farmers came.", "8,000", "the organisers"),
        ("At the rally in Lodz 20 dockers were arrested, confirmed a police official.", "20", "a police official"),
        (
            '"A total of 17 dockers have been taken into custody," confirmed a police official.',
            "17",
            "a police official",
        ),
        ("Since May, according to the watchdog, officers have held 300 marchers.", "300", "the watchdog"),
        ("The union put the turnout at 12,000.", "12,000", "The union"),
        ("The crowd was put at 2,000 by police.", "2,000", "police"),
        ("A crowd that organisers put at 5,000 filled the square.", "5,000", "organisers"),
        ("By the group's count, 340 people were held.", "340", "the group"),
        ("Local bloggers gave estimates of 50,000.", "50,000", "Local bloggers"),
        ('"No one was hurt among the 60 marchers," said Captain Ewa Lis.', "60", "Captain Ewa Lis"),
        ("The mayor's office confirmed 14 arrests.", "14", "The mayor's office"),
        ("The turnout was 9,000 (organisers) or 2,500 (police).", "2,500", "police"),
        ("Reuters puts the crowd at 40,000, the Interior Ministry at 4,000.", "4,000", "the Interior Ministry"),
        ("Police counted 4,000 people; organisers, close to 9,000.", "9,000", "organisers"),
        ("Police: 3,100.", "3,100", "Police"),
        ("LODZ, March 15 - Police said 9,000 people marched through Lodz on Saturday.", "9,000", "Police"),
        ("Police estimated about 125 marchers came by noon.", "about 125", "Police"),
        (
            "Radio Lodz correspondents on the scene report that at least 10 people were detained.",
            "10",
            "Radio Lodz correspondents on the scene",
        ),
        ("The agency reports that in an hour of scuffles around 300 threw stones.", "300", "The agency"),
        ("The unrest, which the opposition says claimed 11 lives, ebbed.", "11", "the opposition"),
        ("Police put the march at 14,000, down from 18,000 in June.", "18,000", "Police"),
        ("The watchdog tallied 178 arrests. Lodz accounts for 84 of them.", "84", "The watchdog"),
        (
            "Three people were shot in Nairobi, an agency reporter saw, as the march ended.",
            "Three",
            "an agency reporter",
        ),
        ("Half came by bus, and 350 by that of police, all of them wet.", "350", "police"),
        ("It grew late: by the ministry's own count, 640 people were out.", "640", "the ministry"),
        ("It fell short of the 640 which the ministry gave for the county.", "640", "the ministry"),
        ("The ministry gives the death toll as 97.", "97", "The ministry"),
        ("The ministry reports 18 dead and 74 injured, and 220 arrests.", "220", "The ministry"),
        ("About 900 people walked to the port as per organisers.", "900", "organisers"),
        ("There were 6,000 of them if you believe the organisers.", "6,000", "the organisers"),
        ("The legal team at @rights_line count 118 detentions so far.", "118", "@rights_line"),
    ],
)
def test_source_as_the_text_names_it(text: str, figure: str, name: str) -> None:
    found = source_of(text, figure)
    assert found is not None and found.name == name
    assert text[found.start : found.end] == name


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Some 300 people marched through Brno on Sunday.", "300"),
        ("About 300 dockers gathered, announced police reforms and left.", "300"),
        ("Protesters demanded the release of 250 prisoners.", "250"),
        ('Marchers chanted "we are the 99 percent" all afternoon.', "99"),
        ("The minister, who said he would resign, left as 200 people marched outside.", "200"),
        ("The envoy spoke of talks, police said, but 600 people stayed in the square.", "600"),
        ("Police declined to say how many were hurt. About 40 people were treated on the spot.", "40"),
        ("Police did not say whether the 80 people were armed.", "80"),
        ("Farmers numbering in the thousands filled the square.", "thousands"),
        ("By our count there were 900 people at the peak.", "900"),
        ("Some say May, when 85 people were held.", "85"),
        ("The union asked its members to stay at home, after dozens were held on Friday.", "dozens"),
        ("An earlier version of this story said that 14 people had died.", "14"),
        ("Lodz: 5,000.", "5,000"),
        ("The attack, in which 12 people died, was condemned by the bishop.", "12"),
    ],
)
def test_the_text_itself_asserts(text: str, figure: str) -> None:
    assert source_of(text, figure) is None


def test_a_stance_counts_only_where_it_is_asked_for() -> None:
    text = "The bishop condemned the killing of 12 people."
    assert source_of(text, "12") is None
    start = text.index("the killing")
    found = RULES.attribute(discourse(text), start, len(text) - 1, stances=True)
    assert found is not None and found.name == "The bishop"


def test_pronoun_stands_for_the_last_speaker_and_keeps_its_own_place() -> None:
    text = "Three were hurt, said Inspector Jan Nowak. He said 45 people were held."
    found = source_of(text, "45")
    assert found is not None
    assert (found.name, found.person, found.kind) == ("Inspector Jan Nowak", "Inspector Jan Nowak", "police")
    assert text[found.start : found.end] == "He"


def test_she_is_not_the_spokesman() -> None:
    text = (
        "Maria Silva, a spokeswoman for the teachers' union, said the strike went on. A police spokesman said it was "
        "over. She said 6,000 had come."
    )
    found = source_of(text, "6,000")
    assert found is not None and found.person == "Maria Silva"


def test_whose_office_is_only_its_owners_names_no_body() -> None:
    found = source_of("The union marched. Its Bergen chair, Kari Lund, said 3,000 people had come.", "3,000")
    assert found is not None and (found.person, found.canonical) == ("Kari Lund", None)


def test_the_group_is_the_monitor_named_before() -> None:
    found = source_of("OVD-Info, a monitoring group, said many were held. The group said 31 were minors.", "31")
    assert found is not None and (found.canonical, found.kind) == ("OVD-Info", "monitor")


def test_the_spokesman_is_the_person_called_so_before() -> None:
    text = "It was calm, said police spokesman Jan Nowak. The rain fell. The spokesman said 45 people were held."
    found = source_of(text, "45")
    assert found is not None and found.person == "Jan Nowak" and text[found.start : found.end] == "The spokesman"


def test_surname_gets_its_institution_from_the_fuller_mention() -> None:
    text = "Anna Kowal, a spokeswoman for the nurses' union, spoke first. The rain fell. Kowal said 700 came."
    found = source_of(text, "700")
    assert found is not None and (found.person, found.canonical) == ("Anna Kowal", "nurses' union")
    assert text[found.start : found.end] == "Kowal"


@pytest.mark.parametrize(
    "text",
    [
        '"It was calm. We had 5,000 people here," said Anna Kowal.',
        '"It was a calm day," said Anna Kowal. "We had 5,000 people here, all told."',
        '"It was a calm day," said Anna Kowal.\n\n"We had 5,000 people here, all told," she added.',
        'Anna Kowal said the march went well. "We had 5,000 people here, all told."',
        "“It was a calm day,” said Anna Kowal. “Nobody fell. We had 5,000 people here.”",
        "''We had 5,000 people here, all told,'' Anna Kowal said.",
        "Anna Kowal said: ‘The march’s over now. We had 5,000 people here.’",
        "Anna Kowal said: 'The march is over now. We had 5,000 people here.'",
        "Anna Kowal said: ‘The march is over now.\n\n‘We had 5,000 people here.’",
    ],
)
def test_quotation_goes_on_with_its_speaker(text: str) -> None:
    found = source_of(text, "5,000")
    assert found is not None and found.name == "Anna Kowal"


def test_denial_is_the_denying_sources() -> None:
    found = source_of("The ministry denied reports that 16 people had died.", "16")
    assert found is not None and found.denies and found.name == "The ministry"


def test_hedge_is_kept() -> None:
    found = source_of("Police said 20 people were allegedly hurt.", "20")
    assert found is not None and found.hedged


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Police told TASS that 300 people were held.", ["Police", "TASS", "Evening Sun"]),
        (
            "State TV said 200 marched, citing the interior ministry.",
            ["the interior ministry", "State TV", "Evening Sun"],
        ),
        ("Around 45 people came, the paper reported, citing police.", ["police", "the paper", "Evening Sun"]),
        ("TASS quoted the police as saying that 2,000 came.", ["the police", "TASS", "Evening Sun"]),
        ("Some 300 people marched.", ["Evening Sun"]),
        ("The Times of Elbing reported that 70 were held.", ["The Times of Elbing", "Evening Sun"]),
    ],
)
def test_chain_runs_from_the_original_to_the_outlet(text: str, names: list[str]) -> None:
    figure = re.findall(r"[\d,]*\d", text)[-1]
    found = [link.name for link in chain_of(text, figure, outlet="Evening Sun")]
    assert found == names


def test_post_speaks_with_its_authors_voice_and_quotes_further() -> None:
    words = "Protest monitor @OvdInfo reports 420 arrests so far."
    text = f"The rally began.\n{words} Around 90 people sat down.\n— Lena Frisch (@lena) January 31, 2021\n"
    start = text.index(words)
    post = Post(start, text.index("\n—"), "Lena Frisch", "@lena", "2021-01-31")
    own = chain_of(text, "90", posts=(post,), outlet="Evening Sun")
    assert [(x.name, x.kind) for x in own] == [("Lena Frisch", "social_account"), ("Evening Sun", "outlet")]
    quoted = chain_of(text, "420", posts=(post,), outlet="Evening Sun")
    assert [x.canonical or x.name for x in quoted] == ["OVD-Info", "Lena Frisch", "Evening Sun"]
    author = RULES.attribute(discourse(text, posts=(post,)), text.index("90"), text.index("90") + 2)
    assert author is not None and text[author.start : author.end] == "Lena Frisch"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the interior ministry", "police"),
        ("hospital officials", "medical"),
        ("the health ministry", "medical"),
        ("eyewitnesses", "witness"),
        ("organizers", "organiser"),
        ("a lawmaker", "government"),
        ("an opposition lawmaker", "opposition"),
        ("a rights group", "monitor"),
        ("prosecutors", "court"),
        ("the nurses' union", "organiser"),
        ("local media", "outlet"),
        ("the Evening Herald", "outlet"),
        ("the AP", "agency"),
        ("Johannesburg metro police", "police"),
        ("Xyzzy", "unknown"),
    ],
)
def test_kind_of_source(name: str, kind: str) -> None:
    assert RULES.kind_of(name) == kind


def test_aliases_share_a_canonical_name() -> None:
    assert RULES.canonical("@OvdInfo") == RULES.canonical("the monitor OVD-Info") == "OVD-Info"
    assert RULES.canonical("NYT") == RULES.canonical("the New York Times")
    assert RULES.canonical("Anna Kowal") is None


def test_only_the_sentence_itself_is_parsed_without_a_pronoun() -> None:
    document = discourse("It rained. The crowd was calm. Police said 70 people came. It stopped. All left.")
    start = document.text.index("70")
    RULES.attribute(document, start, start + 2)
    assert [document.is_parsed(k) for k in range(5)] == [False, False, True, False, False]


def test_what_cannot_name_the_body_is_not_parsed_for_it() -> None:
    document = discourse(
        "Police spokesman Paul Roe was there. It rained. Nobody fell. The spokesman said 70 people came."
    )
    start = document.text.index("70")
    said = RULES.attribute(document, start, start + 2)
    assert said is not None and "Paul Roe" in said.name
    assert [document.is_parsed(k) for k in range(4)] == [True, False, False, True]


def _pieces() -> st.SearchStrategy[str]:
    parts = ["Police", "said", "according to", "“", "”", '"', ",", ".", " ", "\n", "he", "200 people", "(", ")", "—",
             "OVD-Info", "citing", "reports", "🙂", "عدد", "Мы", "\r\n", "''", "the group", "that", ";"]  # fmt: skip
    return st.lists(st.sampled_from(parts), max_size=18).map(" ".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_pieces(), st.data())
def test_any_text_gives_spans_inside_it_and_the_same_twice(text: str, data: st.DataObject) -> None:
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    ask: Callable[[], Attribution | None] = lambda: RULES.attribute(discourse(text), start, end)  # noqa: E731
    found = ask()
    assert found == ask()
    if found is not None:
        assert 0 <= found.start <= found.end <= len(text)
        assert text[found.cue_start : found.cue_start + len(found.cue)] == found.cue
