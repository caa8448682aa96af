"""Images and sounds in review: which columns name them, and one of them, for a card.

A table is not trusted: only the file that a stored item names is opened, only inside the queue's
folder, only by Pillow's own decoders; what leaves is a new PNG or JPEG without metadata.  A sound
leaves as it is, where its first bytes are those of a format that browsers play.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from workbench.errors import InputError, NotFoundError
from workbench.profile.media.files import UnreadableError, choose, read_all
from workbench.profile.media.image import FORMATS
from workbench.protocol.review import Media
from workbench.queues.claims import Queue
from workbench.queues.items.rows import rows_by_key
from workbench.store import blobs, datasets, versions
from workbench.store.database import folder_of
from workbench.tables import Relation, read_table
from workbench.tables.relation import quoted
from workbench.types import Json, Key, ReviewItem

__all__ = ["LARGEST", "image_of", "media_columns", "media_of"]

LARGEST = 1024
"""Pixels of the longer side that leave the server."""

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".jp2")
HEADS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
SOUND_ENDINGS = (".wav", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".aac", ".webm")
SOUND_HEADS = {
    b"RIFF": "wav",
    b"ID3": "mpeg",
    b"\xff\xfb": "mpeg",
    b"\xff\xf3": "mpeg",
    b"\xff\xf2": "mpeg",
    b"\xff\xf1": "aac",
    b"\xff\xf9": "aac",
    b"OggS": "ogg",
    b"fLaC": "flac",
    b"\x1aE\xdf\xa3": "webm",
}
"""How sounds begin, and what browsers call them; m4a has its mark further in."""
LONGEST_SOUND = 20_000_000
"""Bytes of a sound that leaves the server: ten minutes of speech in an uncompressed file."""
SAMPLED = 200
MOSTLY = 0.8
QUALITY = 88


def media_columns(relation: Relation) -> tuple[str, ...]:
    """Return the columns whose values are mostly paths of images or sounds, or images as bytes."""
    columns = [name for name, kind in relation.types.items() if kind in ("VARCHAR", "BLOB")]
    return tuple(name for name in columns if _holds_media(relation, quoted(name)))


def _holds_media(relation: Relation, column: str) -> bool:
    query = (
        f"SELECT DISTINCT {column} FROM "
        f"(SELECT {column} FROM data WHERE {column} IS NOT NULL LIMIT {SAMPLED})"
    )
    hits = [_is_media(value) for (value,) in relation.rows(query)]
    return bool(hits) and sum(hits) >= MOSTLY * len(hits)


def _is_media(value: str | bytes) -> bool:
    if isinstance(value, bytes):
        return value.startswith(HEADS)
    return _ends(value, (*ENDINGS, *SOUND_ENDINGS))


def _ends(path: str, endings: tuple[str, ...]) -> bool:
    name = path.split("?", 1)[0] if "://" in path else path
    return len(path) < 4096 and name.strip().lower().endswith(endings)


def media_of(
    relation: Relation, columns: Sequence[str], *, key: str, keys: Iterable[Key]
) -> dict[Key, Json]:
    """Return each row's images and sounds by column: the path as it is, or how many bytes.

    A sound says so: ``"sound": True``.

    Parameters
    ----------
    relation : Relation
        The table.
    columns : sequence of str
        As `media_columns` returns them.
    key : str
        The column that names rows.
    keys : iterable of Key
        The rows wanted.
    """
    if not columns:
        return {}
    names = ", ".join(
        f"octet_length({quoted(name)}) AS {quoted(name)}"
        if relation.types[name] == "BLOB"
        else quoted(name)
        for name in columns
    )
    rows = rows_by_key(relation, key, keys, select=f"{names}, {quoted(key)}")
    return {
        row_key: {name: _named(value) for name in columns if (value := row[name]) is not None}
        for row_key, row in rows.items()
    }


def _named(value: str | int) -> Json:
    if not isinstance(value, str):
        return {"bytes": value}
    return {"path": value, "sound": True} if _ends(value, SOUND_ENDINGS) else {"path": value}


def image_of(engine: sa.Engine, queue: Queue, item: ReviewItem, column: str) -> Media:
    """Return the image that an item names in a column, at most 1,024 pixels a side; or the sound.

    Raises
    ------
    NotFoundError
        If the item names none there, or it cannot be read; with the path and the reason.
    InputError
        If Pillow is not installed.
    """
    named = (item.payload.get("media") or {}).get(column)
    if not isinstance(named, dict):
        raise NotFoundError(f"item {item.id!r}: it names no image in column {column[:80]!r}")
    path = named.get("path")
    try:
        if isinstance(path, str):
            return _read_file(path, queue, _played if named.get("sound") else _encoded)
        return _encoded(io.BytesIO(_cell(engine, queue.dataset, item.target["key"], column)))
    except UnreadableError as error:
        kind = "sound" if named.get("sound") else "image"
        what = f"{kind} {path[:200]!r}" if isinstance(path, str) else f"image in {column[:80]!r}"
        raise NotFoundError(f"{what} cannot be shown: {error}") from error


def _played(file: BinaryIO) -> Media:
    content = file.read(LONGEST_SOUND + 1)
    if len(content) > LONGEST_SOUND:
        raise UnreadableError(f"longer than {LONGEST_SOUND:,} bytes")
    known = [kind for head, kind in SOUND_HEADS.items() if content.startswith(head)]
    if content[4:8] == b"ftyp":
        known = ["mp4"]
    if not known:
        raise UnreadableError("not in a format that browsers play")
    url = f"data:audio/{known[0]};base64,{base64.b64encode(content).decode('ascii')}"
    return Media(url=url, width=0, height=0, format=known[0].upper())


def _read_file(path: str, queue: Queue, read: Callable[[BinaryIO], Media]) -> Media:
    if queue.media_root is None:
        raise UnreadableError("this queue has no image folder (make_queue(media_root=...))")
    root = Path(queue.media_root)
    if not root.is_dir():
        raise UnreadableError("the queue's folder of images does not exist")
    made, unreadable = read_all(choose([path], 1, 0), read, root=root, fetch=None, progress=None)
    if unreadable:
        raise UnreadableError(unreadable[0].reason)
    if path not in made:
        raise UnreadableError("the path is blank")
    return made[path]


def _cell(engine: sa.Engine, dataset: str, key: Key, column: str) -> bytes:
    """Read the bytes of one cell from the newest source of the dataset."""
    source = versions.latest_source(engine, dataset)
    relation = read_table(blobs.read_blob(folder_of(engine), source.blob))
    key_column = datasets.dataset(engine, dataset)["key_column"]
    if column not in relation.types or relation.types[column] != "BLOB":
        raise UnreadableError("the column no longer holds images")
    query = f"SELECT {quoted(column)} FROM data WHERE {quoted(key_column)} = ? LIMIT 1"
    rows = relation.rows(query, [key])
    if not rows or rows[0][0] is None:
        raise UnreadableError("this row no longer has an image")
    return bytes(rows[0][0])


def _encoded(file: BinaryIO) -> Media:
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ImportError as error:
        raise InputError(
            "Pillow is needed to show images: pip install 'dq-workbench[media]'"
        ) from error
    try:
        with Image.open(file, formats=FORMATS) as image:
            name, (width, height) = str(image.format), image.size
            if width * height > (Image.MAX_IMAGE_PIXELS or 0):
                raise UnreadableError("far too many pixels (a decompression bomb?)")
            if name in ("JPEG", "MPO"):
                image.draft("RGB", (LARGEST, LARGEST))
            upright: Any = ImageOps.exif_transpose(image)
            if (upright.width > upright.height) != (width > height):
                width, height = height, width  # boxes are in pixels of what is seen
            upright.thumbnail((LARGEST, LARGEST))
            content, kind = _written(upright)
    except UnreadableError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadableError("far too many pixels (a decompression bomb?)") from error
    except UnidentifiedImageError as error:
        raise UnreadableError("not in a supported image format") from error
    except Exception as error:  # decoders of broken files raise nearly anything
        raise UnreadableError(f"broken image: {error or type(error).__name__}") from error
    url = f"data:image/{kind};base64,{base64.b64encode(content).decode('ascii')}"
    return Media(url=url, width=width, height=height, format=name)


def _written(image: Any) -> tuple[bytes, str]:
    """Write PNG where there is transparency or a palette, else JPEG; metadata is left behind."""
    out = io.BytesIO()
    if image.mode in ("P", "1") or "A" in image.getbands():
        image.convert("RGBA").save(out, "PNG")
        return out.getvalue(), "png"
    clean = image.convert("L" if image.mode.startswith(("L", "I", "F")) else "RGB")
    clean.info.clear()
    clean.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), "jpeg"
