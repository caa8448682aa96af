"""Read one sound file: its length, its level and what is wrong with its signal."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from workbench.profile.media.files import UnreadableError, digest_of

__all__ = ["AudioFile", "read_sound"]

AT_ONCE = 2**18  # samples of all channels
SILENCE = 1e-3  # -60 dBFS
WINDOWS_A_SECOND = 20
MOST_SAMPLES = 2**31
CUT = re.compile(r"^data : (\d+) \(should be (\d+)\)", re.MULTILINE)  # what libsndfile notes
STREAMED = 2**31 - 2**16  # a recorder that could not go back to its header declares such lengths
EIGHT_BITS = ("PCM_U8", "PCM_S8", "ULAW", "ALAW")


@dataclass(frozen=True, kw_only=True)
class AudioFile:
    """One sound file; levels are of all channels together.

    Attributes
    ----------
    path : str
        As in the table.
    rows : int
        Number of rows with this path.
    duration : float
        Seconds that could be decoded.
    sample_rate, channels : int
        In hertz, and their number.
    format, encoding : str
        As libsndfile names them: ``WAV`` and ``PCM_16``, ...
    file_bytes : int
        Size of the file.
    peak, rms : float or None
        Level in dBFS: 0 is full scale, so a sine at full scale has an rms of -3.01; None where
        all samples are 0.
    clipped : float
        Share of samples, 0 to 1, beyond full scale, or at full scale and equal to the two before.
    silence : float
        Share of the time, 0 to 1, in windows of 50 ms with no sample above -60 dBFS.
    dc_offset : float
        Mean of the samples, -1 to 1.
    not_finite : int
        Number of samples that are infinite or NaN; they count as 0 elsewhere.
    truncated : bool
        Whether the header declares more sound than there is.
    digest, sound_digest : str
        Of the file's bytes, and of its samples at 16 bits with their rate and channels.
    flags : tuple of str
        ``silent``, ``mostly_silent``, ``quiet``, ``clipped``, ``dc_offset``, ``not_finite``,
        ``truncated``, ``odd_duration``, ``odd_sample_rate`` and ``odd_channels``.
    """

    path: str = ""
    rows: int = 0
    duration: float
    sample_rate: int
    channels: int
    format: str
    encoding: str
    file_bytes: int
    peak: float | None
    rms: float | None
    clipped: float
    silence: float
    dc_offset: float
    not_finite: int
    truncated: bool
    digest: str
    sound_digest: str
    flags: tuple[str, ...] = ()


def read_sound(file: BinaryIO) -> AudioFile:
    """Read a sound file piece by piece.

    Raises
    ------
    UnreadableError
        With the reason.
    """
    import soundfile  # type: ignore[import-untyped,unused-ignore]

    digest, size = digest_of(file)
    try:
        with soundfile.SoundFile(file) as sound:
            if len(sound) * sound.channels > MOST_SAMPLES:
                raise UnreadableError(f"more than {MOST_SAMPLES:,} samples: not read")
            signal = _Signal(sound)
            while signal.take(sound):
                pass
            header: dict[str, Any] = {
                "truncated": _is_cut(sound, signal.frames),
                "sample_rate": sound.samplerate,
                "channels": sound.channels,
                "format": sound.format,
                "encoding": sound.subtype,
            }
    except UnreadableError:
        raise
    except MemoryError as error:
        raise UnreadableError("too large for the memory") from error
    except Exception as error:  # decoders of broken files raise nearly anything
        reason = str(getattr(error, "error_string", "")) or str(error) or type(error).__name__
        raise UnreadableError(f"not a sound file, or broken: {reason}") from error
    if signal.frames == 0:
        raise UnreadableError("no sound: the file has a header but no samples")
    return AudioFile(file_bytes=size, digest=digest, **header, **signal.facts())


def _is_cut(sound: Any, decoded: int) -> bool:
    declared = CUT.search(sound.extra_info)
    cut = declared is not None and STREAMED > int(declared[1]) > int(declared[2])
    return cut or decoded < 0.99 * int(sound.frames)


class _Signal:
    """The sums over all samples that were read so far."""

    def __init__(self, sound: Any) -> None:
        self.rate, self.channels = int(sound.samplerate), int(sound.channels)
        self.full = 0.98 if sound.subtype in EIGHT_BITS else 0.999
        self.window = max(1, self.rate // WINDOWS_A_SECOND)
        self.at_once = self.window * max(1, AT_ONCE // (self.window * self.channels))
        self.frames = self.clipped = self.silent = self.not_finite = 0
        self.peak = self.total = self.squares = 0.0
        self.last: NDArray[np.float32] = np.full((2, self.channels), np.nan, dtype=np.float32)
        self.digest = hashlib.blake2b(f"{self.rate} {self.channels} ".encode(), digest_size=16)

    def take(self, sound: Any) -> bool:
        """Read on; return False at the end."""
        block = sound.read(self.at_once, dtype="float32", always_2d=True)
        if not len(block):
            return False
        finite = np.isfinite(block)
        if not finite.all():
            self.not_finite += int(block.size - finite.sum())
            block = np.where(finite, block, np.float32(0))
        size = np.abs(block)
        self.frames += len(block)
        self.peak = max(self.peak, float(size.max()))
        self.total += float(block.sum(dtype=np.float64))
        self.squares += float(np.square(block, dtype=np.float64).sum())
        self.clipped += self._clipped(block, size)
        self.silent += self._silent(size)
        levels = np.clip(np.rint(block * np.float32(32768)), -32768, 32767).astype("<i2")
        self.digest.update(levels.tobytes())
        return True

    def _clipped(self, block: NDArray[np.float32], size: NDArray[np.float32]) -> int:
        both = np.concatenate([self.last, block])
        self.last = both[-2:]
        flat = (both[2:] == both[1:-1]) & (both[1:-1] == both[:-2]) & (size >= self.full)
        return int((flat | (size > 1)).sum())

    def _silent(self, size: NDArray[np.float32]) -> int:
        """Return the number of frames in silent windows; only the last window may be shorter."""
        starts = np.arange(0, len(size), self.window)
        loudest = np.maximum.reduceat(size.max(axis=1), starts)
        return int(np.diff(np.append(starts, len(size)))[loudest <= SILENCE].sum())

    def facts(self) -> dict[str, Any]:
        samples = self.frames * self.channels
        return {
            "duration": self.frames / self.rate,
            "peak": _decibels(self.peak),
            "rms": _decibels(math.sqrt(self.squares / samples)),
            "clipped": self.clipped / samples,
            "silence": self.silent / self.frames,
            "dc_offset": self.total / samples,
            "not_finite": self.not_finite,
            "sound_digest": self.digest.hexdigest(),
        }


def _decibels(level: float) -> float | None:
    return 20 * math.log10(level) if level > 0 else None
