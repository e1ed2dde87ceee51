# ruff: noqa: E501 (what is looked for reads best on one line)
"""A page says quietly, where it stands, what is a guess and what is missing."""

from __future__ import annotations

from pathlib import Path

from sites import GOOD, Site, telegram

DAMAGED = telegram(9, dtg="010900Z MAR 08").replace("010900Z MAR 08", "010900Z MAV 08")
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1955-57v24"><text><body>
<div type="document" xml:id="d16" n="16" subtype="historical-document">
<head>16. Telegram From the <gloss type="from">Embassy in Norway</gloss> to the <gloss type="to">Department of State</gloss></head>
<dateline><placeName>Oslo</placeName>, <date when="1955-11-30">November 30, 1955</date></dateline>
<p>1235. SPECIMEN.</p></div></body></text></TEI>
"""


def test_what_is_a_guess_or_missing(tmp_path: Path) -> None:
    station = DAMAGED.replace("R 010900Z", "DE RUEHRK #0009 0610900\nR 010900Z")
    page = "Identifier\nCreated\nClassification\nOrigin\n08REYKJAVIK9\n-\nUNCLASSIFIED\nEmbassy Reykjavik\n"
    cut = telegram(10, dtg="040900Z MAR 08").replace("UNCLAS REYK", "UNCLAS SECTION 02 OF 03 REYK")
    lines = [line for line in telegram(11, dtg="050900Z MAR 08").split("\n") if line[:3] != "TO "]
    files = {"g.txt": page + station, "s.txt": cut, "t.txt": "\n".join(lines), "v.xml": TEI}
    site = Site(tmp_path / "site", {**GOOD, **files})
    site.build()

    def html(name: str) -> str:
        found = next(site.output.glob(f"cable/*/*/{name}.html"))
        return " ".join(found.read_text("utf-8").split())

    guess = "(the day and hour of the DE line; the date-time group says 010900Z MAV 08)"
    assert (
        f'1 March 2008</a>, <time datetime="2008-03-01T09:00:00Z">09:00 UTC</time> <span class="meaning">{guess}</span>'
        in html("08REYKJAVIK9")
    )
    assert "The collection does not have sections 1, 3 of 3" in html("08REYKJAVIK10")
    assert "not stated: the TO line is missing or damaged" in html("08REYKJAVIK11")
    volume = html("frus1955-57v24d16")
    assert '<dt>Classification</dt> <dd><span class="absent">not stated</span></dd>' in volume
    assert "UNCLASSIFIED" not in volume
    whole = html("08REYKJAVIK1")
    assert "not stated" not in whole
    assert "does not have" not in whole
    assert "date-time group says" not in whole
