"""How long the preview takes to show a change that was saved."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.benchmarks import corpus, measure
from tests.benchmarks.measure import Failure, Usage

PATIENCE = 60
EVERY = 0.005  # seconds between two looks


@contextmanager
def served(folder: Path, program: list[str]) -> Iterator[str]:
    """The address of a preview of the site in ``folder``, ended afterwards."""
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*program, "serve", "--content", "content", "--out", "_site", "--port", "0"],
            cwd=folder,
            env={**measure.environment(), "GONGKAI_LANG": "en"},
            stdout=output,
            stderr=output,
        )
    try:
        yield _address(log, process)
        time.sleep(1)  # so that its end is not taken for the end of a build
    finally:
        process.terminate()
        process.wait(10)


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        for line in log.read_text("utf-8", "replace").splitlines():
            if line.startswith("Preview: "):
                return line.removeprefix("Preview: ").rstrip("/") + "/"
        time.sleep(EVERY)
    raise Failure(f"the preview did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def seconds_to_show(address: str, content: Path, file: tuple[str, str], words: str) -> Usage:
    """From saving ``file`` to the moment in which the page at ``address`` has ``words``."""
    time.sleep(1)  # as people do; a change right after the last one would be taken together with it
    if words in _page(address):
        raise Failure(f"{address} has “{words}” before it was written")
    started = time.perf_counter()
    corpus.put(content, *file)
    while words not in _page(address):
        if time.perf_counter() - started > PATIENCE:
            raise Failure(f"{address} never showed “{words}”")
        time.sleep(EVERY)
    return Usage(time.perf_counter() - started, 0.0)


def _page(address: str) -> str:
    with urlopen(address, timeout=PATIENCE) as answer:
        return str(answer.read().decode("utf-8"))
