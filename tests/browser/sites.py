"""The sites that the browser tests look at: the sample, a fictional one with every kind of page, the style guide.

The fictional one is written here rather than kept as files: most of it is there for its number or its length.
"""

import contextlib
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from site_src.cli import main
from site_src.render import POLICY

ROOT = Path(__file__).resolve().parent.parent.parent
LIST_SIZE = 50

# Nothing to break at, as in a long code, an address, or a word of a foreign name.
UNBROKEN = "AB0123456789CDEFGHIJKLMNOPQRSTUVWXYZ" * 4

SITE = {
    "name": "示例县水务局巡察整改公开",
    "languages": ["zh-CN", "en"],
    "base_url": "https://shuiwu.example/xczg/",
    "domain": "shuiwu.example",
    "parent": {"name": "示例县人民政府", "url": "https://www.shili.example/"},
    "demonstration": "测试用的虚构内容。",
    "introduction": "这里逐条列出巡察发现的问题和整改情况。",
    "organizer": {
        "name": "示例县水务局",
        "address": "示例路1号",
        "postcode": "000000",
        "phone": "0100-1234567",
    },
    "undertaker": {"name": "示例县水务局办公室"},
    "identifiers": {
        "site_code": "0000000001",
        "icp": "示ICP备00000000号",
        "police": "示公网安备00000000000000号",
        "badge": {"kind": "organ", "id": "0123456789ABCDEF0123456789ABCDEF"},
    },
    "column": {
        "name": "巡察整改",
        "description": "整改情况",
        "keywords": ["整改"],
        "type": "通知公告",
    },
    "error_report": "https://jiucuo.example/find?code=0000000001",
    "link_hosts": ["www.shili.example"],
}

CONTACT = {
    "introduction": "请在工作日来电，或者写信。",
    "channels": [
        {
            "id": "office",
            "body": "示例县水务局办公室（受理一切意见和建议，名称很长很长，足以占两行）",
            "answers_for": "受理对整改情况的意见",
            "phones": ["0100-1234567", "0100-7654321转8001"],
            "email": "a-very-long-mailbox-name-for-opinions@shuiwu-example-office.example",
            "address": f"示例县示例镇示例路1号{UNBROKEN[:40]}",
            "postbox": "示例县1号邮政信箱",
            "postcode": "000000",
            "hours": "工作日 8:30—12:00，14:30—17:30",
            "note": "来信请写明问题的编号。",
        },
        {"id": "group", "body": "派驻纪检监察组", "phones": ["0100-2222222"]},
    ],
}

GLOSSARY = {"河长制": "由各级负责人担任河长，负责一条河。", "销号": "改好一个，划去一个。"}

STATUS_WORDS = [
    {"word": "已完成", "kind": "done", "definition": "措施全部落实，并经核对。"},
    {"word": "基本完成", "kind": "mostly_done"},
    {"word": "正在整改", "kind": "in_progress"},
    {"word": "长期坚持", "kind": "long_term"},
]

RICH = {
    "title": "中共示例县水务局党组关于第三轮巡察整改进展情况的通报",
    "issuer": "中共示例县水务局党组",
    "source": "示例县水务局",
    "signed": "2024-07-23",
    "published": "2024-07-30 09:05",
    "signature": ["中共示例县水务局党组", "2024年7月23日"],
    "inspection": {
        "by": "示例县委第三巡察组",
        "round": "十届县委第三轮",
        "starts": "2023-09-01",
        "ends": "2023-11-30",
        "feedback": "2024-01-15",
    },
    "document": {
        "index_number": "000000000/2024-00001",
        "document_number": "示水党〔2024〕1号",
        "category": "其他",
        "summary": "通报整改的总体情况和逐项的整改措施。",
        "keywords": ["巡察整改", "水务"],
        "disclosure": "主动公开",
        "effective": "2024-07-23",
        "validity": "有效",
    },
    "findings_heading": "二、整改落实情况",
    "groups": [
        {
            "id": "a",
            "number": "（一）",
            "title": "落实党的路线方针政策方面",
            "groups": [
                {"id": "a-one", "number": "1.", "title": "学习不深入"},
                {"id": "a-two", "number": "2.", "title": "落实不到位"},
            ],
        },
        {"id": "b", "number": "（二）", "title": "群众身边的腐败问题和不正之风方面"},
    ],
    "lead_words": {"description": "问题表现：", "measures": "整改情况：", "result": "整改成效："},
    "status_words": STATUS_WORDS,
    "declared": {"aspects": 2, "findings": 8, "measures": 20, "done": 1, "in_progress": 9},
    "figures": [
        {"label": "追缴资金", "value": "50.68", "unit": "万元", "note": "截至2024年6月底"},
        {"label": "修订制度", "value": "12", "unit": "项"},
    ],
    "explain": [
        {
            "figure": "measures",
            "reason": "两项部分内容不予公开，其措施没有列出。",
            "by": "示例县水务局党组",
            "date": "2024-07-30",
        },
        {
            "figure": "in_progress",
            "reason": "有的项目在通报之后已经有了新的进展。",
            "date": "2024-07-30",
        },
    ],
    "attachments": [{"file": "list.csv", "title": "整改清单"}],
    "window": {"starts": "2024-07-30", "ends": "2024-08-20", "working_days": "15"},
}

