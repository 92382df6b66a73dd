"""The bar: for people at a terminal, in builds that take long, and gone when they are done."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from rich.cells import cell_len

from site_src.progress import SECONDS_OF_PATIENCE
from tests.site_invariants import ROOT, small_content

NOTICES = 15
SLOW = """
import sys, time
from site_src import cli, progress, workshop
make, progress.SECONDS_OF_PATIENCE = workshop.build_notice, 0.1

def make_slowly(settings, job):
    time.sleep(0.03)
    return make(settings, job)

workshop.build_notice = make_slowly
sys.exit(cli.main(["build", "--workers", "1"]))
"""
STEP = re.compile(r"\x1b\[(\?25[lh]|[0-9;]*m|2K|1A)|[\r\n]|[^\x1b\r\n]+")


class Screen:
    """What a terminal shows of what it is sent: the few orders that a bar needs."""

    def __init__(self, sent: str) -> None:
        self.lines, self.row, self.widest, self.is_cursor_shown = [""], 0, 0, True
        assert "".join(found[0] for found in STEP.finditer(sent)) == sent, "an unknown order"
        for found in STEP.finditer(sent):
            self.take(found[0], found[1])

    def take(self, text: str, order: str | None) -> None:
        if text == "\n":
            self.row += 1
            self.lines += [""] * (self.row == len(self.lines))
        elif order == "1A":
            self.row -= 1
        elif order in ("?25l", "?25h"):
            self.is_cursor_shown = order == "?25h"
        elif order == "2K":
            self.lines[self.row] = ""
        elif order is None and text != "\r":
            self.lines[self.row] += text
            self.widest = max(self.widest, cell_len(self.lines[self.row]))


def build_slowly(folder: Path, columns: int, language: str, term: str = "xterm") -> str:
    """What a slow build sends to a terminal as its messages; what it reports goes elsewhere."""
    small_content(folder / "content", notices=NOTICES)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    build = subprocess.Popen(
        [sys.executable, "-c", SLOW], cwd=folder, stderr=theirs, stdout=subprocess.DEVNULL,
        env={**clean, "PYTHONPATH": str(ROOT), "GONGKAI_LANG": language, "TERM": term, "PYTHONUTF8": "1"},
    )  # fmt: skip
    os.close(theirs)
    sent = b""
    try:
        while data := os.read(ours, 65536):
            sent += data
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert build.wait(30) == 0
    return sent.decode()


@pytest.mark.parametrize(
    ("columns", "language", "words"),
    [
        (80, "en", r"notices \d+/15 ━[^\r]* \d:\d\d left"),
        (40, "zh", r"通报 \d+/15 ━[^\r]* 还要 \d:\d\d"),
        (40, "en", r"notices \d+/15 ━[^\r]* \d:\d\d left"),
    ],
    ids=["wide", "narrow and Chinese", "narrow"],
)
def test_a_slow_build_shows_how_far_it_is_and_clears_it_away(
    tmp_path: Path, columns: int, language: str, words: str
) -> None:
    sent = build_slowly(tmp_path, columns, language)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", sent)
    assert len(re.findall(words, plain)) > 1
    bar = plain[: plain.rindex("\x1b[2K")]  # what comes after are the warnings, at their length
    assert Screen(bar).widest == columns
    screen = Screen(sent)
    assert screen.is_cursor_shown
    assert not re.search(r"━|\d/15", "".join(screen.lines))


def test_a_dumb_terminal_gets_no_bar(tmp_path: Path) -> None:
    sent = build_slowly(tmp_path, 80, "en", term="dumb")
    assert "\x1b" not in sent
    assert "/15" not in sent


def test_a_pipe_gets_no_bar(tmp_path: Path) -> None:
    small_content(tmp_path / "content", notices=NOTICES)
    done = subprocess.run(
        [sys.executable, "-c", SLOW], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GONGKAI_LANG": "en", "TERM": "xterm"},
    )  # fmt: skip
    assert "\x1b" not in done.stderr
    assert "/15" not in done.stderr


@pytest.mark.parametrize(("seconds", "is_drawn"), [(0.99, False), (1.01, True)])
def test_in_the_first_second_nothing_is_drawn_or_imported(seconds: float, is_drawn: bool) -> None:
    assert SECONDS_OF_PATIENCE == 1
    program = f"""if True:
        import io, sys
        from site_src.progress import Bar
        terminal = io.StringIO()
        with Bar(terminal, "en", lambda: {seconds}) as show:
            show(15, 30)
        print(bool(terminal.getvalue()), "rich" in sys.modules)"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True
    )  # fmt: skip
    assert done.stdout.split() == [str(is_drawn)] * 2
