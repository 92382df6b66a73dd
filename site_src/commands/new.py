"""Lays out a site, a notice or a finding."""

import argparse
import os
import sys

from site_src.commands.words import say, settings_of


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src.new import CannotStart, new_finding, new_notice, new_site

    templates = settings_of(options).templates
    try:
        if options.what == "site":
            made = list(new_site(options.name, templates))
        elif options.what == "notice":
            made = list(new_notice(options.name, options.content, templates))
        else:
            made = list(new_finding(options.name, options.content, templates))
    except CannotStart as reason:
        say(language, reason.args[0], reason.args[1], error=True)
        return 2
    for path in made:
        print(path)
    if options.what == "site":
        content, out = os.path.join(options.name, "content"), os.path.join(options.name, "_site")
        command = "python3 build.py" if sys.argv[0].endswith("build.py") else "gongkai"
        print(f'{command} build --content "{content}" --out "{out}"')
    return 0