RICH_OVERVIEW = f"""## 一、组织整改

党组召开会议 **6 次**，制定方案，见[附件](attachments/list.csv)和[第一项](01.html)。

| 项目 | 数量 | 说明 |
|---|---|---|
| 制度 | 12 项 | 新订 7 项，修订 5 项，其中包括一项名称特别长的制度 |
| 资金 | 50.68 万元 | {UNBROKEN} |

1. 第一步，列清单；
2. 第二步，明责任。

> 引文一段。

另见[县政府网站](https://www.shili.example/xxgk/a/very/long/path/index.html)。{UNBROKEN}
"""


def measures(count: int) -> list[str]:
    """So many measures, with the markers that notices use."""
    numerals = "一二三四五六七八九十"
    return [
        f"{numerals[index]}是开展第{index + 1}次检查，投入{index + 1}3.50万元，涉及"
        f"2{index}个村，用时1{index}5天，问题逐一登记。"
        for index in range(count)
    ]


PLAIN = {"number": "1.", "title": "学习不深入。", "group": "a-one", "measures": measures(3)}

FULL = {
    "number": "3.",
    "title": "河长制落实不到位，巡河记录不全，个别河段2023年全年只巡查4次，与要求的52次相差很大。",
    "group": "a-two",
    "description": f"有的河段没有人巡查。{UNBROKEN}",
    "measures": measures(10),
    "result": "巡河记录补齐，问题全部整改完成。",
    "status": "正在整改",
    "status_basis": "问题全部整改完成",
    "deadline": "2024-12",
    "departments": ["河湖管理股", "办公室"],
    "follows": "early-2020/01",
    "updates": [
        {"date": "2024-09", "text": "又巡查12次。", "status": "基本完成", "source": "《进展报告》"},
        {"date": "2024-10-08", "text": f"补齐记录 {UNBROKEN}", "status": "已完成"},
    ],
    "corrections": [
        {"date": "2024-08-01", "was": "巡查25次", "now": "巡查52次", "reason": "笔误。"}
    ],
}

RICH_FINDINGS: dict[str, dict[str, Any]] = {
    "01": PLAIN,
    "02": {**PLAIN, "number": "2.", "title": f"标题里有长串{UNBROKEN}的问题。"},
    "03": FULL,
    "04": {
        "number": "4.",
        "title": "本项只公开题目。",
        "group": "a-two",
        "withheld": "涉及第三人的个人信息，依规定不予公开。",
    },
    "05": {
        **PLAIN,
        "number": "5.",
        "title": "日常管理松散。",
        "group": "b",
        "result": "需要长期坚持。",
        "status": "长期坚持",
        "status_basis": "长期坚持",
    },
    "06": {**PLAIN, "number": "6.", "title": "接待费超标0.35万元。", "group": "b"},
    "07": {**PLAIN, "number": "7.", "title": "公车管理不严。", "group": "b"},
    "08": {**PLAIN, "number": "8.", "title": "公示不及时，有2处公示栏。", "group": "b"},
}

EARLY = {
    "title": "中共示例县水务局党组关于上一轮巡察整改情况的通报",
    "issuer": "中共示例县水务局党组",
    "published": "2020-05-06 10:00",
}
LATER = {**EARLY, "title": "后续整改情况的通报", "follows": ["rich-2024"]}
WITHDRAWN = {
    **EARLY,
    "title": "已撤回的通报",
    "withdrawn": {
        "date": "2021-01-01",
        "reason": "内容有误，已经重新发布。",
        "successor": "rich-2024",
    },
}

