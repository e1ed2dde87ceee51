"""The catalog: what the content folder holds, in SQLite, from one build to the next.

`file` and `record` remember what was read, so that only changed files are parsed again; `cable`,
`term` and `citation` are the corpus as the pages need it: order, tags, posts, references both ways.
`page` remembers what each published file was made from. All of it can be deleted at any time: the
next build makes it again, and the same site from it.

Functions take the connection; nothing else is shared. Memory does not follow the corpus.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from sitegen import __version__
from sitegen.diagnostics import diagnostic
from sitegen.errors import OutputError
from sitegen.load import Found
from sitegen.records import Cable, Diagnostic
from sitegen.views import CableLink

SCHEMA = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, read INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
    path TEXT, line INTEGER, format TEXT, sha256 TEXT, offset INTEGER, size INTEGER,
    identifier TEXT, cable BLOB, diagnostics BLOB, PRIMARY KEY (path, line));
CREATE INDEX IF NOT EXISTS record_identifier ON record (identifier);
CREATE TABLE IF NOT EXISTS changed (identifier TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cable (
    id TEXT PRIMARY KEY, sort TEXT, post TEXT, link BLOB, digest BLOB, record INTEGER, original INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cable_sort ON cable (sort);
CREATE INDEX IF NOT EXISTS cable_post ON cable (post, sort);
CREATE TABLE IF NOT EXISTS term (
    taxonomy TEXT, name TEXT, sort TEXT, id TEXT, PRIMARY KEY (taxonomy, name, sort)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS term_id ON term (id);
CREATE TABLE IF NOT EXISTS citation (target TEXT, source TEXT, PRIMARY KEY (target, source)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS citation_source ON citation (source);
CREATE TABLE IF NOT EXISTS doubt (identifier TEXT, diagnostic BLOB);
CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, fingerprint BLOB, digest TEXT) WITHOUT ROWID;
"""

_encode = msgspec.msgpack.Encoder().encode
_decode_cable = msgspec.msgpack.Decoder(Cable).decode
_decode_link = msgspec.msgpack.Decoder(CableLink).decode
_decode_diagnostics = msgspec.msgpack.Decoder(tuple[Diagnostic, ...]).decode


# `Cable` → its entry in lists, and its terms as (taxonomy, name).
LinkMaker = Callable[[Cable], tuple[CableLink, list[tuple[str, str]]]]


class Row(NamedTuple):
    """One source as parsed: what the `record` table holds."""

    path: str
    line: int
    format: str
    sha256: str
    offset: int
    size: int
    identifier: str | None
    cable: bytes | None
    diagnostics: bytes


class Entry(NamedTuple):
    """A cable of the corpus: its record, where its original lies, and that one's transmission header."""

    cable: Cable
    path: str
    offset: int
    size: int
    sha256: str
    header: str


def open_catalog(path: Path, settings: str) -> sqlite3.Connection:
    """Open or make a catalog. One made by another version, or from another content folder
    (`settings`), is emptied; a damaged one is made anew."""
    try:
        return _open(path, settings)
    except sqlite3.DatabaseError:
        for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            part.unlink(missing_ok=True)
    try:
        return _open(path, settings)
    except sqlite3.DatabaseError as error:
        raise OutputError(str(error), place=str(path)) from None


