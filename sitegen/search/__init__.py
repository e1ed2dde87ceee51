"""The search index: an inverted index in static files, written here, read by `templates/static/search/`.

The format is described byte for byte in `docs/search-index.md`.
"""

from sitegen.search.build import build_index
from sitegen.search.postings import tokenise
from sitegen.search.records import Entry, Labels, Postings

__all__ = ["Entry", "Labels", "Postings", "build_index", "tokenise"]
