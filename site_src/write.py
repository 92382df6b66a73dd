"""Bytes to disk, so that nothing is ever lost or left half-done.

Workers put changed files into a staging folder beside the output; only when the whole site is there does ``commit``
move them into place. What was not listed by the last manifest is never overwritten or deleted.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress

from msgspec import Struct

from site_src.problems import Place, Problem, Rule

MANIFEST = "SHA256SUMS"
# Every site has these; a list without them is not of a site of ours.
OURS = {"index.html", "404.html", "contact.html", "glossary.html", "sitemap.html"}


class Written(Struct, frozen=True):
    """A file of the output: its address and its SHA-256."""

    address: str
    sha256: str


class Target(Struct, frozen=True):
    """Where the output goes, and the staging folder on the same file system."""

    out: str
    staging: str

    @property
    def journal(self) -> str:
        """The note of what is being moved; it is there only while a commit is under way."""
        return os.path.join(os.path.dirname(self.staging), "moving.list")

    def put(self, address: str, data: bytes) -> Written:
        """Stages ``data``, unless the output has the same bytes already."""
        if not _is_same(f"{self.out}/{address}", data):
            staged = f"{self.staging}/{address}"
            try:
                _write(staged, data)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(staged), exist_ok=True)
                _write(staged, data)
        return Written(address, hashlib.sha256(data).hexdigest())

    def copy(self, address: str, source: str) -> Written:
        """Stages a copy of the file at ``source``, unless the output has the same bytes already."""
        digest = file_sha256(source)
        final = os.path.join(self.out, address)
        if not os.path.isfile(final) or file_sha256(final) != digest:
            final = os.path.join(self.staging, address)
            os.makedirs(os.path.dirname(final), exist_ok=True)
            shutil.copyfile(source, final)
        return Written(address, digest)


# Reading and writing thousands of files: Python's own streams would cost as much again as the system does.
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def _is_same(path: str, data: bytes) -> bool:
    """Whether these are the bytes of the file at ``path``."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        return False
    try:
        status = os.fstat(descriptor)
        return (
            stat.S_ISREG(status.st_mode)
            and status.st_size == len(data)
            and os.read(descriptor, len(data) + 1) == data
        )
    finally:
        os.close(descriptor)


