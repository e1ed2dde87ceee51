"""The documentation and the code name the same commands, options, keys and codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest

from sitegen.build import build
from sitegen.cli import main
from sitegen.config import Config, open_project
from sitegen.diagnostics import CODES
from sitegen.load import read
from sitegen.parse import MEANINGS
from sitegen.records import Paragraph, Source
from sitegen.render.filters import FILTERS
from sitegen.template_files import default_folder
from sitegen.views import View
from sitegen.work import read_cable

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def _doc(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def _entries(name: str) -> set[str]:
    """What a page explains: `words` in a heading, or in the first cell of a table row."""
    entries = re.findall(r"^(?:#+ +|\| *)`([^`\n]+)`", _doc(name), re.MULTILINE)
    return {entry.split("=")[0].strip() for entry in entries}


def _commands(command: click.Command, name: str = "sitegen") -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it."""
    yield name, command
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from _commands(inner, f"{name} {word}")


COMMANDS = dict(_commands(main))


def _options(command: click.Command) -> set[str]:
    options = (each for each in command.params if isinstance(each, click.Option))
    return {word for each in options for word in (*each.opts, *each.secondary_opts)}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained_with_its_options(name: str) -> None:
    text = _doc("commands.md")
    assert name in text
    missing = [option for option in _options(COMMANDS[name]) if f"`{option}" not in text]
    assert not missing
    assert COMMANDS[name].help, "and `--help` says what it is for"


def test_no_command_or_option_is_explained_that_is_not_there() -> None:
    text = _doc("commands.md")
    known = set().union(*map(_options, COMMANDS.values())) | {"--help", "--version"}
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert told <= known
    called = set(re.findall(r"`sitegen ([a-z]+)", text))
    assert {f"sitegen {word}" for word in called} <= set(COMMANDS)


def test_every_key_is_explained_and_no_other() -> None:
    keys = {field.encode_name for field in msgspec.structs.fields(Config)}
    table = _doc("configuration.md").partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == keys


def test_the_theme_is_explained() -> None:
    """Every filter, every block of base.html, every field of a view; no template is left out."""
    text, folder = _doc("configuration.md"), default_folder()
    words = [f"| `{name}` |" for name in FILTERS]
    words += [f"`{path.name}`" for path in folder.iterdir() if path.is_file()]
    base = (folder / "base.html").read_text("utf-8")
    words += [f"`{block}`" for block in re.findall(r"{% block (\w+) %}", base)]
    for view in get_args(View):
        words += [f"`{field}`" for field in view.__struct_fields__ if field not in SHARED]
    assert not [word for word in words if word not in text]


SHARED = ("site", "url", "title")  # fields of every view


def test_the_example_of_a_template_works(tmp_path: Path) -> None:
    (example,) = re.findall(
        r"^```jinja\n(.*?)^```$", _doc("configuration.md"), re.MULTILINE | re.DOTALL
    )
    templates, seed = tmp_path / "templates", "09TASHKENT208.txt"
    (templates / "static").mkdir(parents=True)
    (templates / "cable.html").write_text(example, "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / seed).write_bytes((ROOT / "content" / "cables" / seed).read_bytes())
    build(open_project(tmp_path), jobs=1)
    page = (tmp_path / "output" / "cable/2009/02/09TASHKENT208.html").read_text("utf-8")
    assert 'From the papers of <a href="../../../post/TASHKENT/">Embassy Tashkent</a>.' in page
    assert "nonproliferation" in page


def test_every_diagnostic_is_explained_and_no_other() -> None:
    assert _entries("diagnostics.md") == set(CODES)


LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("name", sorted(p.name for p in [*ROOT.glob("*.md"), *DOCS.glob("*.md")]))
def test_links_between_the_pages_lead_somewhere(name: str) -> None:
    path = ROOT / name if (ROOT / name).exists() else DOCS / name
    dead = [to for to in LINK.findall(path.read_text("utf-8")) if not (path.parent / to).exists()]
    assert not dead


EXAMPLES = re.findall(r"^```\n(.*?)^```$", _doc("formats.md"), re.MULTILINE | re.DOTALL)
FORMATS = {  # in the order of their examples, with the identifier of each one's cable
    "reader-page": "08OSLO1",
    "dump": "08OSLO1",
    "telegram": "08OSLO1",
    "nara": "75OSLO1",
    "wikileaks": "08OSLO1",
    "plusd": "08OSLO1",
    "concatenated": "08OSLO1",
    "frus": "frus1955-57v99d16",
    "jsonl": "08OSLO1",
    "dfat": "dfat99d109",
    "markdown": "08OSLO1",
}


@pytest.mark.parametrize(("form", "text"), [*zip(FORMATS, EXAMPLES, strict=True)], ids=[*FORMATS])
def test_the_examples_of_the_formats_are_read(form: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "example").write_text(text, "utf-8")
    (source,) = read(tmp_path, "example")
    assert isinstance(source, Source)
    assert source.format == form
    parsed = read_cable(source)
    cable, told = parsed.cable, parsed.diagnostics
    assert cable is not None
    assert cable.identifier == FORMATS[form]
    assert cable.origin.name in ("Embassy Oslo", "Oslo (Australia)")
    assert "SPECIMEN" in str((cable.banners, cable.body))
    assert [one.number for one in cable.body if isinstance(one, Paragraph) and one.number] == [1]
    assert not [one for one in told if one.severity != "note"]


def test_every_rule_that_takes_a_line_is_explained() -> None:
    rules = re.findall(
        r"^\| (\d+) \|", _doc("formats.md").partition("## The rules")[2], re.MULTILINE
    )
    assert [int(rule) for rule in rules] == list(range(1, 26))
    assert {meaning.rule for meaning in MEANINGS.values()} <= {0, *map(int, rules)}
