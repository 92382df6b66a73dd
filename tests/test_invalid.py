"""Broken content, and the exact words an editor gets for it.

Each folder of ``data/invalid`` is laid over ``_base``, a valid site: the files of ``content/`` replace those of the base,
the paths in ``removed.txt`` are taken away, and ``check`` must then print ``expected.txt``, in English
``expected.en.txt``. After a change of words, write those of some or all cases anew and read the difference::

    python -m tests.test_invalid [CASE ...]
"""

import contextlib
import errno
import importlib
import io
import os
import pkgutil
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import site_src
from site_src import cli, pipeline
from site_src.load import load_notice, load_site
from site_src.problems import Problem, Rule, as_text, has_errors

DATA = Path(__file__).resolve().parent / "data" / "invalid"
BASE = DATA / "_base"
CASES = sorted(path.name for path in DATA.iterdir() if path.name != "_base")
EXPECTED = {"zh": "expected.txt", "en": "expected.en.txt"}
NOTICE = "notices/plan-2024"


def lay_out(case: str, content: Path) -> None:
    """The base at ``content``, with the case laid over it."""
    shutil.copytree(BASE, content)
    removed = DATA / case / "removed.txt"
    for name in removed.read_text("utf-8").split() if removed.exists() else ():
        (content / name).unlink()
    for folder, _, _ in os.walk(content, topdown=False):
        if not os.listdir(folder):
            os.rmdir(folder)
    if (DATA / case / "content").exists():
        shutil.copytree(DATA / case / "content", content, dirs_exist_ok=True)


def run_check(site: Path, language: str) -> tuple[int, str]:
    """The exit code and the words of ``check`` in the folder ``site``."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    before = os.getcwd(), dict(os.environ)
    try:
        os.chdir(site)
        os.environ["GONGKAI_LANG"] = language
        with contextlib.redirect_stderr(stream), contextlib.redirect_stdout(stream):
            code = cli.main(["check"])
    finally:
        os.chdir(before[0])
        os.environ.clear()
        os.environ.update(before[1])
    stream.flush()
    return code, stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


def write_expected(cases: list[str]) -> None:
    """Takes what ``check`` says now for what it should say."""
    for case in cases or CASES:
        with tempfile.TemporaryDirectory() as folder:
            lay_out(case, Path(folder) / "content")
            for language, name in EXPECTED.items():
                (DATA / case / name).write_bytes(run_check(Path(folder), language)[1].encode())


if __name__ == "__main__":
    write_expected(sys.argv[1:])
