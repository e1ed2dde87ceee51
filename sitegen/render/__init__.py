"""Text to HTML: cables, hand-written pages, telegrams as sent. Pure."""

from __future__ import annotations

from sitegen.render import filters, portable
from sitegen.render.headings import first_heading
from sitegen.render.html import cable_html, page_html
from sitegen.render.lexer import telegram_html
from sitegen.render.straight import StraightCode, StraightTemplate

__all__ = [
    "StraightCode",
    "StraightTemplate",
    "cable_html",
    "filters",
    "first_heading",
    "page_html",
    "portable",
    "telegram_html",
]
