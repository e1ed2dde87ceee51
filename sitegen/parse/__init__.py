"""Reading cables: `Source` → `Cable` and diagnostics. Pure; no input raises."""

from sitegen.parse.cable import parse
from sitegen.parse.formats import detect

__all__ = ["detect", "parse"]
