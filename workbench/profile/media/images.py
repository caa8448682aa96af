"""Describe a column that holds the paths of images."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workbench.errors import InputError
from workbench.profile.media.files import (
    Chosen,
    Fetch,
    Progress,
    Unreadable,
    choose,
    read_all,
    same_content,
)
from workbench.profile.media.image import ImageFacts, read_image
from workbench.profile.media.near import near_groups
from workbench.profile.media.outliers import far_from_most, quantiles
from workbench.profile.media.summary import MediaSummary

__all__ = ["ImageFile", "ImageSummary", "describe_images"]

MEASURES = (
    "width",
    "height",
    "aspect",
    "file_bytes",
    "brightness",
    "contrast",
    "sharpness",
    "entropy",
)
FLAT = 2 / 255  # contrast below which an image shows nothing


@dataclass(frozen=True)
class ImageFile:
    """One image; what the figures mean is told at `ImageFacts`.

    Attributes
    ----------
    path : str
        As in the table.
    rows : int
        Number of rows with this path.
    aspect : float
        Width by height.
    difference_hash : str
        64 bits as 16 hexadecimal digits.
    flags : tuple of str
        ``dark``, ``bright``, ``blurred``, ``low_information``, ``odd_aspect``, ``odd_size``,
        ``rotated`` (upright only with the EXIF orientation) and ``gps``.
    """

    path: str
    rows: int
    width: int
    height: int
    aspect: float
    file_bytes: int
    format: str
    mode: str
    frames: int
    brightness: float
    contrast: float
    sharpness: float
    entropy: float
    orientation: int
    gps: bool
    digest: str
    difference_hash: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class ImageSummary(MediaSummary):
    """The images of a column: see `MediaSummary`.

    Attributes
    ----------
    files : tuple of ImageFile
        Those that could be read.
    near_duplicates : tuple of tuple of str
        Groups of paths whose images look nearly the same (see `near_groups`); of equal files the
        first stands for all.  Turned and mirrored copies are not found.
    """

    file_type = ImageFile

    files: tuple[ImageFile, ...]
    near_duplicates: tuple[tuple[str, ...], ...]


def describe_images(
    paths: Sequence[str | None],
    *,
    root: Path | None = None,
    limit: int = 2000,
    seed: int = 0,
    fetch: Fetch | None = None,
    progress: Progress | None = None,
) -> ImageSummary:
    """Describe the images that a column names.

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
        If Pillow is missing, `root` is no folder, `limit` is below 1 or a path is no text.

    Notes
    -----
    A figure is flagged beyond an absolute limit, or beyond a milder one where it is also far
    from most others (see `far_from_most`); with fewer than 20 images only the first counts.
    """
    try:
        from PIL import Image
    except ImportError as error:
        raise InputError("images need the library Pillow: pip install pillow") from error
    chosen = choose(paths, limit, seed)
    with warnings.catch_warnings():  # around all threads, as it is not safe inside them
        warnings.simplefilter("ignore")  # of broken EXIF data and the like
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        facts, unreadable = read_all(chosen, read_image, root=root, fetch=fetch, progress=progress)
    duplicates = same_content({path: fact.digest for path, fact in facts.items()})
    return _summary(chosen, facts, unreadable, duplicates)


def _summary(
    chosen: Chosen,
    facts: dict[str, ImageFacts],
    unreadable: tuple[Unreadable, ...],
    duplicates: tuple[tuple[str, ...], ...],
) -> ImageSummary:
    flags = _flags(list(facts.values()))
    files = tuple(
        _file(path, chosen.paths[path], fact, mine)
        for (path, fact), mine in zip(facts.items(), flags, strict=True)
    )
    copies = {path for group in duplicates for path in group[1:]}
    return ImageSummary(
        rows=chosen.rows,
        missing=chosen.missing,
        distinct=chosen.distinct,
        looked_at=len(chosen.paths),
        files=files,
        unreadable=unreadable,
        duplicates=duplicates,
        near_duplicates=_near({path: f for path, f in facts.items() if path not in copies}),
        quantiles={name: quantiles([getattr(file, name) for file in files]) for name in MEASURES},
        flags=dict(Counter(flag for mine in flags for flag in mine).most_common()),
    )


def _file(path: str, rows: int, fact: ImageFacts, flags: tuple[str, ...]) -> ImageFile:
    told: dict[str, Any] = asdict(fact)
    del told["thumb"]
    code = f"{told.pop('hash'):016x}"
    aspect = fact.width / fact.height
    return ImageFile(path, rows, aspect=aspect, difference_hash=code, flags=flags, **told)


def _near(facts: dict[str, ImageFacts]) -> tuple[tuple[str, ...], ...]:

    shown = {path: fact for path, fact in facts.items() if fact.contrast > FLAT}
    if len(shown) < 2:
        return ()
    hashes = np.array([fact.hash for fact in shown.values()], dtype=np.uint64)
    thumbs = np.array([list(fact.thumb) for fact in shown.values()], dtype=np.uint8)
    names = list(shown)
    groups = [tuple(names[i] for i in group) for group in near_groups(hashes, thumbs)]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _flags(facts: list[ImageFacts]) -> list[tuple[str, ...]]:
    light = [fact.brightness for fact in facts]
    lights = far_from_most(light, least=0.2)
    sharps = far_from_most([_detail(fact) for fact in facts], least=4, logarithm=True)
    bits = far_from_most([fact.entropy for fact in facts], least=1.5)
    aspects = far_from_most([fact.width / fact.height for fact in facts], least=2, logarithm=True)
    sizes = far_from_most([fact.width * fact.height for fact in facts], least=4, logarithm=True)
    far = zip(facts, lights, sharps, bits, aspects, sizes, strict=True)
    return [tuple(_named(fact, *(int(x) for x in ways))) for fact, *ways in far]


def _detail(fact: ImageFacts) -> float:
    """Return the sharpness for the contrast: a dim image is not a blurred one."""
    return fact.sharpness / max(255 * fact.contrast, 1e-9) ** 2


def _named(
    fact: ImageFacts, light: int, sharp: int, bits: int, aspect: int, size: int
) -> Iterable[str]:
    long = max(fact.width / fact.height, fact.height / fact.width)
    if fact.brightness < 0.04 or (fact.brightness < 0.25 and light < 0):
        yield "dark"
    if fact.brightness > 0.96 or (fact.brightness > 0.8 and light > 0):
        yield "bright"
    if fact.contrast > FLAT and (_detail(fact) < 0.002 or (_detail(fact) < 0.02 and sharp < 0)):
        yield "blurred"
    if fact.contrast <= FLAT or (fact.entropy < 3 and bits < 0):
        yield "low_information"
    if long > 10 or (long > 2 and aspect):
        yield "odd_aspect"
    if min(fact.width, fact.height) < 8 or size:
        yield "odd_size"
    if fact.orientation != 1:
        yield "rotated"
    if fact.gps:
        yield "gps"
