"""What travels between a view and whoever answers it: the server, or the kernel over a comm.

Each message is a pydantic model here; ``extensions/views/src/protocol.ts`` is generated from
them (`python -m workbench.protocol`), and a test holds the two equal.
"""
