"""A QR code is drawn as its modules stand."""

import re

import segno

from site_src.qr import QUIET, qr_code


def test_the_path_covers_exactly_the_dark_modules() -> None:
    code = qr_code("tel:01001234567", "扫码拨打")
    wanted = segno.make("tel:01001234567", micro=False, error="m").matrix
    drawn = [[0] * len(row) for row in wanted]
    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.path):
        for step in range(int(length)):
            drawn[int(y) - QUIET][int(x) - QUIET + step] = 1
    assert drawn == [list(row) for row in wanted]
    assert code.size == len(wanted) + 2 * QUIET
