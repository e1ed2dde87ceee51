"""What sitegen.toml may say, and how each mistake is told: line, what is wrong, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.config import Config, read_config
from sitegen.errors import ConfigError

MISTAKES = (
    ("titel = 1", 1, "unknown key `titel`", "did you mean `title`?"),
    ("x = 1", 1, "unknown key `x`", "keys are: title"),
    ("\ntitle = 3", 2, "`title`: must be text in quotes, not a number", 'title = "Diplomatic'),
    ("title = ['a']", 1, "must be text in quotes, not a list", "for example"),
    ("jobs = '3'", 1, "must be a whole number without quotes, not text", "jobs = 0"),
    ("jobs = true", 1, "must be a whole number without quotes, not true or false", "jobs = 0"),
    ("markdown = 1", 1, "must be true or false without quotes, not a number", "markdown = true"),
    ("page_size = 0", 1, "`page_size` must be at least 1", ""),
    ("title = My cables # mine", 1, "not valid TOML", 'text needs quotes: title = "My cables"'),
    ('title = "a\n', 1, "not valid TOML", ""),
    ("[site]\ntitle = 'a'", 1, "sitegen.toml has no sections", "write the keys at the top"),
    ("jobs = 1\n[title]", 2, "sitegen.toml has no sections", "write the keys at the top"),
    ("title = ' '", 1, "`title` is empty", "for example"),
    ("language = 'plain English'", 1, "'plain English' is no language tag", '"pt-BR"'),
    ("language = ''", 1, "is no language tag", '"en"'),
    ("base_url = 'example.org'", 1, "is not an http(s) address", "https://example.org/"),
)


@pytest.mark.parametrize(("text", "line", "says", "hint"), MISTAKES)
def test_mistakes(tmp_path: Path, text: str, line: int, says: str, hint: str) -> None:
    file = tmp_path / "sitegen.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path)
    assert caught.value.place == f"{file}:{line}"
    assert says in caught.value.message
    assert hint in caught.value.hint


def test_the_defaults_are_what_an_empty_file_gives(tmp_path: Path) -> None:
    assert read_config(tmp_path) == Config()
    (tmp_path / "sitegen.toml").write_text("")
    assert read_config(tmp_path) == Config()


@pytest.mark.parametrize("tag", ["en", "de", "pt-BR", "zh-Hans-CN", "gsw", "sl-rozaj-biske-1994"])
def test_language_tags(tmp_path: Path, tag: str) -> None:
    (tmp_path / "sitegen.toml").write_text(f'language = "{tag}"')
    assert read_config(tmp_path).language == tag


def test_a_file_as_editors_of_windows_save_it(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_bytes(b'\xef\xbb\xbftitle = "Cables"\r\n')
    assert read_config(tmp_path).title == "Cables"
    (tmp_path / "sitegen.toml").write_bytes('title = "Dépêches"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="not UTF-8") as caught:
        read_config(tmp_path)
    assert "save the file as UTF-8" in caught.value.hint
