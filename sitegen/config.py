"""`sitegen.toml`: what a site says about itself. Every key is optional; unknown keys are errors."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path

import msgspec

from sitegen.errors import ConfigError

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
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", place=str(path)) from None
    try:
        config = msgspec.convert(tomllib.loads(text), Config)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = f"{path}:{line[1]}" if line else str(path)
        raise ConfigError(f"not valid TOML: {error}", place=place) from None
    except msgspec.ValidationError as error:
        raise _explained(str(error), path, text) from None
    _check(config, path, text)
    return config


def _explained(message: str, path: Path, text: str) -> ConfigError:
    """A msgspec message, with the line of its key and the nearest key that exists."""
    unknown = re.search(r"unknown field `(.+?)`", message)
    if unknown:
        key = unknown[1]
        near = difflib.get_close_matches(key, Config.__struct_fields__, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"keys are: {', '.join(_keys())}"
        return ConfigError(f"unknown key `{key}`", place=_place(path, text, key), hint=hint)
    at = re.search(r" - at `\$\.?(.*?)`", message)
    key = at[1] if at else ""
    what = message.split(" - at")[0]
    return ConfigError(
        f"`{key}`: {what}", place=_place(path, text, key), hint="see docs: configuration"
    )


def _check(config: Config, path: Path, text: str) -> None:
    """What types cannot say."""
    if config.base_url and not re.match(r"https?://[^/\s]+(/\S*)?$", config.base_url):
        raise ConfigError(
            "`base_url` is not an http(s) address",
            place=_place(path, text, "base_url"),
            hint='for example base_url = "https://example.org/archive/"',
        )
    for key, least in (("jobs", 0), ("page_size", 1), ("feed_size", 1)):
        if getattr(config, key) < least:
            raise ConfigError(f"`{key}` must be at least {least}", place=_place(path, text, key))


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
) -> Project:
    """The project in a folder; arguments given on the command line win over the file.

    Paths in sitegen.toml are relative to it, paths on the command line to the working directory.
    """
    root = root.resolve()
    config = read_config(root)
    if base_url is not None:
        config = msgspec.structs.replace(config, base_url=base_url)
        _check(config, Path("--base-url"), "")
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
