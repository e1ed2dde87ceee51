"""Text to words. `templates/static/search/words.js` does the same; `tests/search/vectors.json`
holds both to it.

Lower case; accents and invisible marks dropped; a possessive 's and other apostrophes dropped;
every other sign parts words (so does a hyphen); zeros that lead a number dropped; a run of four
or more x (a redaction) is always xxxx; a word ends after 64 characters.
"""

import re
import unicodedata
from collections.abc import Sequence

LONGEST = 64
SPACE_MARK = "\x01"  # ends a position space while a whole cable is folded at once; no white space
APOSTROPHES = "'`’‘ʼʻ"
LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
}
LETTERS |= {"ħ": "h", "ŧ": "t", "ς": "σ"}  # what NFKD leaves whole

_MARKED = f" {SPACE_MARK} "
_LETTERS = str.maketrans(LETTERS | dict.fromkeys(APOSTROPHES, "'"))
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SIGNS = re.compile(rf"(?:[^\w{SPACE_MARK}]|_)+")
_ASCII_SIGNS = {c: " " for c in range(128) if not chr(c).isalnum() and chr(c) != SPACE_MARK}
_DIGITS = set("123456789")
_REDACTED = re.compile(r"(?<= )xxxx+(?= )")


def words(text: str) -> list[str]:
    """The words of one text, in order."""
    return [word[:LONGEST] for word in fold_spaces([text]).split()[:-1]]


def fold_spaces(texts: Sequence[str]) -> str:
    """The words of all texts, parted by blanks, a mark after those of each. All are folded in one go,
    which is four times as fast. Words are still as long as they were: see `LONGEST`."""
    joined = _MARKED.join((*texts, ""))
    if joined.count(SPACE_MARK) != len(texts):
        joined = _MARKED.join((*(text.replace(SPACE_MARK, " ") for text in texts), ""))
    return _fold(f" {joined} ")


def _fold(text: str) -> str:
    """Text with its words folded and parted by blanks."""
    text = text.lower().replace("`", "'")
    plain = text.isascii()
    if not plain:
        text = _without_accents(text)
    if "'" in text:
        text = _without_apostrophes(text)
    text = text.translate(_ASCII_SIGNS) if plain else _SIGNS.sub(" ", text)
    if " 0" in text:
        text = _without_zeros(text)
    return _REDACTED.sub("xxxx", text) if "xxxx" in text else text


def _without_apostrophes(text: str) -> str:
    """Text without apostrophes, and without a possessive s behind one. A pattern would take five times
    as long."""
    first, *rest = text.split("'")
    return first + "".join(
        part[1:] if part[:1] == "s" and not part[1:2].isalnum() else part for part in rest
    )


def _without_zeros(text: str) -> str:
    """Text without zeros that lead a number."""
    first, *rest = text.split(" 0")
    shorter = (part.lstrip("0") for part in rest)
    return first + "".join(f" {part}" if part[:1] in _DIGITS else f" 0{part}" for part in shorter)


def _without_accents(text: str) -> str:
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text.translate(_LETTERS)))
    return _NOT_ASCII.sub(_without_marks, text.lower()).translate(_LETTERS)


def _without_marks(run: re.Match[str]) -> str:
    return "".join(c for c in run[0] if not unicodedata.category(c).startswith("M"))
