"""Where a value came from and what a change reaches: explain, impact, verify, differences."""
