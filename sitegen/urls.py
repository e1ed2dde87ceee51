"""Every address of a site: permalinks, relative links, and the functions that join paths.

Site paths start with `/` and are what views carry (`/tag/PGOV/`). A page links to another
relatively, so the same files work at the root of a host, below a base path, and in a copied folder.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote

MAX_SEGMENT_BYTES = 120
# Names that Windows reserves; a site is often unpacked there.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_PLAIN = re.compile(
    r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*"
)  # has no `..`
_AS_IT_IS = re.compile(r"/[A-Za-z0-9./_-]*")  # a path of which nothing is quoted


def segment(name: str) -> str:
    """A name as one path segment: `A-Z a-z 0-9 . _ -` only, never empty, hidden or reserved.

    Different names may give one segment (`C++` and `C`); the plan settles collisions.
    """
    safe = _UNSAFE.sub("-", name).strip("-.")[:MAX_SEGMENT_BYTES] or "x"
    return f"{safe}-" if _RESERVED.fullmatch(safe.split(".")[0]) else safe


def cable_url(identifier: str, day: date) -> str:
    """`/cable/2009/02/09TASHKENT208.html`, the pattern of the first public cable archive."""
    return f"/cable/{day.year:04}/{day.month:02}/{segment(identifier)}.html"


def sibling(url: str, suffix: str) -> str:
    """The address of a cable's other form: `sibling('/…/09X1.html', '.md')`."""
    return url.removesuffix(".html") + suffix


def term_url(taxonomy: str, name: str = "") -> str:
    """`/tag/PGOV/`; without a name the list of all terms, `/tag/`."""
    return f"/{taxonomy}/{segment(name)}/" if name else f"/{taxonomy}/"


def bucket_url(base: str, prefix: str) -> str:
    """The part of an index that holds the dates beginning with `prefix` (`2009`, `2009-02`)."""
    return base + "".join(f"{part}/" for part in prefix.split("-") if part)


def relative(from_url: str, to_url: str) -> str:
    """The address of `to_url` as seen from the page at `from_url`; both are site paths.

    >>> relative("/tag/PGOV/", "/cable/2009/02/X.html")
    '../../cable/2009/02/X.html'
    """
    if _AS_IT_IS.fullmatch(to_url):
        return _steps(from_url, to_url) or "./"
    path, mark, rest = _split(to_url)
    steps = _steps(from_url, path)
    if ":" in steps.split("/")[0]:
        steps = f"./{steps}"  # else `a:b` would be read as a scheme
    return (quote(steps, safe="/:@!$&'()*+,;=~-._") or "./") + mark + rest


def _steps(from_url: str, path: str) -> str:
    """Up to the folder that both lie in, and down again."""
    here, there = from_url.split("/"), path.split("/")
    common, most = 1, min(len(here), len(there)) - 1
    while common < most and here[common] == there[common]:
        common += 1
    return "../" * (len(here) - 1 - common) + "/".join(there[common:])


def _split(url: str) -> tuple[str, str, str]:
    found = re.search(r"[?#]", url)
    return (url[: found.start()], found[0], url[found.end() :]) if found else (url, "", "")


def file_path(url: str) -> str:
    """The file that answers a site path, relative to the output folder.

    >>> file_path("/tag/")
    'tag/index.html'
    """
    return url.removeprefix("/") + ("index.html" if url.endswith("/") else "")


def inside(root: Path, relative_path: str) -> Path:
    """Join a relative path to a root. Raises ValueError rather than leave the root."""
    parts = relative_path.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise ValueError(f"unsafe path {relative_path!r}")
    return root.joinpath(*parts)


def is_plain(relative_path: str) -> bool:
    """Whether nothing in a path needs to be looked at before it is joined: no part begins with a dot. Most
    are so, and the `Path` that `inside` makes costs as much as the digest of a file."""
    return _PLAIN.fullmatch(relative_path) is not None
