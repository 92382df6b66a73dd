"""Files to records. What is wrong with a file is held by ``data/invalid``; here is what is read, and that it always ends."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.load import load_notice, load_site, notice_slugs
from site_src.problems import Problem, has_errors
from site_src.reader import LARGEST_TEXT

DATA = Path(__file__).resolve().parent / "data"
ALL = DATA / "valid/all-fields"
VALID = (ALL / "notices/all/findings/01.yaml").read_bytes()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of a valid site."""
    shutil.copytree(DATA / "invalid/_base", tmp_path / "content")
    return tmp_path / "content"


def codes(problems: list[Problem]) -> list[str]:
    return [problem.rule.code for problem in problems]


def test_a_site_is_read_whole() -> None:
    site, problems = load_site(str(ALL))
    assert site
    assert problems == []
    assert site.site.name == "青田里社区整改公开"
    assert [channel.id for channel in site.contact.channels] == ["desk", "night"]
    assert list(site.glossary) == ["台账", "销号: 逐条"]
    assert list(site.pages) == ["about", "accessibility"]
    assert site.slugs == ("all",)


def test_a_notice_is_read_whole() -> None:
    notice, problems = load_notice(str(ALL), "all")
    assert notice
    assert problems == []
    assert notice.folder == "notices/all"
    assert list(notice.findings) == ["01", "02"]
    assert notice.overview.startswith("概述")
    assert notice.next_steps.startswith("## 下一步")


def test_an_attachment_without_a_title_is_offered_under_its_name() -> None:
    notice, _ = load_notice(str(ALL), "all")
    assert notice
    titles = {attachment.name: attachment.title for attachment in notice.attachments}
    assert titles == {"清单(1).txt": "问题清单", "表.csv": "表.csv"}
    assert all(os.path.getsize(a.path) == a.size for a in notice.attachments)


def test_a_free_page_knows_on_which_line_its_text_begins() -> None:
    site, _ = load_site(str(DATA / "valid/markdown"))
    assert site
    page = site.pages["help"]
    lines = (DATA / "valid/markdown/pages/help.md").read_text("utf-8").split("\n")
    assert page.text.split("\n") == lines[page.first_line - 1 :]


def test_a_field_knows_its_place() -> None:
    notice, _ = load_notice(str(ALL), "all")
    assert notice
    place = notice.place("findings/01.yaml", "updates", 0, "status")
    assert (place.file, place.line, place.column) == ("notices/all/findings/01.yaml", 15, 5)


@pytest.mark.parametrize(
    "name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$03.docx", "03.yaml~", "._03.yaml", "_old"]
)
def test_what_systems_leave_behind_is_overlooked(content: Path, name: str) -> None:
    for folder in ("", "pages", "notices", "notices/plan-2024", "notices/plan-2024/findings"):
        (content / folder / name).write_bytes(b"\x00")
    assert load_site(str(content))[1] == []
    assert load_notice(str(content), "plan-2024")[1] == []


@pytest.mark.parametrize("name", ["README.md", "_schema"])
def test_the_guide_and_the_schemas_belong_to_the_content(content: Path, name: str) -> None:
    (content / name).write_text("a\n")
    assert load_site(str(content))[1] == []


def test_what_is_optional_may_be_missing(content: Path) -> None:
    (content / "glossary.yaml").unlink()
    shutil.rmtree(content / "pages")
    for name in ("overview.md", "next-steps.md"):
        (content / "notices/plan-2024" / name).unlink()
    assert load_site(str(content))[1] == []
    notice, problems = load_notice(str(content), "plan-2024")
    assert notice
    assert problems == []
    assert notice.overview == notice.next_steps == ""


def test_old_line_ends_are_line_ends(content: Path) -> None:
    path = content / "notices/plan-2024/overview.md"
    path.write_bytes(b"a\rb\r\nc\nd")
    notice, _ = load_notice(str(content), "plan-2024")
    assert notice
    assert notice.overview == "a\nb\nc\nd"


def test_a_finding_with_a_fault_is_left_out_and_remembered(content: Path) -> None:
    (content / "notices/plan-2024/findings/02.yaml").write_text("number: 2.\n")
    notice, problems = load_notice(str(content), "plan-2024")
    assert notice
    assert list(notice.findings) == ["01"]
    assert notice.unread == {"02"}
    assert codes(problems) == ["missing-field"]


def test_a_page_with_a_fault_is_left_out_and_remembered(content: Path) -> None:
    (content / "pages/about.md").write_text("a\n")
    site, problems = load_site(str(content))
    assert site
    assert list(site.pages) == ["accessibility"]
    assert site.unread == {"about"}
    assert codes(problems) == ["no-front-matter"]


def test_a_notice_without_its_own_file_is_none_but_its_findings_are_looked_at(
    content: Path,
) -> None:
    (content / "notices/plan-2024/notice.yaml").unlink()
    (content / "notices/plan-2024/findings/02.yaml").write_text("number: 2.\n")
    notice, problems = load_notice(str(content), "plan-2024")
    assert notice is None
    assert codes(problems) == ["missing-file", "missing-field", "not-all-checked"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("finding", "findings"), ("attachment", "attachments"), ("Findings", "findings")],
)
def test_a_folder_with_a_slip_in_its_name_is_told_what_is_meant(
    content: Path, name: str, meant: str
) -> None:
    folder = content / "notices/plan-2024"
    shutil.move(folder / meant, folder / name)
    _, problems = load_notice(str(content), "plan-2024")
    (problem,) = (p for p in problems if p.rule.code == "misnamed")
    assert problem.values["nearest"] == meant


