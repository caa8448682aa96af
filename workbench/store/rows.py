"""Read single rows of a blob by their keys, without reading all of it.

Keys in no order would have to be read in full to find one.  Beside a large blob of such therefore
lies an index, its keys sorted with their places.  It is named after the blob, which never
changes, so it cannot be stale; where it is missing or damaged, the keys are read instead.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from workbench.store.blobs import blob_path, translated
from workbench.types import Key

__all__ = ["as_keys", "by_statistics", "first_key", "index_keys", "index_path", "read_rows"]

LARGE = 100_000
ROWS_IN_GROUP = 8192


def index_path(folder: Path, digest: str) -> Path:
    """Return where the key index of the blob `digest` lies, if it has one."""
    return blob_path(folder, digest).with_suffix(".keys")


def index_keys(folder: Path, digest: str, table: pa.Table, key: str) -> None:
    """Write the index of a large blob whose keys are in no order; others need none.

    It only makes reading quicker: where it cannot be written, nothing is said.
    """
    path = index_path(folder, digest)
    if table.num_rows < LARGE or key not in table.column_names or path.exists():
        return
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        keys = table.column(key).combine_chunks()
        if pc.all(pc.less_equal(keys[:-1], keys[1:])).as_py():
            return
        order = pc.sort_indices(keys)
        sorted_ = pa.table({"key": keys.take(order), "place": order.cast(pa.int64())})
        sorted_ = sorted_.replace_schema_metadata({"key": key.encode("utf-8", "surrogatepass")})
        pq.write_table(
            sorted_, part, compression="zstd", row_group_size=ROWS_IN_GROUP,
            write_page_checksum=True, write_statistics=["key"],
        )  # fmt: skip
        part.replace(path)
    except (OSError, pa.ArrowException):
        part.unlink(missing_ok=True)


def read_rows(
    folder: Path, digest: str, key: str, keys: Collection[Key], columns: Iterable[str] | None = None
) -> pa.Table:
    """Return the rows of the blob `digest` whose column `key` holds one of `keys`.

    Parameters
    ----------
    columns : iterable of str, optional
        Which columns to read; all by default.

    Returns
    -------
    pyarrow.Table
        In the order of the blob.  A key that cannot be one (of another type) names no row.

    Raises
    ------
    StoreError
        If the file is missing or a page that was read is damaged.
    """
    path = blob_path(folder, digest)
    with translated(folder, path), pq.ParquetFile(path, page_checksum_verification=True) as file:
        schema = file.schema_arrow
        present = set(schema.names)
        names = (
            None if columns is None else [n for n in dict.fromkeys([key, *columns]) if n in present]
        )
        wanted = as_keys(dict.fromkeys(keys), schema.field(key).type)
        groups = _groups(file, folder, digest, key, wanted)
        if len(groups) > len(wanted):
            groups = [
                group
                for group in groups
                if pc.any(pc.is_in(_column(file, group, key), value_set=wanted)).as_py()
            ]
        parts = (file.read_row_group(one, columns=names, use_threads=False) for one in groups)
        matching = [rows.filter(pc.is_in(rows.column(key), value_set=wanted)) for rows in parts]
        empty = schema.empty_table() if names is None else schema.empty_table().select(names)
        return pa.concat_tables(matching or [empty])


def as_keys(keys: Iterable[Key], kind: pa.DataType) -> pa.Array:
    """Return keys as values of a column; none where one of them cannot be its value."""
    try:
        return pa.array(list(keys), type=kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, OverflowError):
        return pa.array([], type=kind)


def first_key(folder: Path, digest: str, key: str) -> Any:
    """Return the key of the first row, as an example of what keys look like; None if no row."""
    path = blob_path(folder, digest)
    with translated(folder, path), pq.ParquetFile(path) as file:
        batch = next(file.iter_batches(batch_size=1, columns=[key]), None)
    return None if batch is None else batch.column(0)[0].as_py()


def _column(file: Any, group: int, key: str) -> Any:
    return file.read_row_group(group, columns=[key], use_threads=False).column(key)


def _groups(file: Any, folder: Path, digest: str, key: str, wanted: Any) -> list[int]:
    """Return the row groups that may hold the keys."""
    if not len(wanted):
        return []
    positions = _indexed(index_path(folder, digest), key, wanted)
    if positions is None:
        return by_statistics(file, key, wanted.to_pylist())
    metadata = file.metadata
    sizes = (metadata.row_group(group).num_rows for group in range(metadata.num_row_groups))
    ends = list(accumulate(sizes))
    return sorted({bisect_right(ends, position) for position in positions})


def _indexed(path: Path, key: str, wanted: Any) -> list[int] | None:
    if not path.exists():
        return None
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            stored_key = (file.schema_arrow.metadata or {}).get(b"key")
            if stored_key != key.encode("utf-8", "surrogatepass"):
                return None
            groups = by_statistics(file, "key", wanted.to_pylist())
            if not groups:
                return []
            rows = file.read_row_groups(groups, use_threads=False)
        matching = rows.filter(
            pc.is_in(rows.column("key"), value_set=wanted.cast(rows["key"].type))
        )
        positions: list[int] = matching.column("place").to_pylist()
        return positions
    except (OSError, pa.ArrowException):
        return None


def by_statistics(file: Any, key: str, wanted: Sequence[Key]) -> list[int]:
    """Leave out the row groups whose least and greatest key show that none of `wanted` is there."""
    index = file.schema_arrow.names.index(key)
    if any(file.metadata.schema.column(i).path != n for i, n in enumerate(file.schema_arrow.names)):
        return list(range(file.metadata.num_row_groups))  # nested columns: no one-to-one places
    groups = range(file.metadata.num_row_groups)
    known = (file.metadata.row_group(group).column(index).statistics for group in groups)
    return [
        group
        for group, one in enumerate(known)
        if one is None or not one.has_min_max or any(one.min <= key <= one.max for key in wanted)
    ]
