"""Notices made in other processes: those of this machine, or the workers of a cluster (``cluster``).

Each is a ``Run`` for ``pipeline.build``: a function and its jobs in, results out in the order of the jobs. What keeps
the processes from working is a ``CannotRun`` with words for the user; the output is then as it was.
"""

from collections.abc import Callable, Iterator
from typing import Any

from site_src.pipeline import Run

MOST_WORKERS = 61  # Windows waits for no more
CHUNK = 8

Work = Callable[[Any], Any]


class CannotRun(Exception):
    """Why there is nobody to make the notices, in Chinese and in English."""


def pool(workers: int) -> Run:
    """Maps over a pool of processes of this machine."""

    def run(work: Work, jobs: list[Any]) -> Iterator[Any]:
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

        with ProcessPoolExecutor(min(workers, MOST_WORKERS, len(jobs))) as executor:
            try:
                yield from executor.map(work, jobs, chunksize=chunk_size(CHUNK, jobs, workers))
            except BrokenProcessPool:
                raise CannotRun(*WORKER_KILLED) from None

    return run


def chunk_size(most: int, jobs: list[Any], workers: int) -> int:
    """How many notices at a time: few enough that all workers end at about the same time."""
    return max(1, min(most, len(jobs) // (4 * workers)))


WORKER_KILLED = (
    "没有生成：一个进程被系统终止了，多半是内存不够。请用 --workers 减少进程数。原来的网站没有改动。",
    "Not built: the system ended one of the processes, most likely for want of memory. Use fewer with --workers. The site is as it was.",
)
