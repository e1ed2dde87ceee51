"""What a catalog was made with: sitegen's own code, and the libraries that pages are made with."""

from __future__ import annotations

import hashlib
import re
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import sitegen


@cache
def source_digest() -> str:
    """A digest of the package's own code: what another state of it remembered is not trusted."""
    whole = hashlib.sha256()
    package = Path(sitegen.__file__).parent
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.csv")]):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


@cache
def libraries() -> str:
    """Python and the libraries that pages are made with: another version may make another page."""
    needed: list[str] = []
    with suppress(PackageNotFoundError):  # run from a folder of sources
        needed = requires(sitegen.__name__) or []
    names = [re.split(r"[^\w.-]", line)[0] for line in needed if ";" not in line]
    return " ".join(
        [sys.version.split()[0], *(f"{name}={version(name)}" for name in sorted(names))]
    )
