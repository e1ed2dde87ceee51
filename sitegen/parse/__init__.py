"""Reading cables: `Source` → `Cable` and diagnostics. Pure; no input raises."""

from sitegen.parse.cable import explain, parse
from sitegen.parse.doubts import written_doubts
from sitegen.parse.formats import READERS
from sitegen.parse.formats.detect import HEAD_BYTES, detect, head_bytes
from sitegen.parse.formats.draft import RecordError, Taken
from sitegen.parse.roles import MEANINGS

__all__ = [
    "HEAD_BYTES",
    "MEANINGS",
    "READERS",
    "RecordError",
    "Taken",
    "detect",
    "explain",
    "head_bytes",
    "parse",
    "written_doubts",
]
