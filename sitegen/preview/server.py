"""livereload's server, shielded.

By itself it answers any host name and takes a WebSocket from any origin, which would let any web
site that is open in the browser read the cables; and its snippet is an inline script, which the
pages forbid.
"""

from __future__ import annotations

import logging
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import HEAD_END, LiveScriptInjector, Server
from livereload.watcher import Watcher
from tornado.escape import json_decode
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPHeaders, HTTPServerRequest, split_host_and_port
from tornado.web import Application, HTTPError, RequestHandler
from tornado.websocket import WebSocketHandler

from sitegen.preview.hosts import address, allowed
from sitegen.preview.screen import Screen
from sitegen.preview.site import Site

STYLE = Path(__file__).with_name("error.css")
BODY = re.compile(rb"<body\b[^>]*>")
NO_PAGE = (
    '<!doctype html><html lang="en"><head><title>{0}</title></head><body><p>{0}</p></body></html>'
)


def reload_pages() -> None:
    """Have every connected page reload; called in the server's loop."""
    LiveReloadHandler.reload_waiters("*")


class PreviewServer(Server):
    """livereload's server around our handlers, on sockets that are already bound."""

    def __init__(
        self, screen: Screen, site: Callable[[], Site], sockets: list[socket.socket], host: str
    ) -> None:
        super().__init__(watcher=_Silent())
        self.screen, self.site, self.sockets, self.host = screen, site, sockets, host
        self.url = address(host, sockets[0].getsockname()[1])

    def application(self, *_: object, **__: object) -> None:
        """Called by `Server.serve`: listen, and answer the hosts we are, and no other."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        injector = type("Injector", (_Injector,), {"screen": self.screen})
        app = Application(
            default_handler_class=_Misdirected,
            transforms=[injector],
            log_function=lambda _: None,
            screen=self.screen,
        )
        handlers: list[Any] = [
            (r"/livereload", _Conversation),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r"/livereload\.css", _Style),
            (r"/(.*)", _Files, {"site": self.site}),
        ]
        app.add_handlers(allowed(self.host), handlers)
        HTTPServer(app).add_sockets(self.sockets)

    def _setup_logging(self) -> None:
        """livereload would log every request and reload to the terminal."""
        logging.getLogger("livereload").setLevel(logging.ERROR)
        for name in ("tornado.access", "tornado.general"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


class _Silent(Watcher):
    """Tells livereload that someone else watches, so that it does not poll."""

    def start(self, _: Callable[[], None]) -> bool:
        return True


class _Conversation(LiveReloadHandler):
    """The WebSocket, for pages of this site only (livereload takes any origin)."""

    check_origin = WebSocketHandler.check_origin

    shown: int | None = None  # the build the page was served from, as our script's address told it

    def on_message(self, message: str | bytes) -> None:
        """A page that connects may have been built over since it was served: then it reloads.

        That is so for an edit while the page was loading, for a page from the browser's history or
        in a window that slept, and for one left open while the preview was stopped.
        """
        super().on_message(message)
        told = json_decode(message)
        if told["command"] == "hello":
            self.shown = told.get("snipver")
        elif self in self.waiters and self.shown not in (None, self.settings["screen"].build):
            self.send_message({"command": "reload", "path": "*"})


class _Files(StaticFileHandler):
    """The files of the site; the site's own 404 page for everything else."""

    def initialize(self, site: Callable[[], Site]) -> None:
        now = site()
        self.base = now.base.strip("/")
        super().initialize(str(now.output.absolute()), "index.html")

    def parse_url_path(self, url_path: str) -> str:
        """Its 404 page names all with the path of the site's address, below which nothing is here."""
        is_there = os.path.exists(f"{self.root}/{url_path}")  # noqa: PTH110  # any text is asked for
        prefix = f"{self.base}/" if self.base and not is_there else ""
        return str(super().parse_url_path(url_path.removeprefix(prefix)))

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        if not _is_public(Path(root), Path(absolute_path)):
            raise HTTPError(404)
        found: str | None = super().validate_absolute_path(root, absolute_path)
        return found

    def get_content_type(self) -> str:
        kind = str(super().get_content_type())
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-cache")  # a style that was edited is asked for again
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")

    def write_error(self, status_code: int, **_: object) -> None:
        if status_code in (400, 403):  # a path outside, a folder without a page
            status_code = 404
        self.set_status(status_code)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        page = Path(self.root, "404.html")
        known = status_code == 404 and page.is_file()
        self.finish(page.read_bytes() if known else NO_PAGE.format(status_code).encode())


def _is_public(root: Path, path: Path) -> bool:
    """Inside the root, by name and really; not hidden."""
    try:
        parts = path.relative_to(root).parts
        real = path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError):  # outside; or no name a file can have
        return False
    return real and not any(part.startswith(".") for part in parts)


class _Style(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(STYLE.read_bytes())


class _Misdirected(RequestHandler):
    """Any other host: a name of someone else's that was made to point here (DNS rebinding)."""

    def prepare(self) -> None:
        self.set_status(421)
        self.set_header("Content-Type", "text/plain")
        self.finish("This preview does not answer to that host name.\n")


class _Injector(LiveScriptInjector):
    """Puts livereload's script, and an error if there is one, into every HTML page.

    livereload's own snippet is an inline script, which a page's `script-src 'self'` forbids; its
    script by address is allowed, and finds the host and port for its WebSocket in that address (an
    IPv6 address only if it is told), and the build this page is of, which it tells us in turn.
    """

    screen: Screen

    def __init__(self, request: HTTPServerRequest) -> None:
        super().__init__(request)
        self.request = request
        self.build = self.screen.build  # now, before the file is read

    def transform_first_chunk(
        self, status_code: int, headers: HTTPHeaders, chunk: bytes, _: bool
    ) -> tuple[int, HTTPHeaders, bytes]:
        if headers.get("Content-Type", "").startswith("text/html") and HEAD_END in chunk:
            before = len(chunk)
            chunk = self._inject(chunk)
            length = int(headers.get("Content-Length", before))
            headers["Content-Length"] = str(length + len(chunk) - before)
        return status_code, headers, chunk

    def _inject(self, page: bytes) -> bytes:
        host, port = split_host_and_port(self.request.host)
        told = f"host={host}&amp;port={port or 80}&amp;snipver={self.build}"
        head = f'<script src="/livereload.js?{told}" defer></script>'
        panel = self.screen.panel()
        if panel:
            head += '<link rel="stylesheet" href="/livereload.css">'
        page = page.replace(HEAD_END, head.encode() + HEAD_END, 1)
        return BODY.sub(lambda body: body[0] + panel, page, count=1)
