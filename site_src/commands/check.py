"""Checks the content without building."""

import argparse

from site_src.commands.words import base, print_problems, say, settings_of


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src import pipeline
    from site_src.problems import Level, as_json, has_errors

    problems = pipeline.check_content(settings_of(options))
    if options.format == "json":
        print(as_json(problems, base(options.content)))
    else:
        print_problems(problems, language, options.content)
        errors = sum(problem.rule.level is Level.ERROR for problem in problems)
        warnings = len(problems) - errors
        say(
            language,
            f"{errors} 个错误，{warnings} 条警告。" if problems else "没有发现问题。",
            f"Errors: {errors}. Warnings: {warnings}." if problems else "No problems found.",
        )
    return 1 if has_errors(problems) else 0
