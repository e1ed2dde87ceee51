"""A site made from converted Markdown is the site made from what was converted."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import Site, reader_page, row, sitegen, telegram, tree

WIRES = (
    "VZCZCXRO4705\nRR RUEHDBU\nDE RUEHRK #0042/01 0721015\nZNR UUUUU ZZH\nR 121015Z MAR 08\n"
    "FM AMEMBASSY REYKJAVIK\nTO RUEHC/SECSTATE WASHDC PRIORITY 0042\nINFO RUEHKO/AMEMBASSY OSLO 0007\n"
    "BT\nUNCLAS REYKJAVIK 000042\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: SCUL IC\nSUBJECT: THE HARBOUR\n\n"
    "1. (U) SPECIMEN. The harbour was painted.\n\nNEUER\nBT\n#0042\nNNNN\n"
)
# What a page tells of the file it was made from.
_SOURCE = ("text/plain", 'class="hash"', "SHA-256", "<dt>Original", "<dt>Source")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(WIRES, id="telegram"),
        pytest.param(reader_page(body=WIRES), id="reader page"),
        pytest.param(row(), id="dump"),
        pytest.param(telegram(), id="no wires"),
    ],
)
def test_pages_are_the_same(tmp_path: Path, raw: str) -> None:
    site = Site(tmp_path / "raw", {"cables/a.txt": raw})
    assert sitegen("convert", str(site.content), str(tmp_path / "made" / "content")).exit_code == 0
    made = Site(tmp_path / "made")
    for one in (site, made):
        assert one.sitegen().exit_code == 0
    pages = [_without_source(path) for path in (site.output, made.output)]
    assert pages[0] == pages[1]
    assert "The transmission header as received" in "".join(pages[0].values())


def _without_source(output: Path) -> dict[str, str]:
    pages = {path: data.decode() for path, data in tree(output).items() if path.endswith(".html")}
    return {
        path: "\n".join(
            line for line in text.split("\n") if not any(word in line for word in _SOURCE)
        )
        for path, text in pages.items()
    }
