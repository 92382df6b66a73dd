"""The command line: arguments in, words out. Only this and ``commands`` print, and only this reads the environment.

0 done, 1 the content has problems, 2 wrong usage or no machine for it, 3 a fault of the program (with its
traceback), 130 interrupted, 141 nobody reads the words any more.
"""

import os
import sys
from importlib import import_module

from site_src.arguments import parser
from site_src.commands.words import say

# Options of the whole program; all others may stand without a command, which is then “build”.
OWN_OPTIONS = {"-h", "--help", "--version"}


def console() -> None:
    """The command ``gongkai``."""
    sys.exit(main(sys.argv[1:], "gongkai"))


def main(arguments: list[str], program: str = "python build.py") -> int:
    """Runs one command and gives its exit code; ``program`` is what the user types for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    language = user_language(dict(os.environ))
    options_of = parser(language, program)
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in OWN_OPTIONS):
        arguments = ["build", *arguments]
    options = options_of.parse_args(arguments)
    try:
        command = import_module(f"site_src.commands.{options.command}")
        return int(command.run(options, language))
    except KeyboardInterrupt:
        say(language, "已中断。", "Interrupted.", error=True)
        return 130
    except BrokenPipeError:  # whoever was reading has gone
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return 141
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(
            language,
            f"{where}读写不了：{error.strerror or error}",
            f"{where}cannot be read or written: {error.strerror or error}",
            error=True,
        )
        return 2
    except Exception:
        import traceback

        traceback.print_exc()
        say(
            language,
            "这是程序的错，不是内容的错。请把上面的文字发给维护的人。",
            "This is a fault of the program, not of the content. Please send the text above to those who maintain it.",
            error=True,
        )
        return 3


def user_language(environment: dict[str, str]) -> str:
    """ "zh" or "en": what GONGKAI_LANG, else the locale says."""
    for name in ("GONGKAI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    if sys.platform == "win32":
        import locale

        return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
    return "en"
