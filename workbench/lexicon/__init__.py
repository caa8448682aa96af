"""One vocabulary for the whole product: missing values, numbers, dates, units and column types.

What is taken from CLDR and from pint is in `tables`, which `generate` writes; the rest is ours.
"""
