"""Measure `sitegen build`: the first build, one that finds nothing to do, one after a single edit.

    build.py                          1,000 invented cables (corpus.py)
    build.py --n 1000 --n 10000       several sizes
    build.py --maker PATH             cables of another maker, called as `PATH --n N --out DIR`,
                                      which fills DIR/raw
    build.py FOLDER...                folders of cables that are there already
    build.py --compare PATH           then runs PATH --n N --work DIR --sitegen CMD for each size

Prints a Markdown table. Times are of this machine at this moment: compare within one run only.
Memory is the peak, sampled, of what all processes together hold (Linux only).
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SITEGEN = (sys.executable, "-m", "sitegen", "build")
INTERVAL = 0.05  # s between two samples of memory
HEAD = "| corpus | cables | build | wall s | CPU s | cables/s | peak MiB | files |"
RULE = "|---|---:|---|---:|---:|---:|---:|---:|"


@dataclass(frozen=True)
class Run:
    """What one build took."""

    wall: float
    cpu: float
    peak: int  # bytes; 0 where the system does not tell

    def row(self, corpus: str, cables: int, build: str, files: int) -> str:
        peak = f"{self.peak / 2**20:.0f}" if self.peak else "?"
        times = f"{self.wall:.2f} | {self.cpu:.2f} | {cables / self.wall:,.0f}"
        return f"| {corpus} | {cables:,} | {build} | {times} | {peak} | {files:,} |"


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
    while not stop.wait(INTERVAL):
        peaks.append(_memory_of_tree(pid))


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
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{told.decode(errors='replace')}")
    return Run(wall, _cpu_of_children() - cpu, max(peaks))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _edit_one(folder: Path) -> None:
    """Add a sentence to the cable in the middle."""
    cables = _files(folder)
    with cables[len(cables) // 2].open("a", encoding="utf-8") as cable:
        cable.write("\nThis sentence was added.\n")


def rows(name: str, corpus: Path, work: Path) -> Iterator[str]:
    """Build a copy of a corpus three times. `cables` counts files: a dump counts as one."""
    content, output = work / "site" / "content", work / "site" / "output"
    shutil.rmtree(work / "site", ignore_errors=True)
    shutil.copytree(corpus, content)
    cables = len(_files(content))
    command = (*SITEGEN, str(work / "site"))
    for build in ("first", "nothing changed", "one edit"):
        if build == "one edit":
            _edit_one(content)
        run = measure(command)
        yield run.row(name, cables, build, len(_files(output)))


def _made(maker: Path, count: int, work: Path) -> Path:
    corpus = work / f"corpus-{count}"
    if not (corpus / "raw").exists():
        make = [sys.executable, str(maker), "--n", str(count), "--out", str(corpus)]
        subprocess.run(make, check=True, stdout=sys.stderr)
    return corpus / "raw"


def _compare(script: Path, count: int, work: Path) -> None:
    command = f"'{sys.executable}' -m sitegen build --content {{raw}} --output {{out}}"
    arguments = ["--n", str(count), "--work", str(work / "compare"), "--sitegen", command]
    subprocess.run([sys.executable, str(script), *arguments], check=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--n", type=int, action="append", help="cables to make (repeatable)")
    parser.add_argument("--maker", type=Path, default=HERE / "corpus.py")
    parser.add_argument("--compare", type=Path)
    parser.add_argument("--work", type=Path, help="keep what is made here")
    return parser.parse_args()


def run(options: argparse.Namespace, work: Path) -> None:
    sizes = options.n or ([] if options.folders else [1000])
    corpora = [(folder.name, folder) for folder in options.folders]
    corpora += [(f"{options.maker.stem} {n}", _made(options.maker, n, work)) for n in sizes]
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}\n\n{HEAD}\n{RULE}")
    for name, corpus in corpora:
        for row in rows(name, corpus, work):
            print(row, flush=True)
    for count in sizes if options.compare else ():
        print(flush=True)
        _compare(options.compare, count, work)


def main() -> None:
    options = _options()
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        run(options, options.work.resolve())
    else:
        with tempfile.TemporaryDirectory() as work:
            run(options, Path(work))


if __name__ == "__main__":
    main()
