"""Cables as the catalog keeps them: packed, as there may be millions."""

from __future__ import annotations

import zlib

import msgspec

from sitegen.records import Cable

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Cable).decode
_LEVEL = 1  # 6 saves a twentieth and takes twice as long


def pack(cable: Cable) -> bytes:
    """A cable as bytes, the same for the same cable."""
    return zlib.compress(_encode(cable), _LEVEL)


def unpack(packed: bytes) -> Cable:
    """The cable of `pack`. Raises zlib.error or msgspec.DecodeError for what is damaged."""
    return _decode(zlib.decompress(packed))
