"""What the texts of a column look like: shapes, words, languages, odd characters."""
