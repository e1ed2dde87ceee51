"""Volumes of Foreign Relations of the United States in TEI (formats, f): many documents a file.

`volume` divides a file into its documents, `document` reads one, `text` makes the blocks of its text.
"""

from sitegen.parse.formats.frus.document import draft
from sitegen.parse.formats.frus.volume import LeftOut, Piece, is_volume, split

__all__ = ["LeftOut", "Piece", "draft", "is_volume", "split"]
