"""Broken content, and the exact words an editor gets for it.

Each folder of ``data/invalid`` is laid over ``_base``, a valid site: the files of ``content/`` replace those of the base,
the paths in ``removed.txt`` are taken away, and ``check --format short`` must then print ``expected.txt``, in English
``expected.en.txt``. After a change of words, write those of some or all cases anew and read the difference::

    python -m tests.test_invalid [CASE ...]
"""

import contextlib
import errno
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from site_src import cli
from site_src.rules import all_rules

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data" / "invalid"
BASE = DATA / "_base"
CASES = sorted(path.name for path in DATA.iterdir() if path.name != "_base")
EXPECTED = {"zh": "expected.txt", "en": "expected.en.txt"}
NOTICE = "notices/plan-2024"

# Rules about templates, finished pages, the disk and our own slips: the tests at the end bring them about.
NOT_ABOUT_CONTENT = {
    "much-differs-from-approved",
    "changed-meanwhile",
    "bad-template",
    "cannot-write",
    "does-not-fit",  # test_records.py
    "in-the-way",
    "no-string",
    "no-strings",
    "no-template",
    *(
        "privacy-unread-attachment",
        "privacy-unread-part",
        "privacy-hostile-attachment",
    ),  # test_leaks.py
    *("privacy-document-author", "privacy-picture-position"),
    *("secrecy-comments", "secrecy-revisions", "secrecy-hidden-text"),
}


def lay_out(case: str, content: Path) -> None:
    """The base at ``content``, with the case laid over it."""
    shutil.copytree(BASE, content)
    removed = DATA / case / "removed.txt"
    for name in removed.read_text("utf-8").split() if removed.exists() else ():
        (content / name).unlink()
    for folder, _, _ in os.walk(content, topdown=False):
        if not os.listdir(folder):
            os.rmdir(folder)
    if (DATA / case / "content").exists():
        shutil.copytree(DATA / case / "content", content, dirs_exist_ok=True)


def run(site: Path, language: str, *arguments: str) -> tuple[int, str]:
    """The exit code of a command in the folder ``site``, and all that it prints."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    folder, setting = os.getcwd(), os.environ.get("GONGKAI_LANG")
    try:
        os.chdir(site)
        os.environ["GONGKAI_LANG"] = language
        with contextlib.redirect_stderr(stream), contextlib.redirect_stdout(stream):
            code = cli.main(list(arguments))
    finally:
        os.chdir(folder)
        os.environ.pop("GONGKAI_LANG")
        if setting is not None:
            os.environ["GONGKAI_LANG"] = setting
    stream.flush()
    return code, stream.buffer.getvalue().decode()  # type: ignore[attr-defined]


def problems_told(site: Path, language: str) -> tuple[int, str]:
    """The exit code of ``check`` and the problems it tells, without the line that counts them."""
    code, said = run(site, language, "check", "--format", "short")
    return code, re.sub(r"\n(\d+ 个错误，.*|Errors: .*)\n$", "\n", said)


@cache
def said_of(case: str) -> dict[str, str]:
    """What ``check`` says of a case in each language, and as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(case, Path(folder) / "content")
        words = {code: problems_told(Path(folder), code)[1] for code in EXPECTED}
        return words | {"json": run(Path(folder), "en", "check", "--format", "json")[1]}


def rules_told(said: str) -> set[str]:
    """The codes of the rules in a report as JSON."""
    return {problem["rule"] for problem in json.loads(said)}


