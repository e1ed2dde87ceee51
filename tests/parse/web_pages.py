"""Web pages and exports as the archives have them, round invented telegrams."""

from __future__ import annotations

from collections.abc import Sequence

BANNER = "SPECIMEN -- INVENTED FOR DEMONSTRATION -- NOT A RECORD"
HEAD = """\
VZCZCXYZ0001
RR RUEHC
DE RUEHRK #0042/01 0721015
ZNR UUUUU ZZH
R 121015Z MAR 08
FM AMEMBASSY REYKJAVIK
TO RUEHC/SECSTATE WASHDC 0042
INFO RUEHCP/AMEMBASSY COPENHAGEN 0011
"""
BODY = f"""\
UNCLAS REYKJAVIK 000042

SIPDIS

E.O. 12958: N/A
TAGS: SCUL KPAO IC
SUBJECT: A GARDEN PARTY

{BANNER}

1. (U) The garden party went well enough.

2. (U) A hat was lost in
2008. It was found.
HOFFSTAD
"""
NAMES = ("Reference ID", "Created", "Released", "Classification", "Origin")
VALUES = (
    "08REYKJAVIK42",
    "2008-03-12 10:10",
    "2010-12-17 16:04",
    "UNCLASSIFIED",
    "Embassy Reykjavik",
)
PARTIAL = (
    "This record is a partial extract of the original cable. "
    "The full text of the original cable is not available.\n"
)


def table(values: Sequence[str] = VALUES, names: Sequence[str] = NAMES) -> str:
    heads = "\n".join(f"<th>{name}</th>" for name in names)
    cells = "\n".join(f"<td>\n<a href='/x/{value}.html'>{value}</a>\n</td>" for value in values)
    return f"<table class='cable'>\n<tr>\n{heads}\n</tr>\n<tr>\n{cells}\n</tr>\n</table>\n"


def block(text: str) -> str:
    """A telegram's block as the pages have it: line ends as references, tags and numbers linked."""
    text = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace("\n1. ", "\n<a id='par1'>¶</a>1. ")
    )
    return f"<code><pre>{text}</pre></code>\n".replace("\n", "&#x000A;").removesuffix("&#x000A;")


def wikileaks(
    head: str = HEAD,
    body: str = BODY,
    *,
    values: Sequence[str] = VALUES,
    heading: str = "Viewing cable 08REYKJAVIK42, A GARDEN PARTY",
    between: str = "",
) -> str:
    """A whole page."""
    blocks = "\n".join(block(text) for text in (head, body) if text)
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/x.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml">\n<head><title>Cable Viewer</title>\n'
        "<script type='text/javascript'>var a = '<pre>not a cable</pre>';</script></head>\n<body>\n"
        "<div class='sidebar'><h3>Browse by origin</h3><a href='/origin/1.html'>Reykjavik</a></div>\n"
        f"<h3>{heading}</h3>\n{table(values)}{between}{blocks}\n</body></html>\n"
    )


FIELDS = (
    ("Date", "2008 March 12, 10:15 (Wednesday)"),
    ("Canonical ID", "08REYKJAVIK42_a"),
    ("Original Classification", "UNCLASSIFIED"),
    ("Current Classification", "-- Not Assigned --"),
    ("Handling Restrictions", "-- Not Assigned --"),
    ("Character Count", "1557"),
    ("Executive Order", "-- Not Assigned --"),
    ("Locator", "TEXT ONLINE"),
    ("TAGS", "SCUL - Cultural Affairs; Museums | IC - Iceland"),
    ("Concepts", "-- Not Assigned --"),
    ("Enclosure", "-- Not Assigned --"),
    ("Type", "TE - Telegram (cable)"),
    ("Office Origin", "-- N/A or Blank --"),
    ("Archive Status", "-- Not Assigned --"),
    ("From", "Iceland Reykjavik"),
    ("Markings", "-- Not Assigned --"),
    ("To", "Secretary of State"),
)


def by_classes(fields: Sequence[tuple[str, str]] = FIELDS) -> str:
    pair = '<div class="s_key">{}:</div>\n<div class="s_val"><a href="/plusd/?q">{}</a></div>\n'
    return "".join(pair.format(*field) for field in fields)


def by_table(fields: Sequence[tuple[str, str]] = FIELDS) -> str:
    rows = "".join(f"<tr><th>{key}:</th><td>{value}</td></tr>\n" for key, value in fields)
    return f"<table>{rows}</table>\n"


def by_bold(fields: Sequence[tuple[str, str]] = FIELDS) -> str:
    return "".join(f"<b>{key}:</b> {value}<br>\n" for key, value in fields)


def by_terms(fields: Sequence[tuple[str, str]] = FIELDS) -> str:
    pairs = "".join(f"<dt>{key}<dd>{value}\n" for key, value in fields)
    return f"<dl>{pairs}</dl>\n"


def plusd(labels: str, text: str = HEAD + "\n" + BODY, title: str = "A GARDEN PARTY") -> str:
    typed = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n1. ", "\n¶1. ")
    return (
        "<!DOCTYPE html>\n<html><head><title>Cable: 08REYKJAVIK42_a</title></head>\n<body>\n"
        "<div id='header'><a href='/plusd/'>WikiLeaks Public Library of US Diplomacy</a></div>\n"
        f"<h2>{title}</h2>\n{labels}<h3>Content</h3>\n"
        f"<div id='tagged-text'>{' '.join(typed.split())}</div>\n"
        f"<h3>Raw content</h3>\n<div id='raw'><pre>{typed}</pre></div>\n"
        "<h3>Metadata</h3>\n<h3>Print</h3>\n<h3>Share</h3>\n</body></html>\n"
    )


def concatenated(
    head: str = HEAD, body: str = BODY, date: str = "Wed Mar 12 02:00:00 +0100 2008"
) -> str:
    return (
        f"08REYKJAVIK42\nA GARDEN PARTY\n{date}\nUNCLASSIFIED\nEmbassy Reykjavik\n"
        f"{head.rstrip()}{body}"
    )
