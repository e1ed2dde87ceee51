"""Jinja's code for templates, with calls of macros and escaping that take no detour.

Jinja asks of every call whether it wants more than its arguments, thirty times a page, and nothing that a template
of a theme can call does. It makes an object of every text that it escapes, two hundred times a page, and most have
nothing to escape. Without both a page takes a quarter less.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import Template, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

# A text that is HTML already, as `Markup` makes it after it has looked for other things than texts.
ready: Callable[[str], Markup] = partial(str.__new__, Markup)


class StraightTemplate(Template):
    """A template of straight code."""

    @classmethod
    def from_code(cls, *given: Any, **named: Any) -> Template:
        """Jinja's hook: what stands for Jinja's own names in the code."""
        made = super().from_code(*given, **named)
        made.root_render_func.__globals__.update(escape=escaped, Macro=_Macro)
        return made


class StraightCode(CodeGenerator):
    """Writes `f(x)` where Jinja writes `context.call(f, x)`: nothing a template can call takes the context,
    and macros have their own."""

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """A call with plain arguments, where all text is escaped."""
        is_open = (
            node.dyn_args
            or node.dyn_kwargs
            or any(keyword.iskeyword(one.key) for one in node.kwargs)
        )
        if is_open or forward_caller or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _Macro(Macro):
    """A macro that is mostly given its arguments in their order."""

    @pass_eval_context
    def __call__(self, *given: Any, **named: Any) -> str:
        rest = self._argument_count - len(given)
        if named or self.caller or self.catch_kwargs or self.catch_varargs or rest < 0:
            return super().__call__(*given, **named)
        if given and isinstance(given[0], EvalContext):
            return super().__call__(*given)
        return ready(self._func(*given, *(missing,) * rest) if rest else self._func(*given))


def escaped(value: object) -> str:
    """What `markupsafe.escape` gives, without an object of its own for each text; most texts have no signs
    of HTML."""
    kind = type(value)
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if "&" in text or "<" in text or ">" in text or "'" in text or '"' in text:
            return escape(text)
        return text
    return value if kind is Markup else escape(value)  # type: ignore[return-value]
