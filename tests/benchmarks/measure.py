"""One run of a command: how long, how much of the processors, how much memory; and what a disk allows at best."""

import os
import platform
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.01  # seconds between two looks at the memory


class Failure(Exception):
    """Something the benchmark needs did not work; the words say what."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds by the clock, seconds of processors (all processes), and the peak of memory if it was sampled."""

    wall: float
    cpu: float
    memory: int | None = None


def run(command: list[str], folder: Path, sampled: bool = False) -> Usage:
    """Runs a command to its end. Sampling disturbs it a little, so a sampled run's time is not used."""
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            process_group=0,
        )
        try:
            status, used, memory = _wait(process.pid, sampled)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            _end_group(process)
    if process.returncode:
        words = log.read_text("utf-8", "replace")[-2000:]
        raise Failure(f"{' '.join(command)}\nended with {process.returncode}:\n{words}")
    return Usage(wall, used, memory)


def environment() -> dict[str, str]:
    """The environment of a user: byte code of Python is kept."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def _wait(pid: int, sampled: bool) -> tuple[int, float, int | None]:
    """Waits for a process; the system counts the processor time of its children as its own."""
    if not sampled:
        _, status, used = os.wait4(pid, 0)
        return status, used.ru_utime + used.ru_stime, None
    peak = 0
    while True:
        peak = max(peak, _memory_of_group(pid))
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            return status, used.ru_utime + used.ru_stime, peak or None
        time.sleep(EVERY)


def _memory_of_group(group: int) -> int:
    """Bytes of all processes of a group together (PSS: what processes share is counted once)."""
    total = 0
    for entry in os.listdir("/proc") if os.path.isdir("/proc") else ():
        with suppress(OSError, ValueError):
            if os.getpgid(int(entry)) == group:
                total += _share_of(entry)
    return total


def _share_of(pid: str) -> int:
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return next(1024 * int(line.split()[1]) for line in file if line.startswith("Pss:"))


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends whatever is left of the group, and nothing else."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM if process.returncode is None else signal.SIGKILL)
    if process.returncode is None:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def write_files(files: dict[str, bytes], folder: Path) -> Usage:
    """Writes files from memory, one process, nothing else: no build that writes them anew can be faster."""
    before, started = time.process_time(), time.perf_counter()
    for name in sorted({os.path.dirname(name) for name in files}):
        os.makedirs(folder / name, exist_ok=True)
    root = os.open(folder, os.O_RDONLY)
    for name, data in files.items():
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=root)
        os.write(file, data)
        os.close(file)
    os.close(root)
    return Usage(time.perf_counter() - started, time.process_time() - before)


def read_files(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by their paths below it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def machine(work: Path, version: Callable[[], dict[str, str]]) -> dict[str, object]:
    """What the numbers depend on."""
    return {
        "cores": len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count(),
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "python": platform.python_version(),
        "file_system": file_system(work),
        "versions": version(),
        "load_before": os.getloadavg()[0],
    }


def file_system(folder: Path) -> str:
    """The kind of file system a folder is on, as the system lists it; the longest mount point wins."""
    best, kind = "", "unknown"
    with suppress(OSError):
        for line in Path("/proc/mounts").read_text("utf-8").splitlines():
            point, name = line.split()[1:3]
            inside = folder.resolve().is_relative_to(point)
            if inside and len(point) >= len(best):
                best, kind = point, name
    return kind
