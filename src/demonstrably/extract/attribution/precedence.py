"""Precedence: of several frames that hold a figure, which are its speaker's own and which one comes first."""

from __future__ import annotations

from collections.abc import Callable

from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.phrase import Phrase

_POSSESSIVES = ("his ", "her ", "its ", "their ")
_FINITE = ("VBD", "VBZ", "VBP")


def without_own_bodies(frames: list[Frame]) -> list[Frame]:
    """The frames without a speaker's own body ("she said her group expects ..."), whose words are the speaker's."""
    kept = [f for f in frames if f.holder is None or not _is_own_body(f.holder)]
    return kept or frames


def original_first(frames: list[Frame], is_medium: Callable[[Phrase], bool]) -> list[Frame]:
    """The frames with whom another cites before who cites him, and with who speaks before the news medium that the
    sentence only relays him by ("Police said 45 were held, according to Interfax")."""
    kept = list(frames)
    for cited in (f for f in frames if f.deeper):
        relay = cited.relay.start if cited.relay is not None else -1
        citing = [k for k, f in enumerate(kept) if f.holder and (is_medium(f.holder) or f.holder.start == relay)]
        if citing and citing[0] < kept.index(cited):
            kept.remove(cited)
            kept.insert(citing[0], cited)
    if len(kept) > 1 and (first := kept[0]).holder is not None and first.cue.lower == "according":
        second = kept[1]
        told = any(s <= second.cue.start < e for s, e in first.content) and second.cue.start < first.cue.start
        if told and second.holder is not None and is_medium(first.holder) and not is_medium(second.holder):
            kept[:2] = [second, first]
    return kept


def denied_first(frames: list[Frame]) -> list[Frame]:
    """The frames with one that denies what another reports before it: who denies a figure is its source."""
    if not frames or _is_appended(frames[0]) or frames[0].cue.tag in _FINITE:
        return frames
    told = frames[0].cue.start
    denial = next((f for f in frames if f.denies and any(s <= told < e for s, e in f.content)), None)
    return [denial, *(f for f in frames if f is not denial)] if denial is not None else frames


def _is_appended(frame: Frame) -> bool:
    """Whether the cue is set off by a comma (", according to organisers"), and so outside what a denial denies."""
    tokens = frame.holder.sentence.tokens if frame.holder else ()
    return 0 < frame.cue.i < len(tokens) and tokens[frame.cue.i - 1].text == ","


def _is_own_body(holder: Phrase) -> bool:
    own = holder.text.lower()
    return own.startswith(_POSSESSIVES) if holder.head.tag == "NN" else own.startswith("its ")
