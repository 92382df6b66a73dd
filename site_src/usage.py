"""What is wrong with a command line, in the user's language and with the nearest right word.

argparse knows English only. What it says is a small set of sentences, which a table turns into words for an editor.
"""

import argparse
import difflib
import re
from typing import Any, NoReturn

# What argparse says, and what we say; the first that fits.
SAID = tuple(
    (re.compile(said), zh, en)
    for said, zh, en in (
        (
            r"argument COMMAND: invalid choice: (?P<given>.*) \(choose from (?P<known>.*)\)",
            "没有“{given}”这个命令",
            "there is no command “{given}”",
        ),
        (
            r"argument (?P<name>-\S+): invalid choice: (?P<given>.*) \(choose from (?P<known>.*)\)",
            "{name} 后面不能写“{given}”",
            "{name} cannot be “{given}”",
        ),
        (
            r"argument \S+: invalid choice: (?P<given>.*) \(choose from (?P<known>.*)\)",
            "这里不能写“{given}”",
            "“{given}” cannot stand here",
        ),
        (
            r"unrecognized arguments: (?P<given>[-－–—]\S*)(?: .*)?",
            "没有“{given}”这个选项",
            "there is no option “{given}”",
        ),
        (
            r"unrecognized arguments: (?P<given>.+)",
            "多写了“{given}”",
            "“{given}” is too much",
        ),
        (
            r"the following arguments are required: (?P<given>.+)",
            "还要写上：{given}",
            "still to be given: {given}",
        ),
        (
            r"argument (?P<name>.+): expected (?:one|at least one|\d+) arguments?",
            "{name} 后面要写内容",
            "{name} takes a value",
        ),
        (
            r"argument (?P<name>.+): not allowed with argument (?P<given>.+)",
            "{name} 和 {given} 不能一起用",
            "{name} and {given} do not go together",
        ),
        (
            r"argument (?P<name>.+): ignored explicit argument '(?P<given>.*)'",
            "{name} 后面不写内容，却写了“{given}”",
            "{name} takes no value, and here is “{given}”",
        ),
        (
            r"ambiguous option: (?P<given>\S+) could match (?P<known>.+)",
            "“{given}”没有写全",
            "“{given}” is not written in full",
        ),
        (
            r"argument --workers: (?P<given>.*)",
            "--workers 要写 1、2、3 这样的整数，不能写“{given}”",
            "--workers takes a whole number from one, not “{given}”",
        ),
        (
            r"argument --port: (?P<given>.*)",
            "--port 要写 0 到 65535 的整数，不能写“{given}”",
            "--port takes a whole number up to 65535, not “{given}”",
        ),
    )
)
# Words that editors know for what has an English name here; the first that the given word has in it.
IN_CHINESE = {
    "检查": "check",
    "生成": "build",
    "预览": "serve",
    "签": "approve",
    "比较": "diff",
    "对比": "diff",
    "新建": "new",
    "保密": "secrecy",
    "审批": "approver",
    "批准": "approver",
    "审核": "review",
    "起草": "drafter",
    "提出": "drafter",
    "网站": "site",
    "通报": "notice",
    "问题": "finding",
    "错误": "error",
    "警告": "warning",
    "提示": "hint",
}
HELP_IN_CHINESE = (
    ("usage: ", "用法："),
    ("\npositional arguments:\n", "\n要写的内容：\n"),
    ("\noptions:\n", "\n选项：\n"),
    ("show this help message and exit", "显示这份说明"),
    ("show program's version number and exit", "显示版本"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose errors help; its commands get parsers of its own class."""

    language = "en"

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does it, but what is not known is told by the command that it was given to."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def format_help(self) -> str:
        """The help, its few fixed words in the user's language."""
        text = super().format_help()
        for english, chinese in HELP_IN_CHINESE if self.language == "zh" else ():
            text = text.replace(english, chinese, 1)
        return text

    def error(self, message: str) -> NoReturn:
        """Says what is wrong and what to write instead, and ends with exit code 2."""
        more = ("全部说明：", "All options: ")[self.language != "zh"]
        told = in_words(message, sorted(self._option_string_actions), self.language)
        self.exit(2, f"{told}\n{more}{self.prog} --help\n")


class ChineseParser(Parser):
    """The same in Chinese."""

    language = "zh"


def in_words(said: str, options: list[str], language: str) -> str:
    """What argparse ``said``, in the user's language, with the word that was probably meant."""
    for pattern, *words in SAID:
        if not (found := pattern.fullmatch(said)):
            continue
        values = {name: value.strip("'") for name, value in found.groupdict().items()}
        what = words[language != "zh"].format_map(values)
        known = re.findall(r"[\w-]+", values.get("known", ""))
        given = re.sub("^[-－–—]+", "--", values.get("given", ""))
        is_option = said.startswith("unrecognized") and given.startswith("--")
        return what + _remedy(_nearest(given, options if is_option else known), known, language)
    return said


def _nearest(given: str, known: list[str]) -> str:
    """The known word that is probably meant; empty if none is."""
    for chinese, word in IN_CHINESE.items():
        if chinese in given and word in known:
            return word
    near = difflib.get_close_matches(given.partition("=")[0].lower(), known, 1, 0.6)
    return near[0] if near else ""


def _remedy(near: str, known: list[str], language: str) -> str:
    if near:
        return f"。是否要写“{near}”？" if language == "zh" else f". Did you mean “{near}”?"
    if known:
        words = "、".join(known) if language == "zh" else ", ".join(known)
        return f"。可以写：{words}。" if language == "zh" else f". It may be: {words}."
    return "。" if language == "zh" else "."
