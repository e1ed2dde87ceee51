"""Rules 1 and 2: a file is what it is in any encoding that editors and exports leave behind."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sitegen.load import find, is_page, read
from sitegen.records import Cable, Diagnostic, Source
from sitegen.work import read_cable

CONTENT = Path(__file__).parents[3] / "content"
PATHS = [
    file.path for file in find(CONTENT) if not is_page(file.path) and not file.path.endswith(".gz")
]
ONE_RECORD = [path for path in PATHS if path.startswith(("cables/", "telegrams/"))]


def cables(folder: Path, path: str) -> list[Cable | str]:
    """What becomes of a file, but for where it was read from."""
    found: list[Cable | str] = []
    for one in read(folder, path):
        cable = None if isinstance(one, Diagnostic) else read_cable(one).cable
        if cable is None:
            found.append(one.code if isinstance(one, Diagnostic) else "none")
        else:
            source = msgspec.structs.replace(cable.source, file="", sha256="", line=0)
            found.append(msgspec.structs.replace(cable, source=source))
    return found


@pytest.mark.rule(1)
@pytest.mark.parametrize("path", PATHS)
def test_a_byte_order_mark_changes_nothing(path: str, tmp_path: Path) -> None:
    plain = (CONTENT / path).read_bytes()
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + plain)
    assert cables(tmp_path, "a") == cables(CONTENT, path)


@pytest.mark.rule(2)
@pytest.mark.parametrize("path", ONE_RECORD[:12])
def test_utf_16_is_read_and_told(path: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes((CONTENT / path).read_text("utf-8").encode("utf-16"))
    assert cables(tmp_path, "a") == cables(CONTENT, path)
    (source,) = read(tmp_path, "a")
    assert isinstance(source, Source)
    assert "bad-encoding" in {one.code for one in read_cable(source).diagnostics}


@pytest.mark.rule(2)
def test_a_dump_in_utf_16_is_told_what_to_do(tmp_path: Path) -> None:
    dump = (CONTENT / "dumps" / "specimens.csv").read_text("utf-8")
    (tmp_path / "a").write_bytes(dump.encode("utf-16"))
    (told,) = read(tmp_path, "a")
    assert isinstance(told, Diagnostic)
    assert (told.code, told.hint) == ("not-a-cable", "save it as UTF-8")
