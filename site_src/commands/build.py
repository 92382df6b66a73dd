"""Builds the site."""

import argparse
import os
import sys
import time
from contextlib import nullcontext
from typing import Any

from site_src.commands.words import (
    is_elsewhere,
    misplaced,
    print_problems,
    say,
    say_gone,
    settings_of,
)


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    started, started_at = time.perf_counter(), time.process_time()
    from site_src import pipeline
    from site_src.executors import CannotRun

    settings = settings_of(options, options.out)
    if problem := misplaced(settings) or _half_a_cluster(options):
        say(language, *problem, error=True)
        return 2
    try:
        with _progress(language, started) as progress:
            report = pipeline.build(*_run_by(options, settings), progress)
    except CannotRun as reason:
        zh, en = reason.args
        say(language, zh, en, error=True)
        return 2
    shown = _folded(report.problems)
    print_problems(shown, language, options.content)
    if hidden := len(report.problems) - len(shown):
        say(
            language,
            f"另有 {hidden} 条同类警告，用 check 命令看全部。",
            f"{hidden} more warnings of these kinds; the command “check” shows all.",
            error=True,
        )
    if report.failed:
        say(
            language,
            "没有生成：请先改正上面的错误。原来的网站没有改动。",
            "Not built: correct the errors above first. The site is as it was.",
            error=True,
        )
        return 2 if is_elsewhere(report.problems) else 1
    say_gone(report.gone, language)
    seconds = time.perf_counter() - started
    say(
        language,
        f"{report.notices} 份通报，{report.findings} 个问题，{report.pages} 个网页；"
        f"本次重做 {report.built} 份，写入 {report.written} 个文件，用时 {seconds:.2f} 秒。",
        f"{report.notices} notices, {report.findings} findings, {report.pages} pages; "
        f"{report.built} notices built anew, {report.written} files written, {seconds:.2f} s.",
    )
    if options.timings:
        _say_timings(report, language, started_at, seconds)
    front = os.path.join(options.out, "index.html")
    say(language, f"用浏览器打开：{front}", f"Open in a browser: {front}")
    return 0


def _say_timings(report: Any, language: str, before: float, seconds: float) -> None:
    """Seconds by the clock for each stage, and those of all processes together within the making of notices."""
    start = before + seconds - sum(report.stages.values())
    lines = [("启动程序", "starting the program", start)]
    lines += [(*STAGES[name], spent) for name, spent in report.stages.items()]
    within = [(*WORK[name], report.work[name]) for name in WORK if name in report.work]
    say(language, "时间去向（秒）：", "Where the time went (seconds):")
    for zh, en, spent in lines:
        say(language, f"{spent:8.3f}  {zh}", f"{spent:8.3f}  {en}")
    if within:
        say(language, "做通报，各进程合计：", "Making notices, all processes together:")
    for zh, en, spent in within:
        say(language, f"{spent:8.3f}  {zh}", f"{spent:8.3f}  {en}")


STAGES = {
    "site": ("读网站设置", "reading the site's settings"),
    "compare": ("与上次比对", "comparing with the last build"),
    "notices": ("做通报", "making notices"),
    "whole site": ("做全站页面", "pages of the whole site"),
    "move": ("移入输出文件夹", "moving all of it into place"),
}
WORK = {
    "load": ("读取内容", "reading content"),
    "check": ("检查", "checking"),
    "plan": ("准备页面", "planning pages"),
    "render": ("填入模板", "filling templates"),
    "prove": ("与审定稿核对", "proving the approved text"),
    "data": ("数据文件", "data files"),
    "write": ("写文件和校验值", "writing files, checksums"),
}


def _folded(problems: list[Any]) -> list[Any]:
    """All errors, but of each kind of warning only the first few: what is left out is no news at every build."""
    from site_src.problems import Level

    seen: dict[str, int] = {}
    shown = []
    for problem in problems:
        code = problem.rule.code
        seen[code] = seen.get(code, 0) + 1
        if problem.rule.level is Level.ERROR or seen[code] <= WARNINGS_OF_A_KIND:
            shown.append(problem)
    return shown


WARNINGS_OF_A_KIND = 2


def _half_a_cluster(options: argparse.Namespace) -> tuple[str, str] | None:
    """What is missing if only one of two options is given that go together."""
    if (options.executor == "dask") == bool(options.scheduler):
        return None
    return (
        "--executor dask 和 --scheduler ADDRESS 要一起用。",
        "--executor dask and --scheduler ADDRESS go together.",
    )


def _run_by(options: argparse.Namespace, settings: Any) -> tuple[Any, Any]:
    """The settings, and who makes the notices: None for this process alone."""
    if options.executor == "dask":
        from msgspec.structs import replace

        from site_src.cluster import cluster_run

        # Machines that share the output may have the same process numbers at the same time.
        settings = replace(settings, owner=time.time_ns())
        return settings, cluster_run(options.scheduler, settings)
    from site_src.executors import pool

    return settings, pool(options.workers) if options.workers > 1 else None


def _progress(language: str, started: float) -> Any:
    """A bar for a person at a terminal, nothing for anybody else. rich leaves one alone that cannot draw."""
    if sys.stderr is None or not sys.stderr.isatty():
        return nullcontext()
    from site_src.progress import Bar

    return Bar(sys.stderr, language, lambda: time.perf_counter() - started)
