"""Turn the bytes of a text file into UTF-8: find the encoding, and say what was mended."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from workbench.errors import InputError
from workbench.tables.encodings import LEGACY, by_mark, guess_legacy, looks_binary

__all__ = ["Decoded", "mend_controls", "to_utf8"]

BLOCK = 1 << 20
HEAD = 1 << 16

# C1 control characters stand for no sign; in practice they are Windows quotes and dashes that
# somebody decoded as Latin-1 (WHATWG maps them the same way).
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}


@dataclass
class Decoded:
    """What decoding found.

    Attributes
    ----------
    encoding : str
        Of the file.
    guessed : bool
        Whether it was found out rather than given.
    controls : int
        C1 control characters: Windows quotes and dashes that somebody read as Latin-1.
    nul : int
        Stray NUL bytes left out.
    foreign : int
        Bytes that are not of the file's encoding and were read as cp1252.
    other, differs : str
        An encoding that is nearly as likely, and an example of what it reads differently.
    """

    encoding: str
    guessed: bool
    controls: int = 0
    nul: int = 0
    foreign: int = 0
    other: str = ""
    differs: str = ""


def to_utf8(path: Path, target: Path, encoding: str | None, name: str) -> Decoded:
    """Write the text of `path` as UTF-8 without byte order mark into `target`.

    Parameters
    ----------
    path, target : Path
        The file as it is, and the copy to make.
    encoding : str or None
        Taken literally where given; found out where None: byte order mark, UTF-8 (strictly),
        UTF-16 by its NUL bytes, then a legacy encoding if the bytes speak for one.
    name : str
        What the file is called in errors.

    Raises
    ------
    InputError
        If the file is binary, or not in `encoding`; the error names the byte.
    """
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise InputError(
                f"encoding {encoding!r} is unknown; try 'utf-8', 'cp1252' or 'latin-1'"
            ) from error
        decoded = Decoded(encoding, guessed=False)
    else:
        with path.open("rb") as file:
            head = file.read(HEAD)
        decoded = Decoded(by_mark(head) or "utf-8", guessed=True)
    try:
        _copy(path, target, decoded, name)
    except UnicodeDecodeError as error:
        legacy = None if encoding is not None else guess_legacy(path)
        if legacy is None:
            raise _undecodable(path, name, decoded.encoding, error) from error
        decoded = Decoded(legacy.encoding, True, other=legacy.other, differs=legacy.differs)
        try:
            _copy(path, target, decoded, name)
        except UnicodeDecodeError as later:  # beyond what was looked at
            raise _undecodable(path, name, legacy.encoding, later) from later
    return decoded


def _copy(path: Path, target: Path, decoded: Decoded, name: str) -> None:
    wide = decoded.encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32"))
    plain = "utf-8-sig" if decoded.encoding.lower() in ("utf-8", "utf8") else decoded.encoding
    errors = "strict"
    if decoded.encoding == LEGACY:
        plain, errors = "utf-8-sig", _counting(decoded)
    elif decoded.encoding == "cp1252" and decoded.guessed:
        errors = _counting(decoded)
    decoder = codecs.getincrementaldecoder(plain)(errors)
    only_cr: bool | None = None
    with path.open("rb") as file, target.open("w", encoding="utf-8", newline="") as out:
        done = 0
        for block in _blocks(file):
            if not wide and b"\x00" in block:
                block = _without_nul(block, done, decoded, name)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                error.start += done - (len(error.object) - len(block))
                raise
            done += len(block)
            if decoded.guessed and not text.isascii():
                decoded.controls += len(_C1.findall(text))
            if only_cr is None and text:
                only_cr = "\r" in text and "\n" not in text
            out.write(text.replace("\r", "\n") if only_cr else text)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
    yield b""


def mend_controls(text: str) -> str:
    """Return the text with the Windows quotes and dashes that C1 control characters stand for."""
    return text if text.isascii() else text.translate(_WINDOWS)


def _without_nul(block: bytes, done: int, decoded: Decoded, name: str) -> bytes:
    """Leave out stray NUL bytes of a file that is text otherwise; refuse a binary file."""
    at = done + block.index(b"\x00")
    if not decoded.guessed or looks_binary(block):
        raise InputError(
            f"{name}: byte {at} is NUL, so this is not a text file in {decoded.encoding}",
            "name its encoding, for example {encoding=utf-16}, or check the file",
        )
    decoded.nul += block.count(b"\x00")
    return block.replace(b"\x00", b"")


def _counting(decoded: Decoded) -> str:
    """Register an error handler that reads a foreign byte as cp1252 (Latin-1 where undefined)."""

    def handler(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        decoded.foreign += error.end - error.start
        foreign = error.object[error.start : error.end]
        return "".join(_WINDOWS.get(byte, chr(byte)) for byte in foreign), error.end

    codecs.register_error("workbench-foreign", handler)
    return "workbench-foreign"


def _undecodable(path: Path, name: str, encoding: str, error: UnicodeDecodeError) -> InputError:
    with path.open("rb") as file:
        binary = looks_binary(file.read(HEAD))
    advice = (
        "it looks like a binary file (an archive, an image, a workbook?); check what it is"
        if binary
        else "name the file's encoding, for example {encoding=cp1252} (Windows) or "
        "{encoding=latin-1}"
    )
    return InputError(f"{name}: byte {error.start} is not valid {encoding}", advice)