def _write(path: str, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        done = os.write(descriptor, data)
        while done < len(data):
            done += os.write(descriptor, data[done:])
    finally:
        os.close(descriptor)


def file_sha256(path: str) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def has_bytes(target: Target, written: Written) -> bool:
    """Whether a file of the output has the bytes that were written."""
    try:
        return file_sha256(os.path.join(target.out, written.address)) == written.sha256
    except OSError:
        return False


def read_manifest(target: Target) -> dict[str, str]:
    """Address to SHA-256 of what builds of ours wrote: the last one, and one that was cut off while moving files.

    Empty if there was none, or if the list in the folder is somebody else's.
    """
    known = read_list(os.path.join(target.out, MANIFEST))
    if not known.keys() >= OURS:
        known = {}
    return known | read_list(target.journal)


def is_unfinished(target: Target) -> bool:
    """Whether a build was cut off while it moved files."""
    return os.path.lexists(target.journal)


def read_list(path: str) -> dict[str, str]:
    """Address to SHA-256 as the list at ``path`` has them; empty if it cannot be read."""
    try:
        with open(path, encoding="utf-8") as stream:
            lines = stream.read().split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    return {line[66:]: line[:64] for line in lines if len(line) > 66 and line[64:66] == "  "}


def staged_files(target: Target) -> list[str]:
    """The addresses of what is staged: what the output lacks, or has otherwise."""
    below = len(target.staging) + 1
    return [
        os.path.join(where, name)[below:].replace(os.sep, "/")
        for where, _, names in os.walk(target.staging)
        for name in names
    ]


def in_the_way(target: Target, staged: Iterable[str], known: Set[str]) -> list[Problem]:
    """What the staged files would overwrite although no build of ours wrote it; ``known`` has the addresses of ours."""
    if not os.path.isdir(target.out):
        return []
    folders = {parent for address in staged for parent in _parents(address)}
    found = [f for f in sorted(folders) if os.path.isfile(f"{target.out}/{f}")]
    if not known and os.path.lexists(f"{target.out}/{MANIFEST}"):
        found.append(MANIFEST)
    for address in staged:
        final = f"{target.out}/{address}"
        if os.path.isdir(final) or (address not in known and os.path.lexists(final)):
            found.append(address)
    return [IN_THE_WAY.at(Place(os.path.join(target.out, name))) for name in found]


def _parents(address: str) -> Iterator[str]:
    while address := address.rpartition("/")[0]:
        yield address


def commit(
    target: Target, staged: Iterable[str], files: dict[str, str], known: Set[str]
) -> tuple[int, list[str]]:
    """Moves what is staged into place, deletes what is no longer made, and writes the manifest last.

    ``files`` has the SHA-256 of every file of the site by its address. What is about to come is noted beforehand, so
    that a build after one that was cut off knows its own files. Gives how many files were written, and the addresses
    that are gone.
    """
    _note(target, {address: files[address] for address in staged})
    moved = _move(target.staging, target.out)
    gone = sorted(known - files.keys())
    for address in gone:
        path = os.path.join(target.out, *address.split("/"))
        if _is_below(path, target.out) and os.path.isfile(path):
            os.remove(path)
            _remove_empty_folders(os.path.dirname(path), target.out)
    moved += _write_manifest(target, _lines(files))
    with suppress(FileNotFoundError):  # of another build at the same time
        os.remove(target.journal)
    return moved, gone


def _note(target: Target, files: dict[str, str]) -> None:
    """Notes what is about to be moved, beside what a build that was cut off has moved."""
    os.makedirs(os.path.dirname(target.journal), exist_ok=True)
    aside = f"{target.staging}.list"
    with open(aside, "wb") as stream:
        stream.write(_lines(read_list(target.journal) | files))
    os.replace(aside, target.journal)


def _write_manifest(target: Target, lines: bytes) -> int:
    """How many files were written: none if it is the same."""
    final = os.path.join(target.out, MANIFEST)
    if _is_same(final, lines):
        return 0
    os.makedirs(target.staging, exist_ok=True)
    _write(f"{target.staging}/{MANIFEST}", lines)
    os.replace(f"{target.staging}/{MANIFEST}", final)
    return 1


def _lines(files: dict[str, str]) -> bytes:
    return "".join(f"{files[address]}  {address}\n" for address in sorted(files)).encode()


def _move(staging: str, out: str) -> int:
    """Moves a staged tree over the output: a folder that is new as a whole, all else file by file."""
    if not os.path.isdir(staging):
        return 0
    if not os.path.lexists(out):
        count = sum(len(names) for _, _, names in os.walk(staging))
        os.makedirs(os.path.dirname(os.path.abspath(out)), exist_ok=True)
        os.replace(staging, out)
        return count
    moved = 0
    with os.scandir(staging) as entries:
        for entry in sorted(entries, key=lambda e: e.name):
            final = os.path.join(out, entry.name)
            if entry.is_dir():
                moved += _move(entry.path, final)
            else:
                os.replace(entry.path, final)
                moved += 1
    return moved


def _is_below(path: str, folder: str) -> bool:
    """Whether a path from a manifest really lies in the output: a manifest may have been tampered with."""
    inside = os.path.realpath(os.path.dirname(path)) + os.sep
    return inside.startswith(os.path.realpath(folder) + os.sep)


def _remove_empty_folders(folder: str, out: str) -> None:
    while os.path.realpath(folder) != os.path.realpath(out):
        try:
            os.rmdir(folder)
        except OSError:
            return
        folder = os.path.dirname(folder)


IN_THE_WAY = Rule(
    "in-the-way",
    zh=("这个文件不是本程序写的，生成网站会覆盖它", "换一个输出文件夹，或先把它移走"),
    en=(
        "this file was not written by this program, and building the site would overwrite it",
        "choose another output folder, or move the file away",
    ),
    why=(
        "不是本程序写的文件，绝不覆盖：它可能是别人的网站。",
        "What this program did not write is never overwritten: it may be somebody else's site.",
    ),
)
CANNOT_WRITE = Rule(
    "cannot-write",
    zh=("写不了：{reason}", "检查磁盘空间和文件夹权限；网站保持上一次的样子"),
    en=(
        "it cannot be written: {reason}",
        "look at disk space and permissions; the site is as it was",
    ),
    why=(
        "写不全的网站不如不写，所以整个停下，原来的网站不动。",
        "A site written in part is worse than none, so all of it stops, and the site stays as it was.",
    ),
)
