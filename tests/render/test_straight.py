# ruff: noqa: E501 (a case of a table reads best on one line)
"""Straight code makes the pages that Jinja's own makes."""

from __future__ import annotations

from pathlib import Path

import pytest
import samples
from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator

from sitegen import theme, views
from sitegen.errors import TemplateError


@pytest.fixture(scope="module")
def packaged() -> theme.Theme:
    return theme.load_theme(None)


@pytest.mark.parametrize(("template", "view"), samples.SAMPLES)
def test_pages_are_the_same(packaged: theme.Theme, template: str, view: views.View) -> None:
    made = theme.render(packaged, template, view)
    assert made.decode() == _plain(packaged).get_template(template).render(page=view)


def _plain(look: theme.Theme) -> Environment:
    """The same templates by Jinja's own code."""
    plain = look.environment.overlay()
    plain.code_generator_class, plain.template_class = CodeGenerator, Template
    return plain


_MACRO = "{% macro m(a, b='-') %}{{ a }}{{ b }}{% endmacro %}"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        pytest.param("{{ page.title }}{{ page.site.title }}", "Not foundThe Specimen Cables", id="fields"),
        pytest.param("{{ page.url.upper() }}", "/404.HTML", id="a method"),
        pytest.param("{{ page.url.split(sep='4', maxsplit=1)[0] }}", "/", id="named arguments"),
        pytest.param("{{ page.url.split(*['4'])[0] }}", "/", id="arguments in a list"),
        pytest.param("{{ 'a'.upper() }}{{ 1.5.real }}", "A1.5", id="of a constant"),
        pytest.param("{{ {'class': 'a&b'}.class }}", "a&amp;b", id="a key that is a word of Python"),
        pytest.param("{% set a = {'key': 1} %}{{ a.key }}", "1", id="a key as a field"),
        pytest.param("{% if page.gone is defined %}a{% else %}b{% endif %}", "b", id="a field that is not there"),
        pytest.param("{{ page.gone | default('a') }}", "a", id="a field in place of which another stands"),
        pytest.param(_MACRO + "{{ m('<') }}{{ m('<', '>') }}{{ m(b=1, a=2) }}", "&lt;-&lt;&gt;21", id="macros"),
        pytest.param(_MACRO + "{{ m('&') | upper }}{{ m('&') ~ '&' }}", "&AMP;-&amp;-&amp;", id="macros are HTML"),
        pytest.param("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}&lt;{% endcall %}", "[&lt;]", id="callers"),
        pytest.param("{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, b=2) }}", "(1,){&#39;b&#39;: 2}", id="any arguments"),
        pytest.param(_MACRO + "{% autoescape false %}{{ m('<') }}{{ '&' }}{% endautoescape %}", "&lt;-&", id="nothing escaped"),
        pytest.param("{% for a in [1, 2] %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}", "1a2b", id="loops"),
        pytest.param("{% for a in [[1], 2] recursive %}{{ loop(a) if a.append is defined else a }}{% endfor %}", "12", id="loops in loops"),
        pytest.param("{% block a %}{{ page.title }}{% endblock %}{{ self.a() }}", "Not foundNot found", id="a block again"),
    ],
)  # fmt: skip
def test_templates_of_a_project(tmp_path: Path, text: str, made: str) -> None:
    (tmp_path / "robots.txt").write_text(text, encoding="utf-8")
    look = theme.load_theme(tmp_path)
    assert theme.render(look, "robots.txt", samples.NOT_FOUND_VIEW).decode() == made


def test_a_mistake_is_told(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("\n{{ page.titel }}", encoding="utf-8")
    look = theme.load_theme(tmp_path)
    with pytest.raises(TemplateError, match="no field `titel`"):
        theme.render(look, "robots.txt", samples.NOT_FOUND_VIEW)
