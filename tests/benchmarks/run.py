"""How fast Gongkai is, beside Hugo and Eleventy making the same site: `make bench`, or this file with --help.

Each tool's site is first built once and read (verify.py); a tool that makes less is not timed. Then the tools take
turns, so that a slow minute of the machine falls on all of them.
"""

import argparse
import fcntl
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.benchmarks import corpus, measure, preview
from tests.benchmarks.measure import Failure, Usage
from tests.benchmarks.report import COLD, LIMIT, table
from tests.benchmarks.tools import GONGKAI, TOOLS, Tool, say, tool_version
from tests.benchmarks.verify import finding_faults, verify
from tests.prepare import ROOT

FIRST = f"{COLD}, templates not compiled yet"
CHANGED = "one measure changed"
UNCHANGED = "nothing changed"
SHOWN = "preview shows a saved change"
MOST_IN_PREVIEW = 10_000  # findings; whoever previews more waits for the first build
ROOM = 150_000  # bytes of disk a finding, of all tools together


def main(arguments: list[str]) -> int:
    """Measures, prints the table, and gives the exit code."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _own(options.work.resolve()) as work:
            result = benchmark(work, [TOOLS[name] for name in options.tools], options)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    print(table(result), end="")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--sizes",
        metavar="N,N",
        type=_sizes,
        default=[30, 1000, 10000],
        help="how many findings (default: 30,1000,10000; 100000 takes ten times as long)",
    )
    parser.add_argument(
        "--runs",
        metavar="N",
        type=_runs,
        default=3,
        help="timed runs of each (default: 3)",
    )
    parser.add_argument(
        "--tools",
        metavar="A,B",
        type=_tools,
        default=list(TOOLS),
        help=f"which (default: {','.join(TOOLS)})",
    )
    parser.add_argument(
        "--work",
        metavar="DIR",
        type=Path,
        default=_work_folder(),
        help="where all of it goes; tools stay there for the next run (default: %(default)s)",
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="writes the result there too")
    return parser


def _runs(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _sizes(text: str) -> list[int]:
    sizes = [int(part) for part in text.split(",")]
    if min(sizes) < 1:
        raise ValueError(text)
    return sizes


def _tools(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - TOOLS.keys():
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


def _work_folder() -> Path:
    """In memory if the system has a place for that: there a measurement repeats best."""
    memory = Path("/dev/shm")
    base = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    return base / f"gongkai-benchmarks-{os.getuid()}"


@contextmanager
def _own(work: Path) -> Iterator[Path]:
    """The work folder, for this run alone; git never sees what is in it."""
    work.mkdir(parents=True, exist_ok=True)
    (work / ".gitignore").write_text("*\n", "ascii")
    with (work / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failure(f"another run is using {work}; choose another with --work") from None
        yield work


def benchmark(work: Path, tools: list[Tool], options: argparse.Namespace) -> dict[str, Any]:
    """Everything that was measured."""
    for tool in tools:
        tool.set_up(work)
    machine = measure.machine(work, lambda: {t.name: tool_version(t, work) for t in tools})
    sizes = []
    for findings in options.sizes:
        if shutil.disk_usage(work).free < findings * ROOM:
            raise Failure(f"{work} has no room for {findings} findings; choose another with --work")
        sizes.append(_Size(work, tools, findings, Trash(work)).measured(options.runs))
    return {
        "machine": machine,
        "runs": options.runs,
        "tools": [tool.name for tool in tools],
        "sizes": sizes,
    }


class Trash:
    """Where old outputs go, outside the timed part.

    In memory they are deleted at once. On a disk that is put off until a size is done: deleting a large tree makes
    the disk slow for a while, and the next run would pay for it.
    """

    def __init__(self, work: Path) -> None:
        self.folder = work / "trash"
        self.names = itertools.count()
        self.at_once = measure.file_system(work) == "tmpfs"
        self.empty()

    def take(self, path: Path) -> None:
        """Removes a file or folder from where it is."""
        if not path.exists():
            return
        self.folder.mkdir(exist_ok=True)
        path.rename(self.folder / str(next(self.names)))
        if self.at_once:
            self.empty()

    def empty(self) -> None:
        """Deletes all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def settle(self) -> None:
        """Lets a disk finish what was written before."""
        if not self.at_once:
            os.sync()


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of run: what it is called, who runs, what comes before and what must hold after it."""

    what: str
    tool: Tool
    before: Callable[[int], None]
    after: Callable[[int], list[str]]


class _Size:
    """The measurement of one size, from writing its corpora to removing everything."""

    def __init__(self, work: Path, tools: list[Tool], findings: int, trash: Trash) -> None:
        self.work, self.tools, self.findings, self.trash = work, tools, findings, trash
        self.sites = {tool.name: work / "sites" / tool.name for tool in tools}
        self.target = next(itertools.islice(corpus.notices(findings), findings // 60, None))

    def measured(self, runs: int) -> dict[str, Any]:
        """All rows of this size, and what each tool made."""
        try:
            made = {tool.name: self._first_build(tool) for tool in self.tools}
            steps = self._steps()
            usages: list[tuple[str, str, Usage]] = []
            for number in range(1, runs + 1):
                say(f"{self.findings} findings: round {number} of {runs}")
                usages += [(s.what, s.tool.name, self._timed(s, number)) for s in steps]
                if GONGKAI in self.tools:
                    usages.append((LIMIT, GONGKAI.name, self._limit()))
            if GONGKAI in self.tools and self.findings <= MOST_IN_PREVIEW:
                usages += [(SHOWN, GONGKAI.name, usage) for usage in self._previews(runs)]
            return {"findings": self.findings, "made": made, "rows": _rows(usages)}
        finally:
            self.trash.empty()
            for name in ("sites", "limit"):
                shutil.rmtree(self.work / name, ignore_errors=True)

    def _first_build(self, tool: Tool) -> dict[str, Any]:
        """Lays out, builds and reads a site; gives its size and the memory it took."""
        say(f"{self.findings} findings: {tool.name}: first build, and reading it")
        site = tool.lay_out(self.work, self.findings)
        usage = measure.run(tool.command(self.work), site, sampled=True)
        _refuse(verify(tool, site / tool.out, self.findings))
        return {"memory": usage.memory, **self._extent(tool)}

    def _extent(self, tool: Tool) -> dict[str, int]:
        out = self.sites[tool.name] / tool.out
        sizes = {p.relative_to(out).as_posix(): p.stat().st_size for p in _files(out)}
        notices = list(corpus.notices(self.findings))
        return {
            "files": len(sizes),
            "pages": sum(1 for name in sizes if name.endswith(".html")),
            "bytes": sum(sizes.values()),
            "finding_bytes": round(
                mean(sizes[tool.page(n, f)] for n in notices for f in n.findings)
            ),
            "notice_bytes": round(mean(sizes[tool.page(n)] for n in notices)),
        }

    def _steps(self) -> list[Step]:
        """In this order, each finds what the one before it left."""
        steps = [Step(COLD, tool, self._clear(tool), _nothing) for tool in self.tools]
        if GONGKAI in self.tools:
            steps.append(Step(UNCHANGED, GONGKAI, lambda number: None, _nothing))
        steps += [Step(CHANGED, t, self._change(t), self._shows(t)) for t in self.tools]
        if GONGKAI in self.tools:
            steps.append(Step(FIRST, GONGKAI, self._clear_compiled, _nothing))
        return steps

    def _clear(self, tool: Tool) -> Callable[[int], None]:
        """Takes away the output and all state."""

        def clear(number: int) -> None:
            for name in (tool.out, *tool.state):
                self.trash.take(self.sites[tool.name] / name)

        return clear

    def _clear_compiled(self, number: int) -> None:
        """The same for ours, and the byte code of the program's templates, which stays otherwise, like all byte code."""
        self._clear(GONGKAI)(number)
        for kept in (ROOT / "site_src" / "__pycache__").glob("templates.*.bin"):
            kept.unlink()

    def _change(self, tool: Tool) -> Callable[[int], None]:
        """Rewrites one measure in the middle of the site."""

        def change(number: int) -> None:
            finding = corpus.changed(self.target.findings[0], number)
            folder = self.sites[tool.name] / tool.content
            corpus.put(folder, *tool.form.finding_file(self.target, finding))

        return change

    def _shows(self, tool: Tool) -> Callable[[int], list[str]]:
        """Whether the page shows the change."""

        def faults(number: int) -> list[str]:
            finding = corpus.changed(self.target.findings[0], number)
            out = self.sites[tool.name] / tool.out
            return list(finding_faults(tool, out, self.target, finding))

        return faults

    def _timed(self, step: Step, number: int) -> Usage:
        step.before(number)
        self.trash.settle()
        usage = measure.run(step.tool.command(self.work), self.sites[step.tool.name])
        _refuse(step.after(number))
        return usage

    def _previews(self, runs: int) -> list[Usage]:
        """From saving a file to seeing the change in the preview, whose address is asked every few milliseconds."""
        say(f"{self.findings} findings: preview")
        changes = (corpus.changed(self.target.findings[0], 1000 + n) for n in range(runs))
        page = GONGKAI.page(self.target, self.target.findings[0])
        folder = self.sites[GONGKAI.name]
        with preview.served(folder, GONGKAI.command(self.work)[:2]) as address:
            return [
                preview.seconds_to_show(
                    f"{address}{page}",
                    folder / GONGKAI.content,
                    GONGKAI.form.finding_file(self.target, finding),
                    finding.measures[0].removeprefix(
                        "一是"
                    ),  # the marker stands in an element of its own
                )
                for finding in changes
            ]

    def _limit(self) -> Usage:
        files = measure.read_files(self.sites[GONGKAI.name] / GONGKAI.out)
        folder = self.work / "limit"
        self.trash.take(folder)
        folder.mkdir()
        self.trash.settle()
        usage = measure.write_files(files, folder)
        self.trash.take(folder)
        return usage


def _nothing(number: int) -> list[str]:
    return []


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _refuse(faults: list[str]) -> None:
    if faults:
        more = [f"… and {len(faults) - 10} more"] if len(faults) > 10 else []
        raise Failure("\n".join([*faults[:10], *more]))


def _rows(usages: list[tuple[str, str, Usage]]) -> list[dict[str, Any]]:
    """The runs gathered by kind and tool, in the order of the first round."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for what, tool, usage in usages:
        row = rows.setdefault((what, tool), {"what": what, "tool": tool, "wall": [], "cpu": []})
        row["wall"].append(round(usage.wall, 4))
        row["cpu"].append(round(usage.cpu, 4))
    return list(rows.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
