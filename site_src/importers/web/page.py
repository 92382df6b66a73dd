"""Web pages as a browser saves them: the article, its title and what the page states beside it.

Where the article is, a table of the names tells that portals give it; on a page with none of them it is the smallest
frame that holds most of the text outside links. Everything else that is to be read on the page is left out, and said.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from site_src.importers.grammar import METADATA, TITLE, plain
from site_src.importers.outline import mark_of
from site_src.importers.plain_text import BOMS, decoded
from site_src.importers.source import CannotImport, LeftOut, Paragraph, Reason, Source
from site_src.importers.web.limits import is_bearable, without_code
from site_src.importers.web.text import Lines, Node, nodes_of, place_of

# Names of the article itself, and of frames that may hold more than it.
SURE = (
    ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".trs_paper_default", "#zoom", "#Zoom", "#UCAP-CONTENT",
    "#vsb_content", "#vsb_content_2", ".v_news_content", "#artibody", "#content_article", ".article-content",
    ".article_content", ".articleContent", ".art_con", ".art_content", ".arti_content", ".wp_articlecontent",
    ".pages_content", ".xxgk_content", ".wz_con", ".wzcon", ".xl_con", ".news_content", ".detail-content",
    ".con_text", ".Custom_UnionStyle", ".content-text", ".article-body", "[itemprop=articleBody]",
)  # fmt: skip
LIKELY = (".view", ".content", "#content", "#article", ".article", ".detail", ".main-content", "article", "main", "[role=main]")  # fmt: skip
TITLES = ("h1", ".article-title", ".article_title", ".arti_title", ".art_title", ".xl_tit", ".wz_title", ".content-title", ".detail-title", "#title", ".title", ".bt", ".tit", "h2", "h3")  # fmt: skip
# Elements that a page is laid out in; the text stands in the last of them.
FRAMES = frozenset(("body", "center", "div", "form", "section", "article", "main", "table", "tbody", "tr", "td"))  # fmt: skip
SHORTEST = 80  # characters of an article
ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs"}  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_SPACES = re.compile(r"\s+")
_BESIDE = re.compile(r"(?:发布|发文|成文|公开|更新)?(?:时间|日期)[ \t]*[:：]|来源[ \t]*[:：]|字号[ \t]*[:：]|浏览(?:次数|量)|索引号|发布机构")  # fmt: skip

TOO_MUCH = (
    "这个网页太大，或者结构不正常。请在浏览器里打开，选中正文，复制到 Word 里保存为 docx，再导入。",
    "this web page is too large, or not built as pages are. Open it in a browser, copy the text into Word, save it as docx, and import that.",
)
NO_TEXT = (
    "网页里没有正文：它可能是打开以后才由脚本取来的。请在浏览器里打开，选中正文，复制到 Word 里保存为 docx，再导入。",
    "the web page holds no text: a script may fetch it only when the page is open. Open it in a browser, copy the text into Word, save it as docx, and import that.",
)


def read_web(data: bytes, name: str) -> Source:
    """The article of a saved web page."""
    html = without_code(_text_of(data))
    if not is_bearable(html):
        raise CannotImport(*TOO_MUCH)
    page = LexborHTMLParser(html)
    if page.body is None:
        raise CannotImport(*NO_TEXT)
    sizes = _sizes(page.body)
    if not sizes[page.body.mem_id][0]:
        raise CannotImport(*NO_TEXT)
    article = _article(page, sizes)
    lines = Lines()
    lines.read(article)
    if not lines.paragraphs:
        raise CannotImport(*NO_TEXT)
    return _put_together(name, page, article, lines)


def _text_of(data: bytes) -> str:
    """The page as text: by its byte order mark, by what it says itself if that holds, else as any text."""
    said = _CHARSET.search(data[:4096])
    encoding = ENCODINGS.get(said[1].decode("ascii", "replace").lower()) if said else None
    if encoding and not data.startswith(tuple(bom for bom, _ in BOMS)):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass  # pages were moved to another encoding, and went on naming the old one
    return decoded(data)


def _sizes(body: Node) -> dict[int, tuple[int, int]]:
    """For each element the characters of its text, and of them those in links."""
    sizes: dict[int, tuple[int, int]] = {}
    open_now: list[tuple[int, int]] = []
    for node, is_begin in nodes_of(body):
        if not node.is_element_node:
            if is_begin and node.tag == "-text" and open_now:
                text, linked = open_now[-1]
                open_now[-1] = (text + len(_SPACES.sub("", node.text_content)), linked)
        elif is_begin:
            open_now.append((0, 0))
        else:
            text, linked = open_now.pop()
            sizes[node.mem_id] = (text, text if node.tag == "a" else linked)
            if open_now:
                above = open_now[-1]
                linked = sizes[node.mem_id][1]
                open_now[-1] = (above[0] + text, above[1] + linked)
    return sizes


def _article(page: LexborHTMLParser, sizes: dict[int, tuple[int, int]]) -> Node:
    """The element that holds the notice."""
    for selectors in (SURE, LIKELY):
        found = [node for node in page.css(", ".join(selectors)) if _is_text(node, sizes)]
        if found:
            largest = max(found, key=lambda node: sizes[node.mem_id][0])
            return largest if selectors is SURE else _narrowed(largest, sizes)
    return _narrowed(page.body, sizes)


def _is_text(node: Node, sizes: dict[int, tuple[int, int]]) -> bool:
    text, linked = sizes.get(node.mem_id, (0, 0))
    return text >= SHORTEST and 2 * linked < text


def _narrowed(node: Node, sizes: dict[int, tuple[int, int]]) -> Node:
    """The smallest frame inside that holds nearly all of the text that is not in links."""
    while True:
        own = sizes[node.mem_id][0] - sizes[node.mem_id][1]
        inner = None
        for child in node.iter():
            text, linked = sizes.get(child.mem_id, (0, 0))
            if child.tag in FRAMES and own and 5 * (text - linked) > 4 * own:
                inner = child
        # A table of several rows is the text itself.
        if inner is None or (inner.tag == "table" and len(inner.css("tr")) > 1 and _is_grid(inner)):
            return node
        node = inner


def _is_grid(table: Node) -> bool:
    return all(len(row.css("td, th")) > 1 for row in table.css("tr")[:3])


def _put_together(name: str, page: LexborHTMLParser, article: Node, lines: Lines) -> Source:
    """The title, the article, and what stands around it."""
    head = [p.text for p in lines.paragraphs[:8]]
    marked = next((i for i, line in enumerate(head) if mark_of(line)), len(head))
    head = [_bare(line) for line in head[:marked]]
    title, title_node = _title(page, article, head)
    around = Lines(is_named=True)
    without = {article.mem_id} | ({title_node.mem_id} if title_node is not None else set())
    around.read(page.body, frozenset(without))
    left_out = [
        LeftOut(
            p.text,
            Reason.METADATA
            if METADATA.match(plain(p.text)) or _BESIDE.search(p.text)
            else Reason.PORTAL,
            p.place,
        )
        for p in around.paragraphs
    ]
    return Source(
        name, "html", (*title, *lines.paragraphs), (*lines.left_out, *left_out, *around.left_out)
    )


def _title(
    page: LexborHTMLParser, article: Node, head: list[str]
) -> tuple[tuple[Paragraph, ...], Node | None]:
    """The title as its lines and the element that holds it; nothing if the article has it in its first lines."""
    said = page.css_first("meta[name=ArticleTitle]")
    words = (said.attributes.get("content") or "").strip() if said is not None else ""
    if any(TITLE.match(plain(line)) for line in head) or (words and _is_among(_bare(words), head)):
        return (), None
    inside = {node.mem_id for node, is_begin in nodes_of(article) if is_begin}
    for selector in TITLES:
        for node in page.css(selector):
            if node.mem_id in inside or not node.is_element_node:
                continue
            own = Lines()
            own.read(node)
            text = _bare("".join(p.text for p in own.paragraphs))
            if text and not _is_among(text, head) and (TITLE.match(plain(text)) or text == _bare(words)):  # fmt: skip
                return tuple(Paragraph(p.text, place_of(node), 1) for p in own.paragraphs), node
    if not words and (shown := page.css_first("title")) is not None:
        first = re.split(r"[_|]|\s-+\s|--", _SPACES.sub(" ", shown.text()))[0].strip()
        words = first if TITLE.match(plain(first)) and not _is_among(_bare(first), head) else ""
    words = _SPACES.sub(" ", words)
    return ((Paragraph(words, "title", 1),) if words else ()), None


def _is_among(text: str, lines: list[str]) -> bool:
    """Whether a title is the first lines already, on one line or on several."""
    return any("".join(lines[i : i + n]) == text for i in range(len(lines)) for n in (1, 2, 3))


def _bare(text: str) -> str:
    return _SPACES.sub("", text)
