"""Nobody is shut out: axe finds no fault with any kind of page, in light and dark, on a phone and on a desk."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.browser.sites import KINDS, kind_file

# In the dark only the colours differ; the other rules need not run again.
COLOUR_RULES = {"runOnly": ["color-contrast", "link-in-text-block"]}
SCREENS = (
    (360, "light", {}),
    (1280, "light", {}),
    (360, "dark", COLOUR_RULES),
    (1280, "dark", COLOUR_RULES),
)
# The style guide shows one landmark several times.
GUIDE_RULES = {"rules": {"landmark-unique": {"enabled": False}}}

RUN = """async (options) =>
    (await axe.run({...options, resultTypes: ["violations"]})).violations
        .flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`))"""


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """One line for each element that breaks a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(RUN, options)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_no_violation(browser: Browser, folders: dict[str, Path], kind: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(kind_file(folders, kind).as_uri())
    found = []
    for width, scheme, rules in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        options = GUIDE_RULES if kind == "style guide" and not rules else rules
        found += [(width, scheme, fault) for fault in faults(page, options)]
    page.close()
    assert not found


def test_axe_does_find_faults(page: Page, folders: dict[str, Path]) -> None:
    page.goto(kind_file(folders, "finding, plain").as_uri())
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {fault.split(":")[0] for fault in faults(page, {})} >= {
        "color-contrast",
        "html-has-lang",
    }
