"""A project on disk: one database, immutable Parquet blobs, append-only decisions."""
