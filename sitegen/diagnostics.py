"""The codes of all diagnostics: what each means, how bad it is, what to do. Stable once published.

An `error` keeps a record out of the site, a `warning` publishes it and asks for a look,
a `note` tells of something repaired. docs/diagnostics.md explains each with an example.
"""

from __future__ import annotations

import msgspec

from sitegen.records import Diagnostic, Severity


class Code(msgspec.Struct, frozen=True):
    severity: Severity
    meaning: str
    hint: str


CODES: dict[str, Code] = {
    "not-a-cable": Code(
        "error",
        "the file is in no known cable format",
        "a telegram has a date-time group and a classification line; move what is none out of the content folder",
    ),
    "unreadable-file": Code("error", "the file cannot be read", "check that it is a readable file"),
    "no-identifier": Code(
        "error",
        "no identifier, and none can be derived from date-time group and classification line",
        "add the classification line with post and number, or an Identifier",
    ),
    "no-date": Code(
        "error",
        "neither a date-time group nor a Created date can be read",
        "say it above the line FM, as in `R 240827Z FEB 09`, or in a Markdown file of the cable",
    ),
    "bad-identifier": Code(
        "error", "the identifier is not year, post and number", "write it like 09TASHKENT208"
    ),
    "duplicate-identifier": Code(
        "error",
        "two different cables have one identifier; neither is published",
        "remove or correct one of them",
    ),
    "held-back": Code(
        "error",
        "withheld, as the Markdown file that stands for it cannot be read",
        "correct the Markdown file, which is reported too",
    ),
    "identical-duplicate": Code(
        "note", "the same cable is there twice; it is published once", "remove one of the files"
    ),
    "differing-duplicate": Code(
        "note",
        "the same text is there twice, with other words in the header; the first is published",
        "compare the two, and remove the one that is wrong",
    ),
    "second-transmission": Code(
        "note",
        "the same cable with a malformed identifier, which stays as an alias; published beside it",
        "nothing; compare the two originals if it matters",
    ),
    "joined-section": Code(
        "note", "a section of a cable, put together with the others", "look at the page"
    ),
    "missing-section": Code(
        "warning", "a section of the cable is not there", "look for it; the text has a gap"
    ),
    "shared-identifier": Code(
        "note",
        "two posts of a city use one identifier; this cable has that of its own post",
        "nothing; the shared identifier stays as an alias",
    ),
    "bad-front-matter": Code(
        "error", "the front matter is not what sitegen can read", "correct the line named"
    ),
    "bad-row": Code(
        "error", "the row of the dump has not eight fields", "check quotes and escapes of the row"
    ),
    "bad-json": Code("error", "the record is not JSON as sitegen writes it", "correct the record"),
    "bad-gzip": Code(
        "error",
        "the gzipped file is cut off or damaged; what comes after is lost",
        "get it again, or decompress as much of it as can be",
    ),
    "too-large": Code(
        "error", "the record is larger than any cable", "move it out of the content folder"
    ),
    "bad-encoding": Code(
        "note",
        "the text is not UTF-8; it was read as UTF-16 or Windows-1252",
        "save the file as UTF-8",
    ),
    "control-characters": Code(
        "note", "control characters were left out of the page", "the original keeps them"
    ),
    "foreword": Code(
        "note",
        "what stands above the telegram's first line was left out of the page",
        "the original keeps it",
    ),
    "no-subject": Code(
        "warning", "no subject; the identifier stands as the title", "add a SUBJECT line"
    ),
    "no-addressee": Code(
        "note",
        "no action addressee; the TO line is missing or damaged",
        "compare with another copy; the header shows what there is",
    ),
    "no-text": Code("warning", "the cable has no text", "check that the file is complete"),
    "bad-markup": Code(
        "error", "the XML has no document that can be read", "check that the file is complete"
    ),
    "mended-markup": Code(
        "warning",
        "the markup is broken or cut off; what could be read of it is published",
        "get the file again, or correct it: an XML or HTML checker shows the place",
    ),
    "documents-left-out": Code(
        "note",
        "documents of the volume that are no telegrams were left out",
        'to publish them too, write frus_documents = "all" in sitegen.toml',
    ),
    "record-only": Code(
        "note",
        "the archive has the record of the cable, but not its text",
        "nothing, or ask the archive for its microfilm",
    ),
    "unreadable-characters": Code(
        "note",
        "signs that stand for what the archive could not convert are left as they are",
        "compare with another copy",
    ),
    "partial": Code(
        "note", "a partial extract without transmission header", "nothing, if that is all there is"
    ),
    "truncated": Code("note", "the text is cut off", "look for a complete copy"),
    "date-mismatch": Code(
        "warning",
        "the Created date differs from the date-time group, which was taken",
        "check which one is right",
    ),
    "bad-dtg": Code(
        "warning",
        "the date-time group is damaged",
        "correct it if the date taken in its place is wrong",
    ),
    "station-time": Code(
        "note",
        "the DE line has another time than the date-time group, which was taken",
        "nothing, unless the date looks wrong",
    ),
    "classification-mismatch": Code(
        "warning",
        "the classification line differs from the metadata, which was taken",
        "check which one is right",
    ),
    "identifier-mismatch": Code(
        "warning",
        "the identifier differs from date and classification line; it was taken as given",
        "check which one is right",
    ),
    "unknown-post": Code(
        "note", "the post is not in the reference table", "nothing, or report it to sitegen"
    ),
    "reference-year": Code(
        "note",
        "a cable of January cites a later number of its post: of the year before, it seems",
        "compare with the cited cable; the year typed or understood was kept",
    ),
    "missing-paragraph": Code(
        "note", "a paragraph number is missing in the sequence", "compare with the original"
    ),
    "repeated-paragraph": Code(
        "note", "a paragraph number occurs twice", "the second anchor has a suffix"
    ),
    "protected-person": Code(
        "warning",
        "the text asks to protect a person, or shows a passport or birth date",
        "decide whether this may be published",
    ),
    "crowded-folder": Code(
        "note",
        "a folder of the site holds more than 10,000 files",
        "nothing, unless what copies or serves the site is slow with such folders",
    ),
    "unknown-key": Code(
        "warning",
        "the front matter of a hand-written page has a key that says nothing to sitegen",
        "a page may have `title`, `description` and `order`",
    ),
    "unused-template": Code(
        "warning",
        "no page is made with this template, and no other template uses it",
        "give it the name of the template it stands for, or remove it",
    ),
    "bad-page": Code(
        "error", "a hand-written page cannot be read", "correct its front matter or encoding"
    ),
}


def diagnostic(code: str, path: str, line: int, detail: str = "") -> Diagnostic:
    """A diagnostic of a known code; `detail` names what was found there."""
    known = CODES[code]
    message = f"{known.meaning} ({detail})" if detail else known.meaning
    return Diagnostic(path, line, code, known.severity, message, known.hint)
