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

BLOCK = re.compile(
    r"(?:^(\w+)(?:（([^\n）]+)）)?：(?:`([^`\n]+)`)?\n)?^```(\w+)\n((?:(?!```).*\n)*)```$", re.M
)
PLACED = re.compile(r"^放进：`(.+)`$", re.M)
FIELD = re.compile(r"^(\w+):.*\n(?:(?:[ #].*)?\n)*", re.M)


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
            kept = without(names_in(block.text), path.read_text("utf-8"))
            write(path, kept + block.text)


def names_in(text: str) -> set[str]:
    """The fields of a YAML text that are not inside others."""
    return {found[1] for found in FIELD.finditer(text)}


def without(names: set[str], text: str) -> str:
    """A YAML text, these fields of it taken out."""
    return FIELD.sub(lambda found: "" if found[1] in names else found[0], text)


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
    _, said = run(site, "zh", "check", "--format", "short")
    assert errors_in(said) == ""
    assert run(site, "zh", "build", "--workers", "1")[0] == 0


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gives_the_message_quoted(name: str, site: Path) -> None:
    lay_out(SECTIONS[name], site / "content")
    _, said = run(site, "zh", "check", "--format", "short")
    (quoted,) = (block.text for block in blocks_of(SECTIONS[name]) if block.role == "程序说")
    assert quoted in said
    assert errors_in(said) in ("", quoted)


def test_there_is_a_table_for_each_record_with_its_fields_and_their_words() -> None:
    records = {name: kind for name, kind in vars(model).items() if is_record(kind)}
    expected = {
        tuple((f.name, "是" * f.required) for f in fields(kind)): WORDS[name]
        for name, kind in records.items()
    }
    tables = {}
    for rows in re.findall(r"^\| 字段 .*\n\|.*\n((?:\|.*\n)+)", GUIDE, re.M):
        cells = [[cell.strip(" `") for cell in row.split("|")[1:4]] for row in rows.splitlines()]
        tables[tuple((name, required) for name, required, _ in cells)] = cells
    assert sorted(tables) == sorted(expected)
    for table, words in expected.items():
        for name, _, meaning in tables[table]:
            assert meaning.startswith(words[name])


def is_record(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, model.Record) and kind is not model.Record


def test_the_guide_names_every_value_that_may_be_chosen() -> None:
    for kind in (model.Language, model.StatusKind, model.BadgeKind, model.ReviewRole):
        assert [word.value for word in kind if not re.search(rf"\b{word.value}\b", GUIDE)] == []
    types = "、".join(sorted(ending[1:] for ending in ATTACHMENT_TYPES))
    assert f"可以放的格式：{types}。" in GUIDE


def follow(text: str, folder: Path) -> None:
    """Types the commands of the ``sh`` blocks one after the other, starting beside a ``build.py`` in ``folder``.

    Those that set things up, that need other machines or that do not end are left out.
    """
    (folder / "build.py").symlink_to(ROOT / "build.py")
    lines = "".join(block.text for block in blocks_of(text) if block.kind == "sh").splitlines()
    for line in lines:
        program, *words = shlex.split(line)
        is_elsewhere = program in ("make", "dask") or "--scheduler" in words
        if is_elsewhere or words[0] == "-m" or words[-1] == "serve":
            continue
        if program == "cd":
            folder = folder / words[0]
            continue
        if program == "gongkai":
            words.insert(0, "build.py")
        done = subprocess.run([sys.executable, *words], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, (line, done.stderr)


@pytest.mark.parametrize("readme", READMES.values())
def test_the_commands_of_a_readme_run(readme: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    follow((ROOT / readme).read_text("utf-8"), tmp_path)
    assert (tmp_path / "_site" / "index.html").exists()
    assert (tmp_path / "my-site" / "_site" / "index.html").exists()


def test_the_guide_followed_from_top_to_bottom_makes_a_site(tmp_path: Path) -> None:
    follow(GUIDE.replace('"某机关"', '"某 机关"'), tmp_path)
    folder = tmp_path / "某 机关"
    notice = folder / "content" / "notices" / "rectification-2025"
    assert sorted(p.name for p in notice.rglob("*.yaml")) == ["01.yaml", "02.yaml", "notice.yaml"]
    (notice / "next-steps.md").unlink()
    for name in EXAMPLES:
        lay_out(SECTIONS[name], folder / "content")
    assert errors_in(run(folder, "zh", "check", "--format", "short")[1]) == ""
    assert run(folder, "zh", "build", "--workers", "1")[0] == 0
    assert (folder / "_site" / "en" / "rectification-2025" / "02.html").exists()


@pytest.mark.parametrize("language", READMES)
def test_the_message_in_a_readme_is_printed(language: str, site: Path) -> None:
    readme = (ROOT / READMES[language]).read_text("utf-8")
    (quoted,) = (block.text for block in blocks_of(readme) if block.kind == "text")
    finding = site / "content" / "notices" / "example-2024" / "findings" / "03.yaml"
    finding.write_text(finding.read_text("utf-8").replace("title:", "tilte:"), "utf-8")
    assert quoted in run(site, language, "check")[1]


def help_of(*command: str) -> str:
    program = [sys.executable, str(ROOT / "build.py"), *command, "--help"]
    return str(subprocess.run(program, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("readme", READMES.values())
def test_a_readme_names_every_command_and_the_options_of_build(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    verbs = re.findall(r"^    (\w+)(?: |$)", help_of(), re.M)
    assert {"build", "check", "new"} <= set(verbs)
    assert [verb for verb in verbs if not re.search(rf"\| `{verb}\b", text)] == []
    kinds = re.findall(r"\w+", re.findall(r"\{(.+?)\}", help_of("new"))[0])
    assert [kind for kind in kinds if f"| `new {kind} " not in text] == []
    options = set(re.findall(r"--\w+", help_of("build"))) - {"--help"}
    assert [option for option in sorted(options) if not re.search(f"`{option}[ `]", text)] == []


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in READMES.values())
    for part in (r"^#+ ", r"^```\w*", r"^\| `[^`]+`", r"^- \*\*", r"<!--.*-->"):
        assert re.findall(part, english, re.M) == re.findall(part, chinese, re.M), part
    for names in (r"\]\(([^)]+\.md)\)", r"`([\w/<>.*-]+(?: DIR| N| [A-Z/]+)?)`"):
        own = {"README.md", "README.zh-CN.md"}
        assert set(re.findall(names, english)) - own == set(re.findall(names, chinese)) - own


def documents() -> list[str]:
    """Every Markdown file of the repository but the broken ones of the tests, and what is set up or built."""
    skipped = re.compile(r"\.|_site|node_modules|dist|wheelhouse|data$")
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if not skipped.match(name))
        found += [
            os.path.relpath(os.path.join(folder, n), ROOT) for n in names if n.endswith(".md")
        ]
    return sorted(found)


def anchor_of(heading: str) -> str:
    return re.sub(r"[^\w-]", "", heading.replace(" ", "-")).lower()


@pytest.mark.parametrize("name", documents())
def test_every_relative_link_leads_somewhere(name: str) -> None:
    text = re.sub("`[^`\n]*`", "", BLOCK.sub("", (ROOT / name).read_text("utf-8")))
    for address in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address) or path.endswith(".html"):
            continue  # elsewhere, or a page of the site: ``check`` sees to those
        target = (ROOT / name).parent / unquote(path) if path else ROOT / name
        assert target.exists(), address
        assert not anchor or anchor in map(anchor_of, sections_of(target.read_text("utf-8")))
