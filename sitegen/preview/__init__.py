"""The live preview: the built site on loopback, built again and reloaded after every edit.

livereload brings the server, the browser's script and the conversation between them. Its watching
is left out (it polls, and forgets a change within three seconds of the last): watchfiles says when
something was saved, one thread builds, and the open pages are told at once.
"""

from __future__ import annotations

import signal
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from tornado.ioloop import IOLoop

from sitegen.preview.hosts import bind, is_loopback
from sitegen.preview.screen import Screen, ToldError
from sitegen.preview.server import PreviewServer, reload_pages
from sitegen.preview.site import Site
from sitegen.preview.watching import Saved, changes

__all__ = ["Saved", "Site", "ToldError", "serve"]

RETRY = 0.5  # seconds until it is looked again whether another build has let go of the lock


def serve(
    *,
    rebuild: Callable[[Saved], None],
    finish: Callable[[], None],
    site: Callable[[], Site],
    say: Callable[[str], None],
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
) -> None:
    """Build, then serve the site until Ctrl-C, and build again when one of its sources changes.

    `site` is asked again and again, as a build may find that the site has moved. `rebuild` is told what
    was saved and makes the pages, `finish` what may come after they are shown. Either raises
    SitegenError when it fails; that is said (if it is no ToldError), and shown over the last good
    page until a build succeeds.
    """
    screen = Screen(say)
    stop = threading.Event()
    try:
        saves = changes(site, stop)
        next(saves)  # watching begins before building, so that no edit is missed
        screen.show(partial(rebuild, None))
        server = PreviewServer(screen, site, bind(host, port, say), host)
        follow = (saves, screen, rebuild, finish, IOLoop.current(), stop)
        follower = threading.Thread(target=_follow, args=follow)
        follower.start()
        _announce(server.url, host, say)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
        with _ended_by_interrupt(IOLoop.current()):
            server.serve()
    except KeyboardInterrupt:
        pass
    finally:
        screen.say = lambda _: None
        stop.set()  # the thread comes to an end, after the build it may be at


@contextmanager
def _ended_by_interrupt(loop: IOLoop) -> Iterator[None]:
    """Ctrl-C stops the loop between two of its steps. As an exception it would be raised wherever the
    server happens to be, and a request that is being answered may swallow it."""
    if (
        signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    ):  # a background job is not to be ended by it
        yield
        return
    events = loop.asyncio_loop  # type: ignore[attr-defined] # tornado's loops all have it since 5.0
    events.add_signal_handler(signal.SIGINT, loop.stop)
    try:
        yield
    finally:
        events.remove_signal_handler(signal.SIGINT)


def _announce(url: str, host: str, say: Callable[[str], None]) -> None:
    if not is_loopback(host):
        say(f"Warning: on {host} everyone on your network can read this preview.")
    say(f"Preview on {url} (Ctrl-C ends it)")


def _follow(
    saves: Iterator[Saved],
    screen: Screen,
    rebuild: Callable[[Saved], None],
    finish: Callable[[], None],
    loop: IOLoop,
    stop: threading.Event,
) -> None:
    """Build after every change, one build at a time, and have the open pages reload.

    Changes during a build wait in the watcher and are built together after it: the last edit wins.
    """
    try:
        screen.follow_up(finish)  # after the first build
        for saved in _turns(saves, screen, stop):
            if screen.show(partial(rebuild, saved)) and not stop.is_set():
                loop.add_callback(reload_pages)
                screen.follow_up(finish)
    except OSError as error:  # the system's limit of watched folders, most likely
        screen.say(f"Edits are not followed any more: {error}")


def _turns(saves: Iterator[Saved], screen: Screen, stop: threading.Event) -> Iterator[Saved]:
    """A turn to build after every change; and for a build that found the lock held, another."""
    yield from _retries(screen, stop)
    for saved in saves:
        yield None if screen.error else saved  # a build that failed may not have seen it all
        yield from _retries(screen, stop)


def _retries(screen: Screen, stop: threading.Event) -> Iterator[None]:
    while screen.is_busy and not stop.wait(RETRY):
        yield
