"""What the preview shows: which build, and the error of a build that failed."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from sitegen.errors import SitegenError


@dataclass
class Screen:
    """What browsers should be showing: the number of the last build, and its error if it failed."""

    say: Callable[[str], None]
    build: int = 0
    error: SitegenError | None = None
    served: dict[str, int] = field(default_factory=dict)  # build shown last, by path

    def show(self, rebuild: Callable[[], None]) -> None:
        """Build; a failure is kept to be shown. A bug of ours must not end the preview either."""
        try:
            rebuild()
            self.error = None
        except SitegenError as error:
            self.error = error
            self.say(str(error))
        except Exception as error:
            self.error = SitegenError(f"{type(error).__name__}: {error}", hint="a bug in sitegen")
            self.say(traceback.format_exc())
        self.build += 1

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
