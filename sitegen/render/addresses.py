"""What a link of a cable may lead to, and how its address is seen from a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

Link = Callable[[str], str]  # an address from the root of the site → the same seen from a page

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def safe_address(href: str) -> str | None:
    """The address with entities resolved, or None if its scheme is not one we link to."""
    # Browsers drop blanks and controls, so that `java\nscript:` would run.
    address = re.sub(r"[\x00-\x20\x7f\\]", "", html.unescape(href))
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
        return None
    return address


def relinked(address: str, link: Link | None) -> str:
    """The address; through `link` if it is a path from the root of the site."""
    from_root = address.startswith("/") and not address.startswith("//")
    return link(address) if link and from_root else address
