"""Who speaks in a quotation, where the sentence itself doesn't name him."""

from __future__ import annotations

from collections.abc import Callable

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence

Span = tuple[int, int]

MIN_WORDS = 4
"""Words; a shorter quotation is a term in quotation marks, and no speech of its own."""

MAX_STEPS = 6
"""Quotations; how far a speech is followed from one quotation to the adjoining ones."""


def is_speech(discourse: Discourse, span: Span) -> bool:
    return len(discourse.text[slice(*span)].split()) >= MIN_WORDS


def quotation_of(discourse: Discourse, start: int, end: int) -> Span | None:
    """The quotation that most of a span stands in, its marks counted in; None where there is none."""
    return next(
        (q for q in discourse.quotations if 2 * (min(q[1] + 1, end) - max(q[0] - 1, start)) > end - start), None
    )


class QuotationSpeakers:
    """Finds the frame whose holder speaks a quotation: in its own sentences, or by the adjoining quotations."""

    def __init__(
        self,
        frames_of: Callable[[Discourse, int], list[Frame]],
        announced_by: Callable[[Sentence], Frame | None],
    ) -> None:
        """`announced_by` gives who speaks behind a line that ends in a colon and tells nothing itself."""
        self._frames_of = frames_of
        self._announced_by = announced_by

    def speaker(self, discourse: Discourse, quotation: Span) -> Frame | None:
        """The frame that gives the quotation its speaker, None where the text doesn't tell."""
        own = self._own(discourse, quotation)
        return (
            own
            or self._adjoining(discourse, quotation, -1)
            or self._adjoining(discourse, quotation, +1)
            or self._introduced(discourse, quotation)
        )

    def _introduced(self, discourse: Discourse, quotation: Span) -> Frame | None:
        """The speaker of the sentence before a quotation that begins a sentence, in the same paragraph or on a line
        that ends in a colon ("Sussex Police have posted an update:")."""
        index = discourse.index_at(quotation[0])
        if index == 0 or quotation[0] - discourse.spans[index][0] > 2:
            return None
        announced = discourse.text.endswith(":", 0, discourse.spans[index - 1][1])
        if not announced and "\n" in discourse.text[discourse.spans[index - 1][1] : quotation[0]]:
            return None
        frames = [f for f in self._frames_of(discourse, index - 1) if not f.stance and f.holder is not None]
        if not frames:
            return self._announced_by(discourse.sentence(index - 1)) if announced else None
        return max(frames, key=lambda f: sum(e - s for s, e in f.content))

    def _adjoining(self, discourse: Discourse, quotation: Span, step: int) -> Frame | None:
        current = discourse.quotations.index(quotation)
        for _ in range(MAX_STEPS):
            following = current + step
            if not 0 <= following < len(discourse.quotations):
                return None
            pair = sorted((current, following))
            if not self._joined(discourse, discourse.quotations[pair[0]], discourse.quotations[pair[1]], step):
                return None
            frame = self._own(discourse, discourse.quotations[following])
            if frame is not None:
                return frame
            current = following
        return None

    def _joined(self, discourse: Discourse, first: Span, second: Span, step: int) -> bool:
        """Whether the second quotation goes on with the first one's speech: only the first one's cue stands between
        them in the paragraph, or the first is left open at its paragraph's end."""
        between = discourse.text[first[1] : second[0]]
        if "\n" in between:
            return between[:1] in "\r\n" and not between.strip(" \r\n\t\"“«'‘")
        if step > 0:
            return len(between.split()) <= 1
        here, there = discourse.index_at(first[1] - 1), discourse.index_at(second[0])
        return there - here <= 1

    def _own(self, discourse: Discourse, quotation: Span) -> Frame | None:
        """The frame of the sentences it stands in whose cue stands outside and nearest to it."""
        found: list[tuple[int, Frame]] = []
        for index in range(discourse.index_at(quotation[0]), discourse.index_at(quotation[1] - 1) + 1):
            for frame in self._frames_of(discourse, index):
                distance = self._distance(discourse, frame, quotation)
                if distance is not None:
                    found.append((distance, frame))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _distance(self, discourse: Discourse, frame: Frame, quotation: Span) -> int | None:
        """Code points between the quotation and the cue that holds it; None where the cue doesn't."""
        cue = frame.cue.start
        if frame.stance or discourse.quotation_at(cue) is not None:
            return None
        touches = any(min(e, quotation[1]) - max(s, quotation[0]) > 0 for s, e in frame.content)
        if not touches:
            return None
        return max(quotation[0] - cue, cue - quotation[1])
