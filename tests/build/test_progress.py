"""What a build shows while it works and when it has ended: bars, lines, the closing table."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path

import pytest
from rich.console import Console
from sites import GOOD, Site, row, run, telegram

from sitegen import progress
from sitegen.build import build
from sitegen.cli import progress as shown
from sitegen.cli.progress import Standing, Watch
from sitegen.config import open_project
from sitegen.progress import Stages, counted

REMARKS = (
    ((0, 0, 0.2), "0:00", "nothing is known yet"),
    ((0, 0, 75.0), "1:15", "a stage that counts nothing shows its time"),
    ((12, 60, 0.5), "12 of 60, 0:00", "no rate is worth telling so early"),
    ((10_000, 250_000, 1000.0), "10,000 of 250,000, 10 a second, 6:40:00 left", "hours"),
    ((2, 1_508, 1.9), "2 of 1,508, 1.1 a second, 0:02", "the workers have just begun"),
    ((300, 400, 60.0), "300 of 400, 5.0 a second, 0:20 left", "a slow stage"),
    ((400, 0, 20.0), "400, 20 a second, 0:20", "the total is not known: the time so far"),
    ((400, 400, 20.0), "400 of 400, 20 a second, 0:20", "all is done: the time it took"),
)


@pytest.mark.parametrize(("state", "said", "reason"), REMARKS, ids=[one[2] for one in REMARKS])
def test_a_remark(state: tuple[int, int, float], said: str, reason: str) -> None:
    done, total, seconds = state
    assert Standing("reading", done, total, 1000.0, 1000.0 + seconds).remark() == said


def watch(*, is_terminal: bool) -> tuple[Watch, io.StringIO]:
    out = io.StringIO()
    return Watch(
        lambda: Console(file=out, force_terminal=is_terminal, width=100, soft_wrap=True)
    ), out


def test_without_a_terminal_there_is_a_line_every_few_seconds() -> None:
    """However many words there are on it, and though none comes."""
    seen, out = watch(is_terminal=False)
    for done in range(1000):
        seen.tell("reading", done, 5000)
    start = seen.start_time
    for tenth in range(140):
        seen.show(start + tenth / 10)
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert all(line.startswith("reading: 999 of 5,000, ") for line in lines)


def test_a_stage_that_has_just_begun_has_no_line() -> None:
    seen, out = watch(is_terminal=False)
    seen.tell("reading", 1, 1)
    now = time.monotonic()
    seen.start_time = seen.last_line = now - 60
    seen.show(now + 0.1)
    assert out.getvalue() == ""


def test_a_silent_stage_is_shown_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PATIENCE", "EVERY", "TICK"):
        monkeypatch.setattr(shown, name, 0.01)
    seen, out = watch(is_terminal=False)
    seen.start()
    seen.tell("settling", 0, 0)
    end = time.monotonic() + 20
    while out.getvalue().count("settling: ") < 2 and time.monotonic() < end:
        time.sleep(0.01)
    seen.stop()
    assert out.getvalue().count("settling: ") >= 2


def test_on_a_terminal_each_stage_has_a_bar() -> None:
    seen, out = watch(is_terminal=True)
    seen.tell("reading", 40, 40)
    seen.tell("making pages", 30, 60)
    seen.show(seen.start_time + 10)
    seen.stop_drawing()
    assert seen.bars
    assert [task.description for task in seen.bars.tasks] == ["reading", "making pages"]
    assert [task.percentage for task in seen.bars.tasks] == [100.0, 50.0]
    assert "30 of 60" in out.getvalue()


def test_nothing_is_shown_of_a_quick_command() -> None:
    for is_terminal in (True, False):
        seen, out = watch(is_terminal=is_terminal)
        seen.tell("reading", 40, 40)
        seen.show(seen.start_time + 0.5)
        assert out.getvalue() == ""


# -- what is told ----------------------------------------------------------------------------------


def test_items_are_counted_as_they_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 10)
    told: list[tuple[str, int, int]] = []
    items = counted(range(25), lambda *word: told.append(word), "publishing", 30, start=5)
    assert list(items) == list(range(25))
    assert told == [("publishing", done, 30) for done in (5, 10, 20, 30, 30)]


def test_a_stage_lasts_until_the_next_begins() -> None:
    told: list[tuple[str, int, int]] = []
    stages = Stages(lambda *word: told.append(word))
    for word in (("reading", 1, 2), ("reading", 2, 2), ("settling", 0, 0), ("reading", 3, 3)):
        stages(*word)
    assert len(told) == 4, "all is passed on"
    assert [(one.name, one.done, one.unit) for one in stages.all()] == [
        ("reading", 3, "records"),
        ("settling", 0, "identifiers"),
    ]


def test_the_work_of_a_dump_is_reckoned_from_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file of many rows: `0 of 1` until the end would be no progress."""
    monkeypatch.setattr("sitegen.reading.STREAM_FROM", 1 << 12)
    rows = [row(f"08DAKAR{number}", number=number) for number in range(1, 501)]
    site = Site(tmp_path, {"dump.csv": "".join(rows), "a.txt": telegram(1)})
    told: list[tuple[int, int]] = []

    def hear(stage: str, done: int, total: int) -> None:
        if stage == "reading":
            told.append((done, total))

    build(open_project(site.root), jobs=1, progress=hear)
    assert told[0] == (0, 0), "nothing is known yet"
    assert told[-1] == (501, 501)
    assert len(told) >= 7
    assert all(abs(total - 501) <= 25 for done, total in told if done > 1), told


