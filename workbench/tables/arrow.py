"""Open Arrow IPC and Feather files."""

from __future__ import annotations

from workbench.errors import InputError
from workbench.tables.held import load_arrow
from workbench.tables.names import distinct_names
from workbench.tables.options import Task
from workbench.tables.plain import plain_table
from workbench.types import Json

__all__ = ["open_arrow"]


def open_arrow(task: Task) -> Json:
    """Copy an Arrow file, stream or Feather file into ``data``, batch by batch.

    Raises
    ------
    InputError
        If the file is none of these or was cut short.
    """
    import pyarrow as pa
    from pyarrow import feather

    try:
        with pa.memory_map(str(task.path)) as source:
            magic = source.read(6)
            source.seek(0)
            if magic == b"ARROW1":
                table = pa.ipc.open_file(source).read_all()
            elif magic[:4] == b"FEA1":
                table = feather.read_table(str(task.path))
            else:
                table = pa.ipc.open_stream(source).read_all()
            names = distinct_names(table.column_names, task.name)
            table, notes = plain_table(table.rename_columns(names.listed), task.name)
            load_arrow(task.connection, table)
    except (pa.ArrowInvalid, pa.ArrowException, OSError) as error:
        raise InputError(
            f"{task.name}: this is not a readable Arrow or Feather file, or it is truncated; "
            "fetch it again"
        ) from error
    return {**names.note, **({"notes": notes} if notes else {})}
