"""Cable ↔ Markdown with front matter. Pure: no file is read or written here.

`from_markdown(to_markdown(cable), path)` gives the cable again, and what a person added by hand is kept.
"""

from __future__ import annotations

import msgspec

from sitegen.convert import front_matter
from sitegen.convert.describe import describe
from sitegen.convert.escape import escape, unescape
from sitegen.convert.jsonl import from_json
from sitegen.convert.markdown import block_markdown, body_markdown, read_body
from sitegen.records import Cable, Parsed

__all__ = [
    "block_markdown",
    "body_markdown",
    "describe",
    "escape",
    "from_json",
    "from_markdown",
    "front_matter",
    "read_body",
    "to_markdown",
    "unescape",
]


def to_markdown(cable: Cable, body: str | None = None, description: str | None = None) -> str:
    """The cable as a text file: YAML between `---` lines, a blank line, the body.

    `body` and `description` are what `body_markdown` and `describe` give, for a caller who has them.
    """
    body = body_markdown(cable.body) if body is None else body
    head = front_matter.write(cable, describe(cable) if description is None else description)
    return f"---\n{head}---\n\n{body}" if body else f"---\n{head}---\n"


def from_markdown(text: str, path: str) -> Parsed:
    """Read what `to_markdown` wrote or a person edited; one `bad-front-matter` if that fails.

    `path` is what diagnostics name, and the source of a cable written by hand.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        head, rest = front_matter.divide(text)
        cable = front_matter.read(head, path, text)
    except front_matter.FrontMatterError as error:
        return Parsed(None, (error.diagnostic(path),))
    cable = msgspec.structs.replace(cable, body=read_body(rest))
    return Parsed(front_matter.without_derived(cable))