RICH["follows"] = ["early-2020"]


def write_yaml(path: Path, value: object) -> None:
    """The value as JSON, which is YAML too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(value)))


def write_notice(
    folder: Path,
    notice: dict[str, Any],
    findings: dict[str, dict[str, Any]],
    overview: str = "概况。",
) -> None:
    """A notice's folder."""
    write_yaml(folder / "notice.yaml", notice)
    for stem, finding in findings.items():
        write_yaml(folder / "findings" / f"{stem}.yaml", finding)
    (folder / "overview.md").write_text(f"{overview}\n", "utf-8")


def write_fiction(content: Path) -> None:
    """A whole content folder: every field, every kind of page, more notices than one list page holds."""
    write_yaml(content / "site.yaml", SITE)
    write_yaml(content / "contact.yaml", CONTACT)
    write_yaml(content / "glossary.yaml", GLOSSARY)
    page = content / "pages" / "about.md"
    page.parent.mkdir(parents=True)
    page.write_text(
        f"---\ntitle: 关于本站\ndescription: 说明\n---\n\n{RICH_OVERVIEW.replace('[附件](attachments/list.csv)和[第一项](01.html)', '别处')}",
        "utf-8",
    )
    notices = content / "notices"
    write_notice(notices / "rich-2024", RICH, RICH_FINDINGS, RICH_OVERVIEW)
    attachments = notices / "rich-2024" / "attachments"
    attachments.mkdir()
    (attachments / "list.csv").write_text("序号,问题\n1,学习不深入\n", "utf-8")
    (notices / "rich-2024" / "next-steps.md").write_text(
        "## 三、下一步打算\n\n继续整改。\n", "utf-8"
    )
    plain = {key: value for key, value in PLAIN.items() if key != "group"}
    write_notice(notices / "early-2020", EARLY, {"01": plain})
    write_notice(
        notices / "later-2025",
        LATER,
        {"01": {**plain, "follows": "rich-2024/03"}, "02": {**plain, "number": "2."}},
    )
    write_notice(notices / "withdrawn-2021", WITHDRAWN, {"01": plain})
    for index in range(LIST_SIZE):
        notice = {**EARLY, "title": f"第{index + 1}个乡镇水务站的整改情况通报"}
        write_notice(notices / f"station-{index + 1:02}", notice, {"01": plain})


def build(content: Path, out: Path) -> Path:
    """Builds a site and gives its folder."""
    assert main(["build", "--content", str(content), "--out", str(out), "--workers", "1"]) == 0
    return out


def below(folders: dict[str, Path]) -> dict[str, Path]:
    """Where a portal would mount the sites."""
    return {"/xxgk/xczg": folders["sample"], "/xxgk/shuiwu": folders["fiction"]}


@contextlib.contextmanager
def serve(mounts: dict[str, Path]) -> Iterator[str]:
    """A web server on loopback for as long as the block runs; it sends the headers a strict operator would."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            path = unquote(urlsplit(path).path)
            mount = max((m for m in mounts if path.startswith(f"{m}/")), key=len)
            file = mounts[mount] / path.removeprefix(f"{mount}/")
            return str(file / "index.html" if path.endswith("/") else file)

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
            self.send_header("X-Content-Type-Options", "nosniff")
            super().end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


KINDS = {
    "home, one notice": "sample/index.html",
    "notice": "sample/gfdb-2024/index.html",
    "finding, plain": "sample/gfdb-2024/12.html",
    "full": "sample/gfdb-2024/full.html",
    "contact": "sample/contact.html",
    "glossary": "sample/glossary.html",
    "site map": "sample/sitemap.html",
    "free page": "sample/about.html",
    "404": "sample/404.html",
    "home, many notices": "fiction/index.html",
    "notice, everything": "fiction/rich-2024/index.html",
    "finding, everything": "fiction/rich-2024/03.html",
    "finding, withheld": "fiction/rich-2024/04.html",
    "full, everything": "fiction/rich-2024/full.html",
    "contact, everything": "fiction/contact.html",
    "free page, table": "fiction/about.html",
    "withdrawn": "fiction/withdrawn-2021/index.html",
    "finding, English": "fiction/en/rich-2024/03.html",
    "style guide": "guide/index.html",
}


def kind_file(folders: dict[str, Path], kind: str) -> Path:
    """The page that stands for a kind."""
    site, _, address = KINDS[kind].partition("/")
    return folders[site] / address
