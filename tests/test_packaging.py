"""sitegen as others get it: a wheel in an environment of its own, an editable install, a source
archive. Dependencies are lent by the environment of the tests; sitegen is what was just built.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

TELEGRAM = """\
R 240827Z FEB 09
FM AMEMBASSY TASHKENT
TO SECSTATE WASHDC
UNCLAS TASHKENT 000208
"""


def _run(*command: str | Path, cwd: Path, stdin: str = "") -> str:
    """Run outside the repository, so that only what is installed can be found; its output."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, input=stdin, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _built(kind: str, folder: Path) -> Path:
    _run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder, cwd=ROOT)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _built("sdist", tmp_path_factory.mktemp("sdist"))


class Environment:
    """A new virtual environment that borrows its dependencies, below a path with a space."""

    def __init__(self, folder: Path) -> None:
        self.home, self.work = folder / "an env", folder / "work"
        self.work.mkdir()
        _run(sys.executable, "-m", "venv", "--without-pip", self.home, cwd=folder)
        self.python = self.home / "bin" / "python"
        purelib = "import sysconfig; print(sysconfig.get_path('purelib'))"
        self.packages = Path(_run(self.python, "-c", purelib, cwd=folder).strip())
        # Folders that a .pth names come last, and their own .pth files are not read: the editable
        # sitegen of the lending environment stays out.
        (self.packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def install(self, *what: str | Path) -> None:
        pip = ("-m", "pip", "--python", self.python, "install", "--quiet", "--no-deps")
        here = ("--no-index", "--no-build-isolation", "--disable-pip-version-check")
        _run(sys.executable, *pip, *here, "--force-reinstall", *what, cwd=self.work)

    def run(self, *arguments: str | Path, cwd: Path | None = None, stdin: str = "") -> str:
        return _run(self.python, *arguments, cwd=cwd or self.work, stdin=stdin)

    def where(self) -> Path:
        return Path(self.run("-c", "import sitegen; print(sitegen.__file__)").strip())


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("installed"))
    environment.install(wheel)
    assert environment.packages in environment.where().parents
    return environment


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = Environment(tmp_path_factory.mktemp("editable"))
    environment.install("--editable", ROOT)
    assert environment.where() == ROOT / "sitegen" / "__init__.py"
    return environment


def _builds_a_new_site(environment: Environment) -> None:
    command = environment.home / "bin" / "sitegen"
    _run(command, "init", "x", cwd=environment.work)
    _run(command, "build", cwd=environment.work / "x")
    output = environment.work / "x" / "output"
    for page in ("index.html", "404.html", "search/index.html", "tag/index.html"):
        assert "</html>" in (output / page).read_text("utf-8"), page
    assert list(output.glob("cable/*/*/*.html")), "the first cable of a new site has its page"
    assert list(output.rglob("*.css")), "the theme's static files are there"


def test_a_wheel_builds_a_new_site(installed: Environment) -> None:
    _builds_a_new_site(installed)


def test_an_editable_install_builds_a_new_site(editable: Environment) -> None:
    _builds_a_new_site(editable)


def test_python_m_sitegen_is_the_command(installed: Environment) -> None:
    assert "0.1.0" in installed.run("-m", "sitegen", "--version")


def test_pygments_knows_cables(installed: Environment) -> None:
    html = installed.run("-m", "pygments", "-l", "cable", "-f", "html", stdin=TELEGRAM)
    assert "<span class=" in html
    assert "TASHKENT" in html


def test_a_wheel_holds_the_theme_and_the_reference_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (
        ("templates", "_templates"),
        ("sitegen/reference/data", "reference/data"),
    ):
        sources = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        here = {
            f"sitegen/{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in sources
        }
        assert here
        assert here <= names
    assert "sitegen/preview/error.css" in names
    assert not [name for name in names if name.startswith(("tests/", "content/"))]


def test_a_source_archive_holds_what_the_tests_need(archive: Path) -> None:
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    needed = ("LICENSE", "Makefile", "pyproject.toml", "scripts/browser.py", "scripts/venv.sh")
    assert names.issuperset(needed)
    for folder in ("content", "docs", "templates", "tests"):
        sources = (path for path in (ROOT / folder).rglob("*") if path.is_file())
        paths = {path.relative_to(ROOT).as_posix() for path in sources if "cache" not in str(path)}
        assert {path for path in paths if not path.endswith(".pyc")} <= names
    assert not [name for name in names if name.startswith(("output/", ".venv/"))]
