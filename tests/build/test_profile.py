"""`sitegen build --profile`: where the time went, whatever process it went in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sites import GOOD, Site

from sitegen import clock, pool
from sitegen.build import Report, build
from sitegen.clock import REST, Clock, Spent, Timed, each, running, step
from sitegen.config import open_project


class Ticking:
    """CPU time that goes on by one second with every look at it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.process_time", Ticking())


@pytest.mark.usefixtures("ticking")
def test_an_outer_step_has_what_the_inner_leaves() -> None:
    watch = Clock()
    with running(watch), step("outer"):
        with step("inner"):
            pass
        with step("inner"):
            pass
    assert watch.sums == {"outer": Spent(3.0, 1), "inner": Spent(2.0, 2)}


@pytest.mark.usefixtures("ticking")
def test_getting_items_is_a_step_and_using_them_is_none() -> None:
    watch = Clock()
    with running(watch):
        for _ in each("get", range(3)):
            with step("use"):
                pass
    assert watch.sums == {"get": Spent(4.0, 4), "use": Spent(3.0, 3)}


@pytest.mark.usefixtures("ticking")
def test_what_is_in_no_step_is_the_stage_s() -> None:
    watch = Clock()
    with running(watch):
        clock.begin("reading")
        with step("parse"):
            pass
        clock.begin("settling")
    assert watch.sums == {"reading": Spent(2.0, 0), "parse": Spent(1.0, 1)}


def test_without_a_clock_nothing_is_kept() -> None:
    with step("parse"):
        assert list(each("load", range(3))) == [0, 1, 2]
    assert not clock.is_running()


def _double(number: int) -> int:
    with step("double"):
        return 2 * number


def test_a_call_elsewhere_brings_its_sums_home() -> None:
    watch = Clock()
    with running(watch):
        for number in (1, 2):
            result, sums = Timed(_double)(number)
            assert result == 2 * number
            clock.add_to_running(sums)
    assert watch.sums["double"].times == 2


STEPS = {"load", "parse", "view", "page", "Markdown", "original", "write", "search", "settling"}


def times(report: Report) -> dict[str, int]:
    return {one.name: one.times for one in report.profile}


def test_a_build_tells_of_every_step_with_any_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(tmp_path, GOOD)
    one = build(open_project(site.root), jobs=1, is_profiled=True)
    assert times(one).keys() >= STEPS | {REST}
    assert times(one)["page"] == times(one)["parse"] == 5
    assert all(each.seconds >= 0 for each in one.profile)
    monkeypatch.setattr(pool, "POOL_FROM", 1)
    project = open_project(site.root, output=str(tmp_path / "two" / "output"))
    two = build(project, jobs=2, is_profiled=True)
    assert times(two) == times(one), "what is counted does not depend on where it was done"
    assert site.build().profile == (), "nothing is measured that was not asked for"


def test_it_is_printed_below_the_stages(tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    lines = site.sitegen("build", "--profile").output.splitlines()
    (head,) = (number for number, line in enumerate(lines) if line.startswith("  CPU time"))
    assert lines[head].split() == "CPU time seconds share times µs a time µs a cable".split()
    assert lines[-2].split()[::2] == ["all", "100.0%"]
    told = json.loads(site.sitegen("build", "--profile", "--quiet", "--json").output)
    assert {"name", "seconds", "times"} == told["profile"][0].keys()
