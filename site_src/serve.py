"""The live preview: builds on every save, reloads the page, and shows faults in it while the last good page stays.

Watching and reloading are livereload's. Its own server is not used, because it builds in the loop that serves and
puts an inline script into pages; here a build runs beside the loop, saves that come meanwhile make one more build,
and a page gets no inline script. Only this machine can connect.
"""

import asyncio
import logging
import os
import re
import signal
from collections.abc import Callable
from socket import socket
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from markupsafe import escape
from msgspec import Struct
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from site_src.render import POLICY

HOST = "127.0.0.1"
PORTS_TO_TRY = 20
SECONDS_BETWEEN_LOOKS = 0.25


class Outcome(Struct, frozen=True):
    """What a build came to: lines to be shown in the page, none if all is well."""

    lines: tuple[str, ...]


def serve(
    out: str,
    watched: list[str],
    port: int,
    build: Callable[[], Outcome],
    ready: Callable[[str], None],
    language: str,
) -> None:
    """Serves ``out`` on loopback until interrupted; ``ready`` is told the address. OSError if no port is free."""
    preview = Preview(out, watched, build, language)
    sockets, chosen = _free_port(port)
    asyncio.run(preview.run(sockets, lambda: ready(f"http://{HOST}:{chosen}/")))


def _free_port(port: int) -> tuple[list[socket], int]:
    """The first port from ``port`` on that is free; 0 lets the system choose."""
    for candidate in range(port, port + PORTS_TO_TRY) if port else (0,):
        try:
            sockets = bind_sockets(candidate, HOST)
        except OSError as error:
            last = error
            continue
        return sockets, sockets[0].getsockname()[1]
    raise last


class Preview:
    """A running preview: what was built last, and whether something was saved since."""

    def __init__(
        self, out: str, watched: list[str], build: Callable[[], Outcome], language: str
    ) -> None:
        self.out = out
        self.build = build
        self.language = language
        self.outcome = Outcome(())
        self.is_saved = False
        self.watcher = Watcher()
        for folder in watched:
            self.watcher.watch(folder, self._note_save, delay="forever", ignore=_is_scratch)

    async def run(self, sockets: list[socket], ready: Callable[[], None]) -> None:
        """Builds, serves, and builds again after each save."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(name, stop.set)
            except NotImplementedError:  # Windows: Ctrl-C arrives as KeyboardInterrupt
                break
        logging.getLogger("tornado").setLevel(logging.ERROR)
        self.watcher.examine()  # the first look only takes note of what is there
        self.is_saved = False
        LiveReloadHandler.watcher = self.watcher
        self.outcome = await loop.run_in_executor(None, self.build)
        server = HTTPServer(self._application())
        server.add_sockets(sockets)
        ready()
        while not stop.is_set():
            try:
                await asyncio.wait_for(stop.wait(), SECONDS_BETWEEN_LOOKS)
            except TimeoutError:
                await self._look(loop)
        server.stop()
        await server.close_all_connections()

    async def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self.watcher.examine()
        if self.is_saved:
            self.is_saved = False
            self.outcome = await loop.run_in_executor(None, self.build)
            LiveReloadHandler.reload_waiters("index.html")

    def _note_save(self) -> None:
        self.is_saved = True

    def _application(self) -> Application:
        handlers: list[Any] = [
            (r"/livereload", LiveReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/preview.css", BannerStyle),
            (r"/(.*)", PageHandler, {"path": self.out, "preview": self}),
        ]
        return Application(handlers, log_function=lambda handler: None)

    def dressed(self, page: bytes) -> bytes:
        """A page with the reload script and, if the last build failed, its faults on top."""
        relaxed = str(escape(f"{POLICY}; connect-src 'self' ws:")).encode()
        page = page.replace(str(escape(POLICY)).encode(), relaxed, 1)
        page = page.replace(b"</head>", HEAD + b"</head>", 1)
        return re.sub(rb"<body[^>]*>", lambda body: body[0] + self.banner().encode(), page, count=1)

    def banner(self) -> str:
        """The faults of the last build, or nothing."""
        if not self.outcome.lines:
            return ""
        zh = self.language == "zh"
        title = (
            "内容有错，页面停在上一次的样子"
            if zh
            else "The content has errors; the page is as it was"
        )
        items = "".join(f"<li>{escape(line)}</li>" for line in self.outcome.lines)
        return f'<section class="preview-faults" role="alert"><h2>{title}</h2><ul>{items}</ul></section>'


HEAD = b'<link rel="stylesheet" href="/preview.css"><script src="/livereload.js?snipver=1" defer></script>'
EMPTY = b'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>-</title></head><body></body></html>'
BANNER_CSS = """
.preview-faults { padding: 1rem 1.5rem; border-block-end: 4px solid #b3372c; background: #fff4f2; color: #1b232d; }
.preview-faults h2 { margin: 0 0 .5rem; font: 600 1rem/1.5 system-ui, sans-serif; }
.preview-faults ul { margin: 0; padding: 0; list-style: none; font: .875rem/1.6 ui-monospace, monospace; }
.preview-faults li { margin-block-start: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
"""


class BannerStyle(RequestHandler):
    """The style of the banner: a page's policy allows no inline one."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.write(BANNER_CSS)


class PageHandler(StaticFileHandler):
    """Files of the site; pages are dressed on the way out and never kept by the browser."""

    def initialize(self, path: str, preview: Preview) -> None:  # type: ignore[override]
        super().initialize(path, default_filename="index.html")
        self.preview = preview

    def prepare(self) -> None:
        host = self.request.host.rpartition(":")[0] or self.request.host
        if host not in (
            HOST,
            "localhost",
        ):  # another name that leads here is a site reaching for drafts
            raise HTTPError(403)

    def compute_etag(self) -> None:
        """None: a preview is never kept."""

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-store")

    async def get(self, path: str, include_body: bool = True) -> None:
        if "\x00" in path:
            raise HTTPError(404)
        self.path = self.parse_url_path(path)
        absolute = self.validate_absolute_path(
            self.root, self.get_absolute_path(self.root, self.path)
        )
        if absolute is None:
            return  # redirected to the folder's own address
        if not absolute.endswith(".html"):
            await super().get(path, include_body)
            return
        with open(absolute, "rb") as stream:
            self._send(stream.read())

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """The site's own 404 page, or the faults alone when nothing was ever built."""
        if status_code == 403:
            self.finish()
            return
        page = EMPTY
        if status_code == 404 and os.path.isfile(os.path.join(self.root, "404.html")):
            with open(os.path.join(self.root, "404.html"), "rb") as stream:
                page = stream.read()
        self._send(page)

    def _send(self, page: bytes) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.preview.dressed(page))


def _is_scratch(path: str) -> bool:
    """What editor programs write for themselves while a file is open."""
    name = os.path.basename(path)
    return name.startswith((".", "~$", "#")) or name.endswith(("~", ".tmp", ".swp", ".part"))
