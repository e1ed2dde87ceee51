"""What the reader of the index repeats of tables in Python is the same there."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

from sitegen.search.columns import KINDS

SCRIPTS = Path(__file__).parent.parent.parent / "templates" / "static" / "search"


def test_columns_are_named_in_the_order_they_are_written_in() -> None:
    """A kind that is missing, or stands elsewhere, would have the reader fetch the column of another."""
    listed = re.search(r"const COLUMNS = \[(.+?)\]", (SCRIPTS / "query.js").read_text("utf-8"))
    assert listed
    assert tuple(re.findall(r'"(\w+)"', listed[1])) == KINDS


def test_eras_are_those_of_the_executive_orders() -> None:
    """`ERAS` has lines like `["1978-1982", "E.O. 12065", dayOf(1978, 12, 1)]`; the first begins with day 0."""
    line = r'\["([\w-]+)", "([^"]+)", (?:0|dayOf\((\d+), (\d+), (\d+)\))\],'
    told = re.findall(line, (SCRIPTS / "dates.js").read_text("utf-8"))
    table = files("sitegen.reference") / "data" / "executive_orders.csv"
    orders = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert [(era, "-".join(day).strip("-")) for era, _, *day in told] == [
        (order["era"], re.sub(r"-0", "-", order["first_day"])) for order in orders
    ]
    assert [name for _, name, *_ in told[1:]] == [f"E.O. {order['number']}" for order in orders[1:]]


LINES = 1_583  # of all modules, and no more; 1,000 are aimed at, so that one person can read them in an hour
WIDE = {"codec", "engine", "lists", "store"}  # have lines of more than 110 columns yet


def test_the_reader_is_small() -> None:
    """And not by long lines."""
    modules = {path.stem: path.read_text("utf-8").splitlines() for path in SCRIPTS.glob("*.js")}
    assert sum(map(len, modules.values())) <= LINES
    wide = [line for name in modules.keys() - WIDE for line in modules[name] if len(line) > 110]
    assert wide == []
