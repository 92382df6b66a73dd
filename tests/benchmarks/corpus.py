"""A corpus of any size: fictional notices of thirty findings, the same for the same size on any machine.

The records are made once, in `notices`; each form below writes the same records as one tool likes to read them.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

PER_NOTICE = 30
UNITS = ["水利所", "农技站", "档案馆", "供销社", "园林所", "文化站", "林业站", "市场服务中心"]
OBJECTS = [
    "值班安排",
    "台账记录",
    "采购手续",
    "房屋出租",
    "会议记录",
    "档案归档",
    "经费报销",
    "项目验收",
    "车辆使用",
]
FAULTS = ["不落实", "不完整", "不规范", "不及时", "流于形式", "缺少监督", "责任不清"]
ACTIONS = [
    "{y}年{m}月修订《{o}管理规定》，写明每个环节由谁负责、什么时候办完",
    "对近三年的{o}逐项核对，补齐材料{n}份，退回重办{k}件",
    "{y}年{m}月{d}日召开专题会议，通报{o}存在的{k}类情形，明确整改期限",
    "收回应收款项{n}.{k}万元，全部缴入专户",
    "每季度抽查一次{o}，抽查结果在内部公示，连续两次不合格的约谈负责人",
    "组织{n}名工作人员学习《{o}办事指南》，学习后逐人测验",
    "请第三方机构对{o}进行检查，发现问题{k}个，已逐个销号",
]
MARKERS = "一二三四五六七八九"
STATUS = "已完成"
BASIS = "这一项整改已完成"
NEXT_STEPS = "对已经完成的问题再检查一次。"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; done or without a status."""

    number: int
    title: str
    measures: tuple[str, ...]
    done: bool

    @property
    def stem(self) -> str:
        """The name of its file and of its page."""
        return f"{self.number:02}"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice with its findings."""

    number: int
    unit: str
    findings: tuple[Finding, ...]

    @property
    def slug(self) -> str:
        """The name of its folder and of its pages' folder."""
        return f"n{self.number + 1:05}"

    @property
    def issuer(self) -> str:
        """Whose notice it is."""
        return f"{self.unit}党支部"

    @property
    def title(self) -> str:
        """Its heading."""
        return f"{self.issuer}关于巡察整改情况的通报"

    @property
    def day(self) -> str:
        """When it was signed and published."""
        return f"2025-{1 + self.number % 12:02}-{1 + self.number % 28:02}"  # after all measures

    @property
    def overview(self) -> str:
        """The text before the findings."""
        meetings, findings = 1 + self.number % 9, len(self.findings)
        return f"{self.unit}召开会议{meetings}次，逐项研究反馈的{findings}个问题。"

    @property
    def measures(self) -> int:
        """How many measures all its findings have."""
        return sum(len(finding.measures) for finding in self.findings)


def notices(findings: int) -> Iterator[Notice]:
    """So many findings, in notices of thirty."""
    source = random.Random(20240101)
    for number in range(notice_count(findings)):
        count = min(PER_NOTICE, findings - number * PER_NOTICE)
        unit = f"第{number + 1}{source.choice(UNITS)}"
        yield Notice(number, unit, tuple(_finding(i + 1, source) for i in range(count)))


