"""The commands as a user meets them: what they print, what they write, how they end."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sitegen import __version__
from sitegen.cli import main

ROOT = Path(__file__).parent.parent
SEED = ROOT / "content" / "cables" / "09TASHKENT208.txt"


def sitegen(*arguments: str | Path) -> Result:
    """In this process; a bug of ours fails the test with its traceback."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A new site, as `init` makes it."""
    assert sitegen("init", tmp_path / "site").exit_code == 0
    return tmp_path / "site"


def test_a_new_site_builds_without_a_word_of_complaint(site: Path) -> None:
    done = sitegen("build", site, "--strict")
    assert done.exit_code == 0, done.output
    assert "0 errors, 0 warnings" in done.output
    assert (site / "output" / "index.html").is_file()
    assert "output" in (site / ".gitignore").read_text()


def test_init_overwrites_nothing(site: Path) -> None:
    (site / "sitegen.toml").write_text('title = "Mine"\n')
    done = sitegen("init", site)
    assert done.exit_code == 5
    assert done.output.startswith("error: ")
    assert "is already there" in done.output
    assert (site / "sitegen.toml").read_text() == 'title = "Mine"\n'


def test_without_a_terminal_lines_are_plain_and_the_last_sums_up(site: Path) -> None:
    done = run("build", "--jobs", "1", cwd=site)
    assert done.returncode == 0
    assert done.stdout == ""
    assert "\x1b" not in done.stderr
    *table, line = done.stderr.splitlines()
    assert all(re.fullmatch(r"  [a-z]+.*(\d\.\d\d s.*|removed|MB)", one) for one in table), table
    assert "making pages" in table[-4]
    assert re.fullmatch(
        r"\d+ cables?, \d+ pages, \d+ files \(\d+ written, 0 removed\) in \d+\.\d s → output; "
        r"0 errors, 0 warnings, \d+ notes?",
        line,
    ), line
    again = run("build", cwd=site)
    assert "(nothing changed)" in again.stderr


