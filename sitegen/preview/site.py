"""What is previewed. It may change under a running preview: sitegen.toml says where things are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Site(NamedTuple):
    """`sources` are folders and single files, and may be missing; `base` is the path of the address
    the site is built for, which its 404 page holds."""

    sources: Sequence[Path]
    output: Path
    base: str = "/"