def _open(path: Path, settings: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = OFF")  # a lost catalog costs a full build, never a wrong one
    db.executescript(SCHEMA)
    made_for = f"{__version__} {source_digest()} {settings}"
    if db.execute("SELECT value FROM about WHERE key = 'made_for'").fetchone() != (made_for,):
        with transaction(db):
            for table in ("file", "record", "changed", "cable", "term", "citation", "doubt", "page"):
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
            db.execute("INSERT OR REPLACE INTO about VALUES ('made_for', ?)", (made_for,))
    return db


def source_digest() -> str:
    """A digest of the package's own code: what another state of it remembered is not trusted."""
    whole = hashlib.sha256()
    package = Path(__file__).parent
    for file in sorted([*package.rglob("*.py"), *package.rglob("*.csv")]):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def open_readonly(path: Path) -> sqlite3.Connection:
    """For a worker that renders: the catalog as it stands."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


class transaction:  # noqa: N801 - reads as a statement: `with transaction(db):`
    """All or nothing for the statements inside."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("BEGIN")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.db.execute("ROLLBACK" if kind else "COMMIT")


# -- what was read ---------------------------------------------------------------------------------

# A file changed within this time of being read may change again without its time showing it.
RACY_NS = 2_000_000_000


def unread(db: sqlite3.Connection, found: Iterable[Found]) -> tuple[list[Found], list[str]]:
    """(files new or changed since they were read, paths that are gone). Trusts size and time, but no
    time too near to the moment of reading."""
    known = {row[0]: row[1:] for row in db.execute("SELECT path, size, mtime, read FROM file")}
    changed = []
    for file in found:
        before = known.pop(file.path, None)
        if before is None or before[:2] != (file.size, file.mtime) or file.mtime > before[2] - RACY_NS:
            changed.append(file)
    return changed, sorted(known)


def forget(db: sqlite3.Connection, path: str) -> None:
    """Take back what a file gave, before it is read again or because it is gone."""
    db.execute(
        "INSERT OR IGNORE INTO changed SELECT identifier FROM record WHERE path = ? AND identifier NOT NULL",
        (path,),
    )
    db.execute("DELETE FROM record WHERE path = ?", (path,))
    db.execute("DELETE FROM file WHERE path = ?", (path,))


def remember(db: sqlite3.Connection, file: Found, read_ns: int) -> None:
    db.execute(
        "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", (file.path, file.size, file.mtime, read_ns)
    )


def add_records(db: sqlite3.Connection, rows: Sequence[Row]) -> None:
    db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany(
        "INSERT OR IGNORE INTO changed VALUES (?)",
        [(row.identifier,) for row in rows if row.identifier],
    )


# -- one cable an identifier -----------------------------------------------------------------------


def settle(db: sqlite3.Connection, link: LinkMaker) -> int:
    """Decide, for every identifier whose records changed, which cable it is. Returns how many."""
    names = [name for (name,) in db.execute("SELECT identifier FROM changed ORDER BY identifier")]
    for name in names:
        _settle_one(db, name, link)
    db.execute("DELETE FROM changed")
    return len(names)


class _Candidate(NamedTuple):
    rowid: int
    path: str
    line: int
    format: str
    sha256: str
    cable: bytes


def _settle_one(db: sqlite3.Connection, name: str, link: LinkMaker) -> None:
    """A Markdown file stands for its cable and a raw source stays its original; of different raw
    sources with one identifier none is published (reliability: conflicting duplicates)."""
    for table, column in (("cable", "id"), ("term", "id"), ("citation", "source"), ("doubt", "identifier")):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (name,))  # noqa: S608 - fixed names
    found = [
        _Candidate(*row)
        for row in db.execute(
            "SELECT rowid, path, line, format, sha256, cable FROM record WHERE identifier = ?"
            " ORDER BY path, line",
            (name,),
        )
    ]
    written = [one for one in found if one.format == "markdown"]
    raw = [one for one in found if one.format != "markdown"]
    raw = _unlike(db, name, raw)
    written = _unlike(db, name, written)
    if len(written) > 1 or len(raw) > 1:
        _conflict(db, name, written + raw)
    elif chosen := (written or raw):
        cable = _decode_cable(chosen[0].cable)
        _publish(db, cable, link(cable), chosen[0].rowid, (raw or written)[0].rowid)


def _unlike(db: sqlite3.Connection, name: str, found: list[_Candidate]) -> list[_Candidate]:
    """Without the identical copies, which are noted."""
    kept: dict[bytes, _Candidate] = {}
    for one in found:
        content = _content(one.cable)
        if content in kept:
            first = kept[content]
            _doubt(db, name, diagnostic("identical-duplicate", one.path, one.line, f"{name}, also {first.path}:{first.line}"))
        else:
            kept[content] = one
    return list(kept.values())


def _content(cable: bytes) -> bytes:
    """What makes two records one cable: date, subject and text; metadata may be richer in one."""
    read = _decode_cable(cable)
    return _encode((read.date, read.subject, read.body))


def _conflict(db: sqlite3.Connection, name: str, found: list[_Candidate]) -> None:
    for one in found:
        others = ", ".join(f"{other.path}:{other.line}" for other in found if other is not one)
        _doubt(db, name, diagnostic("duplicate-identifier", one.path, one.line, f"{name}, also {others}"))


