"""The guides tell the truth: every example works, every message quoted is one the program prints, every name is right.

In the editor's guide the line before a block says what to do with it: ``文件`` a whole file, ``加到`` fields for a file,
``放进`` a file of any content, ``写错`` a faulty file, whose message follows under ``程序说``. The examples of a section
are laid over the site that ``new site`` makes.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from msgspec.structs import fields

from site_src import model
from site_src.load import ATTACHMENT_TYPES
from site_src.schema import WORDS
from tests.test_invalid import run

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "templates" / "starter" / "site"
GUIDE = (ROOT / "content" / "README.md").read_text("utf-8")
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}

BLOCK = re.compile(r"(?:^(\w+)(?:（(.+)）)?：(?:`(.+)`)?\n)?^```(\w+)\n(.*?)^```$", re.M | re.S)
PLACED = re.compile(r"^放进：`(.+)`$", re.M)
FIELD = re.compile(r"^(\w+):.*\n(?:(?:[ #].*)?\n)*", re.M)
# The records whose tables stand in “全部字段一览”, in its order.
RECORDS = (
    "Site Parent Body Identifiers Badge Column Contact Channel FrontMatter Notice Inspection Document "
    "Group LeadWords StatusWord Declared Figure Explanation Attachment Window ReviewStep Withdrawal "
    "Finding Update Correction"
).split()


@dataclass
class Block:
    """A fenced block and what the line before it says."""

    role: str
    note: str
    path: str
    kind: str
    text: str


def blocks_of(text: str) -> list[Block]:
    return [Block(*(part or "" for part in found)) for found in BLOCK.findall(text)]


def sections_of(text: str) -> dict[str, str]:
    """Heading to text, at any level; what stands in a block is no heading."""
    blocks = [found.span() for found in BLOCK.finditer(text)]
    starts = [
        found
        for found in re.finditer(r"^#{1,6} (.+)$", text, re.M)
        if not any(start <= found.start() < end for start, end in blocks)
    ]
    ends = [found.start() for found in starts[1:]] + [len(text)]
    return {start[1]: text[start.end() : end] for start, end in zip(starts, ends, strict=True)}


SECTIONS = sections_of(GUIDE)
EXAMPLES = [name for name, text in SECTIONS.items() if re.search("^(文件|加到)：", text, re.M)]
MISTAKES = [name for name, text in SECTIONS.items() if re.search("^写错", text, re.M)]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the site that ``new site`` makes, in a folder with a blank in its name."""
    folder = tmp_path / "某 机关"
    shutil.copytree(STARTER, folder / "content")
    return folder


def lay_out(section: str, content: Path) -> None:
    """Does what the section says: writes its files, and puts its fields into those there are."""
    for name in PLACED.findall(section):
        write(content / name, "x")
    for block in blocks_of(section):
        if block.role in ("文件", "写错"):
            encoding = "gb18030" if "ANSI" in block.note else "utf-8"
            write(content / block.path, block.text, encoding)
        elif block.role == "加到":
            path = content / block.path
            added = {found[1] for found in FIELD.finditer(block.text)}
            before = path.read_text("utf-8")
            assert "".join(found[0] for found in FIELD.finditer(block.text)) in block.text
            kept = FIELD.sub(lambda found: "" if found[1] in added else found[0], before)
            write(path, kept + block.text)


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding)


def errors_in(said: str) -> str:
    """The errors among the messages, each with its remedy."""
    return "".join(re.findall(r"^.*: 错误：.*\n.*\n", said, re.M))