def test_every_stage_is_told_of_before_it_begins(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    stages = [
        "loading the theme",
        "finding files",
        "reading",
        "settling",
        "indexing",
        "making pages",
        "publishing",
    ]
    assert [one.name for one in site.build().stages] == stages
    site.put("cables/a.txt", telegram(1, subject="ANOTHER"))
    report = site.build()
    again = [
        *stages[:4],
        "looking at the output",
        *stages[5:],
    ]  # the index is changed, with the pages
    assert [one.name for one in report.stages] == again
    published = report.stages[-1].done
    assert published == 2 * (report.written + report.removed) + 1


# -- what is told in the end -----------------------------------------------------------------------


def test_a_table_sums_up(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    report = site.build()
    lines = site.sitegen().output.splitlines()
    assert [line.split("  ")[1] for line in lines[:6]] == [
        *("loading the theme", "finding files", "reading", "settling"),
        *("looking at the output", "making pages"),
    ]
    assert lines[-3] == f"  files: 0 written, {report.files} unchanged, 0 removed"
    assert re.fullmatch(r"  peak memory: \d+ MB", lines[-2])
    assert "nothing changed" in lines[-1]


def test_quiet_is_silent_but_for_what_is_wrong(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    done = site.sitegen("build", "--quiet")
    assert (done.exit_code, done.output) == (0, "")
    site.put("bad.txt", "no cable")
    assert "[not-a-cable]" in site.sitegen("build", "--quiet").output


def test_the_report_as_json_has_stages_and_memory(tmp_path: Path) -> None:
    Site(tmp_path, GOOD)
    done = run("build", "--json", "--quiet", cwd=tmp_path)
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert [one["name"] for one in told["stages"]][-1] == "publishing"
    assert 1 << 24 < told["memory"]["build"] < 1 << 30, "bytes"
    assert told["memory"]["workers"] == 0


@pytest.mark.slow
def test_memory_of_workers_is_told(tmp_path: Path) -> None:
    Site(tmp_path, {f"{number}.txt": telegram(number) for number in range(1, 420)})
    done = run("build", "--jobs", "2", cwd=tmp_path)
    assert re.search(
        r"peak memory: \d+ MB and 2 workers of at most \d+ MB, together at most \d+ MB", done.stderr
    ), done.stderr
