"""Shows the site while it is edited."""

import argparse
import gc
import sys
import time

from site_src.commands.words import misplaced, named, print_problems, say, say_gone, settings_of


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src import pipeline
    from site_src.problems import Level
    from site_src.reports import as_short
    from site_src.serve import Outcome, serve

    settings = settings_of(options, options.out)
    if problem := misplaced(settings):
        say(language, *problem, error=True)
        return 2
    gc.enable()  # build.py switched it off; this may run for days

    def build() -> Outcome:
        started = time.perf_counter()
        report = pipeline.build(settings)
        errors = [p for p in report.problems if p.rule.level is Level.ERROR]
        print_problems(errors, language, options.content)
        if not report.failed:
            seconds = time.perf_counter() - started
            say_gone(report.gone, language)
            say(
                language,
                f"已更新：写入 {report.written} 个文件，用时 {seconds:.2f} 秒",
                f"updated: {report.written} files written, {seconds:.2f} s",
            )
        return Outcome(tuple(as_short(p, language, named(options.content)) for p in errors))

    def ready(address: str) -> None:
        say(
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
        say(
            language,
            f"打不开端口 {options.port}：{error.strerror}。用 --port 换一个。",
            f"port {options.port} cannot be opened: {error.strerror}. Choose another with --port.",
            error=True,
        )
        return 2
    say(language, "预览已结束。", "Preview ended.")
    return 0