def test_build_takes_its_folders_and_address_from_the_command_line(
    site: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_bytes(SEED.read_bytes())
    done = sitegen(
        *("build", site, "--content", tmp_path / "other", "--output", tmp_path / "public"),
        *("--base-url", "https://host.example/x", "--jobs", "1"),
    )
    assert done.exit_code == 0, done.output
    assert not (site / "output").exists()
    assert (
        "https://host.example/x/cable/2009/02/09TASHKENT208.html"
        in (tmp_path / "public" / "feed.xml").read_text()
    )


def test_the_report_is_json_for_machines(site: Path, tmp_path: Path) -> None:
    (site / "content" / "cables" / "bad.txt").write_text("no cable")
    report = tmp_path / "new" / "report.json"
    assert sitegen("build", site, "--report", report).exit_code == 0
    told = json.loads(report.read_text())
    assert told["records"] == told["cables"] + told["withheld"] + told["duplicates"]
    assert told["withheld"] == 1
    (one,) = told["diagnostics"]
    assert (one["path"], one["line"], one["code"], one["severity"]) == (
        *("cables/bad.txt", 1, "not-a-cable", "error"),
    )
    assert one["hint"]
    strict = sitegen("build", site, "--strict")
    assert strict.exit_code == 1
    assert strict.output.splitlines()[-1].startswith("error: ")


MISUSES = (
    (("build", "nowhere"), 2, "there is no such folder", "a folder that is not there"),
    (("build", "{site}", "--jobs", "-1"), 2, "--jobs", "fewer than no processes"),
    (("build", "{site}", "--jbos", "1"), 2, "--jobs", "a mistyped option"),
    (("bild",), 2, "bild", "a mistyped command"),
    (("build", "{site}", "--base-url", "example.org"), 2, "https://", "no address"),
    (("build", "{site}", "--content", "{site}/nowhere"), 4, "no content folder", "no content"),
    (("build", "{site}", "--output", "{site}"), 5, "contains", "an output around the sources"),
    (("build", "{site}", "--report", "{site}/sitegen.toml/x"), 5, "sitegen.toml", "a report in a file"),
    (("parse", "nowhere.txt"), 4, "no such file", "nothing to parse"),
    (("parse", "{site}/sitegen.toml"), 1, "no cable", "a file that is no cable"),
    (("convert", "nowhere", "x"), 4, "no such file", "nothing to convert"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "says", "reason"), MISUSES, ids=[m[3] for m in MISUSES]
)
def test_misuse_is_told_in_a_line(
    site: Path, arguments: tuple[str, ...], code: int, says: str, reason: str
) -> None:
    done = sitegen(*(argument.replace("{site}", str(site)) for argument in arguments))
    assert done.exit_code == code, (reason, done.output)
    assert says in done.output
    assert "Traceback" not in done.output


def test_errors_go_to_standard_error(site: Path) -> None:
    (site / "sitegen.toml").write_text("titel = 1\n")
    done = run("build", cwd=site)
    assert (done.returncode, done.stdout) == (2, "")
    first, hint = done.stderr.splitlines()
    assert first.startswith("error: ")
    assert first.endswith("sitegen.toml:1: unknown key `titel`")
    assert hint == "  did you mean `title`?"


def test_convert_writes_markdown_once(tmp_path: Path) -> None:
    done = sitegen("convert", SEED, tmp_path / "made")
    assert done.exit_code == 0
    (made,) = (path for path in (tmp_path / "made").rglob("*") if path.is_file())
    assert made.relative_to(tmp_path / "made").as_posix() == "2009/02/09TASHKENT208.md"
    assert 'identifier: "09TASHKENT208"' in made.read_text()
    made.write_text("edited")
    again = sitegen("convert", SEED, tmp_path / "made")
    assert again.exit_code == 5
    assert "is already there" in again.output
    assert "never overwritten" in again.output
    assert made.read_text() == "edited"


def test_convert_again_leaves_what_is_the_same(tmp_path: Path) -> None:
    assert sitegen("convert", SEED, tmp_path).output == f"1 cable written to {tmp_path}\n"
    again = sitegen("convert", SEED, tmp_path)
    assert again.exit_code == 0
    assert "0 cables written" in again.output
    assert "1 there already" in again.output


def test_convert_on_a_full_disk_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be in the way of the next try, as existing files are never overwritten."""

    def fail(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:100])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", fail)
        done = sitegen("convert", SEED, tmp_path)
    assert done.exit_code == 5
    assert "No space left" in done.output
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sitegen("convert", SEED, tmp_path).exit_code == 0


def test_convert_of_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = sitegen("convert", tmp_path / "empty", tmp_path / "made")
    assert done.exit_code == 1
    assert "no cable" in done.output


def test_parse_prints_json_and_nothing_else(tmp_path: Path) -> None:
    done = run("parse", str(SEED), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    cable = json.loads(done.stdout)
    assert cable["identifier"] == "09TASHKENT208"
    assert [block["number"] for block in cable["body"] if block.get("number")] == list(range(1, 12))
    assert {span["kind"] for span in cable["spans"]} >= {"summary"}


ROW = (
    '"{number}","1/2/2008 3:04","08OSLO{number}","Embassy Oslo","UNCLASSIFIED","",'
    '"R 020304Z JAN 08\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC","UNCLAS OSLO 00000{number}\n\n'
    'SUBJECT: A SPECIMEN\n\n1. (U) Invented."\n'
)


def test_parse_prints_the_cables_of_a_dump_one_to_a_line(tmp_path: Path) -> None:
    dump = tmp_path / "dump.csv"
    dump.write_text(
        "".join(ROW.format(number=number) for number in (1, 2)) + '"3","1/2/2008 3:04","x"'
    )
    done = run("parse", str(dump), cwd=tmp_path)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [json.loads(line)["identifier"] for line in lines] == ["08OSLO1", "08OSLO2"]
    assert f"error {dump}:" in done.stderr, "the path as it was typed"


def test_parse_prints_an_outline_for_people() -> None:
    done = sitegen("parse", SEED, "--outline")
    assert done.exit_code == 0
    assert "origin          Embassy Tashkent (Uzbekistan)" in done.output
    assert "  11. (U) This message was drafted" in done.output
    assert max(map(len, done.output.splitlines())) < 140


@pytest.mark.parametrize(
    ("journal", "says"), [(False, "the site is as it was"), (True, "the next build completes")]
)
def test_ctrl_c_ends_a_build_in_a_line(
    site: Path, monkeypatch: pytest.MonkeyPatch, journal: bool, says: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        if journal:
            (site / ".sitegen" / "output").mkdir(parents=True)
            (site / ".sitegen" / "output" / "journal").touch()
        raise KeyboardInterrupt

    monkeypatch.setattr("sitegen.build.build", interrupted)
    done = sitegen("build", site)
    assert done.exit_code == 130
    assert done.output.startswith("stopped; ")
    assert says in done.output
    assert len(done.output.splitlines()) == 1


def test_init_prints_a_line_the_shell_takes(tmp_path: Path) -> None:
    assert f"cd '{tmp_path}/a b' && sitegen build" in sitegen("init", tmp_path / "a b").output


def test_a_field_a_template_does_not_have_is_told(site: Path) -> None:
    (site / "templates" / "static").mkdir(parents=True)
    (site / "templates" / "page.html").write_text("{{ page.nix }}")
    done = sitegen("build", site)
    assert done.exit_code == 3
    assert "page.html:1: `page` has no field `nix`\n  `page` has site, url, title" in done.output
    (site / "templates" / "page.html").write_text("{{ page.site.nix }}")
    assert "Site has no field `nix`\n  Site has title, " in sitegen("build", site).output


def test_version() -> None:
    assert sitegen("--version").output == f"sitegen, version {__version__}\n"


@pytest.mark.parametrize("command", ["init", "build", "serve", "convert", "parse"])
def test_help_names_every_option(command: str) -> None:
    assert command in sitegen("--help").output
    told = sitegen(command, "-h").output
    for parameter in main.commands[command].params:
        name = parameter.opts[-1] if parameter.param_type_name == "option" else parameter.metavar
        assert name is not None
        assert name in told


_READ = """
import sys
import sitegen.cli
late = ("sitegen.parse.cable", "sitegen.render.html", "sitegen.preview.server", "numpy", "markdown")
print(*(name for name in late if name in sys.modules))
"""


def test_a_command_reads_only_what_it_needs() -> None:
    """Parser, renderer and search take longer to import than a build that finds nothing changed."""
    done = subprocess.run([sys.executable, "-c", _READ], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
