"""Invented cables of real sentences, so that what a query should find is known: `invented.py --n 400 --out DIR`.

Each is about one topic of `judged/topics.toml`; a third have a paragraph about another. Cable number i is the same
in every collection.
"""

from __future__ import annotations

import argparse
import random
import re
import textwrap
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

TOPICS = Path(__file__).parent / "judged" / "topics.toml"
POSTS = (
    "ACCRA",
    "ANKARA",
    "BOGOTA",
    "COLOMBO",
    "DAKAR",
    "LIMA",
    "LISBON",
    "MANILA",
    "NAIROBI",
    "OSLO",
)
FIRST_DAY, DAYS = datetime(1996, 1, 1, tzinfo=UTC), 4700  # all under one executive order
ASIDES = 0.35  # of the cables have a paragraph about another topic

Words = Mapping[str, Sequence[str]]


class Topic(NamedTuple):
    """What cables are about, and a query for it."""

    name: str
    query: str
    things: tuple[str, ...]
    subjects: tuple[str, ...]
    sentences: tuple[str, ...]


class Made(NamedTuple):
    """A cable and what it is about; `aside` is the topic of one of its paragraphs, or ''."""

    identifier: str
    post: str
    topic: str
    aside: str
    text: str


@cache
def topics() -> tuple[Topic, ...]:
    return tuple(
        Topic(
            one["name"],
            one["query"],
            tuple(one["things"]),
            tuple(one["subjects"]),
            tuple(one["sentences"].splitlines()),
        )
        for one in _data()["topics"]
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(TOPICS.read_text("utf-8"))


@cache
def _names(kind: str) -> tuple[str, ...]:
    """People, places and so on. But for people, a hyphen stands for a blank."""
    names = str(_data()[kind]).split()
    return tuple(names if kind == "people" else (name.replace("-", " ") for name in names))


def cable(number: int) -> Made:
    """An invented telegram."""
    dice = random.Random(f"invented {number}")
    topic = topics()[number % len(topics())]
    other = dice.choice([one for one in topics() if one != topic])
    aside = other if dice.random() < ASIDES else None
    post, cast = dice.choice(POSTS), _cast(dice)
    when = FIRST_DAY + timedelta(days=dice.randrange(DAYS), minutes=dice.randrange(1440))
    subject = _filled(dice, cast, topic, dice.choice(topic.subjects)).upper()
    paragraphs = list(_paragraphs(dice, cast, topic))
    if aside:
        some = dice.sample(aside.sentences, 2)
        place = dice.randrange(1, len(paragraphs) + 1)
        paragraphs.insert(place, " ".join(_filled(dice, cast, aside, one) for one in some))
    text = _telegram(post, number + 1, when, subject, paragraphs)
    return Made(f"{when:%y}{post}{number + 1}", post, topic.name, aside.name if aside else "", text)


def _cast(dice: random.Random) -> Words:
    """Who and what one cable speaks of: few, so that they come again."""
    return {
        "person": dice.sample(_names("people"), 3),
        "place": dice.sample(_names("places"), 2),
        "firm": dice.sample(_names("firms"), 1),
        "office": dice.sample(_names("offices"), 2),
        "month": dice.sample(_names("months"), 2),
    }


def _filled(dice: random.Random, cast: Words, topic: Topic, sentence: str) -> str:
    """A sentence with its names."""

    def name(slot: re.Match[str]) -> str:
        match slot[1]:
            case "count":
                return str(dice.randint(3, 900))
            case "day":
                return str(dice.randint(1, 28))
            case "thing":
                return dice.choice(topic.things)
            case kind:
                return dice.choice(cast[kind])

    return re.sub(r"\{(\w+)\}", name, sentence)


def _paragraphs(dice: random.Random, cast: Words, topic: Topic) -> Iterator[str]:
    """Each has a sentence of the topic, while there are any, and some of none."""
    own = dice.sample(topic.sentences, dice.randint(3, len(topic.sentences)))
    general = dice.sample(_data()["general"].splitlines(), 24)
    for number in range(dice.randint(3, 9)):
        some = own[number : number + 1] + [general.pop() for _ in range(dice.randint(1, 2))]
        yield " ".join(_filled(dice, cast, topic, one) for one in some)


def _telegram(
    post: str, number: int, when: datetime, subject: str, paragraphs: Sequence[str]
) -> str:
    numbered = (f"{at}. (U) {text}" for at, text in enumerate(paragraphs, 1))
    return "\n".join(
        (
            f"R {when:%d%H%MZ %b %y}".upper(),
            f"FM AMEMBASSY {post}",
            f"TO SECSTATE WASHDC {number:04}",
            f"UNCLAS {post} {number:06}",
            "",
            "E.O. 12958: N/A",
            "TAGS: ECON",
            textwrap.fill(f"SUBJECT: {subject}", 64),
            "",
            "SPECIMEN -- INVENTED FOR MEASURING -- NOT A RECORD",
            *("\n" + textwrap.fill(text, 64, break_on_hyphens=False) for text in numbered),
            "SPECIMEN-HART",
            "",
        )
    )


def write(count: int, folder: Path) -> list[Made]:
    """Some cables, each in a file of the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    made = list(map(cable, range(count)))
    for one in made:
        (folder / f"{one.identifier}.txt").write_text(one.text, "utf-8")
    return made


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--n", type=int, default=400)
    arguments.add_argument("--out", type=Path, required=True)
    options = arguments.parse_args()
    write(options.n, options.out)


if __name__ == "__main__":
    main()
