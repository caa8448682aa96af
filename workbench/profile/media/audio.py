"""Describe a column that holds the paths of sound files."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.errors import InputError
from workbench.profile.media.files import (
    Fetch,
    Progress,
    choose,
    read_all,
    same_content,
)
from workbench.profile.media.outliers import far_from_most, quantiles_of
from workbench.profile.media.sound import AudioFile, read_sound
from workbench.profile.media.summary import MediaSummary

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
    flags = _flags(list(facts.values()))
    files = tuple(
        replace(fact, path=path, rows=chosen.paths[path], flags=own)
        for (path, fact), own in zip(facts.items(), flags, strict=True)
    )
    duplicates = same_content({file.path: file.digest for file in files})
    copies = {path for group in duplicates for path in group[1:]}
    return AudioSummary(
        rows=chosen.rows,
        missing=chosen.missing,
        distinct=chosen.distinct,
        looked_at=len(chosen.paths),
        files=files,
        unreadable=unreadable,
        duplicates=duplicates,
        same_sound=same_content({f.path: f.sound_digest for f in files if f.path not in copies}),
        seconds=sum(file.duration for file in files),
        quantiles=quantiles_of(files, MEASURES),
        flags=dict(Counter(flag for own in flags for flag in own).most_common()),
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
    results = []
    for fact, low, length in zip(facts, lows, lengths, strict=True):
        flags = list(_signal(fact, int(low)))
        if fact.duration < 0.1 or length:
            flags.append("odd_duration")
        if rate not in (None, fact.sample_rate):
            flags.append("odd_sample_rate")
        if channels not in (None, fact.channels):
            flags.append("odd_channels")
        results.append(tuple(flags))
    return results


def _signal(fact: AudioFile, low: int) -> Iterable[str]:
    if fact.silence == 1:
        yield "silent"
    elif fact.silence > 0.8:
        yield "mostly_silent"
    elif fact.rms is not None and (fact.rms < -50 or (fact.rms < -35 and low < 0)):
        yield "quiet"
    if fact.clipped > 1e-3:
        yield "clipped"
    if abs(fact.dc_offset) > 0.02:
        yield "dc_offset"
    if fact.not_finite:
        yield "not_finite"
    if fact.truncated:
        yield "truncated"
