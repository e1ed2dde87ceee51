"""The filters of templates: all that a template can call beside reading its view."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from urllib.parse import urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from sitegen import urls
from sitegen.render.html import cable_html, page_html
from sitegen.render.lexer import telegram_html
from sitegen.render.straight import escaped, ready
from sitegen.render.wrapping import broken

_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)
_REMEMBERED = 1_000  # addresses of a folder
_MARK = re.compile(r'<abbr class="mark" title="([^"]+)">([^<]+)</abbr>')


@pass_context
def _href(context: Context, target: str) -> str:
    """The address of a site path as seen from the page being made; others are left alone."""
    page = context["page"]
    if page.url == "/404.html":  # a host serves it at any depth, so nothing relative would hold
        return _rooted(urlsplit(page.site.base_url).path, target)
    made = _from_folder(page.url[: page.url.rfind("/") + 1])[target]
    return _as_file(made) if page.site.portable else made


def _as_file(address: str) -> str:
    """The address of a folder is that of its page, where no host says so: `../tag/#A` → `../tag/index.html#A`."""
    bare = re.split("[?#]", address, maxsplit=1)[0]
    is_folder = bare.endswith("/") and not _ABSOLUTE.match(address)
    return f"{bare}index.html{address[len(bare) :]}" if is_folder else address


class _Relative(dict[str, str]):
    """Target → its address as seen from a folder; remembered, as the pages of a folder share most of what
    they link to."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder

    def __missing__(self, target: str) -> str:
        made = target if _ABSOLUTE.match(target) else urls.relative(self.folder, target)
        if len(self) < _REMEMBERED:
            self[target] = made
        return made


_from_folder = lru_cache(maxsize=32)(_Relative)


def _rooted(root: str, target: str) -> str:
    if _ABSOLUTE.match(target):
        return target
    return f"{root.rstrip('/')}/{urls.relative('/', target).removeprefix('./')}"


@pass_context
def _absolute(context: Context, target: str) -> str:
    """The whole address where the site knows its own, else the bare site path."""
    return _rooted(context["page"].site.base_url, target)


def _marks(text: str) -> tuple[tuple[str, str], ...]:
    """The portion marks of a cable's HTML with their meanings, which a keyboard cannot hover for."""
    pairs = dict.fromkeys(_MARK.findall(text))
    return tuple((html.unescape(mark), html.unescape(title)) for title, mark in pairs)


@cache
def _level(classification: str) -> str:
    """The class name of a classification's colour."""
    text = classification.upper()
    known = ("TOP SECRET", "SECRET", "CONFIDENTIAL", "LIMITED", "RESTRICTED", "UNCLAS")
    found = next((word for word in known if text.startswith(word)), "unknown")
    return found.lower().replace(" ", "-")


def _number(value: int) -> str:
    """`251,287`"""
    return f"{value:,}"


def _linked(convert: Callable[..., str]) -> Callable[..., Markup]:
    """A filter of a converter, which escapes what it is given; its links are as `href` makes them."""

    @pass_context
    def convert_here(context: Context, text: str, *given: object) -> Markup:
        return Markup(convert(text, partial(_href, context), *given))  # noqa: S704 - it escapes

    return convert_here


def _telegram(text: str) -> Markup:
    """The transmission header, coloured."""
    return Markup(telegram_html(text))  # noqa: S704 - the lexer's formatter escapes


def _breakable(text: str) -> Markup:
    """A line that may be divided behind the slashes of long codes."""
    return ready(broken(text, escaped))


FILTERS: dict[str, Callable[..., object]] = {
    "href": _href,
    "absolute": _absolute,
    "level": _level,
    "number": _number,
    "cable_html": _linked(cable_html),
    "marks": _marks,
    "page_html": _linked(page_html),
    "telegram": _telegram,
    "breakable": _breakable,
}