def test_every_block_of_the_guide_says_what_it_is_for() -> None:
    roles = {(block.role, block.kind) for block in blocks_of(GUIDE)}
    examples = {(role, kind) for role in ("文件", "加到", "写错") for kind in ("yaml", "markdown")}
    assert roles <= examples | {("", "sh"), ("程序说", "text")}
    assert GUIDE.count("```") == 2 * len(blocks_of(GUIDE))
    assert len(EXAMPLES) >= 24
    assert len(MISTAKES) >= 12


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_a_section_work(name: str, site: Path) -> None:
    lay_out(SECTIONS[name], site / "content")
    _, said = run(site, "zh", "check")
    assert errors_in(said) == ""
    if "总数" not in name and "一份通报" not in name:
        assert [line for line in said.splitlines() if "载明" in line] == []
    assert run(site, "zh", "build", "--workers", "1")[0] == 0


def test_all_examples_work_together(site: Path) -> None:
    for name in EXAMPLES:
        lay_out(SECTIONS[name], site / "content")
    assert errors_in(run(site, "zh", "check")[1]) == ""
    assert run(site, "zh", "build", "--workers", "1")[0] == 0


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_the_message_quoted(name: str, site: Path) -> None:
    lay_out(SECTIONS[name], site / "content")
    _, said = run(site, "zh", "check")
    (quoted,) = (block.text for block in blocks_of(SECTIONS[name]) if block.role == "程序说")
    assert quoted in said
    assert errors_in(said) in ("", quoted)


def test_the_tables_name_every_field() -> None:
    tables = re.findall(r"^\| 字段 .*\n\|.*\n((?:\|.*\n)+)", GUIDE, re.M)
    listed = [
        [tuple(cell.strip(" `") for cell in row.split("|")[1:4]) for row in rows.splitlines()]
        for rows in tables
    ]
    for record, rows in zip(RECORDS, listed, strict=True):
        known = fields(getattr(model, record))
        assert [row[:2] for row in rows] == [(f.name, "是" * f.required) for f in known], record
        for name, _, meaning in rows:
            assert meaning.startswith(WORDS[record][name]), (record, name)
    every = {name for name, kind in vars(model).items() if is_record(kind)}
    assert set(RECORDS) == every == WORDS.keys()


def is_record(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, model.Record) and kind is not model.Record


def test_the_guide_names_every_value_that_may_be_chosen() -> None:
    for kind in (model.Language, model.StatusKind, model.BadgeKind, model.ReviewRole):
        assert [word.value for word in kind if not re.search(rf"\b{word.value}\b", GUIDE)] == []
    types = "、".join(sorted(ending[1:] for ending in ATTACHMENT_TYPES))
    assert f"可以放的格式：{types}。" in GUIDE


def steps(text: str) -> Iterator[list[str]]:
    """The commands of a text's ``sh`` blocks, word by word."""
    for block in blocks_of(text):
        if block.kind == "sh":
            yield from map(shlex.split, block.text.splitlines())


def follow(commands: Iterator[list[str]], folder: Path) -> None:
    """Runs the commands in ``folder``, where a ``build.py`` stands, but for those about set-up and the endless ones."""
    for words in commands:
        if words[:2] == ["python3", "-m"] or words[0] == "make" or words[-1] == "serve":
            continue
        if words[0] == "cd":
            folder = folder / words[1]
            continue
        *program, _ = ["build.py", *words] if words[0] == "gongkai" else [*words, ""]
        arguments = words[1:] if words[0] == "gongkai" else words[2:]
        script = folder / ("build.py" if words[0] == "gongkai" else program[1])
        done = subprocess.run(
            [sys.executable, script, *arguments], cwd=folder, capture_output=True, text=True
        )
        assert done.returncode == 0, (words, done.stderr)


@pytest.mark.parametrize("readme", READMES.values())
def test_the_commands_of_a_readme_run(readme: str, tmp_path: Path) -> None:
    (tmp_path / "build.py").symlink_to(ROOT / "build.py")
    shutil.copytree(ROOT / "content", tmp_path / "content")
    follow(steps((ROOT / readme).read_text("utf-8")), tmp_path)
    assert (tmp_path / "_site" / "index.html").exists()
    assert (tmp_path / "my-site" / "_site" / "index.html").exists()


