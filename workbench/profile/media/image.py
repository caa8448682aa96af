"""Read one image: its header, its light and its sharpness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from workbench.profile.media.files import UnreadableError, digest_of
from workbench.profile.media.near import difference_hash

__all__ = ["LOOKED_AT", "ImageFile", "laplacian_variance", "read_image"]

LOOKED_AT = 1024
THUMB = 16
# Formats that Pillow decodes by itself: no PostScript, which would start a program.
FORMATS = [
    *("AVIF", "BMP", "DIB", "GIF", "ICO", "JPEG", "JPEG2000", "PNG", "PPM", "QOI", "TIFF", "WEBP"),
]
ORIENTATION, GPS = 0x0112, 0x8825


@dataclass(frozen=True, kw_only=True)
class ImageFile:
    """One image file; light and sharpness are of the first frame in grey.

    Attributes
    ----------
    path : str
        As in the table.
    rows : int
        Number of rows with this path.
    width, height : int
        In pixels, upright (the EXIF orientation applied).
    aspect : float
        Width by height.
    file_bytes : int
        Size of the file.
    format, mode : str
        As Pillow names them: ``JPEG``, ``RGB``, ...
    frames : int
        1, or more for an animation or several pages.
    brightness, contrast : float
        Mean and standard deviation of the grey levels, 0 to 1.
    sharpness : float
        Variance of the Laplacian on grey levels 0 to 255; small is blurred.
    entropy : float
        Of the grey levels, 0 to 8 bits.
    orientation : int
        The EXIF orientation, 1 to 8; 1 is upright.
    gps : bool
        Whether the file says where it was taken: personal data.
    digest : str
        Of the file's bytes.
    difference_hash : str
        64 bits as 16 hexadecimal digits.
    flags : tuple of str
        ``dark``, ``bright``, ``blurred``, ``low_information``, ``odd_aspect``, ``odd_size``,
        ``rotated`` (upright only with the EXIF orientation) and ``gps``.
    """

    path: str = ""
    rows: int = 0
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
    flags: tuple[str, ...] = ()

    @property
    def detail(self) -> float:
        """The sharpness for the contrast: a dim image is not a blurred one."""
        return self.sharpness / max(255 * self.contrast, 1e-9) ** 2


def read_image(file: BinaryIO) -> tuple[ImageFile, bytes]:
    """Return what an image is like, and a thumbnail of 16 x 16 grey levels.

    An image wider or higher than 1,024 pixels is looked at reduced to that.

    Raises
    ------
    UnreadableError
        With the reason.
    """
    from PIL import Image, UnidentifiedImageError

    digest, size = digest_of(file)
    try:
        with Image.open(file, formats=FORMATS) as image:
            header = _header(image)
            grey = _grey(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableError("far too many pixels (a decompression bomb?): not read") from error
    except UnidentifiedImageError as error:
        raise UnreadableError("not an image of a format that is read") from error
    except MemoryError as error:
        raise UnreadableError("too large for the memory") from error
    except Exception as error:  # decoders of broken files raise nearly anything
        raise UnreadableError(f"broken image: {error or type(error).__name__}") from error
    levels = np.asarray(grey)
    tiny = np.asarray(grey.resize((9, 8), Image.Resampling.BOX))
    described = ImageFile(
        file_bytes=size,
        digest=digest,
        brightness=float(levels.mean()) / 255,
        contrast=float(levels.std()) / 255,
        sharpness=laplacian_variance(levels),
        entropy=float(grey.entropy()),
        difference_hash=f"{difference_hash(tiny):016x}",
        **header,
    )
    return described, grey.resize((THUMB, THUMB), Image.Resampling.BOX).tobytes()


def _header(image: Any) -> dict[str, Any]:
    try:
        exif = image.getexif()
        orientation = exif.get(ORIENTATION, 1)
        gps = bool(exif.get_ifd(GPS))
    except Exception:  # broken EXIF data does not spoil the picture
        orientation, gps = 1, False
    orientation = orientation if orientation in range(1, 9) else 1
    width, height = image.size[::-1] if orientation >= 5 else image.size
    frames = int(getattr(image, "n_frames", 1))
    return {"width": width, "height": height, "aspect": width / height, "format": image.format,
            "mode": image.mode, "frames": frames, "orientation": orientation,
            "gps": gps}  # fmt: skip


def _grey(image: Any) -> Any:
    """Return the image in 8-bit grey, at most 1,024 pixels a side."""
    from PIL import Image

    if image.format in ("JPEG", "MPO"):
        image.draft("L", (LOOKED_AT, LOOKED_AT))
    image.load()
    if image.mode.startswith("I") or image.mode == "F":
        grey = Image.fromarray(_eight_bits(image))
    elif image.mode == "LAB":
        grey = image.getchannel("L")
    elif "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        shown = image.convert("RGBA")
        grey = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("L")
    else:
        grey = image if image.mode == "L" else image.convert("RGB").convert("L")
    if max(grey.size) > LOOKED_AT:
        grey.thumbnail((LOOKED_AT, LOOKED_AT), Image.Resampling.BOX)
    return grey


def _eight_bits(image: Any) -> NDArray[np.uint8]:
    """Return deep grey levels as 8 bits; Pillow's own conversion would clip them at 255."""
    deep = np.nan_to_num(np.asarray(image, dtype=np.float64), posinf=0.0, neginf=0.0)
    if image.mode == "F":
        low, top = float(deep.min()), float(deep.max())
    else:
        low, top = 0.0, 65535.0 if image.mode.startswith("I;16") or deep.max() > 255 else 255.0
    scaled = (deep - low) / (top - low) if top > low else deep * 0
    return np.clip(scaled * 255, 0, 255).round().astype(np.uint8)


def laplacian_variance(grey: NDArray[np.uint8]) -> float:
    """Return the variance of the Laplacian inside the image (Pech-Pacheco and others 2000).

    0 where the image has no inside (fewer than 3 pixels a side).
    """
    levels = grey.astype(np.int32)
    if min(levels.shape) < 3:
        return 0.0
    inside = levels[1:-1, 1:-1]
    sides = levels[:-2, 1:-1] + levels[2:, 1:-1] + levels[1:-1, :-2] + levels[1:-1, 2:]
    return float(np.var(sides - 4 * inside))
