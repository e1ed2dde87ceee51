"""`sitegen serve` shows an edit's errors over the page, and not those that were there before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitegen.cli import commands, main
from sitegen.errors import SitegenError

GOOD = "R 121015Z MAR 08\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nUNCLAS OSLO 000042\n\nSUBJECT: TRAMS\n\n1. Text.\n"


@pytest.fixture
def rebuild(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What the preview calls after every save, of a site with a cable and a note that is none."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.txt").write_text(GOOD)
    (tmp_path / "content/note.txt").write_text("Remember the milk.")
    given: dict[str, Callable[[], None]] = {}
    monkeypatch.setattr(commands, "serve_site", lambda **named: given.update(named))
    result = CliRunner().invoke(main, ["serve", str(tmp_path)])
    assert result.exit_code == 0, result.output
    return given["rebuild"]


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
