"""`sitegen serve` shows an edit's errors over the page, and not those that were there before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sitegen import preview
from sitegen.cli import main
from sitegen.errors import SitegenError
from sitegen.preview import ToldError

GOOD = "R 121015Z MAR 08\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nUNCLAS OSLO 000042\n\nSUBJECT: TRAMS\n\n1. Text.\n"


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., Any]]:
    """What the preview is called with, for a site with a cable and a note that is none."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.txt").write_text(GOOD)
    (tmp_path / "content/note.txt").write_text("Remember the milk.")
    given: dict[str, Callable[..., Any]] = {}
    monkeypatch.setattr(preview, "serve", lambda **named: given.update(named))
    result = CliRunner().invoke(main, ["serve", str(tmp_path)])
    assert result.exit_code == 0, result.output
    return given


@pytest.fixture
def rebuild(given: dict[str, Callable[..., Any]]) -> Callable[[], None]:
    """What the preview calls after every save."""
    return partial(given["rebuild"], None)


def test_an_error_of_an_edit_is_shown_until_it_is_mended(
    rebuild: Callable[[], None], tmp_path: Path
) -> None:
    rebuild()  # the note was there before
    (tmp_path / "content/a.txt").write_text(GOOD.replace("OSLO 000042", "OSLO"))
    with pytest.raises(SitegenError, match="no-identifier") as shown:
        rebuild()
    assert shown.value.place.endswith("a.txt:1")
    assert shown.value.hint
    with pytest.raises(SitegenError):  # another build, and it is still broken
        rebuild()
    (tmp_path / "content/a.txt").write_text(GOOD)
    rebuild()


def test_an_error_of_an_edit_is_not_told_twice(
    rebuild: Callable[[], None], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rebuild()
    capfd.readouterr()
    (tmp_path / "content/a.txt").write_text(GOOD.replace("OSLO 000042", "OSLO"))
    with pytest.raises(ToldError):  # which the preview shows, and leaves the telling to the build
        rebuild()
    assert capfd.readouterr().err.count("a.txt:1") == 1
    for name in range(30):
        (tmp_path / f"content/0{name}.txt").write_text("Remember the milk.")
    with pytest.raises(SitegenError) as shown:
        rebuild()
    assert not isinstance(shown.value, ToldError), "beyond what the build tells"


def test_folders_that_are_changed_in_the_configuration_are_followed(
    given: dict[str, Callable[..., Any]], tmp_path: Path
) -> None:
    before = given["site"]()
    assert before == (
        [tmp_path / "content", tmp_path / "templates", tmp_path / "sitegen.toml"],
        tmp_path / "output",
        "",
    )
    (tmp_path / "cables").mkdir()
    (tmp_path / "theme").mkdir()
    address = "https://cables.example/arch%C3%ADv/"
    (tmp_path / "sitegen.toml").write_text(
        f'content = "cables"\ntemplates = "theme"\noutput = "www"\nbase_url = "{address}"\n'
    )
    given["rebuild"](None)
    assert given["site"]() == (
        [tmp_path / "cables", tmp_path / "theme", tmp_path / "sitegen.toml"],
        tmp_path / "www",
        "/archív/",
    )


def test_after_each_save_only_what_is_new_or_gone_is_told(
    rebuild: Callable[[], None], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rebuild()
    assert capfd.readouterr().err.count("note.txt") == 1
    rebuild()
    assert "note.txt" not in capfd.readouterr().err, "told before"
    (tmp_path / "content/a.txt").write_text(GOOD.replace("SUBJECT: TRAMS\n", ""))
    rebuild()
    err = capfd.readouterr().err
    assert "warning a.txt:4: no subject" in err
    assert "note.txt" not in err
    (tmp_path / "content/a.txt").write_text(f"\n\n{GOOD.replace('SUBJECT: TRAMS', '')}")
    rebuild()
    assert "no subject" not in capfd.readouterr().err, "only the line is another"
    (tmp_path / "content/a.txt").write_text(GOOD)
    rebuild()
    assert "gone a.txt:6: no subject" in capfd.readouterr().err
    (tmp_path / "content/note.txt").unlink()
    rebuild()
    assert "gone note.txt" in capfd.readouterr().err
