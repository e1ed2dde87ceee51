"""Text to HTML: cables, hand-written pages, telegrams as sent. Pure."""

from __future__ import annotations

from sitegen.render.headings import first_heading
from sitegen.render.html import cable_html, page_html
from sitegen.render.lexer import telegram_html

__all__ = ["cable_html", "first_heading", "page_html", "telegram_html"]
