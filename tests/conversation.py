"""What the tests of the preview share: a page that is open and in conversation with it."""

from __future__ import annotations

import time

from playwright.sync_api import Page, WebSocket

LONG = 30_000  # ms; about a second where nothing else runs


def open_live(page: Page, address: str) -> None:
    """Open a page and wait until its script has said hello to the preview."""
    said: list[bytes | str] = []

    def note(frame: bytes | str) -> None:
        said.append(frame)

    def listen(socket: WebSocket) -> None:  # from the beginning: it may speak before `goto` is over
        socket.on("framesent", note)

    page.once("websocket", listen)
    page.goto(address)
    deadline = time.monotonic() + LONG / 1000
    while not said:
        assert time.monotonic() < deadline, "the page does not talk to the preview"
        page.wait_for_timeout(20)
