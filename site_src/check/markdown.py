"""Rules for Markdown: no raw HTML, no second title, no dead link."""

from collections.abc import Iterator

from site_src import prose
from site_src.links import Links
from site_src.load import NoticeFolder, SiteFolder
from site_src.problems import Place, Problem, Rule


def notice_markdown(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """The texts before and after the findings."""
    links = Links(site, "", f"{folder.slug}/index.html", folder)
    for name, text in (("overview.md", folder.overview), ("next-steps.md", folder.next_steps)):
        yield from _problems(text, links, f"{folder.folder}/{name}")


def page_markdown(site: SiteFolder) -> Iterator[Problem]:
    """The free pages."""
    for stem, page in site.pages.items():
        yield from _problems(
            page.text, Links(site, "", f"{stem}.html"), f"pages/{stem}.md", page.first_line
        )


def _problems(text: str, links: Links, file: str, first_line: int = 1) -> Iterator[Problem]:
    for line, column, fault, words in prose.faults(text, links):
        yield FAULTS[fault].at(Place(file, line + first_line - 1, column), words=words)


FAULTS = {
    "raw-html": Rule(
        "raw-html",
        zh=("这里有 HTML：{words}", "改用 Markdown；要显示尖括号本身，写 &lt;"),
        en=("there is HTML here: {words}", "use Markdown; write &lt; for the character itself"),
        why=(
            "HTML 可以夹带脚本和外来内容；内容里的尖括号一律当成文字，所以写了也没有效果。",
            "HTML can carry scripts and foreign content; angle brackets in content are mere text, so it would have no effect.",
        ),
    ),
    "title-heading": Rule(
        "title-heading",
        zh=("一个 # 是页面标题，标题已经有了：{words}", "写成“## 标题”，从两个 # 开始"),
        en=(
            "one # makes a page title, and the page has one: {words}",
            "write “## …”, with two # at least",
        ),
        why=(
            "一页只有一个最高级的标题，读屏软件的用户靠它知道这一页是什么。",
            "A page has one main heading, by which users of screen readers know what it is about.",
        ),
    ),
    "heading-level": Rule(
        "heading-level",
        zh=("标题跳了级，或者太深：{words}", "从两个 # 开始，一级一级往下，最多四个 #"),
        en=(
            "the heading skips a level or is too deep: {words}",
            "begin with two #, go down one by one, to four at most",
        ),
        why=(
            "读屏软件的用户靠标题的级别在页面里跳转，跳了级就像少了一节（WCAG 2.1 的 1.3.1）。",
            "Users of screen readers move by the levels of headings, and a skipped one sounds like a missing part (WCAG 2.1, 1.3.1).",
        ),
    ),
    "dead-link": Rule(
        "dead-link",
        zh=(
            "链接无处可去：{words}",
            "链到本站已有的页面或附件；外部网站要先写进 site.yaml 的 link_hosts",
        ),
        en=(
            "the link leads nowhere: {words}",
            "link to a page or an attachment of this site; list other hosts in link_hosts of site.yaml",
        ),
        why=(
            "打不开的链接让读者走进死路；外部网站由机关先列出来，内容里就不会夹带没人核对过的去处。",
            "A dead link leads readers nowhere; as the body lists other hosts first, no text can lead to one that nobody looked at.",
        ),
    ),
    "picture-without-text": Rule(
        "picture-without-text",
        zh=("图片没有说明文字：{words}", "在方括号里写图片的内容，给看不见图的人"),
        en=(
            "the picture has no text: {words}",
            "describe it in the square brackets for those who cannot see it",
        ),
        why=(
            "看不见图片的人靠说明文字知道图里有什么（WCAG 2.1 的 1.1.1）。",
            "Those who cannot see a picture know by its text what it shows (WCAG 2.1, 1.1.1).",
        ),
    ),
}
