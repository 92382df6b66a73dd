"""Readers who set their own colours, or no motion, are told the same."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.sites import KINDS, kind_file

BADGES = """(all) => all.map((badge) => [
    badge.querySelector(".status__word").innerText,
    badge.querySelector(".status__sign").innerHTML,
    badge.querySelector(".status__sign").getBoundingClientRect().width > 10,
])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_badges_tell_the_status_by_word_and_sign(
    page: Page, folders: dict[str, Path], scheme: str
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto((folders["fiction"] / "glossary.html").as_uri())
    badges = page.locator(".status").evaluate_all(BADGES)
    assert len(badges) == 5
    assert all(word and visible for word, _, visible in badges)
    assert len({sign for _, sign, _ in badges}) == 5
    # The tick is cut out of its disc in the colour of the page, not in a colour of ours.
    mark = page.locator(".status__mark").first
    canvas = page.evaluate(
        """() => {
            const probe = document.createElement("p");
            probe.style.color = "Canvas";
            document.body.append(probe);
            return getComputedStyle(probe).color;
        }"""
    )
    assert mark.evaluate("(e) => getComputedStyle(e).stroke") == canvas


@pytest.mark.parametrize("kind", ["home, one notice", "finding, everything", "contact"])
def test_nothing_moves(page: Page, folders: dict[str, Path], kind: str) -> None:
    assert kind in KINDS
    page.emulate_media(reduced_motion="reduce")
    page.goto(kind_file(folders, kind).as_uri())
    page.locator("a").nth(4).hover()
    assert page.evaluate("document.getAnimations().length") == 0
    moving = """[...document.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
        return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto";
    }).length"""
    assert page.evaluate(moving) == 0