def write_expected(cases: list[str]) -> None:
    """Takes what ``check`` says now for what it should say."""
    for case in cases or CASES:
        for language, name in EXPECTED.items():
            (DATA / case / name).write_bytes(said_of(case)[language].encode())


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the valid base."""
    shutil.copytree(BASE, tmp_path / "content")
    return tmp_path / "content"


def test_the_base_has_no_fault(content: Path) -> None:
    assert run(content.parent, "zh", "check") == (0, "没有发现问题。\n")


@pytest.mark.parametrize("language", EXPECTED)
@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_in_these_words(case: str, language: str) -> None:
    expected = (DATA / case / EXPECTED[language]).read_bytes().decode()
    assert said_of(case)[language] == expected


@pytest.mark.parametrize("case", CASES)
def test_a_fault_has_a_remedy(case: str) -> None:
    lines = said_of(case)["zh"].splitlines()
    assert lines
    assert all(line.startswith("content/") for line in lines[::2])
    assert all(line.startswith("    办法：") for line in lines[1::2])


# --- faults that cannot lie in a repository ---


def link(content: Path) -> None:
    (content / NOTICE / "findings/03.yaml").symlink_to("01.yaml")


def names_that_differ_in_case(content: Path) -> None:
    shutil.copy(
        content / NOTICE / "attachments/list.txt", content / NOTICE / "attachments/List.txt"
    )


def pipe_for_a_finding(content: Path) -> None:
    os.mkfifo(content / NOTICE / "findings/03.yaml")


def pipe_for_a_notice(content: Path) -> None:
    (content / "notices/plan-2025").mkdir()
    os.mkfifo(content / "notices/plan-2025/notice.yaml")


def pipe_for_an_attachment(content: Path) -> None:
    os.mkfifo(content / NOTICE / "attachments/a.txt")


def five_megabytes(content: Path) -> None:
    (content / NOTICE / "overview.md").write_bytes(b"a" * 5_000_000)


def name_of_a_device(content: Path) -> None:
    shutil.move(content / NOTICE / "findings/02.yaml", content / NOTICE / "findings/con.yaml")


def name_with_odd_characters(content: Path) -> None:
    (content / NOTICE / "attachments/a\n\u202eb.txt").write_text("1\n")


def name_that_is_no_text(content: Path) -> None:
    (content / NOTICE / "findings" / os.fsdecode(b"\xb5\xda3.yaml")).write_text("number: 3.\n")


def no_content(content: Path) -> None:
    shutil.rmtree(content)


def file_for_content(content: Path) -> None:
    shutil.rmtree(content)
    content.write_text("整改\n", "utf-8")


def notice_for_content(content: Path) -> None:
    """A content folder within another, where only the notice of that one is found."""
    notice = content.parent / "of-one"
    shutil.move(content / NOTICE, notice)
    shutil.rmtree(content)
    shutil.move(notice, content)


def no_notices(content: Path) -> None:
    shutil.rmtree(content / "notices")


def empty_notice(content: Path) -> None:
    (content / "notices/plan-2025").mkdir()


def empty_findings(content: Path) -> None:
    shutil.rmtree(content / NOTICE / "findings")
    (content / NOTICE / "findings").mkdir()


def folder_for_site_yaml(content: Path) -> None:
    (content / "site.yaml").unlink()
    (content / "site.yaml").mkdir()


MADE: dict[Callable[[Path], None], str] = {
    link: """\
content/notices/plan-2024/findings/03.yaml: 错误：这是一个链接（快捷方式），不是文件本身
    办法：把文件本身复制到这里
""",
    names_that_differ_in_case: """\
content/notices/plan-2024/attachments/list.txt: 错误：和“List.txt”只差大小写，在 Windows 上会互相覆盖
    办法：改掉其中一个的名字
content/notices/plan-2024/next-steps.md:1:13: 错误：链接无处可去：attachments/list.txt
    办法：链到本站已有的页面或附件；外部网站要先写进 site.yaml 的 link_hosts
content/notices/plan-2024/notice.yaml:14:5: 错误：attachments/ 里没有“list.txt”
    办法：把文件放进去，或改正这里的文件名
""",
    pipe_for_a_finding: """\
content/notices/plan-2024/findings/03.yaml: 错误：这不是普通文件
    办法：换成普通文件
""",
    pipe_for_a_notice: """\
content/notices/plan-2025/notice.yaml: 错误：这不是普通文件
    办法：换成普通文件
content/notices/plan-2025/notice.yaml: 提示：这个文件改好以前，这份通报的文字、数字、状态和隐私还没有查
    办法：先改正错误，再检查一次
""",
    pipe_for_an_attachment: """\
content/notices/plan-2024/attachments/a.txt: 错误：这不是普通文件
    办法：换成普通文件
""",
    five_megabytes: """\
content/notices/plan-2024/overview.md: 错误：文件有 5.0 MB，文字文件最大 4 MB
    办法：把大文件放进 attachments/，或拆成几份
""",
    name_of_a_device: """\
content/notices/plan-2024/findings/con.yaml: 错误：文件名“con”不能用作网址
    办法：用小写字母、数字和连字符，且不是系统占用的名字，例如 03