def notice_count(findings: int) -> int:
    """How many notices so many findings fill."""
    return -(-findings // PER_NOTICE)


def _finding(number: int, source: random.Random) -> Finding:
    """One finding: three to six measures."""
    thing = source.choice(OBJECTS)
    title = f"{thing}{source.choice(FAULTS)}，涉及{source.randint(2, 90)}项。"
    measures = []
    for index in range(source.randint(3, 6)):
        action = source.choice(ACTIONS).format(
            y=source.randint(2020, 2024),
            m=source.randint(1, 12),
            d=source.randint(1, 28),
            n=source.randint(10, 99),
            k=source.randint(2, 9),
            o=thing,
        )
        measures.append(f"{MARKERS[index]}是{action}；")
    done = source.random() < 0.3
    if done:
        measures[-1] = f"{measures[-1].removesuffix('；')}，{BASIS}。"
    return Finding(number, title, tuple(measures), done)


def changed(finding: Finding, times: int) -> Finding:
    """The same finding with another first measure."""
    first = f"一是第{times}次改写这一条措施，其余各条不变；"
    return replace(finding, measures=(first, *finding.measures[1:]))


Files = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """How one tool likes its content: paths below the site's folder, and texts."""

    notice_files: Callable[[Notice], Files]
    finding_file: Callable[[Notice, Finding], tuple[str, str]]
    site_files: dict[str, str]

    def write(self, folder: Path, findings: int) -> None:
        """Writes a whole corpus."""
        for path, text in self.site_files.items():
            put(folder, path, text)
        for notice in notices(findings):
            for path, text in self.notice_files(notice):
                put(folder, path, text)
            for finding in notice.findings:
                put(folder, *self.finding_file(notice, finding))


def put(folder: Path, path: str, text: str) -> None:
    """Writes one file, making its folder if it is the first there."""
    file = folder / path
    try:
        file.write_text(text, encoding="utf-8")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def write_corpus(folder: Path, findings: int) -> None:
    """Writes a content folder of Gongkai with so many findings."""
    GONGKAI.write(folder, findings)


def _gongkai_notice(notice: Notice) -> Files:
    folder, count = f"notices/{notice.slug}", len(notice.findings)
    yield (
        f"{folder}/notice.yaml",
        f"title: {notice.title}\nissuer: {notice.issuer}\nsigned: {notice.day}\n"
        f"published: {notice.day} 09:30\nfindings_heading: 二、整改落实情况\n"
        f"lead_words:\n  measures: 整改情况：\nstatus_words:\n  - {{word: {STATUS}, kind: done}}\n"
        f"declared: {{findings: {count}, measures: {notice.measures}}}\n",
    )
    yield f"{folder}/overview.md", f"## 一、整改工作组织情况\n\n{notice.overview}\n"
    yield f"{folder}/next-steps.md", f"## 三、下一步打算\n\n{NEXT_STEPS}\n"


def _gongkai_finding(notice: Notice, finding: Finding) -> tuple[str, str]:
    lines = [f"number: {finding.number}.", f"title: {finding.title}", "measures:"]
    lines += [f"  - {measure}" for measure in finding.measures]
    if finding.done:
        lines += [f"status: {STATUS}", f"status_basis: {BASIS}"]
    return f"notices/{notice.slug}/findings/{finding.stem}.yaml", "\n".join(lines) + "\n"


def _hugo_notice(notice: Notice) -> Files:
    """A section: its front matter and overview; what follows the findings is Markdown in a parameter."""
    fields = {
        "title": notice.title,
        "issuer": notice.issuer,
        "signed": notice.day,
        "next_steps": f"## 三、下一步打算\n\n{NEXT_STEPS}\n",
    }
    yield (
        f"content/notices/{notice.slug}/_index.md",
        f"+++\ndate = {notice.day}T09:30:00+08:00\n{_toml(fields)}[declared]\n"
        f"findings = {len(notice.findings)}\nmeasures = {notice.measures}\n+++\n\n"
        f"## 一、整改工作组织情况\n\n{notice.overview}\n",
    )


def _hugo_finding(notice: Notice, finding: Finding) -> tuple[str, str]:
    """A page that is front matter only, in TOML, which costs Hugo about a sixth less than YAML."""
    fields: dict[str, object] = {
        "title": finding.title,
        "weight": finding.number,
        "measures": finding.measures,
        **({"status": STATUS, "status_basis": BASIS} if finding.done else {}),
    }
    path = f"content/notices/{notice.slug}/{finding.stem}.md"
    return path, f"+++\n{_toml(fields)}+++\n"


def _toml(fields: Mapping[str, object]) -> str:
    """Lines of TOML: its strings, numbers and lists are written as those of JSON."""
    return "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items()
    )


def _eleventy_notice(notice: Notice) -> Files:
    record = {
        "title": notice.title,
        "issuer": notice.issuer,
        "signed": notice.day,
        "published": f"{notice.day} 09:30",
        "declared": {"findings": len(notice.findings), "measures": notice.measures},
        "overview": f"## 一、整改工作组织情况\n\n{notice.overview}\n",
        "next_steps": f"## 三、下一步打算\n\n{NEXT_STEPS}\n",
    }
    yield f"content/{notice.slug}/notice.json", _json(record)


def _eleventy_finding(notice: Notice, finding: Finding) -> tuple[str, str]:
    record = {
        "number": f"{finding.number}.",
        "title": finding.title,
        "measures": finding.measures,
        **({"status": STATUS, "status_basis": BASIS} if finding.done else {}),
    }
    return f"content/{notice.slug}/{finding.stem}.json", _json(record)


def _json(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


SITE = """name: 巡察整改公开
base_url: https://gongkai.example/
domain: gongkai.example
organizer: {name: 某市公开办公室, phone: 0100-1234567}
identifiers: {site_code: "0000000000", icp: 某ICP备00000000号}
column: {name: 巡察整改, description: 整改情况, keywords: [整改], type: 通知公告}
"""
CONTACT = """channels:
  - id: office
    body: 某市公开办公室
    phones: [0100-1234567]
    email: office@example.cn
    address: 某市某区某路1号
"""
GONGKAI = Form(
    _gongkai_notice,
    _gongkai_finding,
    {
        "site.yaml": SITE,
        "contact.yaml": CONTACT,
        "pages/about.md": "---\ntitle: 关于本站\n---\n\n说明文字。\n",
        "pages/accessibility.md": "---\ntitle: 无障碍说明\n---\n\n说明文字。\n",
    },
)
HUGO = Form(
    _hugo_notice,
    _hugo_finding,
    {
        "content/notices/_index.md": "---\nbuild: {render: never}\n---\n",
        "content/contact.md": "---\ntitle: 联系反馈\nlayout: contact\n---\n",
    },
)
ELEVENTY = Form(_eleventy_notice, _eleventy_finding, {})
