"""Every page of every site is valid HTML."""

import re
from pathlib import Path

from tests.browser.html_validate import validate

# The roles of a table that folds on a phone: older Safari forgets them with `display: block`.
# The style guide shows one landmark several times.
MEANT = re.compile(
    r'Redundant role "(table|rowgroup|row|columnheader|rowheader|cell)"|样式/.*\[unique-landmark\]'
)


# Of the fictional notices that only fill the list, one is enough.
ALIKE = re.compile(r"/station-(?!01)")


def test_no_message(folders: dict[str, Path]) -> None:
    files = [file for folder in folders.values() for file in folder.rglob("*.html")]
    pages = [file for file in files if not ALIKE.search(file.as_posix())]
    assert len(pages) > 120
    assert [said for said in validate(pages) if not MEANT.search(said)] == []
