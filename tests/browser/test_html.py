"""Every page of every site is valid HTML."""

import re
from pathlib import Path

from tests.browser.html_validate import validate

# The roles of a table that folds on a phone: older Safari forgets them with `display: block`.
# The style guide shows one landmark several times.
MEANT = re.compile(
    r'Redundant role "(table|rowgroup|row|columnheader|rowheader|cell)"|样式/.*\[unique-landmark\]'
)


def test_no_message(folders: dict[str, Path]) -> None:
    pages = [file for folder in folders.values() for file in folder.rglob("*.html")]
    assert len(pages) > 400
    assert [said for said in validate(folders.values()) if not MEANT.search(said)] == []
