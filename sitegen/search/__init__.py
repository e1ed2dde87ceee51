"""The search index: an inverted index in static files, written here, read by `templates/static/search/`.

The format is described byte for byte in `docs/search-index.md`.
"""

from sitegen.search.build import build_index
from sitegen.search.codec import DamagedIndexError
from sitegen.search.postings import tokenise
from sitegen.search.records import Entry, Labels, Postings
from sitegen.search.update import Update, update_index

__all__ = [
    "DamagedIndexError",
    "Entry",
    "Labels",
    "Postings",
    "Update",
    "build_index",
    "tokenise",
    "update_index",
]
