"""Saved web pages: the article and nothing else, as a browser shows it."""

import time
from pathlib import Path

import pytest

from site_src.importers.facts import of_metadata
from site_src.importers.source import CannotImport, Cell, Reason, Source
from site_src.importers.structure import structure
from site_src.importers.web.page import read_web

TITLE = "中共云溪市示例局党组关于巡察整改进展情况的通报"
LONG = (
    "　　为落实巡察反馈意见，局党组逐条研究，制定方案，明确责任，倒排时间，按月督办，确保件件有着落、事事有回音。"
    * 2
)
PORTAL = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_云溪市示例局</title>{meta}
<script>var a = "<p>不是正文</p>";</script><style>.a > b {{color: red}}</style></head>
<body><div class="head"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tz">通知公告</a></div>
{above}<div class="info"><span>发布时间：2024-07-30 09:05</span> <span>来源：云溪市示例局</span> <span>字号：[大 中 小]</span></div>
<div class="{name}">{body}</div>
<div class="share">分享到：<a>微信</a></div><ul class="links">{links}</ul>
<div class="footer">版权所有：云溪市示例局 网站标识码：0000000000</div></body></html>"""


def page(
    body: str, name: str = "TRS_Editor", above: str = "", meta: str = "", charset: str = "utf-8"
) -> str:
    links = "".join(
        f"<li><a href='/{n}'>栏目{n}中的又一篇很长的新闻标题</a></li>" for n in range(40)
    )
    return PORTAL.format(
        body=body, name=name, above=above, meta=meta, charset=charset, title=TITLE, links=links
    )


def texts(html: str | bytes) -> list[str]:
    return [p.text for p in read(html).paragraphs]


def read(html: str | bytes) -> Source:
    return read_web(html.encode() if isinstance(html, str) else html, "通报.html")


def article(html: str) -> list[str]:
    """The lines of a piece of HTML that is the article of a page, without its first line."""
    first, *lines = texts(f"<div class=TRS_Editor><p>{LONG}</p>{html}</div>")
    assert first == LONG
    return lines


def out(source: Source, reason: Reason) -> list[str]:
    return [left.text for left in source.left_out if left.reason is reason]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>甲  \n\t乙</p>", ["甲乙"]),
        ("<p>a  \n\t b</p>", ["a b"]),
        ("<p>甲 乙</p>", ["甲 乙"]),
        ("<p>　　甲&nbsp;乙　</p>", ["　　甲\xa0乙　"]),
        ("<p>甲<br>乙<br/><br>丙</p>", ["甲", "乙", "丙"]),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"]),
        ("<p>甲<b>乙</b><a href=x>丙</a></p>", ["甲乙丙"]),
        ("<p><b>甲 </b> 乙</p>", ["甲 乙"]),
        ("<p>&lt;甲&gt;&amp;&#20057;&ldquo;</p>", ["<甲>&乙“"]),
        ("<pre>甲  乙\n 丙</pre>", ["甲  乙", " 丙"]),
        ("<p><span style='display: block'>甲</span>乙</p>", ["甲", "乙"]),
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=a><li>甲<li value=27>乙</ol>", ["a. 甲", "aa. 乙"]),
        ("<ol type=I><li value=4>甲</ol>", ["IV. 甲"]),
        ("<ol style='list-style-type: cjk-ideographic'><li value=12>甲</ol>", ["十二、甲"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<ol><li>一、甲<li>2.乙</ol>", ["一、甲", "2.乙"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1. 甲", "1. 乙", "2. 丙"]),
        ("<ul><li>甲</ul>", ["甲"]),
        ("<q>甲</q>", ["“甲”"]),
        ("<p>&nbsp;</p><p>　</p><p>甲</p>", ["甲"]),
    ],
)
def test_text_is_what_a_browser_shows(html: str, lines: list[str]) -> None:
    assert article(html) == lines


def test_what_is_not_shown_is_left_out_and_told() -> None:
    source = read(
        f"<div id=zoom><p>{LONG}</p><p style='display:none'>藏一</p><p hidden>藏二</p><!-- 批注 -->"
        "<noscript>藏三</noscript><img src='/a/图.png'><img alt='盖章' src=x><script>藏四</script></div>"
    )
    assert [p.text for p in source.paragraphs] == [LONG]
    assert out(source, Reason.HIDDEN) == ["藏一", "藏二", "藏三"]
    assert out(source, Reason.COMMENT) == ["批注"]
    assert out(source, Reason.PICTURE) == ["图.png", "盖章"]
    assert {left.place for left in source.left_out} == {"div#zoom"}


def test_cells_know_their_places_under_spans() -> None:
    source = read(
        f"<div id=zoom><p>{LONG}</p><table><tr><th>序号<th>问题<th>措施</tr>"
        "<tr><td rowspan=2>1<td>甲<td>一是<p>二是</p></tr><tr><td colspan=2>乙</tr></table><p>后</p></div>"
    )
    assert [(p.text, p.cell) for p in source.paragraphs[1:]] == [
        ("序号", Cell(0, 0, 0)),
        ("问题", Cell(0, 0, 1)),
        ("措施", Cell(0, 0, 2)),
        ("1", Cell(0, 1, 0)),
        ("甲", Cell(0, 1, 1)),
        ("一是", Cell(0, 1, 2)),
        ("二是", Cell(0, 1, 2)),
        ("乙", Cell(0, 2, 1)),
        ("后", None),
    ]


def test_a_page_laid_out_in_tables_has_no_cells() -> None:
    source = read(f"<table><tr><td>栏<td><table><tr><td>{LONG}</table></table>")
    assert [p.cell for p in source.paragraphs] == [None]


@pytest.mark.parametrize("name", ["TRS_Editor", "pages_content", "view", "unknown-name"])
def test_the_article_is_found_and_the_portal_left_out(name: str) -> None:
    source = read(
        page(f"<p>{LONG}</p><p>　　一、组织</p><p>　　{LONG * 5}</p>", name, f"<h1>{TITLE}</h1>")
    )
    assert [p.text for p in source.paragraphs] == [TITLE, LONG, "　　一、组织", "　　" + LONG * 5]
    assert source.paragraphs[0].heading == 1
    portal = out(source, Reason.PORTAL)
    assert portal[:2] == ["首页政务公开", "当前位置：首页 > 通知公告"]
    assert portal[-1].startswith("版权所有")
    assert len(portal) == 44
    (meta,) = out(source, Reason.METADATA)
    assert meta == "发布时间：2024-07-30 09:05 来源：云溪市示例局 字号：[大 中 小]"
    known = of_metadata(source.left_out)
    assert (known.published, known.source) == ("2024-07-30 09:05", "云溪市示例局")


def test_a_frame_that_is_mostly_links_is_no_article() -> None:
    links = "".join(f"<a href='/{n}'>又一篇很长很长的新闻标题</a>" for n in range(200))
    source = read(f"<div class=content>{links}</div><div class=content><p>{LONG}</p></div>")
    assert [p.text for p in source.paragraphs] == [LONG]


def test_every_character_of_the_page_is_somewhere() -> None:
    html = page(
        f"<p>{LONG}</p><p hidden>藏</p><select><option>选</select>", "view", f"<h1>{TITLE}</h1>"
    )
    source = read(html)
    found = "".join(p.text for p in source.paragraphs) + "".join(o.text for o in source.left_out)
    for words in (TITLE, LONG, "藏", "选", "栏目39中的", "微信", "网站标识码", "首页", "字号"):
        assert words in found


@pytest.mark.parametrize(
    ("above", "meta", "body", "title"),
    [
        (f"<h1>{TITLE}</h1>", "", "", [TITLE]),
        ("<div class=title>中共云溪市示例局党组<br>关于巡察整改进展情况的通报</div>", "", "", ["中共云溪市示例局党组", "关于巡察整改进展情况的通报"]),
        ("", f"<meta name=ArticleTitle content='{TITLE}'>", "", [TITLE]),
        ("", "", "", [TITLE]),
        (f"<h1>{TITLE}</h1>", "", f"<p align=center>{TITLE}</p>", []),
        (f"<h1>{TITLE}</h1>", "", f"<p>{TITLE[:10]}</p><p>{TITLE[10:]}</p>", []),
        ("<h1>云溪市示例局</h1>", f"<meta name=ArticleTitle content='{TITLE}'>", "", [TITLE]),
    ],
)  # fmt: skip
def test_the_title_is_the_first_line_once(
    above: str, meta: str, body: str, title: list[str]
) -> None:
    html = page(f"{body}<p>{LONG}</p><p>一、巡察整改工作开展情况</p>", above=above, meta=meta)
    lines = texts(html)
    assert lines[: len(title)] == title
    assert structure(read(html)).notice.title == TITLE
    assert "".join(lines).count("整改进展情况的通报") == 1


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("utf-8", "utf-16"), ("utf-8", "utf-8-sig"), ("no-such", "gb18030")],
)  # fmt: skip
def test_an_encoding_is_taken_if_it_holds(charset: str, encoding: str) -> None:
    html = page(f"<p>{LONG}</p>", above=f"<h1>{TITLE}</h1>", charset=charset)
    assert texts(html.encode(encoding)) == [TITLE, LONG]


HOSTILE = {
    "deep": "<div>" * 1_000_000,
    "formatting": "".join(f"<div><font c={n}>x</div>" for n in range(5000)),
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x",
    "many": "<b>x</b>" * 400_000,
    "shielded": "<div><object></div></object>" * 5000,
    "large": "字" * 21_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_made_to_harm_is_refused_at_once(name: str) -> None:
    started = time.process_time()
    with pytest.raises(CannotImport, match="网页太大"):
        read(HOSTILE[name])
    assert time.process_time() - started < 30


@pytest.mark.parametrize(
    "html",
    ["<html></html>", "<body><script>load()</script>", "<p> </p>", "<!-- x -->", "<frameset>"],
)
def test_a_page_without_text_names_the_way_out(html: str) -> None:
    with pytest.raises(CannotImport, match="没有正文"):
        read(html)


@pytest.mark.notice
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_real_notice_comes_through_whole(notices: Path, encoding: str) -> None:
    text = (notices / "gfdb-2024-07-23.txt").read_text("utf-8")
    body = "".join(f"<p>　　{line}</p>\n" for line in text.split("\n") if line.strip())
    html = page(body, above=f"<h1>{TITLE}</h1>", charset="gb2312" if "gb" in encoding else "utf-8")
    source = read(html.encode(encoding))
    assert bare("".join(p.text for p in source.paragraphs)) == bare(TITLE + text)
    draft = structure(source)
    assert len(draft.findings) == 30
    assert sum(len(finding.measures) for finding in draft.findings.values()) == 113


def bare(text: str) -> str:
    return "".join(text.split())
