"""What is kept between builds, and how it is known that a notice need not be built again.

A notice is skipped while nothing changed that it depends on: its own files (names, sizes, times), its relations to
other notices, and what all notices share (program, templates, the site's records). Its files in the output must
still be there as they were written, too.
"""

import hashlib
import marshal
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec
from msgspec import Struct

from site_src import __version__
from site_src.load import SiteFolder
from site_src.problems import Problem
from site_src.relations import Related
from site_src.stopwatch import Seconds
from site_src.summary import NoticeSummary
from site_src.write import Target, Written


class Settings(Struct, frozen=True):
    """What a build is told: folders as absolute paths.

    ``owner`` is the process that builds, so that two at once do not share a staging folder. ``fingerprint`` covers
    all that every notice depends on; ``shared`` is the digest of everything in the content but the notices.
    Without ``state`` nothing is kept.
    """

    content: str
    templates: str
    out: str
    state: str
    owner: int = 0
    fingerprint: str = ""
    shared: str = ""
    with_entries: bool = False

    @property
    def compiled(self) -> str:
        """Where the byte code of the program's own templates is kept, beside its other byte code; empty for others.

        Beside a site it would be code that comes with the content of somebody else.
        """
        caches = os.path.join(os.path.dirname(os.path.abspath(__file__)), "__pycache__")
        if self.templates != own_templates() or sys.dont_write_bytecode:
            return ""
        is_writable = os.access(caches, os.W_OK)
        return (
            os.path.join(caches, f"templates.{sys.implementation.cache_tag}.bin")
            if is_writable
            else ""
        )

    @property
    def target(self) -> Target:
        """Where files go."""
        return Target(self.out, os.path.join(self.state, f"staging-{self.owner}"))


def own_templates() -> str:
    """The templates of the program: beside the package in a checkout, inside it when installed."""
    package = os.path.dirname(os.path.abspath(__file__))
    beside = os.path.join(os.path.dirname(package), "templates")
    return (
        beside
        if os.path.isdir(os.path.join(beside, "layouts"))
        else os.path.join(package, "templates")
    )


def clear_leftovers(settings: Settings) -> None:
    """Makes this build's staging folder anew, and removes those of builds that were killed more than a day ago."""
    own = settings.target.staging
    shutil.rmtree(own, ignore_errors=True)
    os.makedirs(own)
    day_ago = os.stat(own).st_mtime - 86_400  # by the clock of the file system, as theirs are
    with os.scandir(settings.state) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # another build has just removed its own
                if entry.name.startswith("staging-") and entry.stat().st_mtime < day_ago:
                    shutil.rmtree(entry.path, ignore_errors=True)


class Built(Struct, frozen=True):
    """What a worker sends back of a notice: no summary if it has errors.

    ``links_to`` has (slug, stem) of pages of other notices; ``seconds`` is where its time went, and is not kept.
    """

    summary: NoticeSummary | None
    written: tuple[Written, ...]
    problems: tuple[Problem, ...]
    links_to: tuple[tuple[str, str], ...] = ()
    seconds: Seconds = {}


class Stored(Struct, frozen=True):
    """What is kept of a built notice, to be used again while nothing changed that it depends on.

    ``source`` and ``output`` are the signatures of its files; ``related`` is what it was told of other notices, and
    ``relates`` whether it names another itself.
    """

    source: str
    output: str
    relates: bool
    related: Related
    built: Built


class State(Struct, frozen=True):
    """What is kept between builds. ``site_output`` is the signature of the site's own files and of the list of all."""

    fingerprint: str
    notices: dict[str, Stored]
    site_key: str
    site_written: tuple[Written, ...]
    site_output: str = ""
    outdated: tuple[Written, ...] = ()

    def written(self) -> Iterator[Written]:
        """Every file of the output."""
        for kept in self.notices.values():
            yield from kept.built.written
        yield from self.site_written
        yield from self.outdated


def signatures(settings: Settings, editions: tuple[str, ...], slug: str) -> tuple[str, str]:
    """Those of a notice's files in the content and in the output, where it has a folder for each edition."""
    source = signature([f"{settings.content}/notices/{slug}"], settled=True)
    return source, output_signature(settings, editions, slug)


