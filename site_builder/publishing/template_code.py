"""The Python code that Jinja2 makes of templates, with less ceremony: the same output in half the time.

Comes in: what Jinja2 parsed. Goes out: code that prints, calls and looks up directly where Jinja2 asks at each step
what it deals with. The hooks are Jinja2's own and not promised: where a version lacks one, its code stands, and prints
the same. No function that templates are given may ask for the context (`pass_context`): calls do not look.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from keyword import iskeyword
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape


class DirectCode(CodeGenerator):
    """Writes the code of a template; its environment has `escaped`, `macro` and `imported`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Escape what is printed without wrapping it in Markup first."""
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            node.expr2 = nodes.Const("")  # Jinja2 makes an Undefined with a sentence that nobody reads, and prints ""
        if _escapes(frame) and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        """Look an attribute up in Python; only what has none of this name is asked for an item."""
        self.write("(_found if (_found := getattr(_owner := ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(_owner, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja2's name
        """Call without asking what is called whether it wants the context: only macros do, and see `direct_macro`."""
        unusual = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(word.key) for word in node.kwargs)
        if unusual or not _escapes(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
        else:
            self.write("environment.imported(")
            self.visit(node.template, frame)
            self.write(")")

    def macro_def(self, *args: Any) -> None:
        self.write("environment.macro(")
        super().macro_def(*args)
        self.write(")")


def _escapes(frame: Frame) -> bool:
    """Tell whether what is printed here is escaped for certain: a template may switch that off for a part of itself."""
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


_as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Makes Markup of a text without asking whether the text has a way of its own to be printed: in a third of the time."""


def direct_macro(macro: Macro) -> Callable[..., str]:
    """Return a macro as a function that prints with plain arguments at once; others are sorted out as Jinja2 does.

    What Jinja2 finds in the object that it makes of a macro, such as its name, stands in the function's attributes.
    """
    function, most = macro._func, macro._argument_count  # noqa: SLF001
    takes_more = macro.caller or macro.catch_kwargs or macro.catch_varargs
    if not takes_more:
        function.__defaults__ = (missing,) * most  # the function itself puts the macro's defaults in their place

    @pass_eval_context
    def call(*args: Any, **kwargs: Any) -> str:
        if args and type(args[0]) is EvalContext:  # a call that was not written by DirectCode
            return macro(*args, **kwargs)
        if kwargs or takes_more or len(args) > most:
            return Markup(macro(*args, **kwargs))  # noqa: S704 - what a macro prints is escaped
        return _as_markup(function(*args))

    vars(call).update(vars(macro))
    return call


def escaped(value: object) -> str:
    """Return a value as HTML prints it."""
    if type(value) is not str:
        return value if isinstance(value, Markup) else escape(value)
    # html.escape, which replaces without a look, takes twice as long: most texts have none of these characters.
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    if '"' in value:
        value = value.replace('"', "&quot;")
    if "'" in value:
        value = value.replace("'", "&#x27;")
    return value
