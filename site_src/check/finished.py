"""Rules for the finished files: what stops a build is looked for in their bytes too, whatever put it there.

Ten thousand pages are mostly the same lines, so the lines of all files of a notice are looked at once each. What stands
in the content is judged there, with the words around it; here is told only what came in on the way.
"""

import re
from collections.abc import Iterable, Iterator

from site_src.check.leaks import notice_pieces, scan_of, site_pieces
from site_src.check.scanner import ENOUGH, Hit, Piece, Scan, with_naughts
from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Level, Place, Problem

TAG = re.compile("<[^<>]*>")
# Part of each marking: a tag may stand between its signs.
SIGNS = ("密", "内部", "保存", "外传", "此件", "党内")
Made = list[tuple[str, bytes]]


def finished_leaks(
    files: Made,
    out: str,
    site: SiteFolder,
    told_of_others: Iterable[str],
    folder: NoticeFolder | None = None,
) -> list[Problem]:
    """What of these files, as (address, bytes), may not go out and does not stand in the content.

    ``folder`` is the notice that they are of, if they are; ``told_of_others`` the texts of other notices that pages show.
    """
    whole = scan_of(site)
    scan = Scan(tuple(s for s in whole.scanners if s.rule.level is Level.ERROR), whole.known)
    lines = _suspects(files, (*SIGNS, *site.terms.forbidden))
    pieces = [Piece(Place(out), "", line) for line in lines]
    pieces += [Piece(Place(out), "", TAG.sub("\n", line)) for line in lines if "<" in line]
    hits = [*scan.hits(pieces)]
    said = _said(site, folder, told_of_others) if hits else ""
    return [
        _placed(hit, files, out).problem(may_be_excepted=False)
        for hit in hits
        if _bare(hit.words) not in said
    ]


def _suspects(files: Made, words: tuple[str, ...]) -> list[str]:
    """The lines that may have a number, or have one of the words."""
    unlike: set[bytes] = set()  # ten thousand pages are mostly the same lines
    for _, data in files:
        unlike.update(data.split(b"\n"))
    lines = [*unlike]
    joined = b"\n".join(lines)
    suspects = {lines[index] for index in _lines_with(ENOUGH, with_naughts(joined))}
    text = joined.decode("utf-8", "replace")
    for word in words:
        if word in text:
            suspects.update(lines[index] for index in _lines_with(word.encode(), joined))
    return sorted(line.decode("utf-8", "replace") for line in suspects)


def _lines_with(wanted: bytes, text: bytes) -> Iterator[int]:
    """The indexes of the lines that have these bytes."""
    index, counted, at = 0, 0, text.find(wanted)
    while at >= 0:
        index += text.count(b"\n", counted, at)
        yield index
        counted = text.find(b"\n", at)
        at = text.find(wanted, counted) if counted >= 0 else -1


def _said(site: SiteFolder, folder: NoticeFolder | None, told_of_others: Iterable[str]) -> str:
    """All that the content says."""
    pieces = site_pieces(site) + (notice_pieces(folder) if folder else [])
    return _bare("\n".join([*(piece.text for piece in pieces), *told_of_others]))


def _bare(words: str) -> str:
    """Words without what markup and line ends put between them."""
    return re.sub(r"[\s\-]", "", words)


def _placed(hit: Hit, files: Made, out: str) -> Hit:
    """The same, in the first file that has its words."""
    first = hit.words.split("\n")[0].encode()
    for address, data in files:
        at = data.find(first)
        if at >= 0:
            place = Place(f"{out}/{address}", data.count(b"\n", 0, at) + 1)
            return Hit(hit.rule, Piece(place, address, hit.piece.text), hit.span)
    return hit
