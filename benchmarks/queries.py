"""Queries of which is known what they should find: judged by hand, and drawn from the cables themselves.

A cable has grade 2 for what one looks for, 1 for what is about it as well, else none.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from invented import Made, topics

from sitegen.search import Entry
from sitegen.search.postings import identifier_parts
from sitegen.search.words import words

JUDGED = Path(__file__).parent / "judged" / "demo.csv"
WHOLE, PART = 2, 1  # grades
COMMON = frozenset(
    """about above after again against all also and any are been before being below between both but can could did does
    down during each few for from further had has have having her here hers him his how into its itself just may might
    more most must nor not now off once one only other our ours out over own per said same shall she should some such
    than that the their theirs them then there these they this those through too two under until upon very was were
    what when where which while who whom why will with would yet you your""".split()
)
IDENTIFIERS = ("{0}{1}{2}", "{1} {2}", "{0} {1} {2}", "{0} {1} {2:>04}", "{1}{2}")


class Query(NamedTuple):
    """What is typed, and the grades of the cables it should find, by identifier."""

    kind: str
    text: str
    grades: Mapping[str, int]


def texts(entry: Entry) -> tuple[str, ...]:
    """All that search knows of a cable: identifier, subject, facts, paragraphs."""
    parts, short = identifier_parts(entry.identifier)
    return (f"{entry.identifier} {short} {parts}", entry.subject, *entry.facts, *entry.paragraphs)


def judged(path: Path = JUDGED) -> list[Query]:
    """The queries that were judged by hand."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Query("judged by hand", row["query"], _grades(row["relevant"]))
            for row in csv.DictReader(file)
        ]


def _grades(relevant: str) -> dict[str, int]:
    """'09TASHKENT208:2 09TASHKENT215:1' as a mapping."""
    pairs = (one.rsplit(":", 1) for one in relevant.split())
    return {identifier: int(grade) for identifier, grade in pairs}


# -- of invented cables ----------------------------------------------------------------------------


def of_topics(made: Sequence[Made], count: int) -> Iterator[Query]:
    """A topic, and a topic at a post: what was invented about it is what should be found."""
    for topic in topics():
        yield Query("topic", topic.query, _about(made, topic.name))
    places = sorted({(one.topic, one.post) for one in made})
    asked = {topic.name: topic.query for topic in topics()}
    for name, post in random.Random("posts").sample(places, min(count, len(places))):
        own = [one for one in made if one.post == post]
        yield Query("topic and post", f"{asked[name]} {post.title()}", _about(own, name))


def _about(made: Iterable[Made], topic: str) -> dict[str, int]:
    about = (one for one in made if topic in (one.topic, one.aside))
    return {one.identifier: WHOLE if one.topic == topic else PART for one in about}


# -- known items: drawn from cables, which they should find ----------------------------------------


class Cables:
    """Cables to draw queries from."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.words = {one.identifier: [words(text) for text in texts(one)] for one in entries}
        self.frequency = Counter(
            word for known in self.words.values() for word in {w for text in known for w in text}
        )

    def with_all(self, some: Iterable[str]) -> set[str]:
        """The cables that have some words in one and the same text."""
        wanted = set(some)
        return {
            name for name, known in self.words.items() if any(wanted <= set(text) for text in known)
        }

    def having(self, phrase: Sequence[str]) -> dict[str, int]:
        """The cables in which words stand one after the other."""
        size, wanted = len(phrase), list(phrase)
        return {
            name: WHOLE
            for name, known in self.words.items()
            if any(text[at : at + size] == wanted for text in known for at in range(len(text)))
        }


def telling(text: str) -> list[str]:
    """The words of a text that one would search for, in order, each once."""
    own = (word for word in words(text) if len(word) > 2 and word.isalpha() and word != "xxxx")
    return list(dict.fromkeys(word for word in own if word not in COMMON))


Draw = Callable[[random.Random, Cables, Entry], Query | None]


def of_subject(dice: random.Random, cables: Cables, entry: Entry) -> Query | None:
    """Three words of the subject."""
    known = telling(entry.subject)
    if len(known) < 3:
        return None
    return _for_one("words of the subject", cables, _some(dice, known, [1] * len(known), 3))


def of_paragraph(dice: random.Random, cables: Cables, entry: Entry) -> Query | None:
    """Three words of a paragraph, rare ones rather than frequent ones."""
    known = telling(dice.choice(entry.paragraphs)) if entry.paragraphs else []
    if len(known) < 8:
        return None
    weights = [1 / cables.frequency[word] for word in known]
    return _for_one("words of a paragraph", cables, _some(dice, known, weights, 3))


def misspelt(dice: random.Random, cables: Cables, entry: Entry) -> Query | None:
    """Two words of the subject, one of them with a slip."""
    known = telling(entry.subject)
    long = [word for word in known if len(word) > 5]
    if len(known) < 2 or not long:
        return None
    right = dice.choice(long)
    wrong = slip(dice, right)
    if wrong in cables.frequency:
        return None
    other = dice.choice([word for word in known if word != right])
    meant = _for_one("a word misspelt", cables, [right, other])
    return meant and meant._replace(text=f"{wrong} {other}")


def slip(dice: random.Random, word: str) -> str:
    """A word with two letters swapped, or one lost, or one twice; the first stays."""
    at = dice.randrange(1, len(word) - 1)
    head, a, b, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
    return head + dice.choice((b + a, b, a + a + b)) + tail


def phrase(dice: random.Random, cables: Cables, entry: Entry) -> Query | None:
    """Four words of a paragraph as they stand; all cables that have them are right."""
    known = words(dice.choice(entry.paragraphs)) if entry.paragraphs else []
    if len(known) < 8:
        return None
    at = dice.randrange(len(known) - 3)
    some = known[at : at + 4]
    if len(telling(" ".join(some))) < 2:
        return None
    return Query("a phrase", f'"{" ".join(some)}"', cables.having(some))


def identifier(dice: random.Random, _: Cables, entry: Entry) -> Query | None:
    """The identifier, written in one of the ways people write it."""
    parts = identifier_parts(entry.identifier)[0].split()
    if not parts:
        return None
    written = dice.choice(IDENTIFIERS).format(*parts)
    return Query("an identifier", written, {entry.identifier: WHOLE})


def _some(
    dice: random.Random, known: Sequence[str], weights: Sequence[float], count: int
) -> list[str]:
    """Some words, drawn by weight, in the order they have."""
    keys = {
        word: dice.random() ** (1 / weight) for word, weight in zip(known, weights, strict=True)
    }
    drawn = set(sorted(keys, key=keys.__getitem__)[-count:])
    return [word for word in known if word in drawn]


def _for_one(kind: str, cables: Cables, some: Sequence[str]) -> Query | None:
    """A query that one cable is the answer to, as no other has the words in one text."""
    own = cables.with_all(some)
    return Query(kind, " ".join(some), dict.fromkeys(own, WHOLE)) if len(own) == 1 else None


KNOWN: tuple[Draw, ...] = (of_subject, of_paragraph, misspelt, phrase, identifier)


def known_items(entries: Sequence[Entry], each: int) -> Iterator[Query]:
    """So many of each kind, each of a cable of its own, while there are any."""
    cables = Cables(entries)
    for draw in KNOWN:
        dice = random.Random(draw.__name__)
        order = dice.sample(entries, len(entries))
        found = (draw(dice, cables, entry) for entry in order)
        some = (query for query in found if query)
        yield from (query for query, _ in zip(some, range(each), strict=False))
