"""Nobody is shut out: axe finds no fault with any kind of page, in light and dark, on a phone and on a desk."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.sites import KINDS, kind_file

AXE = Axe()
SCREENS = ((360, "light"), (1280, "dark"), (360, "dark"), (1280, "light"))
ALL_RULES = {"resultTypes": ["violations"]}
# What the colours change; the other rules need not run again in the dark.
COLOUR_RULES = {**ALL_RULES, "runOnly": ["color-contrast", "link-in-text-block"]}
# The style guide shows one landmark several times.
GUIDE_RULES = {**ALL_RULES, "rules": {"landmark-unique": {"enabled": False}}}


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """One line for each element that breaks a rule."""
    found = AXE.run(page, options=options).response["violations"]
    return [f"{fault['id']}: {node['html']}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("kind", KINDS)
def test_no_violation(browser: Browser, folders: dict[str, Path], kind: str) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto(kind_file(folders, kind).as_uri())
    found = []
    for width, scheme in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        rules = GUIDE_RULES if kind == "style guide" else ALL_RULES
        rules = COLOUR_RULES if scheme == "dark" else rules
        found += [(width, scheme, fault) for fault in faults(page, rules)]
    page.close()
    assert not found


def test_axe_does_find_faults(page: Page, folders: dict[str, Path]) -> None:
    page.goto(kind_file(folders, "finding, plain").as_uri())
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    page.evaluate("document.querySelector('.pager').removeAttribute('aria-label')")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {fault.split(":")[0] for fault in faults(page, ALL_RULES)} >= {"color-contrast", "html-has-lang"}
