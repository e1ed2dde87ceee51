"""Where the preview listens, and the names it answers to."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
from collections.abc import Callable

from tornado.netutil import bind_sockets

from sitegen.errors import UsageError

PORTS_TO_TRY = 20


def allowed(host: str) -> str:
    """A pattern of the Host headers to answer to.

    Off loopback that includes any address: rebinding needs a name, and addresses cannot lie.
    """
    names = {"localhost", "127.0.0.1", "[::1]", host.lower(), f"[{host.lower()}]"}
    addresses = ""
    if not is_loopback(host):
        name = socket.gethostname().lower()
        names |= {name, f"{name}.local"}
        addresses = r"|\d+(?:\.\d+){3}|\[[0-9a-f:.]+\]"
    return f"(?:{'|'.join(map(re.escape, sorted(names)))}{addresses})$"


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104  # compared, not bound
        host = "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def bind(host: str, port: int, say: Callable[[str], None]) -> list[socket.socket]:
    """Sockets on `port`, or on the next that is free."""
    for candidate in range(port, min(port + PORTS_TO_TRY, 65536)):
        try:
            sockets = bind_sockets(candidate, host or None)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise UsageError(f"cannot listen on {host}:{port}: {error.strerror}") from None
        if candidate != port:
            say(f"Port {port} is taken; using {candidate}.")
        return sockets
    raise UsageError(f"no free port from {port} on", hint="choose another with --port")