def output_signature(settings: Settings, editions: tuple[str, ...], slug: str) -> str:
    """That of a notice's files in the output."""
    return signature([f"{settings.out}/{edition}{slug}" for edition in editions])


def signature(folders: list[str], settled: bool = False) -> str:
    """Names, sizes and times of all files below the folders; empty if there is nothing.

    ``settled`` looks closer: a file that was changed just now may change again unseen, and gives no signature.
    """
    seen: list[tuple[object, ...]] = []
    newest = 0
    folders = [*folders]
    try:
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif settled:
                        times = status.st_mtime_ns, status.st_ctime_ns
                        newest = max(newest, *times)
                        seen.append((entry.path, status.st_size, *times, status.st_ino))
                    else:
                        seen.append((entry.path, status.st_size, status.st_mtime_ns))
    except OSError:
        return ""
    if settled and time.time_ns() - newest < 20_000_000:
        return ""
    seen.sort()
    return digest_of(marshal.dumps(seen))


def signature_of(folder: str, addresses: Iterable[str]) -> str:
    """Sizes and times of these files; empty if one is missing."""
    try:
        found = [os.stat(f"{folder}/{address}") for address in addresses]
    except OSError:
        return ""
    return digest_of(marshal.dumps([(status.st_size, status.st_mtime_ns) for status in found]))


def fingerprint_of(settings: Settings, site: SiteFolder, with_entries: bool) -> str:
    """Everything that each notice depends on besides its own files: program, templates, and the site's records."""
    digest = hashlib.sha256(f"{__version__} {sys.version} {_parts()}".encode())
    for root in (os.path.dirname(os.path.abspath(__file__)), settings.templates):
        for where, folders, names in os.walk(root, followlinks=True):
            folders[:] = sorted(f for f in folders if f != "__pycache__" and not f.startswith("."))
            for name in sorted(n for n in names if not n.endswith(".pyc") and n[0] != "."):
                with open(os.path.join(where, name), "rb") as stream:
                    digest.update(
                        f"{os.path.relpath(where, root)}/{name}\n".encode() + stream.read()
                    )
    # Of the free pages the heads only, which stand in every footer; their texts are theirs alone.
    heads = {stem: page.head for stem, page in site.pages.items()}
    shared = [site.site, site.contact, site.glossary, site.terms, heads, with_entries]
    digest.update(msgspec.json.encode(shared))
    return digest.hexdigest()


# The parts that the bytes of a page depend on; of others any version will do.
PARTS = frozenset(
    "jinja2 markdown markupsafe msgspec nh3 pillow pypdfium2 pyyaml segno selectolax".split()  # noqa: SIM905
)


def _parts() -> list[str]:
    """Their versions as the names of their folders tell, which is quicker than asking the parts."""
    found = []
    for folder in sys.path:
        if os.path.isdir(folder):
            found += [
                name
                for name in os.listdir(folder)
                if name.endswith(".dist-info") and name.partition("-")[0].lower() in PARTS
            ]
    return sorted(found)


def digest_of_site(site: SiteFolder) -> str:
    """Of everything in the content but the notices, whose names only are in it."""
    texts = {stem: (page.head, page.text) for stem, page in site.pages.items()}
    return digest_of(
        msgspec.json.encode([site.site, site.contact, site.glossary, texts, site.slugs])
    )


def digest_of(*parts: bytes) -> str:
    """A SHA-256 over parts."""
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def read_state(settings: Settings) -> State:
    """What the last build kept; empty if there was none, or the program or the site changed."""
    empty = State(settings.fingerprint, {}, "", ())
    try:
        with open(os.path.join(settings.state, "state.msgpack"), "rb") as stream:
            state = msgspec.msgpack.decode(stream.read(), type=State)
    except (OSError, msgspec.DecodeError):
        return empty  # none, or of another version: everything is built anew
    if state.fingerprint == settings.fingerprint:
        return state
    return State(settings.fingerprint, {}, "", (), outdated=tuple(state.written()))


def write_state(settings: Settings, state: State) -> None:
    """Keeps it for the next build."""
    os.makedirs(settings.state, exist_ok=True)
    path = os.path.join(settings.state, "state.msgpack")
    aside = f"{path}.{settings.owner}"
    with open(aside, "wb") as stream:
        stream.write(msgspec.msgpack.encode(state))
    os.replace(aside, path)
