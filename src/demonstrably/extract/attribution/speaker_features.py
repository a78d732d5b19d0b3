"""Features of speakers: how each one around a figure stands to it, and what tells that the text itself asserts it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from demonstrably.extract.asking import Asked
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.quotations import is_speech, quotation_of
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.speakers import TAKEN_UP, Speaker
from demonstrably.extract.choosing import Features, Options
from demonstrably.extract.discourse import Discourse

_REPORTED = re.compile(
    r"\b(?:reported(?:ly)?|reports?|alleged(?:ly)?|confirmed|according|estimated|claimed|said|figures?|data|count|tally"
    r"|toll|statement|official|information)\b",
    re.IGNORECASE,
)
"""What tells that somebody said something."""
_FIGURE = re.compile(r"\d[\d,.]*")
_BULLET = re.compile(r"\s*(?:[-*•●–—▪]|\d+[.)])\s")
_TITLE = 150
"""Characters of the longest title."""
_UNRANKED = 9.0
_THIS = frozenset(["this", "that", "it", "information", "figure", "news", "datum", "data", "report"])
"""What stands for what was told before, as the object of a cue."""
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "his", "her", "their"])


class SpeakerFeatures:
    """Describes the speakers around one figure. `start` and `end` span it."""

    def __init__(
        self, rules: AttributionRules, lexicon: CueLexicon, discourse: Discourse, asked: Asked, start: int, end: int
    ) -> None:
        self._rules = rules
        self._lexicon = lexicon
        self._discourse = discourse
        self._asked = asked
        self._start, self._end = start, end
        self._quotation = quotation_of(discourse, start, end)
        speech = self._quotation is not None and is_speech(discourse, self._quotation)
        self._quoting = rules.quoting(discourse, self._quotation) if self._quotation and speech else None
        self._in_speech = speech

    def of(self, speakers: Sequence[Speaker]) -> Options[Speaker | None]:
        """The choice that nobody is named, told by None, then each speaker."""
        entities = Counter(s.key for s in speakers)
        cues = sorted({s.frame.cue.start for s in speakers if s.frame is not None and not s.frame.stance})
        passage = self._of_passage(speakers) | {
            "options": float(len(speakers)),
            "option_entities": float(len(entities)),
            "speech_before": float(sum(c < self._start for c in cues)),
            "speech_after": float(sum(c > self._end for c in cues)),
        }
        order = sorted(range(len(speakers)), key=lambda i: abs(speakers[i].attribution.start - self._start))
        first = next((s.key for s in speakers if s.rank == 0), None)
        options: list[tuple[Speaker | None, Features]] = [(None, {"nobody": 1.0})]
        for i, speaker in enumerate(speakers):
            own = self._of_speaker(speaker) | self._of_way(speaker, cues) | {
                "near_rank": float(order.index(i)),
                "entity": float(entities[speaker.key]),
                "entity_share": entities[speaker.key] / len(speakers),
                "same_as_first": float(speaker.key == first),
            }  # fmt: skip
            options.append((speaker, own))
        return Options(passage, options)

    # -- the passage --------------------------------------------------------------------------------------------

    def _of_passage(self, speakers: Sequence[Speaker]) -> Features:
        """What the figure and its surroundings tell, whoever is asked about."""
        discourse, asked, start = self._discourse, self._asked, self._start
        sentence, (low, high) = asked.sentence, discourse.spans[asked.index]
        frames = self._rules.frames_of(discourse, asked.index)
        holding = [f for f in frames if not f.stance and f.closeness(start, self._end) is not None]
        figures = [m.start() for m in _FIGURE.finditer(discourse.text, low, high)]
        return self._of_line() | {
            f"attribute={asked.attribute}": 1.0,
            "size": asked.size,
            "future": float(asked.future),
            "index": float(min(30, asked.index)),
            "sentences": float(min(60, len(discourse.spans))),
            "words": float(min(80, len(sentence.tokens))),
            "in_quote": float(self._quotation is not None),
            "in_speech": float(self._in_speech),
            "quote_has_speaker": float(self._quoting is not None),
            "post": float(discourse.post_at(start) is not None),
            "own_frames": float(sum(not f.stance for f in frames)),
            "own_stances": float(sum(f.stance for f in frames)),
            "holding": float(len(holding)),
            "writer": float(any(f.holder is None for f in holding)),
            "given": float(sum(s.rank is not None for s in speakers)),
            "figures": float(len(figures)),
            "figures_before": float(sum(f < start for f in figures)),
            "into_sentence": _log(start - low),
            "taken_up": float(bool(TAKEN_UP.search(discourse.text, low, high))),
            "reported": float(bool(_REPORTED.search(discourse.text, low, high))),
            "opens_with_pronoun": float(bool(sentence.tokens) and sentence.tokens[0].pos == "PRON"),
            "passive": float(any(t.dep == "auxpass" for t in sentence.tokens)),
        }

    def _of_line(self) -> Features:
        """How the figure's sentence stands in its paragraph."""
        text, (low, _) = self._discourse.text, self._discourse.spans[self._asked.index]
        begin, stop = text.rfind("\n", 0, self._start) + 1, text.find("\n", self._end)
        line = text[begin : stop if stop >= 0 else len(text)]
        opening = self._discourse.index_at(text.rfind("\n", 0, low) + 1)
        return {
            "title": float(len(line) < _TITLE and line.rstrip()[-1:] not in '.!?"”'),
            "bullet": float(bool(_BULLET.match(line))),
            "colon_before": float(text[:low].rstrip()[-1:] == ":"),
            "sentence_in_paragraph": float(min(9, self._asked.index - opening)),
        }

    # -- a speaker ----------------------------------------------------------------------------------------------

    def _of_speaker(self, speaker: Speaker) -> Features:
        """Who he is, and how he is named."""
        found, text = speaker.attribution, self._discourse.text
        low, high = self._discourse.spans[self._asked.index]
        last, written = (found.person or found.name).split()[-1:], text[found.start : found.end]
        elsewhere = not low <= found.start < high
        features = {
            "rank": _UNRANKED if speaker.rank is None else float(speaker.rank),
            f"kind={found.kind}": 1.0,
            "person": float(found.person is not None),
            "canonical": float(found.canonical is not None),
            "pronoun": float(written.lower() in _PRONOUNS),
            "resolved": float(" ".join(written.split()) != found.name),
            "capital": float(found.name[:1].isupper() and not found.name.startswith("The ")),
            "name_words": float(min(9, len(found.name.split()))),
            "named_here": float(elsewhere and bool(last) and last[0] in text[low:high]),
        }
        if speaker.frame is not None:
            return features | self._of_frame(speaker.frame, speaker)
        return features | (self._of_mention(speaker) if speaker.phrase is not None else {"author": 1.0})

    def _of_frame(self, frame: Frame, speaker: Speaker) -> Features:
        """What he says, and whether it holds the figure."""
        close, sentence = frame.closeness(self._start, self._end), self._discourse.sentence(speaker.index)
        quoted = self._discourse.quotation_at(frame.cue.start)
        text, quotations = self._discourse.text, self._discourse.quotations
        return {
            "says": 1.0,
            f"cue={self._cue(frame)}": 1.0,
            "holds": float(close is not None),
            "reach": _log(close[0]) if close is not None else 0.0,
            "cue_after": float(close is not None and frame.cue.start >= self._end),
            "stance": float(frame.stance),
            "denies": float(frame.denies),
            "deeper": float(frame.deeper),
            "relay": float(frame.relay is not None and frame.relay.start == speaker.attribution.start),
            "content": _log(sum(e - s for s, e in frame.content)),
            "content_figure": float(any(_FIGURE.search(text, s, e) for s, e in frame.content)),
            "of_this": float(self._is_of_this(frame, speaker)),
            "cue_colon": float(sentence.text.rstrip()[-1:] == ":"),
            "cue_root": float(frame.cue.head == frame.cue.i),
            "cue_quoted": float(quoted is not None),
            "cue_same_quote": float(quoted is not None and quoted == self._quotation),
            "cue_quotes": float(any(sentence.start <= s < sentence.end for s, _ in quotations)),
            "quote_speaker": float(self._quoting is not None and self._quoting.cue.start == frame.cue.start),
            "inverted": float(frame.holder is not None and frame.holder.start > frame.cue.start),
        }

    def _is_of_this(self, frame: Frame, speaker: Speaker) -> bool:
        """Whether he says what was told before: "Vigia reported this", "the news was confirmed by the hospital"."""
        sentence = self._discourse.sentence(speaker.index)
        said = sentence.children(frame.cue, "dobj", "nsubjpass", "nsubj")
        return any(t.lower in _THIS or t.lemma in _THIS for t in said)

    def _cue(self, frame: Frame) -> str:
        """The class of a cue."""
        kind = self._lexicon.verb(frame.cue)
        if kind is not None:
            return kind.name
        if frame.cue.lower in ("according", ":", "(", "per"):
            return frame.cue.lower
        return "statement" if self._lexicon.is_statement(frame.cue) else frame.cue.pos

    def _of_mention(self, speaker: Speaker) -> Features:
        """How one who says nothing there is named."""
        phrase = speaker.phrase
        if phrase is None:
            return {}
        above = phrase.sentence.head(phrase.head)
        return {
            "only_named": 1.0,
            f"named_dep={phrase.head.dep}": 1.0,
            f"named_head={above.pos}": 1.0,
            f"named_prep={above.lower if above.pos == 'ADP' else 'none'}": 1.0,
            "named_by_statement": float(self._lexicon.is_statement(above)),
            "named_by_cue": float(self._lexicon.verb(above) is not None),
        }

    def _of_way(self, speaker: Speaker, cues: Sequence[int]) -> Features:
        """What lies between him and the figure."""
        found, text = speaker.attribution, self._discourse.text
        low, high = min(found.start, self._start), max(found.end, self._end)
        own = speaker.frame.cue.start if speaker.frame is not None else None
        mine, his = (self._discourse.spans[k][0] for k in (self._asked.index, speaker.index))
        his_line = text.rfind("\n", 0, his) + 1
        return {
            "offset": float(speaker.index - self._asked.index),
            "distance": _log(found.start - self._start),
            "far": _log(abs(found.start - self._start)),
            "lines": float(min(5, text.count("\n", low, high))),
            "figures_between": float(min(9, len(_FIGURE.findall(text, low, high)))),
            "cues_between": float(sum(low < c < high for c in cues if c != own)),
            "quotes_between": float(sum(low < s < high for s, _ in self._discourse.quotations)),
            "same_paragraph": float("\n" not in text[min(mine, his) : max(mine, his)]),
            "opens_paragraph": float(self._discourse.index_at(his_line) == speaker.index),
            "in_lead": float(speaker.index < 2),
        }


def _log(number: float) -> float:
    """A length on a scale on which doubling counts alike, its sign kept."""
    return math.copysign(math.log1p(abs(number)), number)
