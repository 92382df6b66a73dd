"""Text to HTML: not a character is changed, machines learn dates, amounts and documents, and nothing hostile gets through."""

import html
import re
import time
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src import prose
from site_src.prose import faults, markdown, marked, measure, yuan

PROSE = st.text("0123456789年月日万亿元.,，《》一是①(（)）、\n \"'<>&;#x", max_size=40)


def text_of(markup: str) -> str:
    """The text that a reader gets of markup."""
    return html.unescape(re.sub(r"<[^<>]*>", "", markup.replace("<br>", "\n")))


def anywhere(address: str) -> str:
    """Lets every link pass."""
    return address


def nowhere(address: str) -> None:
    """Lets no link pass."""


def elements(markup: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Name, attributes and text of each element, as a browser would see them."""
    root: Any = html5lib.parseFragment(markup, namespaceHTMLElements=False)
    for element in root.iter():
        if isinstance(element.tag, str) and element is not root:
            yield element.tag, dict(element.attrib), "".join(element.itertext())


# --- dates, amounts, documents ---


@settings(deadline=None)
@given(PROSE | st.text())
def test_not_a_character_is_changed(text: str) -> None:
    assert text_of(marked(text)) == text
    assert text_of(measure(text)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024年7月30日", "2024-07-30"),
        ("2024年07月03日", "2024-07-03"),
        ("2024年7月", "2024-07"),
        ("2024年", "2024"),
        ("7月3日", "07-03"),
        ("2024年2月29日", "2024-02-29"),
        ("2月29日", "02-29"),
    ],
)
def test_a_date_is_given_to_machines(text: str, value: str) -> None:
    assert marked(f"于{text}前") == f'于<time datetime="{value}">{text}</time>前'


@pytest.mark.parametrize(
    "text",
    [
        *("2023年2月29日", "2月30日", "4月31日", "13月5日", "12024年", "0999年", "24年", "3000年"),
        *("7月", "1,234月5日", "3.5月5日", "2024.5年", f"{'9' * 5000}月5日", f"{'9' * 5000}年"),
    ],
)
def test_what_is_no_date_is_none_to_machines(text: str) -> None:
    assert marked(f"于{text}前") == f"于{text}前"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5元", "5"),
        ("50.68万元", "506800"),
        ("0.5亿元", "50000000"),
        ("1,200.50元", "1200.5"),
        ("1，234，567元", "1234567"),
        ("0.00001万元", "0.1"),
        ("0元", "0"),
    ],
)
def test_an_amount_is_given_to_machines_in_yuan(text: str, value: str) -> None:
    assert marked(f"计{text}。") == f'计<data value="{value}">{text}</data>。'


@settings(deadline=None)
@given(st.integers(0, 10**20), st.integers(0, 10**6), st.sampled_from(["", "万", "亿"]))
def test_an_amount_is_exact(whole: int, fraction: int, unit: str) -> None:
    from decimal import Decimal, localcontext

    with localcontext(prec=60):
        number = f"{whole}.{fraction:06}"
        assert (
            Decimal(yuan(number, unit)) == Decimal(number) * {"": 1, "万": 10**4, "亿": 10**8}[unit]
        )


def test_a_document_is_cited_with_its_brackets() -> None:
    assert marked("按《登记办法》办") == "按<cite>《登记办法》</cite>办"
    assert marked("《甲《乙》丙》") == "《甲<cite>《乙》</cite>丙》"


def test_what_could_be_markup_is_text() -> None:
    assert marked("<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
    assert marked('"5元"') == '&#34;<data value="5">5元</data>&#34;'


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("一是改正", "一是"),
        ("十二是改正", "十二是"),
        ("一要改正", "一要"),
        ("第一，改正", "第一"),
        ("其一，改正", "其一"),
        ("①改正", "①"),
        ("（1）改正", "（1）"),
        ("(一)改正", "(一)"),
        ("1.改正", "1."),
        ("1、改正", "1、"),
    ],
)
def test_a_measure_has_its_marker_set_apart(text: str, marker: str) -> None:
    assert measure(text) == f'<b class="marker">{marker}</b>{text[len(marker) :]}'


@pytest.mark.parametrize("text", ["改正一是", "1.5万元", "一律改正", "2024年"])
def test_a_measure_without_a_marker_has_none(text: str) -> None:
    assert measure(text) == marked(text)


# --- Markdown ---

LINE = st.text("一二，。甲2024年7月5日万元《》ab“”（）", min_size=1, max_size=20)
PLAIN = st.lists(st.lists(LINE, min_size=1, max_size=3).map("\n".join), min_size=1).map("\n\n".join)


@settings(deadline=None)
@given(PLAIN)
def test_the_fast_path_gives_what_python_markdown_gives(text: str) -> None:
    slow = prose._clean(prose._converted(text), anywhere)
    assert not prose._NEEDS_MARKDOWN.search(text)
    assert list(elements(markdown(text, anywhere))) == list(elements(slow))


@pytest.mark.parametrize(
    "text", ["## 一\n\n二", "##一\n二", "### 一 ###\n\n二", "## 一\n### 二\n三\n四", "一\"二'三"]
)
def test_so_it_does_with_headings_and_quotes(text: str) -> None:
    slow = prose._clean(prose._converted(text), anywhere)
    assert not prose._NEEDS_MARKDOWN.search(text)
    assert list(elements(markdown(text, anywhere))) == list(elements(slow))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("一\n\n二", "p p"),
        ("## 一\n\n#### 二", "h2 h4"),
        ("##### 五", "h4"),
        ("- 一\n- 二", "ul li li"),
        ("3. 一\n4. 二", "ol li li"),
        ("- 一\n    - 二", "ul li ul li"),
        ("| 一 | 二 |\n|---|---|\n| 3 | 4 |", "table thead tr th th tbody tr td td"),
        ("> 一", "blockquote p"),
        ("**一**和*二*", "p strong em"),
        ("`<b>`", "p code"),
        ("[一](a.html)", "p a"),
        ("![一](a.png)", "p img"),
        ("一  \n二", "p br"),
        ("一\n\n---\n\n二", "p hr p"),
        ("**2024年**", "p strong time"),
    ],
)
def test_markdown_becomes_the_elements_it_stands_for(text: str, names: str) -> None:
    assert " ".join(name for name, _, _ in elements(markdown(text, anywhere))) == names


def test_a_list_goes_on_from_its_number() -> None:
    assert '<ol start="3">' in markdown("3. 一\n4. 二", anywhere)


def test_a_line_that_ends_among_chinese_words_leaves_no_blank() -> None:
    assert markdown("一二\n三四", anywhere) == "<p>一二三四</p>"
    assert markdown("**一二**\n三四\n五", anywhere).endswith("三四五</p>")
    assert markdown("ab\ncd", anywhere) == "<p>ab\ncd</p>"


def test_a_link_goes_where_it_is_sent() -> None:
    made = markdown("[一](a.html)", lambda address: f"../{address}")
    assert made == '<p><a href="../a.html">一</a></p>'


def test_a_link_to_nowhere_keeps_its_words_only() -> None:
    assert markdown("[一](a.html)", nowhere) == "<p><a>一</a></p>"


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<iframe src=//evil.example></iframe>",
    "<!--><script>alert(1)</script>-->",
    "<a href='javascript:alert(1)'>x</a>",
    "**<script>alert(1)</script>**",
    "`</code><script>alert(1)</script>`",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript&colon;alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example/)",
    '[x](https://evil.example/ "onclick=alert(1)")',
    "[x](a.html \"' onmouseover='alert(1)\")",
    '[x]("onmouseover="alert(1))',
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[x][1]\n\n[1]: <javascript:alert(1)> 'x'",
    "![x](https://evil.example/a.png)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    '![x" onerror="alert(1)](a.png)',
    "<javascript:alert(1)>",
    '<https://evil.example/" onclick="alert(1)>',
    '<x@evil.example?subject=a" onclick="x>',
    "    <script>alert(1)</script>",
    "- a\n\n    <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|---|\n| <b onclick=x> |",
    "# <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; **x**",
    "《<script>alert(1)</script>》*x*",
    "\x02klzzwxh:0000\x03 *x*",
    "{: onclick=alert(1) }\n*x*",
    '<math><mi//xlink:href="javascript:alert(1)">',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_only_text(text: str) -> None:
    def on_the_site(address: str) -> str | None:
        return address if re.fullmatch(r"[a-z.]+", address) else None

    allowed = {"href", "src", "alt", "datetime", "value", "start", "title", "scope"}
    for name, attributes, _ in elements(markdown(text, on_the_site)):
        assert name in prose.TAGS | {"time", "data", "cite"}
        assert set(attributes) <= allowed
        assert {attributes.get("href", "a"), attributes.get("src", "a")} <= {"a", "a.html", "a.png"}


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*HOSTILE, "\n", "\n\n", "**", "`", "《", "》", "2024年"]), max_size=4)
)
def test_hostile_markdown_stays_text_in_company(texts: list[str]) -> None:
    for name, attributes, _ in elements(markdown("".join(texts), nowhere)):
        assert name in prose.TAGS | {"time", "data", "cite"}
        assert not {"href", "src"} & set(attributes)


@settings(deadline=None)
@given(st.text("#*_`[]()<>!|-+>&~=\\\n \t1.ab一", max_size=40))
def test_any_markdown_becomes_html_of_allowed_elements(text: str) -> None:
    for name, _, _ in elements(markdown(text, nowhere)):
        assert name in prose.TAGS | {"time", "data", "cite"}


# --- faults ---


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一<b>二</b>", [(1, 2, "raw-html", "<b>")]),
        ("一\n二</p>", [(2, 2, "raw-html", "</p>")]),
        ("<!-- 一 -->", [(1, 1, "raw-html", "<!--")]),
        ("- 一\n    - <br>", [(2, 7, "raw-html", "<br>")]),
        ("- 一\n\n    <br>", [(3, 5, "raw-html", "<br>")]),
        ("~~~\n<b>\n~~~", [(2, 1, "raw-html", "<b>")]),
        ("# 一", [(1, 1, "title-heading", "# 一")]),
        ("一\n\n二\n==", [(3, 1, "title-heading", "二")]),
        ("见[一](x.html)", [(1, 6, "dead-link", "x.html")]),
        ("见[一\n二](x.html)", [(2, 4, "dead-link", "x.html")]),
        ("见[一](x(1).pdf)", [(1, 6, "dead-link", "x(1).pdf")]),
        ("见[一](<x.html>)", [(1, 7, "dead-link", "x.html")]),
        ("见[[一]](x.html)", [(1, 8, "dead-link", "x.html")]),
        ("[一]\n\n[一]: x.html", [(3, 6, "dead-link", "x.html")]),
        ("<https://x.example/>", [(1, 2, "dead-link", "https://x.example/")]),
        ("<x@x.example>", [(1, 2, "dead-link", "x@x.example")]),
        ("![一](x.png)", [(1, 6, "dead-link", "x.png")]),
        ("![ ](x.png)", [(1, 1, "picture-without-text", "x.png"), (1, 6, "dead-link", "x.png")]),
    ],
)
def test_what_would_not_reach_the_page_is_told_at_its_place(
    text: str, found: list[tuple[int, int, str, str]]
) -> None:
    assert list(faults(text, nowhere)) == found


@pytest.mark.parametrize(
    "text",
    [
        "## 一\n### 二",
        "5 < 6 且 7 > 6",
        "`<b>`和``a`<b>``",
        r"\<b>和\[一\](x.html)",
        "    <b>\n    [一](x.html)",
        "一\n\n    <b>\n\n二",
        "第#1号",
        "[一]和(二)",
        "- 一\n- 二",
        "&lt;b&gt;",
    ],
)
def test_what_only_looks_like_a_fault_is_none(text: str) -> None:
    assert list(faults(text, nowhere)) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(HOSTILE)).map("\n\n".join) | st.text(max_size=60))
def test_every_fault_has_a_place_in_the_text(text: str) -> None:
    for line, column, _, _ in faults(text, nowhere):
        assert 1 <= line <= text.count("\n") + 1
        assert 1 <= column <= len(text.split("\n")[line - 1]) + 1


@settings(deadline=None)
@given(st.text("#*`[]()<>!-\\\n 1.ab/:", max_size=40))
def test_a_link_that_is_dropped_from_the_page_was_told(text: str) -> None:
    dropped = any(name == "a" for name, _, _ in elements(markdown(text, nowhere)))
    assert not dropped or any(fault == "dead-link" for _, _, fault, _ in faults(text, nowhere))


def test_page_tags_are_escaped() -> None:
    assert prose.meta_tags((("a", '"<>'), ("b", "c"))) == (
        '<meta name="a" content="&#34;&lt;&gt;">\n<meta name="b" content="c">'
    )


@pytest.mark.parametrize("text", ["林泉局" * 70_000, "林泉局 " * 50_000 + "\n甲"])
def test_a_very_long_line_takes_no_longer_than_many_short_ones(text: str) -> None:
    started = time.monotonic()
    assert [*faults(text, lambda address: address)] == []
    assert markdown(text, lambda address: address).startswith("<p>")
    assert time.monotonic() - started < 2
