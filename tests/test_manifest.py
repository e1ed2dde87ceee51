"""The list of files: lines found by halving, small changes by copying."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sitegen.looking import look, shares
from sitegen.manifest import line_of, patched

paths = st.text("ab/é", min_size=1, max_size=4)
digests = st.sampled_from([bytes([number]) * 32 for number in (0, 10, 255)])
lists = st.dictionaries(paths, digests)


def written(files: dict[str, bytes]) -> bytes:
    """A manifest, sorted as SQLite sorts: by the bytes of the path."""
    return "".join(line_of(path, files[path]) for path in sorted(files, key=str.encode)).encode()


@given(lists, st.dictionaries(paths, st.none() | digests))
def test_a_patched_manifest_is_the_manifest_of_the_patched_site(
    before: dict[str, bytes], changes: dict[str, bytes | None]
) -> None:
    lines = [
        (path, line_of(path, digest) if (digest := changes[path]) else "")
        for path in sorted(changes, key=str.encode)
    ]
    after = {path: digest for path, digest in (before | changes).items() if digest}
    assert b"".join(map(bytes, patched(written(before), lines))) == written(after)


def test_every_share_of_the_list_is_looked_at_and_each_file_once(tmp_path: Path) -> None:
    manifest, names = tmp_path / "list", [f"é{number}.html" for number in range(7)]
    manifest.write_bytes(written(dict.fromkeys(names, bytes(32))))
    for name in names[1:]:
        (tmp_path / name).touch()
    now = (tmp_path / names[3]).stat().st_mtime_ns + 10**9
    for number in (1, 3, 7, 20):
        found = list(map(look, shares(manifest, number, now)))
        assert len(found) == min(number, 7)
        assert sum(one.files for one in found) == 7
        assert [path for one in found for path in one.lost] == names[:1]
