"""Who makes the notices, and what happens when some of them are lost."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.site_invariants import ROOT, small_content, snapshot

NOTICES = 40
SECONDS = 30  # whatever should happen in a test happens within these


def start_build(folder: Path, *arguments: str, language: str = "en") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "build", *arguments], cwd=folder, text=True,
        env={**os.environ, "GONGKAI_LANG": language, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def end_of(build: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the words of a build that ends by itself."""
    try:
        _, said = build.communicate(timeout=SECONDS)
    finally:
        build.kill()
    assert "Traceback" not in said
    return build.returncode, said


def assert_refused(build: subprocess.Popen[str], folder: Path, words: str) -> None:
    """One line that has these words, exit code 2, and an output as it was."""
    code, said = end_of(build)
    assert code == 2
    assert said.count("\n") == 1, said
    assert words in said
    assert set(snapshot(folder / "_site")) == {"theirs.txt"}
    assert not list(folder.glob(".gongkai/_site/staging-*"))


class Site(NamedTuple):
    """Content, and what one process makes of it."""

    content: Path
    files: dict[str, bytes]
    said: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Some dozens of notices."""
    folder = tmp_path_factory.mktemp("site")
    small_content(folder / "content", notices=NOTICES, findings=4, languages=["zh-CN", "en"])
    code, said = end_of(start_build(folder, "--workers", "1"))
    assert code == 0
    return Site(folder / "content", snapshot(folder / "_site"), said)


def copy_of(site: Site, folder: Path) -> Path:
    """A folder with this content, and with an output in which something stands."""
    shutil.copytree(site.content, folder / "content")
    (folder / "_site").mkdir()
    (folder / "_site" / "theirs.txt").write_text("theirs", "utf-8")
    return folder


@pytest.fixture
def here(site: Site, tmp_path: Path) -> Path:
    return copy_of(site, tmp_path)


# --- processes of this machine -----------------------------------------------------------------


def test_a_process_that_the_system_ends_is_told(here: Path) -> None:
    (here / "ending.py").write_text(
        "import os, signal\ndef end(settings, job): os.kill(os.getpid(), signal.SIGKILL)\n", "utf-8"
    )
    program = "import ending, sys; from site_src import cli, workshop; workshop.build_notice = ending.end; sys.exit(cli.main(sys.argv[1:]))"
    build = subprocess.Popen(
        [sys.executable, "-c", program, "--workers", "2"], cwd=here, text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{here}", "GONGKAI_LANG": "en"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert_refused(build, here, "the system ended one of the processes")
