"""What lies across the columns of one table: associations, gaps, dependencies, keys."""
