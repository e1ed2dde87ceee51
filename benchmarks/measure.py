"""What a command takes: wall time, CPU time and memory of all its processes together.

Times are of this machine at this moment: compare within one run only. Memory is the peak, sampled, of what
all processes together hold: the sum of their proportional shares (Linux only).
"""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SHARE = 50  # a sample of memory takes no more of the time than one part in so many


@dataclass(frozen=True)
class Run:
    """What one command took."""

    wall: float
    cpu: float
    peak: int  # bytes; 0 where the system does not tell
    told: str = ""


def _memory_of_tree(root: int) -> int:
    """The proportional share of memory of a process and all its descendants."""
    total, pending = 0, [root]
    while pending:
        process = Path(f"/proc/{pending.pop()}")
        try:
            rollup = (process / "smaps_rollup").read_text()
            total += sum(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
            for thread in (process / "task").iterdir():
                pending += map(int, (thread / "children").read_text().split())
        except OSError:  # it has ended, or this is not Linux
            continue
    return total * 1024


def _sample(pid: int, peaks: list[int], stop: threading.Event) -> None:
    taken = 0.0
    while not stop.wait(max(0.1, SHARE * taken)):
        start = time.perf_counter()
        peaks.append(_memory_of_tree(pid))
        taken = time.perf_counter() - start


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(command: Sequence[str]) -> Run:
    """Run a command; what it says is shown only if it fails."""
    peaks, stop, cpu, start = [0], threading.Event(), _cpu_of_children(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        sampler = threading.Thread(target=_sample, args=(process.pid, peaks, stop))
        sampler.start()
        told, _ = process.communicate()
        wall = time.perf_counter() - start
        stop.set()
        sampler.join()
    text = told.decode(errors="replace")
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{text}")
    return Run(wall, _cpu_of_children() - cpu, max(peaks), text)
