"""Review items: what a card shows, and what a decision about it is about; one module a kind.

Makers take issues, pairs or annotations and the rows that the cards show; none of them knows a
database.
"""

from workbench.queues.items.annotate import annotation_items, shown_again
from workbench.queues.items.cell import cell_items, doubted_cells
from workbench.queues.items.disagreement import disagreement_items, disagreements
from workbench.queues.items.label import label_items, row_items
from workbench.queues.items.pair import pair_id, pair_items
from workbench.queues.items.rows import rows_by_key, shown_row
from workbench.queues.items.rule import rule_items
from workbench.queues.items.value import is_cluster, value_items

__all__ = [
    "annotation_items",
    "cell_items",
    "disagreement_items",
    "disagreements",
    "doubted_cells",
    "is_cluster",
    "label_items",
    "pair_id",
    "pair_items",
    "row_items",
    "rows_by_key",
    "rule_items",
    "shown_again",
    "shown_row",
    "value_items",
]
