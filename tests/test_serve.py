"""The preview, as a process of its own on a free port: it follows every save, and nobody else gets in."""

import asyncio
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.site_invariants import ROOT, Page, small_content, text_of, write_finding, write_yaml

SOON = 3.0  # seconds from a save to the new page


class Preview:
    """A running preview."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.said = folder / "said.txt"
        with self.said.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port)],
                cwd=folder,
                env={**os.environ, "GONGKAI_LANG": "en", "PYTHONUNBUFFERED": "1"},
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        try:
            self.port = int(
                self.wait(
                    lambda: re.search(r"Preview: http://127\.0\.0\.1:(\d+)/", self.words()), 20
                )[1]
            )
        except AssertionError:
            self.end()
            raise

    def words(self) -> str:
        return self.said.read_text("utf-8")

    def wait(self, answer: Callable[[], "re.Match[str] | None"], seconds: float) -> "re.Match[str]":
        """The first answer that is one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            if (found := answer()) is not None:
                return found
            time.sleep(0.05)
        raise AssertionError(f"nothing after {seconds} s: {self.words()}")

    def get(
        self, path: str, host: str | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.putrequest(method, path, skip_host=host is not None)
            if host is not None:
                connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def soon(self, path: str, words: str, there: bool = True) -> str:
        """The page once it says ``words``, or no longer does."""
        page = ""

        def look() -> "re.Match[str] | None":
            nonlocal page
            page = self.get(path)[2].decode()
            return re.search("", page) if (words in page) == there else None

        self.wait(look, SOON)
        return page

    def end(self) -> int:
        """Ends it as Ctrl-C does, and gives its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
            raise


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("预 览")
    small_content(folder / "content", notices=2)
    running = Preview(folder, free_port())
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait(10)


def test_a_page_is_served_and_reloads_itself(preview: Preview) -> None:
    status, headers, body = preview.get("/n1/01.html")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert headers["cache-control"] == "no-store"
    page = Page("n1/01.html", body)
    (policy,) = [e.get("content", "") for e in page.all("meta") if e.get("http-equiv")]
    assert "connect-src 'self' ws:" in policy
    assert "unsafe" not in policy
    assert all(e.get("src") and not (e.text or "").strip() for e in page.all("script"))
    loaded = [
        e.get("src") or e.get("href") or ""
        for e in page.all("script", "link")
        if e.get("rel") != "canonical"
    ]
    for address in loaded:
        assert preview.get(address if address.startswith("/") else f"/n1/{address}")[0] == 200, (
            address
        )


def test_the_file_itself_is_not_dressed(preview: Preview) -> None:
    text = (preview.folder / "_site" / "n1" / "01.html").read_text("utf-8")
    assert "livereload" not in text
    assert "ws:" not in text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/n1/", "text/html"),
        ("/robots.txt", "text/plain"),
        ("/n1/findings.json", "application/json"),
    ],
)
def test_folders_and_other_files_are_served(preview: Preview, path: str, kind: str) -> None:
    status, headers, _ = preview.get(path)
    assert status == 200
    assert headers["content-type"].startswith(kind)


def test_a_save_is_seen(preview: Preview) -> None:
    for title in ("第一次改。", "第二次改。", "第三次改。"):
        write_finding(preview.folder / "content", "n1", "01", title=title)
        preview.soon("/n1/01.html", title)


def test_a_new_and_a_deleted_file_are_seen(preview: Preview) -> None:
    path = write_finding(preview.folder / "content", "n1", "07", title="新的一项。")
    preview.soon("/n1/07.html", "新的一项。")
    path.unlink()
    preview.soon("/n1/index.html", "新的一项。", there=False)
    preview.soon("/n1/07.html", "没有这个页面")
    assert preview.get("/n1/07.html")[0] == 404


def test_a_mistake_is_told_in_the_page_which_stays(preview: Preview) -> None:
    write_finding(preview.folder / "content", "n1", "02", title="好的标题。")
    preview.soon("/n1/02.html", "好的标题。")
    write_finding(preview.folder / "content", "n1", "02", titel="<b>错字</b>")
    page = Page("x", preview.soon("/n1/02.html", "preview-faults").encode())
    banner = next(e for e in page.all("section") if e.get("class") == "preview-faults")
    assert "findings/02.yaml:7" in text_of(banner)
    assert "titel" in text_of(banner)
    assert "好的标题。" in text_of(page.one("h1"))
    assert page.all("b") == [e for e in page.all("b") if e.get("class") == "marker"]
    write_finding(preview.folder / "content", "n1", "02", title="改好了。")
    assert "改好了。" in preview.soon("/n1/02.html", "preview-faults", there=False)


def test_an_added_notice_can_be_linked_at_once(preview: Preview) -> None:
    content = preview.folder / "content"
    write_yaml(content / "notices" / "n5" / "notice.yaml", {"title": "第5份", "issuer": "某"})
    write_finding(content, "n5", "01")
    overview = content / "notices" / "n1" / "overview.md"
    overview.write_text("见[第五份](../n5/index.html)。\n", "utf-8")
    try:
        assert "preview-faults" not in preview.soon("/n1/index.html", 'href="../n5/index.html"')
    finally:
        overview.unlink()


def test_what_an_editor_program_leaves_meanwhile_is_no_save(preview: Preview) -> None:
    before = -1
    while before != (before := preview.words().count("updated")):
        time.sleep(0.8)  # what earlier tests saved is being built
    for name in (".01.yaml.swp", "~$01.yaml", "01.yaml~", "#01.yaml#"):
        (preview.folder / "content" / "notices" / "n1" / "findings" / name).write_text("x", "utf-8")
    time.sleep(0.8)
    assert preview.words().count("updated") == before


def test_what_is_not_there_is_404_with_the_sites_own_page(preview: Preview) -> None:
    status, _, body = preview.get("/nothing.html")
    assert status == 404
    assert "没有这个页面" in body.decode()


@pytest.mark.parametrize(
    "host",
    [
        "evil.example.net",
        "evil.example.net:80",
        "127.0.0.1.evil.example.net",
        "",
        "localhost.evil.example.net:8000",
        "0.0.0.0",
    ],
)
@pytest.mark.parametrize("path", ["/", "/n1/01.html", "/n1/findings.json", "/nothing"])
def test_another_name_gets_nothing(preview: Preview, host: str, path: str) -> None:
    """A page elsewhere that makes its name lead to this machine must not read drafts."""
    status, _, body = preview.get(path, host)
    assert status in (400, 403)
    assert "某机关" not in body.decode()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:{port}", "127.0.0.1:{port}"])
def test_this_machine_gets_in(preview: Preview, host: str) -> None:
    assert preview.get("/", host.format(port=preview.port))[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/../content/site.yaml", "/n1/../../content/site.yaml", "/%2e%2e/content/site.yaml", "/..%2fcontent%2fsite.yaml", "//etc/passwd",
     "/%2fetc%2fpasswd", "/..\\content\\site.yaml", "/n1/%00.html", "/C:/Windows/win.ini", "/" + "a/" * 500],
)  # fmt: skip
def test_nothing_outside_the_output_is_served(preview: Preview, path: str) -> None:
    status, _, body = preview.get(path)
    assert status in (301, 400, 403, 404, 500)
    assert b'"name"' not in body
    assert b"root:" not in body


def test_a_broken_request_leaves_no_traceback(preview: Preview) -> None:
    preview.get("/n1/%00.html")
    preview.get("/", method="POST")
    assert "Traceback" not in preview.words()


def test_only_this_machine_can_connect(preview: Preview) -> None:
    lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    listening = [line.split()[1] for line in lines if line.split()[3] == "0A"]
    assert [a for a in listening if a.endswith(f":{preview.port:04X}")] == [
        f"0100007F:{preview.port:04X}"
    ]


def test_a_browser_is_told_to_reload(preview: Preview) -> None:
    from tornado.websocket import websocket_connect

    async def listen() -> str:
        connection = await websocket_connect(f"ws://127.0.0.1:{preview.port}/livereload")
        await connection.write_message(
            '{"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}'
        )
        await connection.read_message()
        await connection.write_message('{"command": "info", "url": "/n2/01.html"}')
        await asyncio.sleep(0.3)
        write_finding(preview.folder / "content", "n2", "01", title="再改一次。")
        try:
            return str(await asyncio.wait_for(connection.read_message(), 5))
        finally:
            connection.close()
            await asyncio.sleep(0.1)

    assert '"reload"' in asyncio.run(listen())


def test_a_busy_port_means_the_next_one(tmp_path: Path) -> None:
    small_content(tmp_path / "content")
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = int(busy.getsockname()[1])
        running = Preview(tmp_path, port)
        try:
            assert port < running.port <= port + 20
            assert running.get("/")[0] == 200
        finally:
            code = running.end()
    assert code == 0


def test_content_that_never_was_right_is_told_too(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content")
    write_finding(content, "n1", "01", titel="错字")
    running = Preview(tmp_path, free_port())
    try:
        assert b"preview-faults" in running.get("/")[2]
        write_finding(content, "n1", "01", title="好了。")
        running.soon("/n1/01.html", "好了。")
    finally:
        assert running.end() == 0


def test_an_interruption_ends_it_well(preview: Preview) -> None:
    """Stands last: it ends the preview of this module."""
    before = preview.words()
    assert preview.end() == 0
    said = preview.words().removeprefix(before)
    assert "Preview ended" in said
    assert "Traceback" not in said
    assert "Error" not in said
