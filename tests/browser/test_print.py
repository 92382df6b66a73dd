"""On paper: the text, black on white whatever the screen, without what only a screen can use."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.sites import kind_file

SCREEN_ONLY = ".skip-link, .header__nav, .breadcrumb, .button, .filter, .pager, .finding__siblings, .footer__links"

# Elements whose text is not dark, or that lie on something that is not white. Not meant: the keys of
# the bar, and the figures, whose ground shows as hairlines between the cards.
COLOURED = """() => {
    const light = (colour) => {
        const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
        return alpha === 0 ? null : (red + green + blue) / 3;
    };
    return [...document.querySelectorAll("body, body *")].filter((element) => {
        if (!element.checkVisibility() || element.closest("svg") || element.matches(".progress__key, .figures")) return false;
        const { color, backgroundColor } = getComputedStyle(element);
        const ground = light(backgroundColor);
        return light(color) > 80 || (ground !== null && ground < 250);
    }).map((element) => `${element.tagName}.${element.className}`);
}"""

PRINTED = {  # a kind of page, and how many sheets of A4 it takes
    "notice": range(3, 8),
    "finding, plain": range(1, 3),
    "finding, everything": range(3, 6),
    "full": range(5, 20),
    "full, everything": range(2, 6),
    "contact": range(1, 3),
}


@pytest.mark.parametrize("kind", PRINTED)
def test_prints_black_on_white_without_navigation(
    page: Page, folders: dict[str, Path], kind: str
) -> None:
    page.goto(kind_file(folders, kind).as_uri())
    text = page.locator("h1").inner_text()
    measures = page.locator(".measures__text, .full p").all_inner_texts()
    page.emulate_media(media="print", color_scheme="dark")
    assert [e for e in page.locator(SCREEN_ONLY).all() if e.is_visible()] == []
    assert page.evaluate(COLOURED) == []
    printed = page.locator("body").inner_text()
    assert text in printed
    assert all(measure in printed for measure in measures)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("kind", PRINTED)
def test_takes_a_sane_number_of_sheets(page: Page, folders: dict[str, Path], kind: str) -> None:
    page.goto(kind_file(folders, kind).as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) in PRINTED[kind]
    sizes = set(re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf))
    assert {(round(float(w)), round(float(h))) for w, h in sizes} <= {(595, 842), (596, 842)}
