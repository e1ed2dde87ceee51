"""Reading cables: `Source` → `Cable` and diagnostics. Pure; no input raises."""

from sitegen.parse import identifier
from sitegen.parse.cable import explain, parse
from sitegen.parse.doubts import written_doubts
from sitegen.parse.formats import READERS, frus
from sitegen.parse.formats.detect import HEAD_BYTES, detect, head_bytes
from sitegen.parse.formats.draft import RecordError, Taken
from sitegen.parse.roles import MEANINGS
from sitegen.parse.spans import spans, summary
from sitegen.parse.text import UTF_16, decode

__all__ = [
    "HEAD_BYTES",
    "MEANINGS",
    "READERS",
    "UTF_16",
    "RecordError",
    "Taken",
    "decode",
    "detect",
    "explain",
    "frus",
    "head_bytes",
    "identifier",
    "parse",
    "spans",
    "summary",
    "written_doubts",
]
