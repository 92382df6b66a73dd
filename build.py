"""The command: `python3 build.py [verb …]`. Needs Python 3.11 and nothing else.

Makes sure the parts pinned in requirements.txt are there, in a `.venv` beside this file if the
interpreter that runs it does not have them already, and hands over to the program in the same
process. A run that finds its parts should cost a few milliseconds: hence the late imports.
"""

import gc
import os
import sys

# Stays above everything an old Python would stumble over, and the whole file in a grammar that
# Python 3.6 can parse: the person with an old Python is the one who must get to read this.
if sys.version_info < (3, 11):
    sys.exit(
        "本程序需要 Python 3.11 或更高版本，现在运行的是 %d.%d。请安装新版本后再试。\n"
        "This program needs Python 3.11 or newer; this is %d.%d." % (sys.version_info[:2] * 2)
    )

from importlib.machinery import EXTENSION_SUFFIXES  # cheap: Python itself has it loaded

HERE = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(HERE, ".venv")
REQUIREMENTS = os.path.join(HERE, "requirements.txt")
WHEELHOUSE = os.path.join(HERE, "wheelhouse")

NO_PIP = (
    "本机的 Python 缺少 pip 和 venv。Debian、统信、麒麟等系统请运行：apt-get install python3-venv",
    "This Python has neither pip nor venv. On Debian and its kin: apt-get install python3-venv",
)
NOT_WRITABLE = (
    "无法在本目录建立 .venv。请换到可写的目录；或在别处另建环境，装好组件后用它来运行：",
    "No .venv can be made here. Use a folder you may write to, or a Python that has the parts:\n"
    "    python3 -m venv ~/gongkai && ~/gongkai/bin/pip install -r requirements.txt",
)
# What pip says when it gives up, and what helps; the last entry is for all the rest.
REMEDIES = (
    (
        "DO NOT MATCH THE HASHES",
        "有组件与锁定的校验值不符，已停止。请删除 wheelhouse 文件夹或更换下载源后重试。",
        "A part is not the one that was pinned. Delete wheelhouse/ or try another source.",
    ),
    (
        "No space left on device",
        "磁盘已满。请腾出约 100 MB 空间后重试。",
        "The disk is full. Free about 100 MB and run this again.",
    ),
    (
        "",
        "组件没有装上。不能联网时，请在联网的同类电脑上运行下面的命令，把 wheelhouse 拷到本目录：",
        "The parts were not installed. Offline? Run this on a machine of the same kind that has\n"
        "a network, and copy wheelhouse/ here:\n"
        "    python3 -m pip download -r requirements.txt -d wheelhouse",
    ),
)


def main() -> int:
    """Brings the parts in reach, then is the program."""
    gc.disable()  # looking for rubbish while all is being loaded costs a tenth of a small build
    try:
        reach_parts()
        sys.path.insert(0, HERE)  # `python3 -I` and `-P` leave it out
        from site_src.cli import main as program
    except KeyboardInterrupt:
        return 130

    return program(sys.argv[1:])


def reach_parts() -> None:
    """Leaves `sys.path` with every pinned part on it, setting up `.venv` only if it must."""
    pins = read(REQUIREMENTS)
    if holds(sys.path, pins):
        return
    if not ready(VENV, pins):
        try:
            set_up(VENV, REQUIREMENTS)
        except OSError as error:
            if not ready(VENV, pins):  # another run may have been quicker
                raise failure(*NOT_WRITABLE, str(error)) from None
    # First, so that an older copy of a part elsewhere cannot come before the pinned one. Child
    # processes need nothing more: multiprocessing hands them this path however it starts them.
    sys.path.insert(0, packages(VENV))


def holds(folders: list[str], pins: str) -> bool:
    """Whether these folders hold every part that `pins` asks of all platforms."""
    installed = {
        plain(name[: -len(".dist-info")])
        for folder in folders
        if os.path.isdir(folder)
        for name in os.listdir(folder)
        if name.endswith(".dist-info")
    }
    lines = [line for line in pins.splitlines() if "==" in line and ";" not in line]
    return installed.issuperset(plain(line.split()[0]) for line in lines)


