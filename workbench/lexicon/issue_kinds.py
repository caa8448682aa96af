"""The kinds of issues: what each check and each other finder calls what it finds."""

from __future__ import annotations

__all__ = ["ISSUE_KINDS"]

ISSUE_KINDS = frozenset(
    [
        *["missing", "disguised_missing", "whitespace", "case", "spelling"],
        *["number_as_text", "date_as_text", "outlier", "duplicate_row", "near_duplicate"],
        *["mixed_units", "odd_form", "misplaced", "dependency", "conflicting_sources"],
        *["mixed_types", "duplicate_key", "date_order", "far_date", "joint_outlier"],
        *["constant", "imbalance", "personal", "leaking"],
        *["reviewed", "label_error", "selection"],
    ]
)
"""All kinds that the product itself finds: asking for one that was not found is no mistake.

A unit test holds that each check of `workbench.checks.CHECKS` is here."""
