"""A corpus of invented cables for measuring: `corpus.py --n 1000 --out DIR` fills DIR/raw/YYYY/,
and DIR/md/YYYY/ with the same as pages for Hugo.

The text is random syllables, laid out as a reader page, about a thousand words each. Cable number
i is the same in every corpus; its references point at earlier numbers.
"""

from __future__ import annotations

import argparse
import calendar
import json
import random
import re
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

POSTS = ("ACCRA", "ANKARA", "BOGOTA", "CANBERRA", "LIMA", "NAIROBI", "OSLO", "TASHKENT", "TOKYO")
TAGS = ("AORC", "ECON", "EFIN", "ETRD", "KNNP", "PGOV", "PHUM", "PREL", "SENV", "TBIO")
CLASSES = ("UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "CONFIDENTIAL")
LINES = {"UNCLASSIFIED": "UNCLAS", "CONFIDENTIAL": "C O N F I D E N T I A L"}
SYLLABLES = ("ka", "ri", "mo", "ta", "lo", "be", "lu", "za", "el", "mar", "in", "sko", "du", "ne")
WORDS_OF_ALL = 20_000
FIRST_YEAR, YEARS = 2000, 10


def _vocabulary() -> tuple[str, ...]:
    """Invented words, the frequent ones first and short."""
    dice = random.Random("vocabulary")
    lengths = (1 + min(3, number.bit_length() // 4) for number in range(WORDS_OF_ALL))
    return tuple("".join(dice.choices(SYLLABLES, k=length)) for length in lengths)


VOCABULARY = _vocabulary()


def _words(dice: random.Random, count: int) -> str:
    """Words distributed roughly as in a language: a few very often, most seldom."""
    return " ".join(VOCABULARY[int(WORDS_OF_ALL ** dice.random()) - 1] for _ in range(count))


def _date(number: int) -> datetime:
    dice = random.Random(f"date {number}")
    year, month = FIRST_YEAR + dice.randrange(YEARS), dice.randint(1, 12)
    day = dice.randint(1, calendar.monthrange(year, month)[1])
    return datetime(year, month, day, dice.randrange(24), dice.randrange(60), tzinfo=UTC)


def identifier(number: int, between: str = "") -> str:
    """Two digits of the year, the post, a number that no other cable of the post has."""
    parts = (f"{_date(number):%y}", POSTS[number % len(POSTS)], str(number // len(POSTS) + 1))
    return between.join(parts)


def _paragraphs(dice: random.Random) -> Iterator[str]:
    for number in range(1, 13):
        sentences = (_words(dice, 14).capitalize() + "." for _ in range(6))
        yield textwrap.fill(f"{number}. (U) {' '.join(sentences)}", 64)


def cable(number: int) -> str:
    """The text of a reader page."""
    dice = random.Random(f"cable {number}")
    when, post = _date(number), POSTS[number % len(POSTS)]
    classification = dice.choice(CLASSES)
    tags = " ".join(sorted(dice.sample(TAGS, 4)))
    subject = textwrap.fill(_words(dice, 9).upper(), 64)
    cited = identifier(dice.randrange(number), " ") if number else "STATE 1"
    line = LINES.get(classification, "UNCLAS")
    return "\n".join(
        (
            *("Identifier", "Created", "Classification", "Origin"),
            *(identifier(number), f"{when:%Y-%m-%d %H:%M:%S}", classification),
            f"Embassy {post.title()}",
            f"R {when:%d%H%MZ %b %y}".upper(),
            f"FM AMEMBASSY {post}",
            f"TO SECSTATE WASHDC {number % 10_000:04}",
            f"{line} {post} {number // len(POSTS) + 1:06}",
            "",
            "E.O. 12958: N/A",
            f"TAGS: {tags}",
            f"SUBJECT: {subject}",
            "",
            f"REF: {cited}",
            "",
            *("\n" + paragraph for paragraph in _paragraphs(dice)),
            "SPECIMEN",
            "",
        )
    )


def hugo_page(number: int) -> str:
    """The same text as a page for Hugo: YAML front matter and Markdown."""
    head, _, body = cable(number).partition("\n\n\n")
    lines = head.splitlines()
    identifier, created, classification, origin = lines[4:8]
    subject = head.partition("SUBJECT: ")[2].partition("\n\n")[0].replace("\n", " ")
    tags = head.partition("TAGS: ")[2].partition("\n")[0].split()
    fields = {"title": subject, "date": created.replace(" ", "T") + "Z", "cable": identifier}
    lists = {"tags": tags, "posts": [origin], "classifications": [classification]}
    front = [f"{key}: {json.dumps(value)}" for key, value in {**fields, **lists}.items()]
    return "\n".join(
        ["---", *front, f"slug: {identifier}", "---", re.sub(r"(?m)^([0-9]+)\. ", r"\1\\. ", body)]
    )


def write(count: int, out: Path) -> None:
    for number in range(count):
        name, year = identifier(number), str(_date(number).year)
        for kind, text in (("raw", cable(number)), ("md", hugo_page(number))):
            folder = out / kind / year
            folder.mkdir(parents=True, exist_ok=True)
            suffix = ".txt" if kind == "raw" else ".md"
            (folder / f"{name}{suffix}").write_text(text, "utf-8")


@contextmanager
def given(folder: Path | None, count: int) -> Iterator[Path]:
    """The raw cables of a folder that was named, else invented ones, which are gone afterwards."""
    if folder:
        yield folder
        return
    with tempfile.TemporaryDirectory() as made:
        write(count, Path(made))
        yield Path(made) / "raw"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--n", type=int, default=1000)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    write(options.n, options.out)


if __name__ == "__main__":
    main()
