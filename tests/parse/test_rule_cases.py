"""Every rule of parsing has its table of cases: tests marked `rule(number)`, counted here."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

RULES = range(1, 26)
COLLECT = """
import pytest

class Count:
    def pytest_collection_finish(self, session):
        for item in session.items:
            for mark in item.iter_markers("rule"):
                print("rule", *mark.args)

pytest.main(["--collect-only", "-q", "-p", "no:randomly", "-p", "no:xdist", "tests/parse"], plugins=[Count()])
"""


def test_every_rule_has_its_cases() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECT],
        cwd=Path(__file__).parents[2],  # where pytest's own folders belong
        capture_output=True,
        text=True,
        check=True,
    )
    found = Counter(line.split()[1] for line in done.stdout.splitlines() if line[:5] == "rule ")
    assert {rule: found[str(rule)] for rule in RULES if found[str(rule)] < 3} == {}
    assert found.total() >= 400
