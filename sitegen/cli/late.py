"""Modules that are read when something is first asked of them: a command needs few, and a build that finds
nothing changed neither parser nor renderer, which take longer to read than that build takes."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec

_LATE = (
    "sitegen.cli.converting",
    "sitegen.cli.explain",
    "sitegen.cli.outline",
    "sitegen.convert",
    "sitegen.indexing",
    "sitegen.parse",
    "sitegen.plan.admission",
    "sitegen.plan.cable",
    "sitegen.plan.lists",
    "sitegen.plan.merging",
    "sitegen.preview",
    "sitegen.processes",
    "sitegen.render",
    "sitegen.search",
    "sitegen.templating",
    "sitegen.versions",
    "sitegen.why",
)


def come_late() -> None:
    """What is imported after this may name these modules as wholes (`from sitegen import parse`) without
    their being read."""
    for name in _LATE:
        parent, _, own = name.rpartition(".")
        spec = find_spec(name)
        if name in sys.modules or spec is None or spec.loader is None:
            continue
        spec.loader = LazyLoader(spec.loader)
        module = module_from_spec(spec)
        sys.modules[name] = module
        setattr(import_module(parent), own, module)
        spec.loader.exec_module(module)


come_late()
