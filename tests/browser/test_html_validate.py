"""The HTML checker finds what it must and lets good pages be."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.html_validate import validate

GOOD = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<title>某某单位关于巡察整改进展情况的通报（一个长到搜索引擎也会截断的标题）</title>
<link rel="stylesheet" href="assets/site.css">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header><nav aria-label="主导航">
<ul><li><a href="index.html" aria-current="page">首页</a></li></ul>
</nav></header>
<main id="main" tabindex="-1">
<h1>整改情况</h1>
<svg role="img" aria-labelledby="t" viewBox="0 0 10 10" class="chart">
<title id="t">已完成 3 项</title>
<rect id="3-1" x="0" y="0" width="5" height="5" class="chart__bar"/></svg>
<details open><summary>整改措施</summary><p>一是……；</p></details>
<dl><dt>电话</dt><dd><a href="tel:+861000000000">010-0000 0000</a></dd></dl>
<form role="search" action="search.html"><label for="q">检索</label>
<input id="q" name="q" type="search" autocomplete="off"><button type="submit">查找</button></form>
<table><caption>统计</caption>
<thead><tr><th scope="col">状态</th><th scope="col">数量</th></tr></thead>
<tbody><tr><th scope="row">已完成</th><td>3</td></tr></tbody></table>
</main>
<footer><p>公开日期：<time datetime="2024-07-23">2024年7月23日</time></p></footer>
</body>
</html>
"""


# what to change in the good page, into what, and the rule that must notice
MISTAKES = (
    ('id="t"', 'id="q"', "no-dup-id"),
    ("<h1>整改情况</h1>", "<h1>整改情况</h1><h3>太深</h3>", "heading-level"),
    ("<h1>整改情况</h1>", '<h1>整改情况</h1><img src="a.png">', "wcag/h37"),
    ('<label for="q">检索</label>', "", "input-missing-label"),
    ("<p>一是……；</p>", "<p><div>一是……；</div></p>", "close-order"),
    ("<p>一是……；</p>", '<p style="color:red">一是……；</p>', "no-inline-style"),
    ('aria-labelledby="t"', 'aria-labelledby="nowhere"', "no-missing-references"),
    ("<p>一是……；</p>", "<p>一是<em1>……</em1>；</p>", "no-unknown-elements"),
    ("<!doctype html>", "", "missing-doctype"),
    ("</head>", "<style>p {color: red}</style></head>", "no-style-tag"),
    ('lang="zh-CN"', "", "element-required-attributes"),
    ('aria-label="主导航"', 'role="navigation"', "no-redundant-role"),
)


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the checker says of each page, by the page's name; one run for all, for speed."""
    folder = tmp_path_factory.mktemp("网页 样本")
    (folder / "good.html").write_text(GOOD, "utf-8")
    for good, bad, rule in MISTAKES:
        assert good in GOOD
        name = rule.replace("/", "-")
        (folder / f"{name}.html").write_text(GOOD.replace(good, bad), "utf-8")
    said: dict[str, str] = {}
    for line in validate([folder]):
        name = Path(line.split(".html:")[0]).name
        said[name] = said.get(name, "") + line
    return said


def test_a_good_page_has_no_faults(faults: dict[str, str]) -> None:
    assert faults.get("good") is None


@pytest.mark.parametrize("rule", [rule for _, _, rule in MISTAKES])
def test_a_bad_page_is_found(faults: dict[str, str], rule: str) -> None:
    assert f"[{rule}]" in faults[rule.replace("/", "-")]


def test_no_answer_is_not_taken_for_no_fault(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="html-validate failed"):
        validate([tmp_path / "missing.html"])


def test_the_browser_opens_a_page(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "页 面.html"
    path.write_text(GOOD, "utf-8")
    page.goto(path.as_uri())
    assert page.get_by_role("heading").inner_text() == "整改情况"
