"""Migrations of the project database, run by `workbench.store.migrate`."""