""",
    name_with_odd_characters: """\
content/notices/plan-2024/attachments/a\\n\\u202eb.txt: 错误：文件名里有不能用作网址的符号
    办法：改名，去掉 < > : " | ? * \\ # % & ; 这些符号
""",
    name_that_is_no_text: """\
content/notices/plan-2024/findings/\\udcb5\\udcda3.yaml: 错误：文件名“\\udcb5\\udcda3”不能用作网址
    办法：用小写字母、数字和连字符，且不是系统占用的名字，例如 03
""",
    no_content: """\
content: 错误：没有这个内容文件夹
    办法：用 --content 指出它在哪里，或用 new site 建一个
""",
    file_for_content: """\
content: 错误：没有这个内容文件夹
    办法：用 --content 指出它在哪里，或用 new site 建一个
""",
    notice_for_content: """\
content: 错误：这是一份通报的文件夹，不是内容文件夹
    办法：写上两级的文件夹，那里有 site.yaml 和 notices
""",
    no_notices: """\
content/notices: 错误：没有 notices 文件夹
    办法：建立 notices/<通报>/，或用 new notice 建一份
""",
    empty_notice: """\
content/notices/plan-2025/notice.yaml: 错误：缺少这个文件
    办法：建立它；content/README.md 里有例子
content/notices/plan-2025/notice.yaml: 提示：这个文件改好以前，这份通报的文字、数字、状态和隐私还没有查
    办法：先改正错误，再检查一次
""",
    empty_findings: """\
content/notices/plan-2024/findings: 错误：这份通报没有问题条目
    办法：在 findings/ 里为每个问题放一个文件，如 01.yaml
""",
    folder_for_site_yaml: """\
content/site.yaml: 错误：这里应是一个文件，却是文件夹
    办法：把文件夹改名，放一个同名文件
content/site.yaml: 提示：这个文件改好以前，各份通报的文字、数字、状态和隐私还没有查
    办法：先改正错误，再检查一次
