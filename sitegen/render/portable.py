"""The portable edition: pages opened as files may read no other file, but they may run scripts. So what search reads
is there as scripts as well, and the modules of search are one script."""

import base64
import json
import re
from collections.abc import Mapping

MAIN = "app"  # the module that runs; the others only give
_IMPORT = re.compile(r'^import (\{[^}]+\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def as_script(path: str, data: bytes) -> bytes:
    """A script that gives a file of the site to the reader of the search index; `path` is its site path."""
    return f'sitegenFile({json.dumps(path)},"{base64.b64encode(data).decode()}")\n'.encode()


def searched(page: bytes) -> bytes:
    """What excerpts are cut from: the article of a cable's page."""
    start, end = page.find(b"<article"), page.rfind(b"</article>")
    return page[start : end + 10] if 0 <= start < end else page


def bundle(modules: Mapping[str, str]) -> str:
    """All modules (name → text) as one script: each is a function that gives what it exports."""
    made = [
        f"const {_name(name)} = (() => {{\n{_inner(modules[name])}\n}})();"
        for name in _order(modules)
    ]
    return "\n".join(['(async () => {\n"use strict";', *made, _linked(modules[MAIN]), "})();\n"])


def _name(module: str) -> str:
    return f"module_{module}"


def _order(modules: Mapping[str, str]) -> list[str]:
    """All but the main module, each behind those it imports."""
    found: list[str] = []

    def visit(name: str) -> None:
        for _, other in _IMPORT.findall(modules[name]):
            if other not in found:
                visit(other)
        if name not in found:
            found.append(name)

    visit(MAIN)
    return found[:-1]


def _linked(text: str) -> str:
    return _IMPORT.sub(lambda found: f"const {found[1]} = {_name(found[2])};", text)


def _inner(text: str) -> str:
    names = ", ".join(name for _, name in _EXPORT.findall(text))
    inner = _EXPORT.sub(r"\1", _linked(text))
    return f"{inner}return {{ {names} }};"
