"""Pages a person wrote: full Markdown, cleaned."""

from __future__ import annotations

import pytest

from sitegen.render import page_html


def test_markdown_extra() -> None:
    made = page_html(
        "# A b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n*[RI]: Routing indicator\n\nRI\n\nTerm\n: Meaning\n"
    )
    for part in (
        '<h1 id="a-b">',
        "<table>",
        "<td>1</td>",
        '<abbr title="Routing indicator">',
        "<dl>",
        "<dd>",
    ):
        assert part in made


def test_code_is_highlighted_with_classes() -> None:
    made = page_html("```cable\nFM AMEMBASSY X\n```\n\n```python\nif x: pass\n```\n")
    assert '<div class="telegram"><pre' in made
    assert '<span class="kd">FM</span>' in made
    assert '<div class="highlight">' in made
    assert '<span class="k">if</span>' in made
    assert "style=" not in made


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        '<p style="x" onclick="alert(1)">a</p>',
        '<iframe src="https://a.example"></iframe>',
        "[x](javascript:alert(1))",
        '<a href="data:text/html,x">a</a>',
        '<img src="x" onerror="alert(1)">',
        "<form><button>x</button></form>",
        "<svg onload=alert(1)>",
    ],
)
def test_bad_html_is_cleaned(bad: str) -> None:
    made = page_html(bad)
    for part in (
        "<script",
        "<style",
        "style=",
        "onclick",
        "onerror",
        "onload",
        "iframe",
        "alert",
        "data:",
        "<form",
    ):
        assert part not in made.replace("alert(1)&gt;", "")


def test_good_html_stays() -> None:
    good = '<details><summary>a</summary><p class="b" id="c">d</p></details>'
    assert page_html(good) == good
    assert "<figcaption>" in page_html(
        "<figure><img src='a.png' alt='b'><figcaption>c</figcaption></figure>"
    )


def test_links_from_the_root_are_made_relative() -> None:
    made = page_html(
        "[a](/tag/) [b](https://x.example/) ![c](/static/c.png)", lambda address: ".." + address
    )
    assert 'href="../tag/"' in made
    assert 'href="https://x.example/"' in made
    assert 'src="../static/c.png"' in made