""",
}


ELSEWHERE = (no_content, file_for_content, notice_for_content)  # wrong use, not wrong content


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_fault_of_the_folder_is_told_in_these_words(
    content: Path, make: Callable[[Path], None]
) -> None:
    make(content)
    code = 2 if make in ELSEWHERE else 1
    assert problems_told(content.parent, "zh") == (code, MADE[make])


def refuse(monkeypatch: pytest.MonkeyPatch, function: str, name: str) -> None:
    """Makes ``os.<function>`` fail for files of this name, as missing permission would (but for root)."""
    real = getattr(os, function)

    def refusing(path: Any, *arguments: Any, **named: Any) -> Any:
        if isinstance(path, str) and os.path.basename(path) == name:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, *arguments, **named)

    monkeypatch.setattr(os, function, refusing)


@pytest.mark.parametrize(
    ("function", "name", "place"),
    [
        ("open", "02.yaml", "notices/plan-2024/findings/02.yaml"),
        ("open", "about.md", "pages/about.md"),
        ("scandir", "findings", "notices/plan-2024/findings"),
        ("stat", "list.txt", "notices/plan-2024/attachments/list.txt"),
    ],
)
def test_what_cannot_be_read_is_told(
    content: Path, monkeypatch: pytest.MonkeyPatch, function: str, name: str, place: str
) -> None:
    refuse(monkeypatch, function, name)
    code, said = run(content.parent, "zh", "check", "--format", "short")
    assert code == 1
    assert f"content/{place}: 错误：读不了：Permission denied\n    办法：检查这个文件的权限" in said


# --- every rule is brought about ---


def test_every_rule_has_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {code for case in CASES for code in rules_told(said_of(case)["json"])}
    for make in MADE:
        site = tmp_path / make.__name__
        shutil.copytree(BASE, site / "content")
        make(site / "content")
        told |= rules_told(run(site, "en", "check", "--format", "json")[1])
    shutil.copytree(BASE, tmp_path / "content")
    refuse(monkeypatch, "open", "02.yaml")
    told |= rules_told(run(tmp_path, "en", "check", "--format", "json")[1])
    assert {rule.code for rule in all_rules()} - told == NOT_ABOUT_CONTENT


# --- faults outside of the content leave the site as it was ---


class Site:
    """A built site with templates of its own, and what its files were."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(BASE, folder / "content")
        shutil.copytree(ROOT / "templates", folder / "templates")
        assert self.build()[0] == 0
        self.before = self.files()

    def build(self) -> tuple[int, str]:
        """Builds it, and says so in Chinese."""
        return run(self.folder, "zh", "build", "--templates", "templates", "--workers", "1")

    def files(self) -> dict[Path, tuple[bytes, int]]:
        """Bytes and time of every file of the output."""
        found = (path for path in (self.folder / "_site").rglob("*") if path.is_file())
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in found}

    def fails(self, *words: str) -> None:
        """A build that fails with these words, and changes nothing."""
        code, said = self.build()
        assert code == 1
        assert said.startswith(words[0])
        assert [word for word in words if word not in said] == []
        assert self.files() == self.before
        assert not list((self.folder / ".gongkai").rglob("staging"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def change_a_title(site: Site) -> None:
    finding = site.folder / "content" / NOTICE / "findings/02.yaml"
    approved = site.folder / "content" / NOTICE / "approved.txt"
    for path in (finding, approved):
        path.write_text(path.read_text("utf-8").replace("泵房门锁", "泵房门窗"), "utf-8")


def test_a_template_with_an_unknown_name_is_told_with_its_line(site: Site) -> None:
    (site.folder / "templates/pages/finding.html").write_text("<p>\n{{ page.colour }}\n", "utf-8")
    site.fails(
        "templates/pages/finding.html:2: 错误：模板有错："
        "'site_src.views.FindingView object' has no attribute 'colour'"
    )


def test_a_template_that_is_not_one_is_told_with_its_line(site: Site) -> None:
    (site.folder / "templates/pages/finding.html").write_text("<p>\n{% if %}\n", "utf-8")
    site.fails("templates/pages/finding.html:2: 错误：模板有错：", "办法：改正这一行")


def test_a_template_that_is_missing_is_told(site: Site) -> None:
    (site.folder / "templates/pages/finding.html").unlink()
    site.fails("templates/pages/finding.html: 错误：缺少这个模板")


def test_words_of_the_interface_that_are_missing_are_told(site: Site) -> None:
    strings = site.folder / "templates/strings/en.yaml"
    lines = strings.read_text("utf-8").splitlines(keepends=True)
    strings.write_text("".join(line for line in lines if not line.startswith("home:")), "utf-8")
    site.fails("templates/strings/en.yaml:1:1: 错误：缺少界面文字“home”")


def test_words_of_the_interface_that_cannot_be_read_are_told(site: Site) -> None:
    (site.folder / "templates/strings/en.yaml").unlink()
    site.fails("templates/strings/en.yaml: 错误：读不了界面文字：", "No such file")


def test_a_full_disk_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        return really(path, flags, mode)

    change_a_title(site)
    really = os.open
    monkeypatch.setattr("site_src.write.os.open", full)
    site.fails(
        ".gongkai/_site/staging-",
        "错误：写不了：No space left on device\n    办法：检查磁盘空间",
        "网站保持上一次的样子",
    )


def test_a_foreign_file_in_the_way_is_told_and_kept(site: Site) -> None:
    (site.folder / "_site/help.html").write_text("mine\n")
    page = site.folder / "content/pages/help.md"
    page.write_text("---\ntitle: 帮助\n---\n正文。\n", "utf-8")
    site.before = site.files()
    site.fails("_site/help.html: 错误：这个文件不是本程序写的，生成网站会覆盖它")


def test_broken_content_leaves_the_site_as_it_was(site: Site) -> None:
    (site.folder / "content" / NOTICE / "findings/02.yaml").write_text("title：泵房\n", "utf-8")
    site.fails("content/notices/plan-2024/findings/02.yaml:1:6: 错误：“title”后面是全角冒号")


def test_faults_of_the_site_and_of_a_notice_are_told_in_one_run(content: Path) -> None:
    (content / "site.yaml").write_text("name: 林泉局\n颜色: 红\n", "utf-8")
    (content / NOTICE / "findings/02.yaml").write_text("title：泵房\n", "utf-8")
    told = rules_told(run(content.parent, "zh", "check", "--format", "json")[1])
    assert told >= {"unknown-field", "wide-colon"}


if __name__ == "__main__":
    write_expected(sys.argv[1:])
