"""Read any source into one relation that DuckDB sees, with its provenance."""

from workbench.tables.join import Joined, join_tables
from workbench.tables.keys import ROW_KEY, check_key, with_row_key
from workbench.tables.read import as_pandas, read_table
from workbench.tables.relation import Relation, quoted

__all__ = [
    "ROW_KEY",
    "Joined",
    "Relation",
    "as_pandas",
    "check_key",
    "join_tables",
    "quoted",
    "read_table",
    "with_row_key",
]
