"""The result as a table in Markdown."""

from collections.abc import Iterator
from statistics import median
from typing import Any

OURS = "gongkai"
COLD = "cold build"
LIMIT = "writing our files from memory"

Result = dict[str, Any]


def table(result: Result) -> str:
    """Everything that was measured, for people."""
    return "\n".join([*_machine(result), "", *_times(result), "", *_sizes(result)]) + "\n"


def _machine(result: Result) -> Iterator[str]:
    m = result["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in m["versions"].items())
    yield f"{m['cores']} cores, {m['memory'] / 2**30:.0f} GiB, {m['system']}, Python {m['python']}"
    yield f"on {m['file_system']}; load before: {m['load_before']:.2f}; {versions}"
    yield f"median of {result['runs']}; in brackets processor seconds of all processes"
    if m["load_before"] > m["cores"] / 4:
        yield "**The machine was busy: these times are rough.**"


def _times(result: Result) -> Iterator[str]:
    tools = result["tools"]
    yield _row("findings", "seconds", *tools, "ours / fastest peer")
    yield _row(*["--:", "---", *["--:" for _ in tools], "--:"])
    for size in result["sizes"]:
        for what in dict.fromkeys(row["what"] for row in size["rows"]):
            cells = {row["tool"]: row for row in size["rows"] if row["what"] == what}
            shown = [_seconds(cells.get(tool)) for tool in tools]
            yield _row(f"{size['findings']:,}", what, *shown, ratio(size, what))


def ratio(size: Result, what: str) -> str:
    """Our median by that of the fastest peer at the same work; peers that only build anew, by that."""
    if what == LIMIT:
        return f"cold is {_of(size, COLD) / _of(size, LIMIT):.0f} times that"
    ours, peers = [], []
    for row in size["rows"]:
        if row["tool"] == OURS and row["what"] == what:
            ours.append(median(row["wall"]))
        elif row["tool"] != OURS and row["what"] == (COLD if what.startswith(COLD) else what):
            peers.append(median(row["wall"]))
    return f"{ours[0] / min(peers):.2f}" if ours and peers else "–"


def _of(size: Result, what: str) -> float:
    """Our median."""
    found = (row["wall"] for row in size["rows"] if (row["tool"], row["what"]) == (OURS, what))
    return float(median(next(found)))


def _seconds(row: Result | None) -> str:
    if row is None:
        return "–"
    cpu = median(row["cpu"])
    return f"{median(row['wall']):.2f}" + (f" ({cpu:.2f})" if cpu else "")


def _sizes(result: Result) -> Iterator[str]:
    names = ("tool", "files", "pages", "MB", "bytes a finding's page", "bytes a notice's page")
    yield _row("findings", *names, "peak memory, MB (PSS)")
    yield _row("--:", "---", *["--:" for _ in range(len(names))])
    for size in result["sizes"]:
        for name, made in size["made"].items():
            memory = f"{made['memory'] / 1e6:.0f}" if made["memory"] else "–"
            counts = [f"{made[key]:,}" for key in ("files", "pages")]
            bytes_ = [f"{made[key]:,}" for key in ("finding_bytes", "notice_bytes")]
            mega = f"{made['bytes'] / 1e6:.1f}"
            yield _row(f"{size['findings']:,}", name, *counts, mega, *bytes_, memory)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