def plain(part: str) -> str:
    """One spelling for Jinja2-3.1.6, as folders are named, and jinja2==3.1.6, as pins are."""
    return part.lower().replace("==", "_").replace("-", "_").replace(".", "_")


def ready(venv: str, pins: str) -> bool:
    """Whether `venv` was set up for these pins and this very Python, and is still whole."""
    try:
        same = read(stamp_of(venv)) == EXTENSION_SUFFIXES[0] + pins
        return same and holds([packages(venv)], pins)
    except (OSError, ValueError):
        return False


def set_up(venv: str, requirements: str) -> None:
    """Puts a finished environment in place of `venv`, whatever stands there now.

    It grows beside its place and moves in whole: nobody meets a half-made one, and two runs at once
    do not mix. The move leaves the scripts in its bin folder with a wrong first line; of this
    environment only the packages are used.
    """
    import tempfile

    print("正在准备组件（只需一次）… Setting up the parts in .venv (once):", file=sys.stderr)
    with tempfile.TemporaryDirectory(
        prefix=".venv-", dir=os.path.dirname(venv), ignore_cleanup_errors=True
    ) as folder:
        new = os.path.join(folder, "new")
        fill(new, requirements)
        if ready(venv, read(requirements)):
            return  # another run was quicker, and may be using it already
        if os.path.lexists(venv):
            os.rename(venv, os.path.join(folder, "old"))
        os.rename(new, venv)


def fill(venv: str, requirements: str) -> None:
    """Makes the folder `venv` an environment with every pinned part; the stamp comes last."""
    from importlib.util import find_spec

    python = os.path.join(venv, "Scripts\\python.exe" if os.name == "nt" else "bin/python")
    if find_spec("pip"):  # sparing the environment a pip of its own saves seconds
        run(sys.executable, "-m", "venv", "--without-pip", venv)
        pip = [sys.executable, "-P", "-m", "pip", "--python", python]
    elif find_spec("ensurepip"):
        run(sys.executable, "-m", "venv", venv)
        pip = [python, "-P", "-m", "pip"]
    else:
        raise failure(*NO_PIP)
    source = ["--no-index", "--find-links", WHEELHOUSE] if os.path.isdir(WHEELHOUSE) else []
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    run(*pip, "install", *quiet, *source, "--require-hashes", "-r", requirements)
    with open(stamp_of(venv), "w", encoding="utf-8") as stamp:
        stamp.write(EXTENSION_SUFFIXES[0] + read(requirements))


def run(*command: str) -> None:
    """Runs one step of the set-up, naming the parts as they come; if it fails, so does the run."""
    import re
    from subprocess import PIPE, STDOUT, Popen

    said = []
    with Popen(command, stdout=PIPE, stderr=STDOUT, encoding="utf-8", errors="replace") as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            for part in re.findall(r"^(?:Collecting|Processing) (.+?)(?: \(from |$)", line):
                print("  ", os.path.basename(part), file=sys.stderr)
    if process.returncode:
        words = "\n".join(said)
        chinese, english = next(remedy for mark, *remedy in REMEDIES if mark in words)
        raise failure(chinese, english, "\n".join(said[-10:]))


def failure(chinese: str, english: str, details: str = "") -> SystemExit:
    """Exit code 2 to be raised; the details are printed first, the way out last, where eyes are."""
    print(*filter(None, (details, chinese, english)), sep="\n", file=sys.stderr)
    return SystemExit(2)


def packages(venv: str) -> str:
    """Where the packages of an environment of this Python lie."""
    if os.name == "nt":
        return os.path.join(venv, "Lib", "site-packages")
    return os.path.join(venv, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")


def stamp_of(venv: str) -> str:
    """The file that says, by being there, for which Python and which pins `venv` was set up."""
    return os.path.join(venv, "set-up.txt")


def read(path: str) -> str:
    """The text of a file."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def leave(code: int) -> None:
    """Ends the process without taking the program apart first, which takes as long as a small build."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:  # it may be closed
                stream.flush()
        except BrokenPipeError:
            pass  # whoever was reading has gone
        except OSError:
            code = code or 2  # what was said is lost
    os._exit(code)


if __name__ == "__main__":
    leave(main())
