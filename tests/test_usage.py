"""A wrong command line is told in the user's language, with the nearest right word."""

import re

import pytest

from site_src import cli


def told(
    arguments: list[str],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """What is said of a command line that ends with exit code 2, without the line on help."""
    monkeypatch.setenv("GONGKAI_LANG", language)
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    said, _, more = capsys.readouterr().err.rstrip("\n").rpartition("\n")
    assert re.fullmatch(r"(全部说明：|All options: )python build\.py( [a-z]+)? --help", more)
    return said


CASES = [
    (["chek"], "没有“chek”这个命令。是否要写“check”？", "there is no command “chek”. Did you mean “check”?"),
    (["检查"], "没有“检查”这个命令。是否要写“check”？", "there is no command “检查”. Did you mean “check”?"),
    (["check", "--lst"], "没有“--lst”这个选项。是否要写“--list”？", "there is no option “--lst”. Did you mean “--list”?"),
    (["check", "--failon", "hint"], "没有“--failon”这个选项。是否要写“--fail-on”？", "there is no option “--failon”. Did you mean “--fail-on”?"),
    (["check", "—list"], "没有“—list”这个选项。是否要写“--list”？", "there is no option “—list”. Did you mean “--list”?"),
    (["--contnet=x"], "没有“--contnet=x”这个选项。是否要写“--content”？", "there is no option “--contnet=x”. Did you mean “--content”?"),
    (["check", "--format", "xml"], "--format 后面不能写“xml”。可以写：text、short、json、sarif、github。", "--format cannot be “xml”. It may be: text, short, json, sarif, github."),
    (["check", "--fail-on", "警告"], "--fail-on 后面不能写“警告”。是否要写“warning”？", "--fail-on cannot be “警告”. Did you mean “warning”?"),
    (["approve", "a", "--as", "起草", "--name", "b"], "--as 后面不能写“起草”。是否要写“drafter”？", "--as cannot be “起草”. Did you mean “drafter”?"),
    (["approve", "a"], "还要写上：--as, --name。", "still to be given: --as, --name."),
    (["new", "notise", "x"], "这里不能写“notise”。是否要写“notice”？", "“notise” cannot stand here. Did you mean “notice”?"),
    (["new", "notice"], "还要写上：NAME。", "still to be given: NAME."),
    (["check", "content"], "多写了“content”。", "“content” is too much."),
    (["check", "--explain"], "--explain 后面要写内容。", "--explain takes a value."),
    (["check", "--list", "--explain", "tab"], "--explain 和 --list 不能一起用。", "--explain and --list do not go together."),
    (["check", "--list=x"], "--list 后面不写内容，却写了“x”。", "--list takes no value, and here is “x”."),
    (["build", "--t", "x"], "“--t”没有写全。可以写：--templates、--timings。", "“--t” is not written in full. It may be: --templates, --timings."),
    (["build", "--workers", "0"], "--workers 要写 1、2、3 这样的整数，不能写“0”。", "--workers takes a whole number from one, not “0”."),
    (["serve", "--port", "x"], "--port 要写 0 到 65535 的整数，不能写“x”。", "--port takes a whole number up to 65535, not “x”."),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "zh", "en"), CASES, ids=lambda value: " ".join(value)[:30])
def test_a_wrong_command_line_is_told_in_these_words(
    arguments: list[str],
    zh: str,
    en: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert told(arguments, "zh", monkeypatch, capsys) == zh
    assert told(arguments, "en", monkeypatch, capsys) == en


def test_help_names_its_parts_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    with pytest.raises(SystemExit):
        cli.main(["approve", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：python build.py approve [")
    assert [word for word in ("usage", "options", "positional", "show") if word in said] == []
