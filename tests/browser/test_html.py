"""Every page of every site is valid HTML."""

from pathlib import Path

from tests.browser.html_validate import validate


def test_no_message(folders: dict[str, Path]) -> None:
    pages = [file for folder in folders.values() for file in folder.rglob("*.html")]
    assert len(pages) > 400
    assert validate(folders.values()) == []
