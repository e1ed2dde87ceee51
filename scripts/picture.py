"""Make docs/picture.png, the picture of the readme, from the demo in output/ (`make site` first).

Three windows side by side: the home page, a cable's page, and a search in dark mode.
"""

from __future__ import annotations

import base64
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from browser import find
from playwright.sync_api import Browser, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "picture.png"
WINDOW: ViewportSize = {"width": 1340, "height": 1020}
WIDTH = 1760  # of the picture
PAGES = (
    ("", "light", "h1"),
    ("cable/2009/02/09TASHKENT208.html", "light", "h1"),
    ("search/?q=harbor+crane", "dark", "#hits li:nth-child(4) mark"),
)
SHEET = """
body { display: flex; align-items: start; gap: 1.1rem; margin: 0; padding: 1.2rem; background: #d8d5cd; }
img { flex: 1; min-width: 0; border-radius: 4px; box-shadow: 0 1px 4px #0006; }
"""


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def windows(chromium: Browser, address: str) -> list[bytes]:
    """A picture of each page, when what matters of it is there."""
    shots = []
    for path, scheme, awaited in PAGES:
        dark = scheme == "dark"
        page = chromium.new_page(viewport=WINDOW, color_scheme="dark" if dark else "light")
        page.goto(address + path)
        page.locator(awaited).first.wait_for()
        shots.append(page.screenshot())
        page.close()
    return shots


def side_by_side(chromium: Browser, shots: list[bytes]) -> bytes:
    """All windows in one picture."""
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for shot in shots
    )
    page = chromium.new_page(viewport={"width": WIDTH, "height": 100})
    page.set_content(f"<!doctype html><style>{SHEET}</style>{images}")
    page.wait_for_load_state("load")
    for image in page.locator("img").all():
        image.evaluate("image => image.decode()")
    return page.locator("body").screenshot()


def main() -> None:
    """Serve the demo, look at it, write the picture."""
    handler = partial(Quiet, directory=str(ROOT / "output"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        shots = windows(chromium, f"http://127.0.0.1:{server.server_port}/")
        PICTURE.write_bytes(side_by_side(chromium, shots))
        chromium.close()
    server.shutdown()


if __name__ == "__main__":
    main()
