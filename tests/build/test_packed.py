"""Gzipped files are read as if they were not; damaged and boundless ones are told of."""

from __future__ import annotations

import gzip
import hashlib
import random
from pathlib import Path

import pytest
from sites import GOOD, Site, row, telegram

from sitegen import load, unpack
from sitegen.errors import InputError
from sitegen.records import Diagnostic, Source


def test_a_packed_site_is_the_site(tmp_path: Path) -> None:
    plain = Site(tmp_path / "plain", GOOD)
    packed = Site(tmp_path / "packed", GOOD)
    for path in packed.content.rglob("*"):
        if path.is_file() and not path.is_relative_to(packed.content / "pages"):
            path.write_bytes(gzip.compress(path.read_bytes()))
    assert plain.build().cables == packed.build().cables
    other = packed.tree()
    for name, data in plain.tree().items():
        if name.endswith((".txt", ".html")):
            assert other[name] == data


def dump(count: int) -> bytes:
    """Rows of very unequal length, as text that does not shrink to nothing."""
    draw = random.Random(1)
    texts = (draw.randbytes(draw.randrange(1, 20000)).hex() for _ in range(count))
    rows = (
        f'"{n}","1/2/2008 3:04","08OSLO{n}","Embassy Oslo","UNCLASSIFIED","","","UNCLAS {text}"\n'
        for n, text in enumerate(texts, start=1)
    )
    return "".join(rows).encode()


@pytest.mark.parametrize("order", ["forwards", "backwards", "any"])
def test_originals_are_read_from_any_place(
    order: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "STEP", 100_000)
    monkeypatch.setattr(unpack, "PIECE", 10_000)
    data = dump(200)
    half = len(data) // 2  # of two members, as `cat a.gz b.gz` gives
    (tmp_path / "a").write_bytes(gzip.compress(data[:half]) + gzip.compress(data[half:]))
    found = [one for one in load.read(tmp_path, "a") if isinstance(one, Source)]
    assert len(found) == 200
    if order == "any":
        random.Random(2).shuffle(found)
    for one in found[::-1] if order == "backwards" else found:
        raw = load.original(tmp_path, "a", one.offset, len(one.raw), one.sha256)
        assert raw == one.raw


def test_forward_reading_unpacks_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = dump(300)
    (tmp_path / "a").write_bytes(gzip.compress(data))
    read = unpack.Unpacker(tmp_path / "a")
    unpacked = 0
    more = unpack.Unpacker._more

    def counted(self: unpack.Unpacker, offset: int) -> bool:
        nonlocal unpacked
        before = self.here.unpacked
        done = more(self, offset)
        unpacked += self.here.unpacked - before
        return done

    monkeypatch.setattr(unpack.Unpacker, "_more", counted)
    for offset in range(0, len(data), 5000):
        assert read.read(offset, 5000) == data[offset : offset + 5000]
    assert unpacked == len(data)


def test_a_changed_file_is_not_taken_for_the_old_one(tmp_path: Path) -> None:
    data = telegram().encode()
    (tmp_path / "a").write_bytes(gzip.compress(data))
    digest = hashlib.sha256(data).hexdigest()
    assert load.original(tmp_path, "a", 0, len(data), digest) == data
    (tmp_path / "a").write_bytes(gzip.compress(data[::-1] + b"."))
    with pytest.raises(InputError, match="changed while"):
        load.original(tmp_path, "a", 0, len(data), digest)


@pytest.mark.parametrize(
    ("cut", "codes"),
    [
        pytest.param(slice(0, -9), ["bad-gzip"], id="the sum at the end is missing"),
        pytest.param(slice(0, 60), ["bad-gzip"], id="cut off"),
        pytest.param(slice(0, 2), ["bad-gzip"], id="the first two bytes"),
    ],
)
def test_a_damaged_file_is_told_of(cut: slice, codes: list[str], tmp_path: Path) -> None:
    site = Site(tmp_path, GOOD)
    whole = site.build().cables
    (site.content / "bad.gz").write_bytes(gzip.compress(telegram().encode())[cut])
    report = site.build()
    assert report.cables == whole
    assert [one.code for one in report.diagnostics if one.path == "bad.gz"] == codes


def test_rows_before_the_damage_are_read(tmp_path: Path) -> None:
    packed = gzip.compress(dump(50))
    (tmp_path / "a").write_bytes(packed[: len(packed) // 2])
    found = list(load.read(tmp_path, "a"))
    assert sum(isinstance(one, Source) for one in found) > 10
    assert isinstance(found[-1], Diagnostic)
    assert found[-1].code == "bad-gzip"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(telegram().encode() + b"x" * 2_000_000, id="a telegram"),
        pytest.param(row("08OSLO1").encode() + b"x" * 2_000_000, id="a row"),
        pytest.param(b'{"identifier": "' + b"x" * 2_000_000, id="an object"),
    ],
)
def test_what_unpacks_without_end_is_told_of(
    text: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "LARGEST", 1_000_000)
    (tmp_path / "a").write_bytes(gzip.compress(text))
    assert [getattr(one, "code", "") for one in load.read(tmp_path, "a")] == ["too-large"]
