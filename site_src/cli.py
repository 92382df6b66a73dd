"""The command line: arguments in, words out. Only this module prints, reads the environment and knows exit codes.

0 done, 1 the content has problems, 2 wrong usage, 3 a fault of the program (with its traceback), 130 interrupted.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from site_src import __version__

# Options that may stand without a command, which is then “build”.
BUILD_OPTIONS = {"--content", "--out", "--templates", "--workers"}


def console() -> None:
    """The command ``gongkai``."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Runs one command and gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    language = user_language(dict(os.environ))
    parser = _parser(language)
    if not arguments or arguments[0].partition("=")[0] in BUILD_OPTIONS:
        arguments = ["build", *arguments]
    options = parser.parse_args(arguments)
    try:
        return int(options.command(options, language))
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


def _parser(language: str) -> argparse.ArgumentParser:
    def both(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    parser = argparse.ArgumentParser(
        prog="gongkai",
        description=both(
            "把巡察整改情况通报做成静态网站。", "Makes a static site of a rectification notice."
        ),
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}")
    verbs = parser.add_subparsers(metavar="COMMAND", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--content",
        metavar="DIR",
        default="content",
        help=both("内容文件夹（默认 content）", "content folder (default: content)"),
    )
    common.add_argument(
        "--templates",
        metavar="DIR",
        help=both(
            "模板文件夹（默认用程序自带的）", "templates folder (default: the program's own)"
        ),
    )
    build = verbs.add_parser("build", parents=[common], help=both("生成网站", "build the site"))
    build.add_argument(
        "--out",
        metavar="DIR",
        default="_site",
        help=both("输出文件夹（默认 _site）", "output folder (default: _site)"),
    )
    build.add_argument(
        "--workers",
        metavar="N",
        type=_count,
        default=os.cpu_count() or 1,
        help=both("进程数（默认等于处理器核数）", "processes (default: one for each core)"),
    )
    build.set_defaults(command=_build)
    check = verbs.add_parser(
        "check",
        parents=[common],
        help=both("只检查内容，不生成", "check the content without building"),
    )
    check.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=both("输出格式", "form of the report"),
    )
    check.set_defaults(command=_check)
    serve = verbs.add_parser(
        "serve", parents=[common], help=both("边改边看", "preview while you edit")
    )
    serve.add_argument(
        "--out",
        metavar="DIR",
        default="_site",
        help=both("输出文件夹（默认 _site）", "output folder (default: _site)"),
    )
    serve.add_argument(
        "--port",
        metavar="N",
        type=int,
        default=8000,
        help=both(
            "端口（默认 8000，被占用就往后找）", "port (default: 8000, or the next free one)"
        ),
    )
    serve.set_defaults(command=_serve)
    new = verbs.add_parser(
        "new",
        parents=[common],
        help=both("新建网站、通报或问题", "lay out a site, a notice or a finding"),
    )
    new.add_argument(
        "what", choices=("site", "notice", "finding"), help=both("建什么", "what to lay out")
    )
    new.add_argument(
        "name",
        help=both(
            "网站的文件夹；通报的文件夹名；或 通报/问题",
            "the site's folder; the notice's name; or notice/finding",
        ),
    )
    new.set_defaults(command=_new)
    guide = verbs.add_parser(
        "styleguide",
        parents=[common],
        help=both("生成组件样式页", "write the page of all components"),
    )
    guide.add_argument(
        "--out",
        metavar="DIR",
        default="_styleguide",
        help=both("输出文件夹（默认 _styleguide）", "output folder (default: _styleguide)"),
    )
    guide.set_defaults(command=_styleguide)
    schema = verbs.add_parser(
        "schema",
        parents=[common],
        help=both("重写 content/_schema 里的字段说明", "rewrite the schemas in content/_schema"),
    )
    schema.set_defaults(command=_schema)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def _settings(options: argparse.Namespace, out: str = "_site") -> Any:
    from site_src.state import Settings

    out = os.path.abspath(out)
    return Settings(
        content=os.path.abspath(options.content),
        templates=os.path.abspath(options.templates) if options.templates else own_templates(),
        out=out,
        state=os.path.join(os.path.dirname(out), ".gongkai", os.path.basename(out)),
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
    started = time.perf_counter()
    from site_src import pipeline

    settings = _settings(options, options.out)
    if problem := _misplaced(settings):
        _say(language, *problem, error=True)
        return 2
    progress = _progress(language) if sys.stderr.isatty() else None
    with_pool = options.workers > 1
    report = pipeline.build(settings, _pool(options.workers) if with_pool else None, progress)
    _print_problems(_folded(report.problems), language, options.content)
    if hidden := len(report.problems) - len(_folded(report.problems)):
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
    for address in (a for a in report.gone if a.endswith(".html")):
        _say(
            language,
            f"注意：{address} 不再出现。已公开的网址应长期有效。",
            f"note: {address} is gone. A published address should last.",
            error=True,
        )
    seconds = time.perf_counter() - started
    _say(
        language,
        f"{report.notices} 份通报，{report.findings} 个问题，{report.pages} 个网页；"
        f"本次重做 {report.built} 份，写入 {report.written} 个文件，用时 {seconds:.2f} 秒。",
        f"{report.notices} notices, {report.findings} findings, {report.pages} pages; "
        f"{report.built} notices built anew, {report.written} files written, {seconds:.2f} s.",
    )
    front = os.path.join(options.out, "index.html")
    _say(language, f"用浏览器打开：{front}", f"Open in a browser: {front}")
    return 0


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


def _pool(workers: int) -> Callable[[Callable[[Any], Any], list[Any]], Iterator[Any]]:
    """Maps over a pool of processes."""

    def run(work: Callable[[Any], Any], jobs: list[Any]) -> Iterator[Any]:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(min(workers, len(jobs))) as executor:
            yield from executor.map(
                work, jobs, chunksize=max(1, min(8, len(jobs) // (4 * workers)))
            )

    return run


def _progress(language: str) -> Callable[[int, int], None]:
    started = time.perf_counter()

    def show(done: int, total: int) -> None:
        if time.perf_counter() - started > 1 or done == total > WORTH_SHOWING:
            words = f"\r通报 {done}/{total} " if language == "zh" else f"\rnotices {done}/{total} "
            sys.stderr.write(words + ("\n" if done == total else ""))
            sys.stderr.flush()

    return show


WORTH_SHOWING = 100


def _check(options: argparse.Namespace, language: str) -> int:
    from site_src import pipeline
    from site_src.problems import as_json, has_errors

    problems = pipeline.check_content(_settings(options).content)
    if options.format == "json":
        print(as_json(problems, _base(options.content)))
    else:
        _print_problems(problems, language, options.content)
        if not problems:
            _say(language, "没有发现问题。", "No problems found.")
    return 1 if has_errors(problems) else 0


def _serve(options: argparse.Namespace, language: str) -> int:
    from site_src import pipeline
    from site_src.problems import Level, as_text
    from site_src.serve import Outcome, serve

    settings = _settings(options, options.out)
    if problem := _misplaced(settings):
        _say(language, *problem, error=True)
        return 2

    def build() -> Outcome:
        started = time.perf_counter()
        report = pipeline.build(settings)
        errors = [p for p in report.problems if p.rule.level is Level.ERROR]
        _print_problems(errors, language, options.content)
        if not report.failed:
            seconds = time.perf_counter() - started
            _say(
                language,
                f"已更新：写入 {report.written} 个文件，用时 {seconds:.2f} 秒",
                f"updated: {report.written} files written, {seconds:.2f} s",
            )
        return Outcome(tuple(as_text(p, language, _base_of(p, options.content)) for p in errors))

    def ready(address: str) -> None:
        _say(
            language,
            f"预览地址：{address}（按 Ctrl-C 结束）",
            f"Preview: {address} (Ctrl-C ends it)",
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

    try:
        path = write_styleguide(_settings(options).templates, options.out)
    except TemplateFault as fault:
        _print_problems([fault.problem], language, options.content)
        return 1
    _say(language, f"用浏览器打开：{path}", f"Open in a browser: {path}")
    return 0


def _schema(options: argparse.Namespace, language: str) -> int:
    from site_src.schema import write_schemas

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
