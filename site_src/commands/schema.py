"""Writes the schemas for editor programs."""

import argparse
import os

from site_src.commands.words import say


def run(options: argparse.Namespace, language: str) -> int:
    """Does it, and gives the exit code."""
    from site_src.schema import write_schemas

    if not os.path.isdir(options.content):
        say(
            language,
            f"没有内容文件夹 {options.content}",
            f"there is no content folder {options.content}",
            error=True,
        )
        return 2
    for path in write_schemas(options.content):
        say(language, f"已写：{path}", f"written: {path}")
    return 0
