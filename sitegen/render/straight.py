"""Jinja's code for templates that go as they should: fields are read and macros called without a detour.

Jinja asks of every field whether it is there, and of every call whether it wants more than its arguments.
Where that makes a difference straight code raises, and the page is made again by Jinja's own.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import Template, nodes
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
    """Writes `page.title` where Jinja writes `environment.getattr(page, 'title')`, and `f(x)` for
    `context.call(f, x)`: nothing a template can call takes the context, and macros have their own."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A field."""
        if (
            keyword.iskeyword(node.attr)
            or not node.attr.isascii()
            or isinstance(node.node, nodes.Const)
        ):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

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
