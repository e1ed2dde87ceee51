"""How long an edit takes to the screen: `sitegen serve`, a page open in Chromium, the cable saved."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
EDITS = 5
PATIENCE = 600_000  # ms
SETTLING = 5  # s, for the search index, which follows the page


def seconds_to_screen(site: Path, content: Path, cable: Path) -> list[float]:
    """Save a cable several times, each with another sentence; the seconds until the page shows it."""
    command = (
        sys.executable,
        "-m",
        "sitegen",
        "serve",
        str(site),
        "--content",
        str(content),
        "--port",
        "8790",
    )
    text = cable.read_bytes()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            address = _address(server) + _page(site, cable)
            return _edits(address, cable, text)
        finally:
            cable.write_bytes(text)
            server.terminate()


def _address(server: subprocess.Popen[str]) -> str:
    """Where the preview is, which it says when it is there."""
    for line in server.stdout or ():
        if found := re.search(r"http://[\w.:]+/", line):
            return found[0]
    sys.exit("the preview ended")


def _page(site: Path, cable: Path) -> str:
    [page] = (site / "output" / "cable").rglob(f"{cable.stem}.html")
    return page.relative_to(site / "output").as_posix()


def _edits(address: str, cable: Path, text: bytes) -> list[float]:
    finder = [sys.executable, str(ROOT / "scripts" / "browser.py")]
    chromium = subprocess.run(finder, check=True, capture_output=True, text=True).stdout.strip()
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=flags) as browser,
    ):
        page = browser.new_page()
        page.goto(address, timeout=PATIENCE)
        time.sleep(SETTLING)
        return [_edit(page, cable, text, f"Sentence {n} was added.") for n in range(EDITS)]


def _edit(page: Page, cable: Path, text: bytes, sentence: str) -> float:
    start = time.perf_counter()
    cable.write_bytes(text + f"\n{sentence}\n".encode())
    page.get_by_text(sentence).wait_for(timeout=PATIENCE)
    took = time.perf_counter() - start
    time.sleep(SETTLING)
    return took
