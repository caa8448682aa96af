"""Alembic's entry: runs the migrations on the connection that `workbench.store.migrate` gives."""

from alembic import context

from workbench.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller holds one transaction around all steps
)
context.run_migrations()
