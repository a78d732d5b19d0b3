"""Whose a figure is in a document that a body issues itself: a monitor's bulletin, a ministry's release."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

VOICE = "We stood at the square and our volunteers took notes. Police detained 214 protesters at the march in Porto."


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (f"LEGAL AID POST “OPEN DOOR” · Bulletin 14 · 12 November\n\n{VOICE}", "LEGAL AID POST “OPEN DOOR”"),
        ("Vesna Legal Network\nSecond interim statement\n\nPolice detained 214 protesters in Porto.", "Vesna Legal Network"),
        (f"STATEMENT\non the use of force in Porto\n\nThe Duty Lawyers' Network had 31 members there. {VOICE}", "The Duty Lawyers' Network"),
        ("Statement of the Free Assembly Network on Porto\n\nPolice detained 214 protesters.", "the Free Assembly Network"),
        ("Ministry of Home Affairs\nPorto, Monday\n\nThe Ministry regrets the reports. Police detained 214 protesters at the march. The Ministry has no more to say.", "Ministry of Home Affairs"),
        (f"DETENTIONS AT THE WALKS\n\nThis page is kept by the Vesna hotline from calls. {VOICE}", "the Vesna hotline"),
        (f"The march of 3 March\n\nWe, the volunteers of the Porto Committee, saw it all. {VOICE}", "the Porto Committee"),
        ("Metropolitan Police statement - update at 09:00\n\n214 people were detained during protests in Porto.", "Metropolitan Police"),
        ("Watch Line – arrests at the rallies, by town\n\nPorto: 214 arrested\nBraga: 44 arrested\nFaro: 2 arrested", "Watch Line"),
        ("PUBLIC STATEMENT\nStop it\n\nLawyers for Assembly is alarmed, our observers say. Police detained 214 protesters.", "Lawyers for Assembly"),
        ("Regional police directorate Porto\nBULLETIN for 8 September\n\n214 people were detained at the rally.", "Regional police directorate Porto"),
        ("OMBUDSMAN'S OFFICE - PORTO\nReport no. 3 on the water conflict\n\nDetained: 214 protesters in Porto, two in Braga.", "OMBUDSMAN'S OFFICE"),
        ("(Porto) The Harbour Workers' Union thanks all who marched. Our stewards were there. We saw no stones. In Porto 214 were detained at the march.", "The Harbour Workers' Union"),
    ],
)  # fmt: skip
def test_a_body_is_the_source_of_its_own_document(extractor: Extractor, text: str, issuer: str) -> None:
    assert claim_of(extractor, text, "214").source == issuer


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # who is named for the figure stays its source
        ("Vesna Legal Network\nBulletin 3\n\nPolice say they detained 214 protesters in Porto.", "Police"),
        # a headline names a body and is no letterhead
        ("Red Cross: 12 hurt at march in Porto\n\nPolice detained 214 protesters at the march in Porto.", None),
        ("Amnesty International: march in Porto\n\nThe statement said nothing. 214 protesters were detained.", None),
        (
            "Red Cross: 12 hurt in Porto march\n\nWe watched as 3,000 people marched in Porto. By noon we counted four "
            "arrests. Police arrested 214 people.",
            None,
        ),
        # who appeals to somebody in a headline issues nothing
        (
            "Police appeal for information after rally\n\nThe Porto Labour Congress called the march. Some 3,000 people "
            "marched through Porto and 214 were arrested. We will update this story.",
            None,
        ),
        # what heads a list is no name
        ("Weekend Protests – Detentions By City\n\nPorto: 214\nBraga: 9\nFaro: 3", None),
        ("Summary – arrests at the anti-war protests\n\nPorto: 214\nBraga: 9\nFaro: 3", None),
        # a place heads a list of its own
        ("Porto: arrests at Sunday's rallies\n\nCentre: 214 arrested\nHarbour: 44 arrested\nUniversity: 2 arrested", None),
        # a headline declares nothing, nor does one who says no "we"
        ("Union condemns arrests\n\nIn Porto 214 were detained at the march. We asked the mayor.", None),
        ("The Harbour Workers' Union condemns the arrests. In Porto 214 were detained at the march.", None),
        # newspapers say "we", too
        ("The Porto Tribune\n\nWe asked the mayor. We saw police detain 214 protesters at the march.", None),
        (f"The march of 3 March\n\n{VOICE}", None),
    ],
)  # fmt: skip
def test_others_stay_their_outlets(extractor: Extractor, text: str, source: str | None) -> None:
    assert claim_of(extractor, text, "214").source == source


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Our volunteers recorded 214 detentions at the march in Porto.", "Our volunteers"),
        ("According to our observers, 214 people were detained at the march in Porto.", "our observers"),
        ("We counted 214 detentions at the march in Porto.", "Vesna Legal Network"),
    ],
)
def test_its_people_speak_for_a_body(extractor: Extractor, sentence: str, name: str) -> None:
    link = claim_of(extractor, f"Vesna Legal Network\nBulletin 3\n\n{sentence}", "214").chain[0]
    assert (link.name, link.canonical or link.name) == (name, "Vesna Legal Network")
