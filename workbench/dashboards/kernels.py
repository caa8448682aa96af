"""Kernels of reviewers: each has an owner, and a browser can run no code in it."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from itertools import pairwise
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

__all__ = ["OwnedKernelManager", "ReviewerConnection"]

REVIEWER_VARIABLE = "HTTP_X_WORKBENCH_REVIEWER"
QUEUE_VARIABLE = "HTTP_X_WORKBENCH_QUEUE"
KERNELS_EACH = 3
MAX_PARTS = 64

INCOMING = frozenset(
    {"comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"}
)
CHANNELS = ("shell", "control")
COMM_TARGETS = frozenset({"jupyter.widget.control"})
OUTGOING = frozenset(
    {"comm_open", "comm_close", "comm_msg", "comm_info_reply", "kernel_info_reply", "status"}
)


class OwnedKernelManager(AsyncMappingKernelManager):
    """Knows who each kernel was started for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._owners: dict[str, str] = {}
        self._starting: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def owner(self, kernel_id: str) -> str | None:
        """Return the reviewer a kernel was started for; None if there is no such kernel."""
        return self._owners.get(kernel_id)

    async def _async_start_kernel(self, **kwargs: Any) -> str:
        env = dict(kwargs.pop("env", {}))
        reviewer = env.get(REVIEWER_VARIABLE)
        if not reviewer:
            raise HTTPError(403)
        app: Any = self.parent
        env["WORKBENCH_PROJECT_ID"] = app.projects.id
        env["WORKBENCH_QUEUE"] = env.pop(QUEUE_VARIABLE, "")
        env["IPYTHONDIR"] = app.work_dir  # no one's startup files, no history
        kwargs.pop("path", None)
        async with self._starting[reviewer]:  # many requests at once count as well
            own = [key for key, name in self._owners.items() if name == reviewer]
            for surplus in own[: max(0, len(own) - KERNELS_EACH + 1)]:
                await self._stop(surplus)
            kernel_id: str = await super()._async_start_kernel(**kwargs, env=env, cwd=app.work_dir)
            self._owners[kernel_id] = reviewer
        return kernel_id

    start_kernel = _async_start_kernel  # type: ignore[assignment]

    async def shutdown_kernels_of(self, reviewer: str) -> None:
        """Stop all kernels of a reviewer."""
        for kernel_id in [key for key, name in self._owners.items() if name == reviewer]:
            await self._stop(kernel_id)

    async def _stop(self, kernel_id: str) -> None:
        self._owners.pop(kernel_id, None)
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel and its owner."""
        self._owners.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)


class ReviewerConnection(ZMQChannelsWebsocketConnection):
    """Passes what widgets need between page and kernel, and nothing else."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message on if widgets need it; drop it otherwise."""
        passed = widget_message(incoming_msg)
        if passed is None:
            self.log.warning("workbench: dropped a message that reviewers may not send")
        elif passed[0] in self.channels:
            self.session.send_raw(self.channels[passed[0]], passed[1])

    def handle_outgoing_message(self, stream: str, outgoing_msg: list[Any]) -> None:
        """Pass on what widgets need: no output, no source, no traceback."""
        _, parts = self.session.feed_identities(outgoing_msg)
        header: Any = parts[1]
        if json.loads(bytes(header))["msg_type"] in OUTGOING:
            super().handle_outgoing_message(stream, outgoing_msg)

    def _on_error(self, channel: Any, msg: Any, msg_list: Any) -> None:
        """Do nothing: errors never pass the filter above."""


def widget_message(message: str | bytes) -> tuple[str, list[bytes]] | None:
    """Return channel and parts of a browser's message if it is one that widgets need.

    New widgets cannot be made from the browser: only the control channel, by
    which a page fetches the state of those that the notebook made, may be opened.
    The parts are written anew, so that the kernel cannot read the message in
    another way than this filter did.
    """
    if not isinstance(message, bytes):
        return None  # the older text format, which Voila's pages do not use
    try:
        channel, parts = _parts(message)
        header, parent, metadata, content = (json.loads(part) for part in parts[:4])
        kind = header["msg_type"]
        target = content["target_name"] if kind == "comm_open" else None
    except Exception:  # whatever cannot be read is not passed on
        return None
    opens_another = kind == "comm_open" and target not in COMM_TARGETS
    if channel not in CHANNELS or kind not in INCOMING or opens_another:
        return None
    written = [json.dumps(part).encode() for part in (header, parent, metadata, content)]
    return channel, written + parts[4:]


def _parts(message: bytes) -> tuple[str, list[bytes]]:
    """Take a message of the v1 websocket protocol apart.

    jupyter_server's own function takes the number of parts on trust: a message that
    claims 2⁶⁴ of them would keep the server busy for ever.
    """
    count = int.from_bytes(message[:8], "little")
    if not 6 <= count <= MAX_PARTS:
        raise ValueError(f"a message has 6 to {MAX_PARTS} offsets, not {count}")
    offsets = [int.from_bytes(message[8 * n : 8 * n + 8], "little") for n in range(1, count + 1)]
    parts = [message[start:end] for start, end in pairwise(offsets)]
    return parts[0].decode(), parts[1:]
