"""The list of files: lines found by halving, small changes by copying."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
