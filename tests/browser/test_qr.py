"""Each QR code says what the link beside it says: its picture, read back module by module, is that link's code.

No reader of pictures is at hand; segno, which made the codes, makes them anew to compare with.
"""

import re
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Page

from tests.browser.sites import kind_file

QUIET = 4


def modules(path: str, size: int) -> list[list[int]]:
    """The dark modules that the strokes of a path cover, row by row."""
    rows = [[0] * size for _ in range(size)]
    strokes = re.findall(r"M(\d+) (\d+)\.5h(\d+)", path)
    assert "".join(f"M{x} {y}.5h{length}" for x, y, length in strokes) == path
    for x, y, length in strokes:
        for column in range(int(x), int(x) + int(length)):
            rows[int(y)][column] = 1
    return rows


def expected(content: str) -> list[list[int]]:
    code = segno.make(content, micro=False, error="m")
    return [list(row) for row in code.matrix_iter(border=QUIET)]


@pytest.mark.parametrize("kind", ["contact", "contact, everything"])
def test_codes_are_those_of_the_links(page: Page, folders: dict[str, Path], kind: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(kind_file(folders, kind).as_uri())
    for section in page.locator(".contact").all():
        links = section.locator(".facts a").evaluate_all(
            "(all) => all.map((a) => a.getAttribute('href'))"
        )
        codes = section.locator(".qr").all()
        assert len(codes) == len(links) >= 1
        for link, code in zip(links, codes, strict=True):
            assert link.startswith(("tel:", "mailto:"))
            size = int((code.get_attribute("viewBox") or "").split()[-1])
            path = code.locator(".qr__ink").get_attribute("d") or ""
            assert modules(path, size) == expected(link)
            assert modules(path, size) != expected(link + "0")
            assert code.locator(".qr__paper").get_attribute("d") == f"M0 0h{size}v{size}H0z"
            # Black on white in the dark too, two centimetres at least, and drawn without gaps.
            colours = code.evaluate(
                "(e) => [getComputedStyle(e.children[0]).fill, getComputedStyle(e.children[1]).stroke]"
            )
            assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
            box = code.bounding_box()
            assert box
            assert box["width"] >= 76
