"""Values behind labels, a line each, inside a paragraph (rule 23): `Flag: Iceland` keeps its line."""

from __future__ import annotations

from collections.abc import Container, Iterator

from sitegen.parse import text_grammar
from sitegen.parse.clean import Lines
from sitegen.parse.rosters import Entry
from sitegen.parse.text import ends_sentence, has_room

MOST_LINES = 4  # of one value


def labelled_runs(lines: Lines, stops: Container[int]) -> dict[int, list[Entry]]:
    """Place of the first line → the entries of each run of two labelled lines or more, which begins at the
    end of a sentence. `stops` are the places of numbers and tables."""
    found: dict[int, list[Entry]] = {}
    if lines.joined.count(":") < 2:
        return found  # of many texts, and quickly told
    labelled = [
        place
        for place in lines.loud
        if ":" in (text := lines.texts[place])
        and text_grammar.LABELLED_VALUE.match(text)
        and place not in stops
    ]
    if len(labelled) < 2:
        return found  # of most
    places, until = frozenset(labelled), 0
    for place in labelled:
        if place >= until and _may_begin(lines, place):
            run = list(_run(lines, place, places, stops))
            if len(run) > 1:
                found[place], until = run, run[-1].end
    return found


def _may_begin(lines: Lines, place: int) -> bool:
    return place == 0 or lines.gaps[place] > 0 or ends_sentence(lines.texts[place - 1])


def _run(
    lines: Lines, place: int, labelled: Container[int], stops: Container[int]
) -> Iterator[Entry]:
    """The entries from `place` on: a value goes on while its lines are full."""
    while place in labelled:
        end = place + 1
        while (
            end < min(lines.size, place + MOST_LINES)
            and end not in labelled
            and end not in stops
            and _goes_on(lines, end)
        ):
            end += 1
        yield Entry(place, end, is_title=False)
        if end == lines.size or lines.gaps[end]:
            return
        place = end


def _goes_on(lines: Lines, place: int) -> bool:
    text, above = lines.texts[place], lines.texts[place - 1]
    if lines.gaps[place] or text_grammar.ANY_ITEM.match(text):
        return False
    is_cut = above.rpartition(" ")[2] in text_grammar.CONNECTING or above.endswith((",", "-"))
    return is_cut or text[0].islower() or not has_room(above, text)
