"""The forms in `tests.forms` are read on Spark as on the other engines."""

from __future__ import annotations

import pyarrow.parquet as pq

from tests.engines import cells, in_order
from tests.unit.test_what_is_read import all_forms, told


def test_every_form_is_read_on_spark(spark, tmp_path):
    table, recipe, right = all_forms()
    # Spark takes names with commas and points for paths.
    plain = {name: f"c{place}" for place, name in enumerate(right)}
    renamed = table.rename_columns([plain.get(name, name) for name in table.column_names])
    pq.write_table(renamed, tmp_path / "table.parquet")
    frame = spark.read.parquet(str(tmp_path / "table.parquet"))
    rules = [rule.model_copy(update={"column": plain[rule.column]}) for rule in recipe]
    module: dict = {}
    exec(type(recipe)(rules).emit(), module)
    read = in_order(cells(module["clean"](frame)))
    assert told({name: read[short] for name, short in plain.items()}, right) == {}
