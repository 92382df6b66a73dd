"""Writes the page of all components."""

import argparse

from site_src.commands.words import misplaced, print_problems, say, settings_of


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src.problems import TemplateFault
    from site_src.styleguide import write_styleguide

    settings = settings_of(options, options.out)
    if problem := misplaced(settings):
        say(language, *problem, error=True)
        return 2
    try:
        path = write_styleguide(settings.templates, options.out)
    except TemplateFault as fault:
        print_problems([fault.problem], language, options.content)
        return 1
    say(language, f"用浏览器打开：{path}", f"Open in a browser: {path}")
    return 0
