"""The command line: arguments in, words out. Only this module prints, reads the environment and knows exit codes.

0 done, 1 the content has problems, 2 wrong usage or no machine for it, 3 a fault of the program (with its
traceback), 130 interrupted.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from site_src.arguments import parser

# Options that may stand without a command, which is then “build”.
BUILD_OPTIONS = {
    "--content",
    "--out",
    "--templates",
    "--workers",
    "--timings",
    "--executor",
    "--scheduler",
}


def console() -> None:
    """The command ``gongkai``."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Runs one command and gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    language = user_language(dict(os.environ))
    options_of = parser(language)
    if not arguments or arguments[0].partition("=")[0] in BUILD_OPTIONS:
        arguments = ["build", *arguments]
    options = options_of.parse_args(arguments)
    try:
        return COMMANDS[options.command](options, language)
    except KeyboardInterrupt:
        _say(language, "已中断。", "Interrupted.", error=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        import traceback

        traceback.print_exc()
        _say(
            language,
            "这是程序的错，不是内容的错。请把上面的文字发给维护的人。",
            "This is a fault of the program, not of the content. Please send the text above to those who maintain it.",
            error=True,
        )
        return 3


def user_language(environment: dict[str, str]) -> str:
    """ "zh" or "en": what GONGKAI_LANG, else the locale says."""
    for name in ("GONGKAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import locale

        return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
    return "en"


def _settings(options: argparse.Namespace, out: str = "_site") -> Any:
    from site_src.state import Settings

    out = os.path.abspath(out)
    return Settings(
        content=os.path.abspath(options.content),
        templates=os.path.abspath(options.templates) if options.templates else own_templates(),
        out=out,
        state=os.path.join(os.path.dirname(out), ".gongkai", os.path.basename(out)),
        owner=os.getpid(),
    )


def own_templates() -> str:
    """The templates of the program: beside the package in a checkout, inside it when installed."""
    package = os.path.dirname(os.path.abspath(__file__))
    beside = os.path.join(os.path.dirname(package), "templates")
    return (
        beside
        if os.path.isdir(os.path.join(beside, "layouts"))
        else os.path.join(package, "templates")
    )


def _build(options: argparse.Namespace, language: str) -> int:
    started, started_at = time.perf_counter(), time.process_time()
    from site_src import pipeline
    from site_src.executors import CannotRun

    settings = _settings(options, options.out)
    if problem := _misplaced(settings) or _half_a_cluster(options):
        _say(language, *problem, error=True)
        return 2
    try:
        with _progress(language, started) as progress:
            report = pipeline.build(*_run_by(options, settings), progress)
    except CannotRun as reason:
        zh, en = reason.args
        _say(language, zh, en, error=True)
        return 2
    shown = _folded(report.problems)
    _print_problems(shown, language, options.content)
    if hidden := len(report.problems) - len(shown):
        _say(
            language,
            f"另有 {hidden} 条同类警告，用 check 命令看全部。",
            f"{hidden} more warnings of these kinds; the command “check” shows all.",
            error=True,
        )
    if report.failed:
        _say(
            language,
            "没有生成：请先改正上面的错误。原来的网站没有改动。",
            "Not built: correct the errors above first. The site is as it was.",
            error=True,
        )
        return 1
    _say_gone(report.gone, language)
    seconds = time.perf_counter() - started
    _say(
        language,
        f"{report.notices} 份通报，{report.findings} 个问题，{report.pages} 个网页；"
        f"本次重做 {report.built} 份，写入 {report.written} 个文件，用时 {seconds:.2f} 秒。",
        f"{report.notices} notices, {report.findings} findings, {report.pages} pages; "
        f"{report.built} notices built anew, {report.written} files written, {seconds:.2f} s.",
    )
    if options.timings:
        _say_timings(report, language, started_at, seconds)
    front = os.path.join(options.out, "index.html")
    _say(language, f"用浏览器打开：{front}", f"Open in a browser: {front}")
    return 0


def _say_timings(report: Any, language: str, before: float, seconds: float) -> None:
    """Seconds by the clock for each stage, and those of all processes together within the making of notices."""
    start = before + seconds - sum(report.stages.values())
    lines = [("启动程序", "starting the program", start)]
    lines += [(*STAGES[name], spent) for name, spent in report.stages.items()]
    within = [(*WORK[name], report.work[name]) for name in WORK if name in report.work]
    _say(language, "时间去向（秒）：", "Where the time went (seconds):")
    for zh, en, spent in lines:
        _say(language, f"{spent:8.3f}  {zh}", f"{spent:8.3f}  {en}")
    if within:
        _say(language, "做通报，各进程合计：", "Making notices, all processes together:")
    for zh, en, spent in within:
        _say(language, f"{spent:8.3f}  {zh}", f"{spent:8.3f}  {en}")


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
    "data": ("数据文件", "data files"),
    "write": ("写文件和校验值", "writing files, checksums"),
}


def _say_gone(gone: tuple[str, ...], language: str) -> None:
    """Addresses that the last build had and this one has not."""
    for address in (a for a in gone if a.endswith(".html")):
        _say(
            language,
            f"注意：{address} 不再出现。已公开的网址应长期有效。",
            f"note: {address} is gone. A published address should last.",
            error=True,
        )


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


def _misplaced(settings: Any) -> tuple[str, str] | None:
    """Why the output cannot go where it should: it would mix with what it is made from."""
    out = os.path.realpath(settings.out) + os.sep
    for folder in (settings.content, settings.templates):
        source = os.path.realpath(folder) + os.sep
        if source.startswith(out) or out.startswith(source):
            return (
                f"输出文件夹不能与 {folder} 重叠：{settings.out}。请用 --out 指定别处。",
                f"the output folder must not overlap with {folder}: {settings.out}. Choose another with --out.",
            )
    return None


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
    if not sys.stderr.isatty():
        return nullcontext()
    from site_src.progress import Bar

    return Bar(sys.stderr, language, lambda: time.perf_counter() - started)


def _check(options: argparse.Namespace, language: str) -> int:
    from site_src import pipeline
    from site_src.problems import Level, as_json, has_errors

    problems = pipeline.check_content(_settings(options).content)
    if options.format == "json":
        print(as_json(problems, _base(options.content)))
    else:
        _print_problems(problems, language, options.content)
        errors = sum(problem.rule.level is Level.ERROR for problem in problems)
        warnings = len(problems) - errors
        _say(
            language,
            f"{errors} 个错误，{warnings} 条警告。" if problems else "没有发现问题。",
            f"Errors: {errors}. Warnings: {warnings}." if problems else "No problems found.",
        )
    return 1 if has_errors(problems) else 0


def _serve(options: argparse.Namespace, language: str) -> int:
    import gc

    from site_src import pipeline
    from site_src.problems import Level, as_text
    from site_src.serve import Outcome, serve

    settings = _settings(options, options.out)
    if problem := _misplaced(settings):
        _say(language, *problem, error=True)
        return 2
    gc.enable()  # build.py switched it off; this may run for days

    def build() -> Outcome:
        started = time.perf_counter()
        report = pipeline.build(settings)
        errors = [p for p in report.problems if p.rule.level is Level.ERROR]
        _print_problems(errors, language, options.content)
        if not report.failed:
            seconds = time.perf_counter() - started
            _say_gone(report.gone, language)
            _say(
                language,
                f"已更新：写入 {report.written} 个文件，用时 {seconds:.2f} 秒",
                f"updated: {report.written} files written, {seconds:.2f} s",
            )
        return Outcome(tuple(as_text(p, language, _base_of(p, options.content)) for p in errors))

    def ready(address: str) -> None:
        _say(
            language,
            f"预览地址：{address}\n按 Ctrl-C 结束。",
            f"Preview: {address}\nCtrl-C ends it.",
        )
        sys.stdout.flush()

    try:
        serve(
            settings.out,
            [settings.content, settings.templates],
            options.port,
            build,
            ready,
            language,
        )
    except KeyboardInterrupt:
        pass
    except OSError as error:
        _say(
            language,
            f"打不开端口 {options.port}：{error.strerror}。用 --port 换一个。",
            f"port {options.port} cannot be opened: {error.strerror}. Choose another with --port.",
            error=True,
        )
        return 2
    _say(language, "预览已结束。", "Preview ended.")
    return 0


def _new(options: argparse.Namespace, language: str) -> int:
    from site_src.new import CannotStart, new_finding, new_notice, new_site

    templates = _settings(options).templates
    try:
        if options.what == "site":
            made = list(new_site(options.name, templates))
        elif options.what == "notice":
            made = list(new_notice(options.name, options.content, templates))
        else:
            made = list(new_finding(options.name, options.content, templates))
    except CannotStart as reason:
        _say(language, reason.args[0], reason.args[1], error=True)
        return 2
    for path in made:
        print(path)
    if options.what == "site":
        content, out = os.path.join(options.name, "content"), os.path.join(options.name, "_site")
        command = "python3 build.py" if sys.argv[0].endswith("build.py") else "gongkai"
        print(f'{command} build --content "{content}" --out "{out}"')
    return 0


def _styleguide(options: argparse.Namespace, language: str) -> int:
    from site_src.problems import TemplateFault
    from site_src.styleguide import write_styleguide

    settings = _settings(options, options.out)
    if problem := _misplaced(settings):
        _say(language, *problem, error=True)
        return 2
    try:
        path = write_styleguide(settings.templates, options.out)
    except TemplateFault as fault:
        _print_problems([fault.problem], language, options.content)
        return 1
    _say(language, f"用浏览器打开：{path}", f"Open in a browser: {path}")
    return 0


def _schema(options: argparse.Namespace, language: str) -> int:
    from site_src.schema import write_schemas

    if not os.path.isdir(options.content):
        _say(
            language,
            f"没有内容文件夹 {options.content}",
            f"there is no content folder {options.content}",
            error=True,
        )
        return 2
    for path in write_schemas(options.content):
        _say(language, f"已写：{path}", f"written: {path}")
    return 0


def _base(content: str) -> str:
    return content.rstrip("/\\") + "/"


def _print_problems(problems: list[Any], language: str, content: str) -> None:
    from site_src.problems import as_text

    here = os.getcwd() + os.sep
    for problem in problems:
        print(
            as_text(problem, language, _base_of(problem, content)).removeprefix(here),
            file=sys.stderr,
        )


def _base_of(problem: Any, content: str) -> str:
    """What a problem's file lies below: the content, or nothing if it is a whole path."""
    return "" if os.path.isabs(problem.place.file) else _base(content)


def _say(language: str, zh: str, en: str, error: bool = False) -> None:
    print(zh if language == "zh" else en, file=sys.stderr if error else sys.stdout)


COMMANDS: dict[str, Callable[[argparse.Namespace, str], int]] = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "new": _new,
    "styleguide": _styleguide,
    "schema": _schema,
}
