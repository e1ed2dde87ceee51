"""The catalog: what the content folder holds, in SQLite, from one build to the next.

`file` and `record` remember what was read, so that only changed files are parsed again; `cable`,
`original`, `alias`, `term` and `citation` are the corpus as the pages need it: order, what each cable
was put together from, other identifiers, tags, posts, references both ways.
`page` remembers what each published file was made from. All of it can be deleted at any time: the
next build makes it again, and the same site from it.

Functions take the connection; nothing else is shared. Memory does not follow the corpus.
"""

from sitegen.catalog.corpus import (
    Accounts,
    Entry,
    Neighbours,
    Original,
    Quality,
    Span,
    accounts,
    cables,
    cited_by,
    corpus_digest,
    count_below,
    days,
    diagnostics,
    entry,
    formats,
    identifiers,
    latest,
    least_understood,
    link,
    links,
    neighbours,
    old_addresses,
    quality,
    terms,
)
from sitegen.catalog.database import (
    DAMAGED,
    discard_catalog,
    open_catalog,
    open_readonly,
    sign,
    site_of,
    transaction,
)
from sitegen.catalog.made import (
    Made,
    add_made,
    all_made,
    begin_made,
    count_made,
    digest_of,
    end_made,
    made,
    made_from,
)
from sitegen.catalog.reading import Row, add_records, forget, remember, unread
from sitegen.catalog.settling import LinkMaker, settle

__all__ = [
    "DAMAGED",
    "Accounts",
    "Entry",
    "LinkMaker",
    "Made",
    "Neighbours",
    "Original",
    "Quality",
    "Row",
    "Span",
    "accounts",
    "add_made",
    "add_records",
    "all_made",
    "begin_made",
    "cables",
    "cited_by",
    "corpus_digest",
    "count_below",
    "count_made",
    "days",
    "diagnostics",
    "digest_of",
    "discard_catalog",
    "end_made",
    "entry",
    "forget",
    "formats",
    "identifiers",
    "latest",
    "least_understood",
    "link",
    "links",
    "made",
    "made_from",
    "neighbours",
    "old_addresses",
    "open_catalog",
    "open_readonly",
    "quality",
    "remember",
    "settle",
    "sign",
    "site_of",
    "terms",
    "transaction",
    "unread",
]
