"""Print the path of a Chromium for the browser tests; with --install, install one if none is there.

Looked for, in this order: $CHROMIUM, Chromium or Chrome on the PATH and in macOS's Applications,
the one Playwright keeps for itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def playwrights_own() -> str:
    """Where Playwright would put its Chromium, whether or not it has."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def find() -> str | None:
    """The path of a Chromium that is there."""
    on_path = (shutil.which(name) for name in NAMES)
    for path in (os.environ.get("CHROMIUM"), *on_path, *APPLICATIONS):
        if path and Path(path).exists():
            return path
    own = playwrights_own()
    return own if Path(own).exists() else None


def install() -> None:
    """Debian's Chromium where we may install it, Playwright's elsewhere. Output goes to stderr."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
        for command in (["apt-get", "update", "-qq"], packages):
            subprocess.run(command, check=True, stdout=sys.stderr, env=environment)
    else:
        playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(playwright, check=True, stdout=sys.stderr)


def main() -> None:
    """Find, else install and find."""
    path = find()
    if path is None and "--install" in sys.argv[1:]:
        try:
            install()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"Installing Chromium failed: {error}", file=sys.stderr)
        path = find()
    if path is None:
        sys.exit("No Chromium found. Install Chromium or Chrome, or set CHROMIUM to its path.")
    print(path)


if __name__ == "__main__":
    main()
