"""A table by the classes of a label: balance, coverage, shifts, and what leaks the label."""