def _doubt(db: sqlite3.Connection, name: str, found: Diagnostic) -> None:
    db.execute("INSERT INTO doubt VALUES (?, ?)", (name, _encode((found,))))


def _publish(
    db: sqlite3.Connection,
    cable: Cable,
    made: tuple[CableLink, list[tuple[str, str]]],
    record: int,
    original: int,
) -> None:
    link, terms = made
    name, sort = cable.identifier, f"{cable.date:%Y-%m-%dT%H:%M} {cable.identifier}"
    db.execute(
        "INSERT INTO cable VALUES (?, ?, ?, ?, ?, ?, ?)",
        (name, sort, cable.origin.code, _encode(link), digest_of(cable), record, original),
    )
    db.executemany(
        "INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?)",
        [(taxonomy, term, sort, name) for taxonomy, term in terms],
    )
    db.executemany(
        "INSERT OR IGNORE INTO citation VALUES (?, ?)",
        [(item.id, name) for item in cable.references if item.id and item.id != name],
    )


# -- the corpus ------------------------------------------------------------------------------------


def identifiers(db: sqlite3.Connection) -> Iterator[str]:
    """All cables, oldest first."""
    return (name for (name,) in db.execute("SELECT id FROM cable ORDER BY sort"))


def entry(db: sqlite3.Connection, name: str) -> Entry:
    """A cable with its original. `name` must be in the catalog."""
    cable, path, offset, size, sha256, raw = db.execute(
        "SELECT r.cable, o.path, o.offset, o.size, o.sha256, o.cable FROM cable"
        " JOIN record r ON r.rowid = cable.record JOIN record o ON o.rowid = cable.original"
        " WHERE cable.id = ?",
        (name,),
    ).fetchone()
    read = _decode_cable(cable)
    header = read.header if raw == cable else _decode_cable(raw).header
    return Entry(read, path, offset, size, sha256, header)


def link(db: sqlite3.Connection, name: str) -> CableLink | None:
    row = db.execute("SELECT link FROM cable WHERE id = ?", (name,)).fetchone()
    return _decode_link(row[0]) if row else None


class Neighbours(NamedTuple):
    earlier: CableLink | None
    later: CableLink | None
    earlier_at_post: CableLink | None
    later_at_post: CableLink | None


def neighbours(db: sqlite3.Connection, name: str) -> Neighbours:
    """The cables before and after by date, and at the same post."""
    sort, post = db.execute("SELECT sort, post FROM cable WHERE id = ?", (name,)).fetchone()
    before = "SELECT link FROM cable WHERE {} sort < ? ORDER BY sort DESC LIMIT 1"
    after = "SELECT link FROM cable WHERE {} sort > ? ORDER BY sort LIMIT 1"
    found = [
        db.execute(statement.format(where), values).fetchone()
        for where, values in (("", (sort,)), ("post = ? AND", (post, sort)))
        for statement in (before, after)
    ]
    return Neighbours(*(_decode_link(row[0]) if row else None for row in found))


def cited_by(db: sqlite3.Connection, name: str) -> tuple[CableLink, ...]:
    """The cables whose reference lists name this one, oldest first."""
    rows = db.execute(
        "SELECT link FROM citation JOIN cable ON cable.id = citation.source WHERE target = ? ORDER BY sort",
        (name,),
    )
    return tuple(_decode_link(row[0]) for row in rows)


class Span(NamedTuple):
    """A term's use: number of cables, first and last day."""

    name: str
    count: int
    first: str
    last: str


def terms(db: sqlite3.Connection, taxonomy: str) -> list[Span]:
    """Every term of a taxonomy, by name."""
    rows = db.execute(
        "SELECT name, count(*), substr(min(sort), 1, 10), substr(max(sort), 1, 10) FROM term"
        " WHERE taxonomy = ? GROUP BY name ORDER BY name",
        (taxonomy,),
    )
    return [Span(*row) for row in rows]


def days(db: sqlite3.Connection, taxonomy: str, name: str) -> list[tuple[str, int]]:
    """(day, number of cables) of a term, oldest first."""
    return db.execute(
        "SELECT substr(sort, 1, 10) AS day, count(*) FROM term WHERE taxonomy = ? AND name = ?"
        " GROUP BY day ORDER BY day",
        (taxonomy, name),
    ).fetchall()


