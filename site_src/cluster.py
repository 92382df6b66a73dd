"""Notices made by the workers of a dask cluster, which see the same folders under the same paths.

A chunk of notices is a task. If a worker is lost, the scheduler gives its tasks to another one. A worker makes nothing
before it found the same program and the same files as the builder; else its pages might differ.
"""

import logging
import os
import pickle
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from platform import node
from threading import Lock
from typing import Any

from msgspec import Struct

from site_src.executors import CannotRun, Work, chunk_size
from site_src.pipeline import Run
from site_src.state import PARTS, Settings, digest_of

CHUNK = 16  # ten thousand notices make 625 tasks, and a lost worker costs a second
SECONDS_TO_CONNECT = 10
SECONDS_WITHOUT_WORKERS = 10
SECONDS_BETWEEN_LOOKS = 1


def cluster_run(address: str, settings: Settings) -> Run:
    """Maps over the workers of the dask scheduler at ``address``."""
    if find_spec("distributed") is None:
        raise CannotRun(*NO_DASK)

    def run(work: Work, jobs: list[Any]) -> Iterator[Any]:
        ground = ground_of(settings)
        with _connected(address) as client:
            size = chunk_size(CHUNK, jobs, _await_workers(client))
            chunks = [jobs[start : start + size] for start in range(0, len(jobs), size)]
            futures = _submit(client, [pickle.dumps(Parcel(ground, work, c)) for c in chunks])
            while futures:
                yield from _results(client, futures.popleft())

    return run


# --- what travels ------------------------------------------------------------------------------


class Ground(Struct, frozen=True):
    """What a worker must find as the builder does. The staging folder is there as long as the build runs."""

    content: str
    templates: str
    out: str
    staging: str
    program: str
    files: tuple[str, str]


class Refusal(Struct, frozen=True):
    """Why a worker makes nothing: it sees another folder, or it has another program if ``folder`` is empty."""

    machine: str
    folder: str


class Parcel(Struct, frozen=True):
    """A call of ``build_chunk`` that is made by unpacking it.

    Dask unpacks what it is given while it reads from the network, and a worker without the program would die of that.
    This it takes for mere bytes; unpacking them is the task, which may fail.
    """

    ground: Ground
    work: Work
    jobs: list[Any]

    def __reduce__(self) -> tuple[Any, ...]:
        return build_chunk, (self.ground, self.work, self.jobs)


# --- the builder's side ------------------------------------------------------------------------


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """A client of the scheduler. What dask would log meanwhile is ours to say, in the user's language."""
    from distributed import Client as DaskClient

    class Client(DaskClient):  # type: ignore[misc]
        def __del__(self) -> None:
            """Nothing: one that never connected would wait for its own end."""

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable()
        try:
            try:
                client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
            except Exception as error:  # whatever it is: it concerns the address, not the content
                raise CannotRun(*_with(UNREACHABLE, address=address, error=error)) from None
            try:
                yield client
            finally:
                with suppress(Exception):  # of a scheduler that is gone
                    client.close(timeout=1)  # tasks that nobody waits for are dropped
        finally:
            logging.disable(logging.NOTSET)


def _await_workers(client: Any) -> int:
    """How many workers there are, at once if there is one; gives up after a while if none comes."""
    try:
        client.wait_for_workers(1, timeout=SECONDS_WITHOUT_WORKERS)
        return len(client.nthreads())
    except TimeoutError:
        raise CannotRun(*_with(NO_WORKERS, seconds=SECONDS_WITHOUT_WORKERS)) from None
    except Exception:
        raise CannotRun(*SCHEDULER_LOST) from None


def _submit(client: Any, parcels: list[bytes]) -> deque[Future[Any]]:
    executor = client.get_executor(pure=False)  # a result that is kept there may be of other files
    try:
        return deque(executor.submit(pickle.loads, parcel) for parcel in parcels)
    except Exception:
        raise CannotRun(*SCHEDULER_LOST) from None


def _results(client: Any, future: Future[Any]) -> list[Any]:
    """What a chunk came to, be it after another worker did it again."""
    from distributed import KilledWorker

    while not wait([future], timeout=SECONDS_BETWEEN_LOOKS).done:
        _await_workers(client)
    try:
        results: list[Any] | Refusal | Exception = future.result()
    except CancelledError:
        raise CannotRun(*SCHEDULER_LOST) from None
    except KilledWorker:
        raise CannotRun(*WORKERS_KILLED) from None
    except Exception as error:  # not of our work, whose faults are results: it was never begun
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise CannotRun(*_with(NOT_UNDERSTOOD, error=said)) from None
    if isinstance(results, Refusal):
        words = OTHER_FILES if results.folder else OTHER_PROGRAM
        raise CannotRun(*_with(words, machine=results.machine, folder=results.folder))
    if isinstance(results, Exception):
        raise results
    return results


# --- the worker's side -------------------------------------------------------------------------


ONE_AT_A_TIME = Lock()  # a worker may have several threads, and what notices share is not for that


