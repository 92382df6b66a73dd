"""The sheets for reviewers can be read by everybody, on a phone, on a desk and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_axe import SCREENS, faults
from tests.site_invariants import built, rich_content, write_finding
from tests.test_invalid import run


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A review sheet with changes and sign-offs, and a comparison."""
    folder = tmp_path_factory.mktemp("sheets")
    content = rich_content(folder / "content")
    built(content, folder / "_site")
    assert run(folder, "zh", "approve", "n1", "--as", "approver", "--name", "王某")[0] == 0
    write_finding(
        content,
        "n1",
        "02",
        group="b",
        title="台账没有。",
        updates=[{"date": "2024", "text": "补齐。"}],
    )
    write_finding(content, "n1", "04", group="b", title="新的问题。", description="长" * 400)
    assert run(folder, "zh", "review")[0] == 0
    built(content, folder / "now")
    assert (
        run(folder, "en", "diff", "_site", "now", "--format", "html", "--out", "diff.html")[0] == 1
    )
    return {name: folder / f"{name}.html" for name in ("review", "diff")}


@pytest.mark.parametrize("name", ["review", "diff"])
def test_no_violation(browser: Browser, sheets: dict[str, Path], name: str) -> None:
    page = browser.new_page()
    page.goto(sheets[name].as_uri())
    found = []
    for width, scheme, rules in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [(width, scheme, fault) for fault in faults(page, rules)]
    page.close()
    assert not found


@pytest.mark.parametrize("name", ["review", "diff"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_screen(
    page: Page, sheets: dict[str, Path], name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(sheets[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_its_style_is_let_through_by_its_policy(page: Page, sheets: dict[str, Path]) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(sheets["review"].as_uri())
    assert said == []
    assert page.locator("del").first.evaluate("e => getComputedStyle(e).textDecorationLine") == (
        "line-through"
    )
    page.emulate_media(media="print")
    assert page.locator("ins").first.evaluate("e => getComputedStyle(e).textDecorationLine") == (
        "underline"
    )
