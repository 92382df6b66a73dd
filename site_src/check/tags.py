"""Rules for page tags and the footer: what a Chinese government site must show, and the form of its numbers."""

import re
from collections.abc import Iterator

from site_src.load import NoticeFolder, SiteFolder
from site_src.names import in_chinese
from site_src.problems import Level, Place, Problem, Rule

FORMS = {
    "site_code": r"\d{10}|bm\d{8}|N\d{9}",
    "icp": r"[^\W\d_A-Za-z]ICP备\d{8}号(-\d+)?",
    "police": r"[^\W\d_A-Za-z]公网安备\s?\d{14}号",
}

# What the pages lack without a field, in Chinese and in English.
NEEDED_FOR = {
    "base_url": ("完整的网页地址、订阅和网站地图", "whole addresses, the feed and the site map"),
    "domain": ("网页标签 SiteDomain（主站域名）", "the page tag SiteDomain"),
    "organizer": ("主办单位", "主办单位"),
    "identifiers.site_code": (
        "网页标签 SiteIDCode 和页脚的网站标识码",
        "the page tag SiteIDCode, 网站标识码",
    ),
    "identifiers.icp": ("ICP备案号", "ICP备案"),
    "identifiers.police": ("公安备案号", "公安备案"),
    "identifiers.badge": ("党政机关网站标识", "党政机关网站标识"),
    "error_report": ("“我为政府网站找错”", "我为政府网站找错"),
    "column": (
        "栏目的网页标签（名称、说明、关键词、类别）",
        "the page tags ColumnName, ColumnDescription, ColumnKeywords, ColumnType",
    ),
    "column.description": ("网页标签里的栏目说明", "the page tag ColumnDescription"),
    "column.keywords": ("网页标签里的栏目关键词", "the page tag ColumnKeywords"),
    "column.type": ("网页标签里的栏目类别", "the page tag ColumnType"),
    "published": (
        "发布时间，订阅里也没有这份通报",
        "the time of publication, and the notice in the feed",
    ),
}


def missing_tags(site: SiteFolder) -> Iterator[Problem]:
    """What is left out of the pages because ``site.yaml`` lacks it."""
    record, column = site.site, site.site.column
    wanted: dict[str, object] = {
        "base_url": record.base_url,
        "domain": record.domain,
        "organizer": record.organizer,
        "identifiers.site_code": record.identifiers.site_code,
        "identifiers.icp": record.identifiers.icp,
        "identifiers.police": record.identifiers.police,
        "identifiers.badge": record.identifiers.badge,
        "error_report": record.error_report,
        "column": column,
    }
    if column is not None:
        wanted["column.description"] = column.description
        wanted["column.keywords"] = column.keywords
        wanted["column.type"] = column.type
    for field, value in wanted.items():
        if not value:
            yield _left_out(field, site.place("site.yaml", *field.split(".")))
    for stem in ("about", "accessibility"):
        if stem not in site.pages and stem not in site.unread:
            yield NO_PAGE.at(Place(f"pages/{stem}.md"))


def published_given(folder: NoticeFolder, site: SiteFolder) -> Iterator[Problem]:
    """A notice says when it was published."""
    if not folder.notice.published:
        place = folder.place("notice.yaml", "published")
        yield _left_out("published", place)


def _left_out(field: str, place: Place) -> Problem:
    zh, en = NEEDED_FOR[field]
    return LEFT_OUT.at(place, field=field, left_out=en, left_out_zh=zh)


def footer_forms(site: SiteFolder) -> Iterator[Problem]:
    """The numbers of the footer have their usual form."""
    for name, pattern in FORMS.items():
        value = getattr(site.site.identifiers, name)
        place = site.place("site.yaml", "identifiers", name)
        if value and not re.fullmatch(pattern, value):
            yield ODD_NUMBER.at(place, name=in_chinese(name), field=name, public=value)
        elif value and not re.search("[1-9]", value.partition("号-")[0]):
            yield NAUGHTS.at(place, name=in_chinese(name), field=name, public=value)
    badge = site.site.identifiers.badge
    if badge and not badge.id.strip("0"):
        place = site.place("site.yaml", "identifiers", "badge", "id")
        yield NAUGHTS.at(place, name="网站标识", field="badge", public=badge.id)


LEFT_OUT = Rule(
    "left-out",
    zh=("没有“{field}”，页面上就没有：{left_out_zh}", "有就填上；没有就不填，不要编"),
    en=(
        "“{field}” is not given, so the pages go without: {left_out}",
        "give it if you have it; never make it up",
    ),
    level=Level.WARNING,
    why=(
        "网页标签、页脚和订阅要用到它；页脚该有什么，见《政府网站发展指引》（国办发〔2017〕47号）。缺少的不显示，绝不编造。",
        "Page tags, the footer and feeds use it; 国办发〔2017〕47号 says what a footer should have. What is missing is left out, never made up.",
    ),
)
NO_PAGE = Rule(
    "no-page",
    zh=("没有这个页面", "公共机构的网站应有它；content/README.md 里有例子"),
    en=(
        "there is no such page",
        "a public body's site should have it; content/README.md has an example",
    ),
    level=Level.WARNING,
    why=(
        "读者应当知道网站由谁办、怎样使用，也应当知道有哪些无障碍措施和不足。",
        "Readers should learn who runs the site and how to use it, and what was done, or is lacking, for accessibility.",
    ),
)
ODD_NUMBER = Rule(
    "odd-number",
    zh=("{name}（{field}）的写法少见：{public}", "对照备案证书核对"),
    en=("“{field}” has an unusual form: {public}", "compare it with the certificate"),
    level=Level.WARNING,
    why=(
        "页脚的编号供人核查网站的身份，写错了就查不到。",
        "The footer's numbers let people verify whose site it is; with a slip in one nothing is found.",
    ),
)
NAUGHTS = Rule(
    "only-naughts",
    zh=("{name}（{field}）全是零：{public}", "照证书填写；没有证书的，整行删去，不要用零代替"),
    en=(
        "“{field}” has naughts only: {public}",
        "copy it from the certificate; if there is none, remove the line, and put no naughts in its place",
    ),
    level=Level.WARNING,
    why=(
        "零是例子里占位置的，公开出去就成了假编号，供人核查也查不到。",
        "Naughts stand for the number in examples; published, they are a made-up number.",
    ),
)
