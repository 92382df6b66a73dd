"""The text of a page as a reader sees it: lines, numbers of lists, cells; nothing that is hidden or the site's own."""

import pytest

from site_src.extract import Line, lines_of


def said(article: str) -> list[str]:
    page = f"<!doctype html><body><p>外</p><main><article>{article}</article></main><p>外</p>"
    return [line.text for line in lines_of(page.encode())]


@pytest.mark.parametrize(
    ("article", "lines"),
    [
        ("<p>甲<b>乙</b><time>丙</time></p>\n<p>丁</p>", ["甲乙丙", "丁"]),
        ("<p>甲<br>乙</p>", ["甲", "乙"]),
        ("甲<p>乙</p>丙", ["甲", "乙", "丙"]),
        ("<p>\n  a\n  b\n</p>", ["a b"]),
        ("<p> 　甲  乙\t丙 </p>", [" 　甲  乙\t丙 "]),
        ("<p>&lt;b&gt;&amp;&#34;&quot;&nbsp;&#x200b;&#12288;甲</p>", ['<b>&""\xa0\u200b\u3000甲']),
        ("<p>甲\u2028乙\u200d</p>", ["甲\u2028乙\u200d"]),
        ("<p>甲&#13;乙</p>", ["甲\r乙"]),
        ("<ul><li>甲</li>\n<li>乙</li></ul>", ["甲", "乙"]),
        ("<ol start=3>\n<li>甲</li>\n<li><p>乙</p></li></ol>", ["3. 甲", "4. ", "乙"]),
        ('<ol class="measures"><li>甲</li></ol>', ["甲"]),
        ("<table><tr><th>甲</th>\n<th>乙</th></tr><tr><td>丙</td></tr></table>", ["甲\t乙", "丙"]),
        ("<pre><code>甲\n  乙\n</code></pre>", ["甲", "  乙"]),
        ("", []),
    ],
)
def test_lines_are_those_a_reader_sees(article: str, lines: list[str]) -> None:
    assert said(article) == lines


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- 乙 -->",
        "<span hidden>乙</span>",
        "<span data-interface>乙</span>",
        '<span aria-hidden="true">乙</span>',
        '<span style="display:none">乙</span>',
        "<template>乙</template>",
        "<script>乙</script>",
        "<style>乙</style>",
        "<noscript>乙</noscript>",
        "<textarea>乙</textarea>",
        "<del>乙</del>",
        "<s>乙</s>",
        '<bdo dir="rtl">乙</bdo>',
        '<span dir="rtl">乙</span>',
        "<details>乙</details>",
        '<input value="乙">',
        '<img alt="乙" src="a.png">',
        '<span title="乙"></span>',
        "<svg><text>乙</text></svg>",
        "<dialog>乙</dialog>",
        "<div hidden><p>乙</p></div>",
    ],
)
def test_what_may_be_hidden_or_struck_out_does_not_count(hidden: str) -> None:
    assert "".join(said(f"<div>甲{hidden}丙</div>")) == "甲丙"


def test_a_line_knows_the_nearest_address_before_it() -> None:
    page = '<article>甲<h2 id="a">乙</h2><p>丙</p><div id="b"><p>丁</p></div></article>'
    assert lines_of(page.encode()) == [
        Line("甲", ""),
        Line("乙", "a"),
        Line("丙", "a"),
        Line("丁", "b"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<main>甲</main>",
        "<article>甲</article><article>甲</article>",
        "<article hidden>甲</article>",
        "<main hidden><article>甲</article></main>",
    ],
)
def test_a_page_without_one_article_to_be_seen_says_nothing(page: str) -> None:
    assert lines_of(page.encode()) == []
