"""What the preview shows: which build, and the error of a build that failed."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from sitegen.errors import BusyError, SitegenError


class ToldError(SitegenError):
    """What the terminal has told in words of its own: it is shown, and not said again."""


def _first() -> int:
    """Milliseconds: a page left open while the preview was stopped is of none of its builds."""
    return time.time_ns() // 1_000_000


@dataclass
class Screen:
    """What browsers should be showing: the number of the last build, and its error if it failed."""

    say: Callable[[str], None]
    build: int = field(default_factory=_first)
    error: SitegenError | None = None

    @property
    def is_busy(self) -> bool:
        """Whether another build held the lock, so that there is one to be made."""
        return isinstance(self.error, BusyError)

    def show(self, rebuild: Callable[[], None]) -> bool:
        """Build; whether there is something new to show. A failure is kept to be shown, and a bug of
        ours must not end the preview either."""
        error = self._error_of(rebuild)
        is_new = not (self.is_busy and isinstance(error, BusyError))
        if error and is_new and not isinstance(error, ToldError):
            self.say(f"error: {error}")
        self.error = error
        self.build += is_new
        return is_new

    def follow_up(self, finish: Callable[[], None]) -> None:
        """Do what may come after the pages are shown, if they could be made."""
        if self.error and not isinstance(self.error, ToldError):
            return
        if error := self._error_of(finish):
            self.say(f"error: {error}")
            self.error = error

    def _error_of(self, rebuild: Callable[[], None]) -> SitegenError | None:
        try:
            rebuild()
        except SitegenError as error:
            return error
        except Exception as error:
            self.say(traceback.format_exc())
            return ToldError(f"{type(error).__name__}: {error}", hint="a bug in sitegen")
        return None

    def panel(self) -> bytes:
        """The error as HTML to lay over the page; nothing after a good build."""
        error = self.error  # once: another thread builds
        if error is None:
            return b""
        place, message, hint = map(escape, (error.place, error.message, error.hint))
        return (
            '<aside id="sitegen-error" role="alert"><h2>Not built</h2>'
            f"<p><code>{place}</code></p><pre>{message}</pre><p>{hint}</p>"
            "<p>What you saved is shown once this is mended.</p></aside>"
        ).encode()
