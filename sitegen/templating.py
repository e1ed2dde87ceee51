"""Templates compiled, checked and filled, by Jinja. What is compiled is kept from one build to the next."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, StrictUndefined, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError, UndefinedError

from sitegen import records, views
from sitegen import render as rendering
from sitegen.errors import TemplateError
from sitegen.template_files import DEFAULT, PACKAGE, SUFFIXES, File
from sitegen.views import View

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
# What neither HTML nor XML 1.0 may hold; the second is what `bytes` can look for at memory speed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])


Files = Mapping[str, File]  # by name


class _Snapshot(BaseLoader):
    """Serves the files that were read when the theme was loaded."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - Jinja passes it
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Jinja's hook: text, file name and an `uptodate` that never changes its mind."""
        if template not in self.files:
            raise TemplateNotFound(template)
        file = self.files[template]
        return file.text, str(file.path), lambda: True

    def list_templates(self) -> list[str]:
        """Jinja's hook: all names."""
        return sorted(self.files)


class Kept(FileSystemBytecodeCache):
    """A folder of compiled templates, each of them of one text and of one state of sitegen (`made_with`). That
    it cannot be read or written is no matter: then a template is compiled."""

    def __init__(self, folder: Path, made_with: str) -> None:
        super().__init__(str(folder), "%s.jinja")
        self.made_with = made_with

    def get_source_checksum(self, source: str) -> str:
        """Jinja's hook: what a compiled template must agree with."""
        return super().get_source_checksum(f"{self.made_with}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja's hook."""
        with suppress(Exception):  # of a damaged file anything may be raised
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja's hook."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


# --- compiling and checking


def environment(files: Files) -> Environment:
    """What compiles these templates."""
    made = Environment(
        loader=_Snapshot(files),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.template_class = rendering.StraightTemplate
    made.code_generator_class = rendering.StraightCode
    made.globals.clear()
    made.filters.update(rendering.filters.FILTERS)
    return made


def check(compiler: Environment, files: Files) -> None:
    """Compile every template and follow every name it refers to. Raises TemplateError with its place."""
    used = dict[str, list[str]]()
    for name, file in files.items():
        if name != _plain(name, files):
            continue  # a file without an override has two names; one is enough
        try:
            compiler.get_template(name)
        except TemplateSyntaxError as error:
            hint = "the template's syntax is Jinja's: https://jinja.palletsprojects.com/templates/"
            raise TemplateError(
                error.message or "syntax error", place=f"{file.path}:{error.lineno}", hint=hint
            ) from error
        used[name] = [
            _known(target, line, file, files)
            for target, line in _references(compiler.parse(file.text))
        ]
        _check_loop(name, used, files)


def _references(template: nodes.Template) -> Iterator[tuple[str, int]]:
    """Names of templates that are written out in extends, include and import."""
    for node in template.find_all(nodes.Stmt):
        optional = isinstance(node, nodes.Include) and node.ignore_missing
        if optional or not isinstance(node, _REFERENCES):
            continue
        if isinstance(node.template, nodes.Const):
            yield str(node.template.value), node.lineno


def _known(target: str, line: int, file: File, files: Files) -> str:
    if target in files:
        return _plain(target, files)
    hint = f"templates here: {', '.join(name for name in sorted(files) if name[0] != '!')}"
    raise TemplateError(f"there is no template {target!r}", place=f"{file.path}:{line}", hint=hint)


def _plain(name: str, files: Files) -> str:
    """The name without `!default/`, unless that is another file."""
    plain = name.removeprefix(DEFAULT)
    return plain if files.get(plain) is files[name] else name


def _check_loop(name: str, used: dict[str, list[str]], files: Files) -> None:
    """A loop is found when its last member has been read, whichever that is."""
    seen, todo = set[str](), list(used[name])
    while todo:
        target = todo.pop()
        if target == name:
            hint = f'to build on the packaged file write "{DEFAULT}{name}"'
            raise TemplateError("a template that includes itself", place=_place(name, used, files),
                                hint=hint)  # fmt: skip
        if target not in seen:
            seen.add(target)
            todo += used.get(target, [])


def _place(name: str, used: dict[str, list[str]], files: Files) -> str:
    """The line of the reference that closes the loop: the first one of the file will do."""
    file, target = files[name], re.escape(used[name][0])
    found = re.search(rf"""["']{target}["']""", file.text)
    return f"{file.path}:{file.text.count(chr(10), 0, found.start() if found else 0) + 1}"


def used_by(compiler: Environment, template: str) -> tuple[tuple[str, Path], ...]:
    """A template and all it extends, includes and imports, with the files they are in."""
    loader, found, todo = compiler.loader, dict[str, Path](), [template]
    while todo and loader:
        name = todo.pop()
        text, path, _ = loader.get_source(compiler, name)
        found[name] = Path(path or "")
        used = [target for target, _ in _references(compiler.parse(text))]
        todo += [target for target in used if target not in found]
    return tuple(found.items())


def named(text: str) -> set[str | None]:
    """What a template names that may be templates; None for a name that is not written out."""
    try:
        template = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        return {None}
    words = {str(node.value).removeprefix(DEFAULT) for node in template.find_all(nodes.Const)}
    used = [node for node in template.find_all(nodes.Stmt) if isinstance(node, _REFERENCES)]
    is_open = any(not isinstance(node.template, nodes.Const | nodes.List) for node in used)
    return {None, *words} if is_open else {*words}


# --- rendering


def filled(compiler: Environment, template: str, view: View) -> bytes:
    """The page: a template filled with its view, as UTF-8."""
    try:
        return _clean(compiler.get_template(template).generate(page=view))
    except Exception as error:
        _explain(error, template, view)


def _explain(error: Exception, template: str, view: View) -> NoReturn:
    """Say where in a template it went wrong; what went wrong in our own code stays a traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    inner = Path(frames[-1].filename)
    ours = inner.is_relative_to(PACKAGE) and inner != Path(rendering.filters.__file__)
    if ours and not isinstance(error, JinjaError) and not _is_template(inner.name):
        raise error
    places = [f"{f.filename}:{f.lineno}" for f in frames if _is_template(f.filename)]
    message, hint = str(error) or type(error).__name__, ""
    if isinstance(error, TemplateNotFound):
        message = f"there is no template {error.name!r}"
    if isinstance(error, UndefinedError):
        message, hint = _undefined(message, view)
    raise TemplateError(message, place=places[-1] if places else template, hint=hint) from error


_NO_FIELD = re.compile(r"'sitegen\.(?:views|records)\.(\w+) object' has no attribute '(.+)'")


def _undefined(message: str, view: View) -> tuple[str, str]:
    """Jinja's message in the words of docs/configuration.md, and the fields there are."""
    hint = f"`page` has {', '.join(view.__struct_fields__)}"
    found = _NO_FIELD.fullmatch(message)
    if found is None:
        return message, hint
    owner, field = found.groups()
    if owner == type(view).__name__:
        return f"`page` has no field `{field}`", hint
    fields = getattr(views, owner, None) or getattr(records, owner)
    return f"{owner} has no field `{field}`", f"{owner} has {', '.join(fields.__struct_fields__)}"


def _is_template(filename: str) -> bool:
    return Path(filename).suffix in SUFFIXES


def _clean(pieces: Iterable[str]) -> bytes:
    """UTF-8 without the characters that no page may hold; almost every page has none. Pieces are encoded
    one by one, as most are ASCII and the whole seldom is."""
    texts = list(pieces)
    try:
        data = b"".join(map(str.encode, texts))
    except UnicodeEncodeError:
        return _FORBIDDEN.sub("\ufffd", "".join(texts)).encode()
    if len(data.translate(None, _CONTROLS)) == len(data) and b"\xef" not in data:
        return data
    return _FORBIDDEN.sub("\ufffd", data.decode()).encode()
