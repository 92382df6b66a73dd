"""What is laid out is there, builds, and never covers what was there."""

from pathlib import Path

import pytest

from site_src.cli import main
from site_src.new import CannotStart, new_finding, new_notice, new_site
from site_src.pipeline import check_content
from site_src.state import own_templates
from tests.site_invariants import settings_for

TEMPLATES = own_templates()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    list(new_site(str(tmp_path), TEMPLATES))
    return tmp_path / "content"


def test_a_new_site_builds_and_says_that_it_is_an_example(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "_site"
    assert main(["build", "--content", str(content), "--out", str(out)]) == 0
    pages = [path.read_text("utf-8") for path in out.rglob("*.html")]
    assert pages
    assert all("虚构" in page for page in pages)


def test_a_new_site_has_schemas_and_the_guide(content: Path) -> None:
    assert (content / "_schema" / "notice.schema.json").is_file()
    assert (content / "README.md").is_file()


def test_a_new_notice_does_not_build_until_it_is_filled_in(content: Path) -> None:
    list(new_notice("plan-2024", str(content), TEMPLATES))
    codes = {
        (p.rule.code, p.place.file)
        for p in check_content(settings_for(content, content.parent / "_site"))
        if p.place.line
    }
    assert ("still-empty", "notices/plan-2024/notice.yaml") in codes
    assert ("still-empty", "notices/plan-2024/findings/01.yaml") in codes


def test_a_new_finding_stands_beside_the_others(content: Path) -> None:
    (path,) = new_finding("example-2024/04", str(content), TEMPLATES)
    assert Path(path) == content / "notices" / "example-2024" / "findings" / "04.yaml"


@pytest.mark.parametrize("name", ["Plan", "a b", "en", "index", "con", "../x", ""])
def test_a_name_that_cannot_be_an_address_is_refused(content: Path, name: str) -> None:
    with pytest.raises(CannotStart):
        list(new_notice(name, str(content), TEMPLATES))


def test_nothing_is_overwritten(content: Path, tmp_path: Path) -> None:
    finding = content / "notices" / "example-2024" / "findings" / "01.yaml"
    before = finding.read_bytes()
    for attempt in (
        new_site(str(tmp_path), TEMPLATES),
        new_notice("example-2024", str(content), TEMPLATES),
        new_finding("example-2024/01", str(content), TEMPLATES),
    ):
        with pytest.raises(CannotStart):
            list(attempt)
    assert finding.read_bytes() == before


def test_the_command_says_why_it_cannot(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "notice", "A B", "--content", str(content)]) == 2
    assert "A B" in capsys.readouterr().err
