"""Describe a column that holds the paths of sound files."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.profile.media.files import (
    Fetch,
    Progress,
    choose,
    read_all,
    same_content,
)
from workbench.profile.media.outliers import far_from_most
from workbench.profile.media.sound import AudioFile, read_sound
from workbench.profile.media.summary import MediaSummary, chosen_names, summarise

__all__ = ["AudioFile", "AudioSummary", "describe_audio"]

MEASURES = ("duration", "peak", "rms", "clipped", "silence", "dc_offset", "file_bytes")
QUIETEST = -200.0  # stands for the level of digital silence, where numbers are compared
USUAL = 0.8


@dataclass(frozen=True)
class AudioSummary(MediaSummary):
    """The sound files of a column: see `MediaSummary`.

    Attributes
    ----------
    files : tuple of AudioFile
        Those that could be read; of the quantiles, levels of digital silence are left out.
    same_sound : tuple of tuple of str
        Groups of paths whose samples are equal at 16 bits in files that differ; of equal files
        the first stands for all.  Copies in a lossy format are not found.
    seconds : float
        How long the files take together.
    """

    file_type = AudioFile

    files: tuple[AudioFile, ...]
    same_sound: tuple[tuple[str, ...], ...]
    seconds: float


def describe_audio(
    paths: Sequence[str | None],
    *,
    root: Path | None = None,
    limit: int = 2000,
    seed: int = 0,
    fetch: Fetch | None = None,
    progress: Progress | None = None,
) -> AudioSummary:
    """Describe the sound files that a column names: WAV, FLAC, OGG, MP3, AIFF and others.

    Parameters
    ----------
    paths : sequence of str or None
        One a row; None and blank text are missing.
    root : path, optional
        The folder that the paths are relative to.  Nothing outside of it is opened.  Without it
        they are relative to the working directory, and any file may be opened.
    limit : int
        At most so many distinct paths are opened; of more, so many are drawn.
    seed : int
        Of that draw.
    fetch : function of str to bytes, optional
        Called for addresses (``https:`` and the like); without it none is fetched.
    progress : function of int and int, optional
        Called with the number of files done and the number of all.

    Raises
    ------
    InputError
        If soundfile is missing, `root` is no folder, `limit` is below 1 or a path is no text.
    """
    if importlib.util.find_spec("soundfile") is None:
        raise InputError("sound files need the library soundfile: pip install soundfile")
    chosen = choose(paths, limit, seed)
    facts, unreadable = read_all(chosen, read_sound, root=root, fetch=fetch, progress=progress)
    common, first = summarise(chosen, facts, _flags(list(facts.values())), MEASURES)
    return AudioSummary(
        **common,
        unreadable=unreadable,
        same_sound=same_content({path: facts[path].sound_digest for path in first}),
        seconds=sum(fact.duration for fact in facts.values()),
    )


def _usual(figures: Sequence[int]) -> int | None:
    """Return the figure that at least 80 % share, where there is one."""
    result = Counter(figures).most_common(1)
    return result[0][0] if result and result[0][1] >= USUAL * len(figures) else None


def _flags(facts: Sequence[AudioFile]) -> list[tuple[str, ...]]:
    levels = [QUIETEST if fact.rms is None else fact.rms for fact in facts]
    lows = far_from_most(levels, least=15)
    lengths = far_from_most([fact.duration for fact in facts], least=4, logarithm=True)
    rate = _usual([fact.sample_rate for fact in facts])
    channels = _usual([fact.channels for fact in facts])
    return [
        chosen_names(
            {
                "silent": fact.silence == 1,
                "mostly_silent": 0.8 < fact.silence != 1,
                "quiet": fact.silence <= 0.8 and (level < -50 or (level < -35 and low < 0)),
                "clipped": fact.clipped > 1e-3,
                "dc_offset": abs(fact.dc_offset) > 0.02,
                "not_finite": fact.not_finite > 0,
                "truncated": fact.truncated,
                "odd_duration": fact.duration < 0.1 or length != 0,
                "odd_sample_rate": rate not in (None, fact.sample_rate),
                "odd_channels": channels not in (None, fact.channels),
            }
        )
        for fact, level, low, length in zip(facts, levels, lows, lengths, strict=True)
    ]
