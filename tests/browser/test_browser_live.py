"""`sitegen serve` as a process of its own: what is saved is on the screen, and so is what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conversation import LONG, open_live
from demo_site import ROOT
from playwright.sync_api import Page, expect

LIMIT = LONG
PATIENCE = 40  # s, for a process to begin

CABLE = "content/cables/09TASHKENT208.txt"
PATH = "cable/2009/02/09TASHKENT208.html"


class Served:
    """A running `sitegen serve`, and what it said."""

    def __init__(self, root: Path) -> None:
        self.root, self.lines = root, list[str]()
        command = [sys.executable, "-m", "sitegen", "serve", str(root), "--port", str(_free_port())]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = self.told(r"(http://\S+/)")

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def told(self, pattern: str) -> str:
        """Wait for something in the terminal; its first group."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = re.search(pattern, "".join(self.lines))
            if found:
                return found[1] if found.groups() else found[0]
            time.sleep(0.05)
        raise AssertionError(f"{pattern!r} was not said: {''.join(self.lines)}")

    def edit(self, name: str, old: str, new: str) -> None:
        """As an editor saves: write beside, then replace."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text
        self.save(name, text.replace(old, new))

    def save(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.swp")
        draft.write_text(text, "utf-8")
        draft.replace(path)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A small site of its own: the seed, and templates that override the theme's."""
    cables = tmp_path / "content/cables"
    cables.mkdir(parents=True)
    shutil.copy(ROOT / CABLE, cables)
    (tmp_path / "templates/static").mkdir(parents=True)
    shutil.copy(ROOT / "templates/static/style.css", tmp_path / "templates/static")
    (tmp_path / "sitegen.toml").write_text('title = "Live cables"\n')
    running = Served(tmp_path)
    yield running
    if running.process.poll() is None:
        running.stop()


def look(page: Page, served: Served) -> None:
    """Open the seed and wait until its script is in conversation with the preview."""
    open_live(page, served.url + PATH)


@contextmanager
def measured(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{what}: on screen after {time.perf_counter() - start:.2f} s")


def test_every_kind_of_edit_is_on_screen(served: Served, page: Page) -> None:
    look(page, served)
    expect(page.locator("#para-11")).to_contain_text("visiting USG 1540")
    with measured("cable"):
        served.edit(CABLE, "drafted by the visiting USG 1540", "drafted anew by the USG 1540")
        expect(page.locator("#para-11")).to_contain_text("drafted anew", timeout=LIMIT)
    with measured("config"):
        served.edit("sitegen.toml", "Live cables", "Renamed cables")
        expect(page.locator(".brand")).to_have_text("Renamed cables", timeout=LIMIT)
    with measured("style"):
        served.edit("templates/static/style.css", "--measure: 66ch;", "--measure: 40ch;")
        style = "getComputedStyle(document.documentElement).getPropertyValue('--measure')"
        deadline = time.monotonic() + LIMIT / 1000
        while _asked(page, style) != "40ch":
            assert time.monotonic() < deadline, "the style is not on screen"
            page.wait_for_timeout(50)
    with measured("template"):
        base = (ROOT / "templates/base.html").read_text("utf-8")
        served.save("templates/base.html", base.replace("Skip to the text", "Jump to the text"))
        expect(page.locator(".skip")).to_have_text("Jump to the text", timeout=LIMIT)
    with measured("template taken away"):
        (served.root / "templates/base.html").unlink()
        expect(page.locator(".skip")).to_have_text("Skip to the text", timeout=LIMIT)
    page.goto("about:blank")  # a page being loaded when its host goes would tell of it
    assert served.stop() == 0
    assert "Traceback" not in "".join(served.lines)


def _asked(page: Page, expression: str) -> str:
    """A value of the page; '' while it is being loaded anew."""
    try:
        return str(page.evaluate(expression)).strip()
    except Exception:  # Playwright's name for a page that went away meanwhile
        return ""


def test_an_error_is_shown_until_it_is_mended(served: Served, page: Page) -> None:
    look(page, served)
    panel = page.locator("#sitegen-error")
    broken = '{% extends "base.html" %}\n{% block main %}\n{{ page.titel.text }}\n{% endblock %}\n'
    with measured("template error"):
        served.save("templates/cable.html", broken)
        expect(panel).to_be_visible(timeout=LIMIT)
    expect(panel).to_contain_text("cable.html:3")
    expect(panel).to_contain_text("titel")
    served.told(r"cable\.html:3.*titel")
    expect(page.locator("#para-11")).to_be_visible()  # the last good page, below
    with measured("mended"):
        (served.root / "templates/cable.html").unlink()
        expect(panel).to_have_count(0, timeout=LIMIT)
    expect(page.locator("#para-11")).to_be_visible()
    with measured("config error"):
        served.save("sitegen.toml", 'tittle = "Live cables"\n')
        expect(panel).to_contain_text("did you mean `title`?", timeout=LIMIT)
    served.told(r"sitegen\.toml:1.*tittle")
    served.save("sitegen.toml", 'title = "Mended cables"\n')
    expect(page.locator(".brand")).to_have_text("Mended cables", timeout=LIMIT)
    expect(panel).to_have_count(0)
    assert served.process.poll() is None


def test_a_new_cable_is_there_and_gone_again(served: Served, page: Page) -> None:
    open_live(page, served.url)
    expect(page.locator(".span")).to_contain_text("1 cable,")
    name = "content/telegrams/08SUVA301.txt"
    served.save(name, (ROOT / "content/telegrams/2008/08SUVA301.txt").read_text("utf-8"))
    expect(page.locator(".span")).to_contain_text("2 cables", timeout=LIMIT)
    page.goto(served.url + "search/?q=08SUVA301")
    expect(page.locator("#hits > li")).to_have_count(1, timeout=LIMIT)
    page.goto(served.url)
    (served.root / name).unlink()
    expect(page.locator(".span")).to_contain_text("1 cable,", timeout=LIMIT)
