"""The search index: an inverted index in static files, written here, read by `templates/static/search/`.

The format is described byte for byte in `docs/search-index.md`.
"""

from sitegen.search.batches import Reader, keep, kept, make_batch, runs_of
from sitegen.search.build import build_index, encode_range, finish_index
from sitegen.search.codec import DamagedIndexError
from sitegen.search.ranges import RANGES, Range, write_range
from sitegen.search.records import Entry, Labels, day_of
from sitegen.search.root import documents
from sitegen.search.update import Update, update_index

__all__ = [
    "RANGES",
    "DamagedIndexError",
    "Entry",
    "Labels",
    "Range",
    "Reader",
    "Update",
    "build_index",
    "day_of",
    "documents",
    "encode_range",
    "finish_index",
    "keep",
    "kept",
    "make_batch",
    "runs_of",
    "update_index",
    "write_range",
]