def test_the_commands_of_the_guide_run_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "build.py").symlink_to(ROOT / "build.py")
    follow(steps(GUIDE.replace('"某机关"', '"某 机关"')), tmp_path)
    folder = tmp_path / "某 机关"
    assert (folder / "_site" / "index.html").exists()
    notice = folder / "content" / "notices" / "rectification-2025"
    assert sorted(p.name for p in notice.rglob("*.yaml")) == ["01.yaml", "02.yaml", "notice.yaml"]
    for name in EXAMPLES:
        lay_out(SECTIONS[name], folder / "content")
    (notice / "next-steps.md").unlink()  # “可以删去”
    assert errors_in(run(folder, "zh", "check")[1]) == ""


@pytest.mark.parametrize("language", READMES)
def test_the_message_in_a_readme_is_printed(language: str, site: Path) -> None:
    readme = (ROOT / READMES[language]).read_text("utf-8")
    (quoted,) = (block.text for block in blocks_of(readme) if block.kind == "text")
    finding = site / "content" / "notices" / "example-2024" / "findings" / "03.yaml"
    finding.write_text(finding.read_text("utf-8").replace("title:", "tilte:"), "utf-8")
    assert quoted in run(site, language, "check")[1]


@pytest.fixture
def helped(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., str]:
    """The ``--help`` of a command."""

    def words(*command: str) -> str:
        program = [sys.executable, ROOT / "build.py", *command, "--help"]
        return subprocess.run(program, capture_output=True, text=True, check=True).stdout

    return words


@pytest.mark.parametrize("readme", READMES.values())
def test_a_readme_names_every_command_and_the_options_of_build(
    readme: str, helped: Callable[..., str]
) -> None:
    text = (ROOT / readme).read_text("utf-8")
    verbs = re.findall(r"^    (\w+) ", helped(), re.M)
    assert {"build", "check", "new"} <= set(verbs)
    assert [verb for verb in verbs if not re.search(rf"\| `{verb}\b", text)] == []
    kinds = re.findall(r"\w+", re.findall(r"\{(.+?)\}", helped("new"))[0])
    assert [kind for kind in kinds if f"| `new {kind} " not in text] == []
    options = set(re.findall(r"--\w+", helped("build"))) - {"--help"}
    assert [option for option in sorted(options) if f"`{option} " not in text] == []


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in READMES.values())
    for part in (r"^#+ ", r"^```\w*", r"^\| `[^`]+`", r"^- \*\*", r"<!--.*-->"):
        assert re.findall(part, english, re.M) == re.findall(part, chinese, re.M), part
    for names in (r"\]\(([^)]+\.md)\)", r"`([\w/<>.*-]+(?: DIR| N| [A-Z/]+)?)`"):
        own = {"README.md", "README.zh-CN.md", "python3", "python"}
        assert set(re.findall(names, english)) - own == set(re.findall(names, chinese)) - own


def documents() -> list[str]:
    """Every Markdown file of the repository but the broken ones of the tests, and what is set up or built."""
    skipped = re.compile(r"\.|_site|node_modules|dist|wheelhouse|data$")
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if not skipped.match(name))
        found += [os.path.relpath(os.path.join(folder, n), ROOT) for n in names if n.endswith(".md")]
    return sorted(found)


@pytest.mark.parametrize("name", documents())
def test_every_relative_link_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    plain = BLOCK.sub("", text)
    for address in re.findall(r"\]\(([^)\s]+)\)", plain):
        path, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = ROOT / Path(name).parent / unquote(path) if path else ROOT / name
        if target.suffix == ".html" and "content" in (*target.parts, "content"):
            continue  # a page of the site; `check` sees to it
        assert target.exists(), address
        if anchor:
            headings = sections_of(target.read_text("utf-8"))
            assert anchor in {re.sub(r"[^\w-]", "", h.replace(" ", "-")).lower() for h in headings}