def links(db: sqlite3.Connection, taxonomy: str, name: str, prefix: str) -> list[CableLink]:
    """A term's cables whose date begins with `prefix`, oldest first."""
    rows = db.execute(
        "SELECT link FROM term JOIN cable USING (id)"
        " WHERE taxonomy = ? AND name = ? AND term.sort >= ? AND term.sort < ? ORDER BY term.sort",
        (taxonomy, name, prefix, prefix + "\x7f"),
    )
    return [_decode_link(row[0]) for row in rows]


def latest(db: sqlite3.Connection, count: int) -> list[Cable]:
    """The latest cables by date, latest first."""
    rows = db.execute(
        "SELECT record.cable FROM cable JOIN record ON record.rowid = cable.record"
        " ORDER BY cable.sort DESC LIMIT ?",
        (count,),
    )
    return [_decode_cable(row[0]) for row in rows]


def cables(db: sqlite3.Connection) -> Iterator[Cable]:
    """All cables, oldest first, streamed."""
    rows = db.execute(
        "SELECT record.cable FROM cable JOIN record ON record.rowid = cable.record ORDER BY cable.sort"
    )
    return (_decode_cable(row[0]) for row in rows)


def diagnostics(db: sqlite3.Connection) -> list[Diagnostic]:
    """Everything there is to say about the content, sorted by file and line."""
    found = [
        one
        for table in ("record", "doubt")
        for (blob,) in db.execute(
            f"SELECT {'diagnostics' if table == 'record' else 'diagnostic'} FROM {table}"  # noqa: S608
        )
        if blob
        for one in _decode_diagnostics(blob)
    ]
    return sorted(found)


class Accounts(NamedTuple):
    """Records read; cables published; raw sources behind a Markdown file; records without a cable
    of their own because they say nothing usable."""

    records: int
    cables: int
    covered: int
    unusable: int


def accounts(db: sqlite3.Connection) -> Accounts:
    statements = (
        "SELECT count(*) FROM record",
        "SELECT count(*) FROM cable",
        "SELECT count(*) FROM cable WHERE original != record",
        "SELECT count(*) FROM record WHERE identifier IS NULL",
    )
    return Accounts(*(db.execute(statement).fetchone()[0] for statement in statements))


# -- what was made ---------------------------------------------------------------------------------


def digest_of(*values: object) -> bytes:
    """A digest of records: the same for the same values, on every machine."""
    return hashlib.blake2b(_encode(values), digest_size=16).digest()


def corpus_digest(db: sqlite3.Connection) -> bytes:
    """Changes with any cable of the corpus, or its order."""
    whole = hashlib.blake2b(digest_size=16)
    for (digest,) in db.execute("SELECT digest FROM cable ORDER BY sort"):
        whole.update(digest)
    return whole.digest()


class Made(NamedTuple):
    """A file of the site: its path, what it was made from, the SHA-256 of its bytes, and whether it
    lies in the staging folder (else the output has it already)."""

    path: str
    fingerprint: bytes
    digest: str
    is_staged: bool


def made(db: sqlite3.Connection, path: str) -> Made | None:
    """What the last build made at a path."""
    row = db.execute("SELECT path, fingerprint, digest FROM page WHERE path = ?", (path,)).fetchone()
    return Made(*row, is_staged=False) if row else None


def all_made(db: sqlite3.Connection, fingerprint: bytes | None = None) -> Iterator[Made]:
    """All files of the last build, or those made from one thing."""
    where, values = ("WHERE fingerprint = ?", (fingerprint,)) if fingerprint else ("", ())
    rows = db.execute(f"SELECT path, fingerprint, digest FROM page {where} ORDER BY path", values)  # noqa: S608
    return (Made(*row, is_staged=False) for row in rows)


def replace_made(db: sqlite3.Connection, everything: Iterable[Made]) -> None:
    """After publishing: these are the files of the site."""
    db.execute("DELETE FROM page")
    db.executemany(
        "INSERT INTO page VALUES (?, ?, ?)",
        ((one.path, one.fingerprint, one.digest) for one in everything),
    )


def get_about(db: sqlite3.Connection, key: str) -> str:
    row = db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    return row[0] if row else ""


def set_about(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))
