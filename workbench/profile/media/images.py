"""Describe a column that holds the paths of images."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from workbench.errors import InputError
from workbench.profile.media.files import (
    Fetch,
    Progress,
    choose,
    read_all,
    same_content,
)
from workbench.profile.media.image import ImageFile, read_image
from workbench.profile.media.near import near_groups
from workbench.profile.media.outliers import far_from_most, quantiles_of
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
    flags = _flags([file for file, _ in facts.values()])
    files = tuple(
        replace(file, path=path, rows=chosen.paths[path], flags=own)
        for (path, (file, _)), own in zip(facts.items(), flags, strict=True)
    )
    duplicates = same_content({file.path: file.digest for file in files})
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
        quantiles=quantiles_of(files, MEASURES),
        flags=dict(Counter(flag for own in flags for flag in own).most_common()),
    )


def _near(read: dict[str, tuple[ImageFile, bytes]]) -> tuple[tuple[str, ...], ...]:
    shown = {path: pair for path, pair in read.items() if pair[0].contrast > FLAT}
    if len(shown) < 2:
        return ()
    hashes = [int(file.difference_hash, 16) for file, _ in shown.values()]
    thumbs = np.array([list(thumb) for _, thumb in shown.values()], dtype=np.uint8)
    names = list(shown)
    near = near_groups(np.array(hashes, dtype=np.uint64), thumbs)
    groups = [tuple(names[i] for i in group) for group in near]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _flags(facts: list[ImageFile]) -> list[tuple[str, ...]]:
    light = [fact.brightness for fact in facts]
    lights = far_from_most(light, least=0.2)
    sharps = far_from_most([fact.detail for fact in facts], least=4, logarithm=True)
    bits = far_from_most([fact.entropy for fact in facts], least=1.5)
    aspects = far_from_most([fact.width / fact.height for fact in facts], least=2, logarithm=True)
    sizes = far_from_most([fact.width * fact.height for fact in facts], least=4, logarithm=True)
    far = zip(facts, lights, sharps, bits, aspects, sizes, strict=True)
    return [tuple(_named(fact, *(int(x) for x in ways))) for fact, *ways in far]


def _named(
    fact: ImageFile, light: int, sharp: int, bits: int, aspect: int, size: int
) -> Iterable[str]:
    long = max(fact.width / fact.height, fact.height / fact.width)
    if fact.brightness < 0.04 or (fact.brightness < 0.25 and light < 0):
        yield "dark"
    if fact.brightness > 0.96 or (fact.brightness > 0.8 and light > 0):
        yield "bright"
    if fact.contrast > FLAT and (fact.detail < 0.002 or (fact.detail < 0.02 and sharp < 0)):
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