def build_chunk(ground: Ground, work: Work, jobs: list[Any]) -> list[Any] | Refusal | Exception:
    """Some notices, in a worker; a fault of the program is a result with its traceback as a note."""
    results = []
    with ONE_AT_A_TIME:
        try:
            for job in jobs:
                # Asked each time: a worker that was cut off stops soon after the build has ended.
                if refusal := _refusal(ground):
                    return refusal
                results.append(work(job))
        except Exception as error:
            from traceback import format_exc

            error.add_note(format_exc())
            return error
    return results


def _refusal(ground: Ground) -> Refusal | None:
    if ground.program != program_digest():
        return Refusal(node(), "")
    if not os.path.isdir(ground.staging):
        return Refusal(node(), ground.out)
    content, templates = _files(ground.content, ground.templates, ground.staging)
    if content != ground.files[0]:
        return Refusal(node(), ground.content)
    if templates != ground.files[1]:
        return Refusal(node(), ground.templates)
    return None


def ground_of(settings: Settings) -> Ground:
    """What there is on this machine."""
    staging = settings.target.staging
    os.makedirs(staging, exist_ok=True)
    return Ground(
        settings.content,
        settings.templates,
        settings.out,
        staging,
        program_digest(),
        _files(settings.content, settings.templates, staging),
    )


@lru_cache(maxsize=1)
def program_digest() -> str:
    """The program as this process began with it: a worker that runs on after an update has the old one."""
    return digest_of(
        f"{sys.version_info[:2]} {[_version(part) for part in sorted(PARTS)]}".encode(),
        *_walk(os.path.dirname(os.path.abspath(__file__)), _data),
    )


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:
        return ""


@lru_cache(maxsize=1)
def _files(content: str, templates: str, staging: str) -> tuple[str, str]:
    """The content by names, sizes and times; the templates by their bytes, for each machine may have its own.

    The staging folder, whose name no other build has, makes it looked at once for each build.
    """
    return digest_of(*_walk(content, _size_and_time)), digest_of(*_walk(templates, _data))


def _walk(root: str, look: Callable[[str], bytes]) -> Iterator[bytes]:
    """The files below a folder in one order everywhere, each with what ``look`` makes of it."""
    for where, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] != "." and name != "__pycache__")
        for name in sorted(name for name in names if name[0] != "."):
            path = os.path.join(where, name)
            yield os.fsencode(os.path.relpath(path, root)) + b" " + look(path)


def _data(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def _size_and_time(path: str) -> bytes:
    try:
        status = os.stat(path)
    except OSError:  # a scratch file that an editor program just removed, or a link to nowhere
        return b""
    return f"{status.st_size} {status.st_mtime_ns}".encode()


# --- words -------------------------------------------------------------------------------------


def _with(words: tuple[str, str], **values: object) -> tuple[str, str]:
    zh, en = words
    return zh.format(**values), en.format(**values)


NO_DASK = (
    '没有装 dask。请在程序文件夹里运行：python3 -m pip install ".[cluster]"',
    'dask is not installed. In the folder of the program: python3 -m pip install ".[cluster]"',
)
UNREACHABLE = (
    "没有生成：连不上调度器 {address}（{error}）。请检查 --scheduler 的地址，以及 dask scheduler 是否在运行。",
    "Not built: the scheduler {address} cannot be reached ({error}). Check the address after --scheduler, and that dask scheduler runs.",
)
NO_WORKERS = (
    "没有生成：{seconds} 秒内没有可用的计算节点。请在各台机器上启动 dask worker。原来的网站没有改动。",
    "Not built: there was no worker for {seconds} seconds. Start dask worker on the machines. The site is as it was.",
)
SCHEDULER_LOST = (
    "没有生成：与调度器的连接断了。请检查 dask scheduler 后重试。原来的网站没有改动。",
    "Not built: the connection to the scheduler was lost. See to dask scheduler and build again. The site is as it was.",
)
WORKERS_KILLED = (
    "没有生成：同一批通报接连使几个计算节点中止，多半是内存不够。原来的网站没有改动。",
    "Not built: the same notices took several workers down, most likely for want of memory. The site is as it was.",
)
NOT_UNDERSTOOD = (
    "没有生成：计算节点接不了这项工作（{error}）。各计算节点上要装同一版本的程序。原来的网站没有改动。",
    "Not built: a worker cannot take the work ({error}). All workers need the same version of the program. The site is as it was.",
)
OTHER_PROGRAM = (
    "没有生成：计算节点 {machine} 的程序、Python 或组件与这里版本不同。请更新并重启 dask worker。原来的网站没有改动。",
    "Not built: the program, Python or a part of the worker on {machine} is of another version than here. Update it and start dask worker again. The site is as it was.",
)
OTHER_FILES = (
    "没有生成：计算节点 {machine} 看到的 {folder} 与这里不同。它要在共享存储的同一路径上；如果刚才有人保存了文件，请再生成一次。原来的网站没有改动。",
    "Not built: the worker on {machine} does not see {folder} as it is here. It must be on shared storage under the same path; if a file was saved just now, build again. The site is as it was.",
)
