"""A corpus of any size: fictional notices of thirty findings, the same for the same size on any machine."""

import random
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


def write_corpus(folder: Path, findings: int) -> None:
    """Writes a content folder with so many findings."""
    source = random.Random(20240101)
    (folder / "pages").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "contact.yaml").write_text(CONTACT, encoding="utf-8")
    for stem, title in (("about", "关于本站"), ("accessibility", "无障碍说明")):
        (folder / "pages" / f"{stem}.md").write_text(
            f"---\ntitle: {title}\n---\n\n说明文字。\n", encoding="utf-8"
        )
    for number in range(-(-findings // PER_NOTICE)):
        count = min(PER_NOTICE, findings - number * PER_NOTICE)
        write_notice(folder / "notices" / f"n{number + 1:05}", number, count, source)


def write_notice(folder: Path, number: int, count: int, source: random.Random) -> None:
    """Writes one notice."""
    (folder / "findings").mkdir(parents=True)
    unit = f"第{number + 1}{source.choice(UNITS)}"
    texts = [finding_text(index + 1, source) for index in range(count)]
    measures = sum(text.count("\n  - ") for text in texts)
    day = f"20{20 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
    (folder / "notice.yaml").write_text(
        f"title: {unit}党支部关于巡察整改情况的通报\nissuer: {unit}党支部\nsigned: {day}\n"
        f"published: {day} 09:30\nfindings_heading: 二、整改落实情况\n"
        "lead_words:\n  measures: 整改情况：\nstatus_words:\n  - {word: 已完成, kind: done}\n"
        f"declared: {{findings: {count}, measures: {measures}}}\n",
        encoding="utf-8",
    )
    overview = f"## 一、整改工作组织情况\n\n{unit}召开会议{1 + number % 9}次，逐项研究反馈的{count}个问题。\n"
    (folder / "overview.md").write_text(overview, encoding="utf-8")
    (folder / "next-steps.md").write_text(
        "## 三、下一步打算\n\n对已经完成的问题再检查一次。\n", encoding="utf-8"
    )
    for index, text in enumerate(texts):
        (folder / "findings" / f"{index + 1:02}.yaml").write_text(text, encoding="utf-8")


def finding_text(number: int, source: random.Random) -> str:
    """One finding in YAML: three to six measures."""
    thing = source.choice(OBJECTS)
    lines = [
        f"number: {number}.",
        f"title: {thing}{source.choice(FAULTS)}，涉及{source.randint(2, 90)}项。",
        "measures:",
    ]
    for index in range(source.randint(3, 6)):
        action = source.choice(ACTIONS).format(
            y=source.randint(2020, 2024),
            m=source.randint(1, 12),
            d=source.randint(1, 28),
            n=source.randint(10, 99),
            k=source.randint(2, 9),
            o=thing,
        )
        lines.append(f"  - {MARKERS[index]}是{action}；")
    if source.random() < 0.3:
        lines[-1] = lines[-1].removesuffix("；") + "，这一项整改已完成。"
        lines += ["status: 已完成", "status_basis: 这一项整改已完成"]
    return "\n".join(lines) + "\n"


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
