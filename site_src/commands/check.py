"""Checks the content without building, and explains the rules it is checked by."""

import argparse
import os
from collections.abc import Callable, Iterable
from typing import Any

from site_src.commands.words import is_elsewhere, named, say, settings_of


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    if options.list or options.explain is not None:
        return _tell_rules(options.explain, language)
    from site_src import pipeline
    from site_src.executors import CannotRun
    from site_src.problems import Level, reaches

    settings = settings_of(options)
    try:
        problems = pipeline.check_content(settings, _run())
    except CannotRun as reason:
        zh, en = reason.args
        say(language, zh, en, error=True)
        return 2
    for part in _report(options, language, problems, settings.content):
        print(part)
    if is_elsewhere(problems):
        return 2
    return 1 if reaches(problems, Level(options.fail_on)) else 0


def _report(
    options: argparse.Namespace, language: str, problems: list[Any], content: str
) -> Iterable[str]:
    from site_src import reports

    name = named(options.content)
    if options.format == "json":
        return [reports.as_json(problems, name)]
    if options.format == "sarif":
        return [reports.as_sarif(problems, language, name)]
    if options.format == "github":
        return reports.as_commands(problems, language, name)
    if options.format == "short":
        told = [reports.as_short(problem, language, name) for problem in problems]
        return [*told, reports.count_of(problems, language)]
    blocks = reports.as_text(problems, language, _lines_below(content), name)
    return [*blocks, *_ending(reports.count_of(problems, language), bool(problems), language)]


def _ending(count: str, is_explainable: bool, language: str) -> list[str]:
    if not is_explainable:
        return [count]
    if language == "zh":
        return [count, "方括号里是规则的代号，用 check --explain 代号 看它为什么。"]
    return [count, "Each rule stands in brackets; check --explain RULE tells why."]


def _lines_below(content: str) -> Callable[[str], list[str]]:
    """The lines of a file of the content, read as the checks read it; none if it cannot be."""
    from site_src.reader import Reader

    def lines_of(file: str) -> list[str]:
        text = Reader(content).text(file)
        return [] if text is None else text.split("\n")

    return lines_of


def _tell_rules(code: str | None, language: str) -> int:
    """One rule, or all of them."""
    from site_src.reports import as_explanation, as_list
    from site_src.rules import all_rules, nearest

    rules = all_rules()
    if code is None:
        for line in as_list(rules, language):
            print(line)
        return 0
    for rule in rules:
        if rule.code == code.lower():
            for line in as_explanation(rule, language):
                print(line)
            return 0
    near = nearest(code, rules)
    zh = f"是否要找：{'、'.join(near)}？" if near else "用 check --list 看全部规则。"
    en = f"Did you mean: {', '.join(near)}?" if near else "check --list tells all rules."
    say(language, f"没有“{code}”这条规则。{zh}", f"There is no rule “{code}”. {en}", error=True)
    return 2


def _run() -> Any:
    """All cores of this machine; None if there is one."""
    from site_src.executors import pool

    workers = os.cpu_count() or 1
    return pool(workers) if workers > 1 else None