@pytest.mark.parametrize("name", ["overview-old.md", "overveiw.md", "notes.md", "finding.docx"])
def test_a_file_beside_those_that_are_there_is_not_taken_for_one_of_them(
    content: Path, name: str
) -> None:
    (content / "notices/plan-2024" / name).write_text("a\n")
    _, problems = load_notice(str(content), "plan-2024")
    assert codes(problems) == ["unexpected"]


def test_a_draft_is_not_taken_for_the_file_that_is_missing(content: Path) -> None:
    folder = content / "notices/plan-2024"
    shutil.move(folder / "overview.md", folder / "overview-old.md")
    _, problems = load_notice(str(content), "plan-2024")
    assert codes(problems) == ["unexpected"]


def test_notices_are_found_even_if_the_rest_cannot_be_read(content: Path) -> None:
    (content / "site.yaml").unlink()
    assert load_site(str(content))[0] is None
    assert notice_slugs(str(content)) == ("plan-2024",)


def test_a_text_of_the_largest_size_is_read(content: Path) -> None:
    path = content / "notices/plan-2024/overview.md"
    path.write_bytes(b"a" * LARGEST_TEXT)
    assert load_notice(str(content), "plan-2024")[1] == []
    path.write_bytes(b"a" * (LARGEST_TEXT + 1))
    assert codes(load_notice(str(content), "plan-2024")[1]) == ["too-large"]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x07", "\u2028", "\x7f"])
def test_a_character_that_reorders_or_hides_is_an_error_in_markdown(
    content: Path, character: str
) -> None:
    path = content / "notices/plan-2024/overview.md"
    path.write_text(f"一\n二{character}三\n", "utf-8")
    problems = load_notice(str(content), "plan-2024")[1]
    assert [(p.rule.code, p.place.line, p.place.column) for p in problems] == [
        ("control-character", 2, 2)
    ]


@pytest.mark.parametrize("escape", [r"\u202e", r"\u2028", r"\a", r"\N", r"\x00"])
def test_the_same_by_escape_is_an_error_in_yaml(content: Path, escape: str) -> None:
    path = content / "notices/plan-2024/findings/02.yaml"
    path.write_text(f'number: 2.\ntitle: "一{escape}二"\nmeasures: [三]\n', "utf-8")
    assert codes(load_notice(str(content), "plan-2024")[1]) == ["control-character"]


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_a_character_without_width_is_a_warning(content: Path, character: str) -> None:
    path = content / "notices/plan-2024/findings/02.yaml"
    path.write_text(f"number: 2.\ntitle: 一{character}二\nmeasures: [三]\n", "utf-8")
    notice, problems = load_notice(str(content), "plan-2024")
    assert notice
    assert notice.findings["02"].title == f"一{character}二"
    assert codes(problems) == ["hidden-character"]


@pytest.mark.parametrize("text", ["表\t格", "一\u3000二", "👩🏽", "𠮷", "e\u0301", "‰°℃"])
def test_an_ordinary_character_is_none_of_these(content: Path, text: str) -> None:
    (content / "notices/plan-2024/overview.md").write_text(text, "utf-8")
    assert load_notice(str(content), "plan-2024")[1] == []


def test_reading_changes_nothing(content: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in content.rglob("*")}
    load_site(str(content))
    load_notice(str(content), "plan-2024")
    assert {path: path.stat().st_mtime_ns for path in content.rglob("*")} == before


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice whose one finding is to be damaged."""
    made = tmp_path_factory.mktemp("content")
    (made / "notices/n/findings").mkdir(parents=True)
    (made / "notices/n/notice.yaml").write_text("title: a\nissuer: b\n")
    return made


SLIPS = st.sampled_from(
    [
        *(b"\t", b"\n", b": ", b"- ", b'"', b"'", b"[", b"}", b"#", b" #", b"&", b"*", b"!", b"|"),
        *(b"\x00", b"\xff", b"\xb1\xe0", b"\r", b"---\n", b"  "),
        *("：".encode(), "\u202e".encode(), "\ufeff".encode()),
    ]
)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 30), SLIPS | st.binary(max_size=3)),
        min_size=1,
        max_size=4,
    )
)
def test_a_damaged_finding_is_read_or_told(
    folder: Path, damage: list[tuple[int, int, bytes]]
) -> None:
    data = VALID
    for start, length, slip in damage:
        data = data[:start] + slip + data[start + length :]
    (folder / "notices/n/findings/01.yaml").write_bytes(data)
    notice, problems = load_notice(str(folder), "n")
    assert notice
    assert "01" in notice.findings or has_errors(problems)
    assert all(p.place.line >= 0 and p.words("zh") != p.words("en") for p in problems)
