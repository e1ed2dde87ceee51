"""`sitegen.toml`: what a site says about itself. Every key is optional; unknown keys are errors."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec

from sitegen.errors import ConfigError, meant

FILE = "sitegen.toml"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The keys of sitegen.toml (docs/configuration.md says what each does)."""

    title: str = "Diplomatic cables"
    description: str = ""
    language: str = "en"
    base_url: str = ""
    notice: str = ""
    content: str = "content"
    output: str = "output"
    templates: str = "templates"
    jobs: int = 0
    page_size: int = 100
    feed_size: int = 30
    markdown: bool = True
    originals: bool = True
    portable: bool = False
    frus_documents: str = "telegrams"


class Project(msgspec.Struct, frozen=True):
    """A configuration with its folders made absolute."""

    config: Config
    root: Path
    content: Path
    output: Path
    templates: Path | None  # None where the site has no templates of its own

    @property
    def config_file(self) -> Path:
        return self.root / FILE


def read_config(root: Path) -> Config:
    """Read `root/sitegen.toml`; the defaults if there is none. Raises ConfigError."""
    path = root / FILE
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Config()
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", place=str(path), hint="save the file as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"cannot be read: {error}", place=str(path)) from None
    try:
        values = tomllib.loads(text)
        _refuse_sections(values, path, text)
        config = msgspec.convert(values, Config)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), path, text) from None
    except msgspec.ValidationError as error:
        raise _explained(str(error), path, text) from None
    _check(config, path, text)
    return config


def _refuse_sections(values: dict[str, object], path: Path, text: str) -> None:
    for key, value in values.items():
        if isinstance(value, dict):
            raise ConfigError(
                f"{FILE} has no sections, and `{key}` is one",
                place=_place(path, text, key),
                hint="write the keys at the top, without lines in brackets",
            )


def _not_toml(message: str, path: Path, text: str) -> ConfigError:
    """The parser's message, with what to do about the most frequent mistake: text without quotes."""
    found = re.search(r"at line (\d+)", message)
    line = text.splitlines()[int(found[1]) - 1 :][:1] if found else []
    bare = re.match(r"\s*([\w-]+)\s*=\s*([^\s\"'\[{\d][^\"#]*)", line[0]) if line else None
    return ConfigError(
        f"not valid TOML: {message}",
        place=f"{path}:{found[1]}" if found else str(path),
        hint=f'text needs quotes: {bare[1]} = "{bare[2].strip()}"' if bare else "",
    )


_EXPECTED = re.compile(r"Expected `(\w+)`, got `(\w+)`")
_WANTED = {
    "str": "text in quotes",
    "int": "a whole number without quotes",
    "bool": "true or false without quotes",
}
_FOUND = {
    "str": "text",
    "int": "a number",
    "float": "a number with a point",
    "bool": "true or false",
    "array": "a list",
}


def _explained(message: str, path: Path, text: str) -> ConfigError:
    """A msgspec message, with the line of its key and the nearest key that exists."""
    unknown = re.search(r"unknown field `(.+?)`", message)
    if unknown:
        key = unknown[1]
        hint = meant(key, {one: one for one in _keys()}) or f"keys are: {', '.join(_keys())}"
        return ConfigError(f"unknown key `{key}`", place=_place(path, text, key), hint=hint)
    at = re.search(r" - at `\$\.?(.*?)`", message)
    key = at[1] if at else ""
    what = message.split(" - at")[0]
    if types := _EXPECTED.fullmatch(what):
        wanted, got = _WANTED.get(types[1], types[1]), _FOUND.get(types[2], "this")
        what = f"must be {wanted}, not {got}"
    default = getattr(Config(), key, None)
    example = f'"{default}"' if isinstance(default, str) else str(default).lower()
    return ConfigError(
        f"`{key}`: {what}", place=_place(path, text, key), hint=f"for example {key} = {example}"
    )


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # the form of BCP 47


def _check(config: Config, path: Path, text: str) -> None:
    """What types cannot say."""
    if not config.title.strip():
        raise _wrong("title", "is empty", path, text, 'for example title = "Diplomatic cables"')
    if not _LANGUAGE.fullmatch(config.language):
        hint = 'a code such as "en", "de" or "pt-BR"'
        raise _wrong("language", f"{config.language!r} is no language tag", path, text, hint)
    if config.base_url and not re.match(r"https?://[^/\s]+(/\S*)?$", config.base_url):
        hint = 'for example base_url = "https://example.org/archive/"'
        raise _wrong("base_url", "is not an http(s) address", path, text, hint)
    if config.frus_documents not in ("telegrams", "all"):
        hint = 'frus_documents = "telegrams" or "all"'
        raise _wrong("frus_documents", f"cannot be {config.frus_documents!r}", path, text, hint)
    for key, least in (("jobs", 0), ("page_size", 1), ("feed_size", 1)):
        if getattr(config, key) < least:
            raise _wrong(key, f"must be at least {least}", path, text)


def _wrong(key: str, what: str, path: Path, text: str, hint: str = "") -> ConfigError:
    return ConfigError(f"`{key}` {what}", place=_place(path, text, key), hint=hint)


def _keys() -> tuple[str, ...]:
    return Config.__struct_fields__


def _place(path: Path, text: str, key: str) -> str:
    pattern = re.compile(rf'\s*\[*\s*["\']?{re.escape(key)}\b')
    for number, line in enumerate(text.splitlines(), 1):
        if key and pattern.match(line):
            return f"{path}:{number}"
    return str(path)


def open_project(
    root: Path,
    *,
    content: str | None = None,
    output: str | None = None,
    base_url: str | None = None,
    portable: bool = False,
) -> Project:
    """The project in a folder; arguments given on the command line win over the file.

    Paths in sitegen.toml are relative to it, paths on the command line to the working directory.
    """
    root = root.resolve()
    config = read_config(root)
    if base_url is not None:
        config = msgspec.structs.replace(config, base_url=base_url)
        _check(config, Path("--base-url"), "")
    if portable:
        config = msgspec.structs.replace(config, portable=True)
    if config.base_url and not config.base_url.endswith("/"):
        config = msgspec.structs.replace(config, base_url=config.base_url + "/")
    templates = root / config.templates
    if config.templates != Config().templates and not templates.is_dir():
        file = root / FILE
        raise ConfigError(
            f"`templates`: there is no folder {templates}",
            place=_place(file, file.read_text("utf-8"), "templates"),
            hint="make it, or leave the key out",
        )
    return Project(
        config=config,
        root=root,
        content=Path(content).resolve() if content else (root / config.content).resolve(),
        output=Path(output).resolve() if output else (root / config.output).resolve(),
        templates=templates if templates.is_dir() else None,
    )
