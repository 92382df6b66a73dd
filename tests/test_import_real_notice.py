"""The real notice, as text and as the Word file, web page and PDF made of it: the same records, and pages that prove it."""

import os
from pathlib import Path

import pytest

from site_src.importers import read_source
from site_src.importers.draft import Draft, Sure
from site_src.importers.files import files_of
from site_src.importers.plain_text import read_text
from site_src.importers.prove import prove
from site_src.importers.structure import structure
from site_src.problems import Level
from site_src.state import Settings, own_templates
from tests.test_import_docx import numbered
from tests.test_import_pdf import print_page
from tests.test_import_web import page

TITLE = "关于巡察整改情况的通报"


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def as_text(text: str, folder: Path) -> bytes:
    return text.encode("gb18030")


def as_word(text: str, folder: Path) -> bytes:
    return numbered(lines_of(text))


def as_page(text: str, folder: Path) -> bytes:
    body = "".join(f"<p>　　{line}</p>\n" for line in lines_of(text))
    return page(body, above=f"<h1>{TITLE}</h1>", charset="gb2312").encode("gb18030")


def as_pdf(text: str, folder: Path) -> bytes:
    style = "@page{size:A4;margin:30mm}p{font:16pt/29pt serif;margin:0;text-indent:2em;text-align:justify}"
    body = "".join(f"<p>{line}</p>" for line in lines_of(text))
    (folder / "a.html").write_text(f"<meta charset=utf-8><style>{style}</style>{body}", "utf-8")
    print_page(folder / "a.html", folder / "a.pdf")
    return (folder / "a.pdf").read_bytes()


FORMS = {"txt": as_text, "docx": as_word, "html": as_page, "pdf": as_pdf}


@pytest.mark.notice
@pytest.mark.parametrize("form", FORMS)
def test_the_real_notice_is_the_same_from_every_source(
    form: str, notices: Path, tmp_path: Path
) -> None:
    text = (notices / "gfdb-2024-07-23.txt").read_text("utf-8")
    plain = structure(read_text(text.encode(), "x.txt"), TITLE)
    draft = structure(read_source(FORMS[form](text, tmp_path), f"a.{form}"), TITLE)
    assert len(draft.findings) == 30
    assert sum(len(finding.measures) for finding in draft.findings.values()) == 113
    assert said(draft) == said(plain)
    assert [doubt for doubt in draft.doubts if doubt.sure is Sure.UNPLACED] == []
    came = [*draft.lines, *(out.text for out in draft.left_out)]
    assert not {*map(bare, lines_of(text))} - {*map(bare, came)}
    settings = Settings(
        content=str(tmp_path), templates=own_templates(), out=str(tmp_path / "_site"), state="", owner=os.getpid()
    )  # fmt: skip
    problems = prove(files_of(draft), "real", settings)
    assert [p.rule.code for p in problems if p.rule.level is Level.ERROR] == []
    assert "no-approved-text" not in {p.rule.code for p in problems}


def said(draft: Draft) -> list[tuple[str, ...]]:
    """Number, title and measures of each finding, and what stands around them."""
    around = [
        tuple(bare(block.text) for block in blocks) for blocks in (draft.overview, draft.next_steps)
    ]
    findings = [
        (bare(f.number), bare(f.title), *map(bare, f.measures)) for f in draft.findings.values()
    ]
    return [*around, *findings, draft.notice.signature]


def bare(text: str) -> str:
    return "".join(text.split())
