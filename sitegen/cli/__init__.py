"""The `sitegen` command. Errors are caught here, once, and become one line and an exit code."""

from sitegen.cli import late  # first: what follows need not be read whole
from sitegen.cli.commands import main

__all__ = ["late", "main"]
