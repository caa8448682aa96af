"""Describe a column that holds the paths of images."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.errors import InputError
from workbench.profile.media.files import (
    Fetch,
    Progress,
    choose,
    read_all,
)
from workbench.profile.media.image import ImageFile, read_image
from workbench.profile.media.near import near_groups
from workbench.profile.media.outliers import far_from_most
from workbench.profile.media.summary import MediaSummary, chosen_names, summarise

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
    files = {path: file for path, (file, _) in facts.items()}
    common, first = summarise(chosen, files, _flags(list(files.values())), MEASURES)
    near = _near({path: facts[path] for path in first})
    return ImageSummary(**common, unreadable=unreadable, near_duplicates=near)


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
    lights = far_from_most([fact.brightness for fact in facts], least=0.2)
    sharps = far_from_most([fact.detail for fact in facts], least=4, logarithm=True)
    bits = far_from_most([fact.entropy for fact in facts], least=1.5)
    aspects = far_from_most([fact.width / fact.height for fact in facts], least=2, logarithm=True)
    sizes = far_from_most([fact.width * fact.height for fact in facts], least=4, logarithm=True)
    far = zip(facts, lights, sharps, bits, aspects, sizes, strict=True)
    return [_named(fact, *(int(x) for x in ways)) for fact, *ways in far]


def _named(
    fact: ImageFile, light: int, sharp: int, bits: int, aspect: int, size: int
) -> tuple[str, ...]:
    long = max(fact.width / fact.height, fact.height / fact.width)
    faint = fact.detail < 0.002 or (fact.detail < 0.02 and sharp < 0)
    return chosen_names(
        {
            "dark": fact.brightness < 0.04 or (fact.brightness < 0.25 and light < 0),
            "bright": fact.brightness > 0.96 or (fact.brightness > 0.8 and light > 0),
            "blurred": fact.contrast > FLAT and faint,
            "low_information": fact.contrast <= FLAT or (fact.entropy < 3 and bits < 0),
            "odd_aspect": long > 10 or (long > 2 and aspect != 0),
            "odd_size": min(fact.width, fact.height) < 8 or size != 0,
            "rotated": fact.orientation != 1,
            "gps": fact.gps,
        }
    )
