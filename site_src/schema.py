"""JSON Schemas of the content files, so that an editor program completes fields and explains them in Chinese.

The shape comes from the model; the words stand here, and a test sees to it that every field has some.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

import msgspec

from site_src.model import Contact, Finding, FrontMatter, Notice, Site, Terms

FILES = {
    "site": (Site, "site.yaml：谁来公开，每页都带什么"),
    "contact": (Contact, "contact.yaml：反映意见的渠道"),
    "terms": (Terms, "terms.yaml：本机构的用词，不会公开"),
    "notice": (Notice, "notice.yaml：一份通报"),
    "finding": (Finding, "findings/*.yaml：一个问题"),
    "page": (FrontMatter, "pages/*.md 开头的标题部分"),
}

WORDS = {
    "Site": {
        "name": "网站名称，显示在每页顶部",
        "languages": "界面语言，第一种是主要语言；通报正文从不翻译",
        "base_url": "网站发布后的完整网址；没有就不生成 feed.xml 和 sitemap.xml",
        "domain": "网页标签 SiteDomain：主站域名，不带 https://",
        "parent": "上级主站，显示在网站名称上方",
        "demonstration": "演示说明。写了它，每一页都显示这句话；正式网站不写",
        "introduction": "首页的一段介绍",
        "organizer": "主办单位",
        "undertaker": "承办单位",
        "identifiers": "页脚的各种编号；没有的不写，不要编",
        "column": "所属栏目，用于网页标签",
        "error_report": "“我为政府网站找错”的链接",
        "link_hosts": "正文允许链接的外部网站；gov.cn 不必写",
        "exceptions": "全站文字经审核仍可公开的例外，不会公开",
    },
    "LeakException": {
        "rule": "规则代号，例如 privacy-mobile",
        "sha256": "check 给出的指纹",
        "by": "谁批准的",
        "date": "批准日期",
        "reason": "为什么可以公开",
    },
    "Terms": {
        "forbidden": "禁用的词语，出现就不能生成",
        "leaders": "领导姓名；三个字以上的，文字里差一个字就提示",
        "house": "本机构的统一写法",
        "topics": "本机构的敏感事项，出现就提示",
    },
    "HouseWord": {"wrong": "不用的写法", "right": "应有的写法"},
    "Body": {
        "name": "单位全称",
        "address": "地址",
        "postcode": "邮政编码",
        "phone": "电话",
    },
    "Badge": {
        "kind": "organ 党政机关（红），institution 事业单位（蓝）",
        "id": "标识证书的 32 位编号",
    },
    "Identifiers": {
        "site_code": "网站标识码，10 位数字",
        "icp": "ICP 备案号，例如 某ICP备12345678号",
        "police": "公安备案号，例如 某公网安备12345678901234号",
        "badge": "党政机关网站标识",
    },
    "Column": {
        "name": "栏目名称",
        "description": "栏目说明",
        "keywords": "栏目关键词",
        "type": "栏目类别，例如 通知公告",
    },
    "Parent": {"name": "主站名称", "url": "主站网址"},
    "Contact": {
        "channels": "各个渠道，先写最该用的",
        "introduction": "联系页开头的一段话",
    },
    "Channel": {
        "id": "渠道的代号，用作网址，定了不改",
        "body": "单位全称",
        "answers_for": "受理什么",
        "phones": "电话，可以有几个",
        "email": "电子邮箱",
        "address": "地址",
        "postbox": "邮政信箱",
        "postcode": "邮政编码",
        "hours": "接待时间",
        "note": "其他要说明的",
    },
    "FrontMatter": {
        "title": "页面标题",
        "description": "一句话说明，显示在标题下面",
        "order": "在页脚里的次序，小的在前",
    },
    "Notice": {
        "title": "通报标题",
        "issuer": "发布机构全称",
        "source": "信息来源；不写就是发布机构",
        "signed": "落款日期",
        "published": "公开时间，精确到分；由人填写，程序从不代填",
        "signature": "落款，每行一项，照原样",
        "inspection": "巡察情况",
        "document": "公开信息要素（索引号等）",
        "findings_heading": "问题部分的总标题，照原样，例如 二、整改落实情况",
        "findings_introduction": "总标题下面、第一个标题或问题前面的文字，照原样",
        "groups": "一级、二级标题，可以一层套一层",
        "lead_words": "各部分前面的引导词，照原样，例如 整改情况：",
        "status_words": "本机构使用的状态说法，各归哪一类",
        "declared": "通报载明、可以逐条核对的总数",
        "figures": "通报载明的其他数字",
        "explain": "载明的总数与逐条记录不一致时的说明",
        "attachments": "附件的显示名称",
        "follows": "本通报是哪几份通报的后续",
        "window": "公开期限",
        "review": "提出、审核、审批记录，不会公开",
        "withdrawn": "撤回说明。写了它，原来的网址只显示这份说明",
        "exceptions": "本通报的文字和附件经审核仍可公开的例外，不会公开",
        "internal": "内部备注，不会公开",
    },
    "Inspection": {
        "by": "巡察机构",
        "round": "轮次",
        "starts": "开始",
        "ends": "结束",
        "feedback": "反馈日期",
    },
    "Document": {
        "index_number": "索引号",
        "document_number": "发文字号",
        "category": "信息分类",
        "summary": "内容概述，300 字以内",
        "keywords": "关键词",
        "disclosure": "公开方式",
        "effective": "生效日期",
        "abolished": "废止日期",
        "validity": "有效性",
    },
    "Group": {
        "id": "代号，问题用 group 指向它",
        "number": "编号，照原样，例如 （一）",
        "title": "标题，照原样",
        "introduction": "标题下面、第一个问题前面的文字，照原样",
        "groups": "下一级标题",
    },
    "StatusWord": {
        "word": "状态说法，照通报原文",
        "kind": "归为哪一类，只用于筛选和统计",
        "definition": "给读者看的含义",
    },
    "LeadWords": {
        "description": "问题表现前面的词",
        "measures": "整改措施前面的词",
        "result": "整改成效前面的词",
    },
    "Declared": {
        "aspects": "几个方面",
        "findings": "几个问题",
        "measures": "几条措施",
        "done": "已完成几个",
        "mostly_done": "基本完成几个",
        "in_progress": "正在整改几个",
        "long_term": "长期坚持几个",
        "documents": "制定、修订制度几项",
    },
    "Figure": {"label": "名称", "value": "数字", "unit": "单位", "note": "补充说明"},
    "Explanation": {
        "figure": "说明的是哪个总数",
        "reason": "原因",
        "by": "谁作的说明（机构或岗位）",
        "date": "说明日期",
    },
    "Window": {"starts": "从哪天起", "ends": "到哪天止", "working_days": "几个工作日"},
    "ReviewStep": {
        "role": "drafter 提出，secrecy 保密审核，approver 审批",
        "name": "姓名",
        "date": "日期",
        "sha256": "所审内容的指纹",
        "approved_sha256": "签署时审定稿 approved.txt 的指纹",
    },
    "Withdrawal": {"date": "撤回日期", "reason": "原因", "successor": "替代它的通报的文件夹名"},
    "Attachment": {"file": "attachments/ 里的文件名", "title": "显示名称"},
    "Finding": {
        "number": "编号，照原样，例如 3.；原文没有编号就不写",
        "title": "问题，照原样",
        "group": "所属标题的代号",
        "description": "问题表现",
        "measures": "整改措施，一条一项，连同“一是”和标点，照原样",
        "result": "整改成效",
        "status": "整改状态，用本机构的说法；原文没写明就不写",
        "status_basis": "写明这个状态的原话，逐字照抄",
        "deadline": "整改期限",
        "departments": "责任部门",
        "follows": "是哪个问题的后续，写 通报文件夹名/问题文件名",
        "updates": "公开以后的进展",
        "corrections": "更正",
        "withheld": "不公开的原因",
        "internal": "内部备注，不会公开",
    },
    "Update": {"date": "日期", "text": "进展", "status": "现在的状态", "source": "来源"},
    "Correction": {
        "date": "更正日期",
        "was": "原来的文字",
        "now": "更正后的文字",
        "reason": "原因",
    },
}

GLOSSARY = {
    "type": "object",
    "title": "glossary.yaml：词语解释",
    "additionalProperties": {"type": ["string", "number"], "description": "用一两句平白的话解释"},
}


def schemas() -> dict[str, dict[str, Any]]:
    """File name to JSON Schema."""
    made: dict[str, dict[str, Any]] = {"glossary.schema.json": {"$schema": DIALECT, **GLOSSARY}}
    for name, (kind, title) in FILES.items():
        (shape,), definitions = msgspec.json.schema_components(
            [kind], ref_template="#/$defs/{name}"
        )
        for defined, schema in definitions.items():
            _describe(defined, schema)
        made[f"{name}.schema.json"] = {
            "$schema": DIALECT,
            "title": title,
            **shape,
            "$defs": definitions,
        }
    return made


DIALECT = "http://json-schema.org/draft-07/schema#"


def write_schemas(content: str) -> Iterator[str]:
    """Writes them into ``content/_schema`` and gives the path of each."""
    folder = os.path.join(content, "_schema")
    os.makedirs(folder, exist_ok=True)
    for name, schema in sorted(schemas().items()):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(json.dumps(schema, ensure_ascii=False, indent=1) + "\n")
        yield path


def _describe(name: str, schema: dict[str, Any]) -> None:
    schema.pop("description", None)  # the docstring, which is English and for programmers
    for field, shape in schema.get("properties", {}).items():
        _relax(shape)
        forms = " ".join(_forms(shape))
        shape["description"] = WORDS[name][field] + (f"（{forms}）" if forms else "")


def _relax(shape: Any) -> None:
    """The program reads every value as text, so what YAML takes for a number is right too; defaults say nothing."""
    if isinstance(shape, dict):
        shape.pop("default", None)
        if shape.get("type") == "string" and "enum" not in shape and "format" not in shape:
            shape["type"] = ["string", "number"]
        if "anyOf" in shape:
            shape["anyOf"] = [option for option in shape["anyOf"] if option != {"type": "null"}]
        for value in list(shape.values()):
            _relax(value)
    elif isinstance(shape, list):
        for value in shape:
            _relax(value)


def _forms(shape: Any) -> Iterator[str]:
    """How the value is to be written, as the model says it; taken out of the shape."""
    if isinstance(shape, dict):
        if "description" in shape:
            yield shape.pop("description")
        for value in shape.values():
            yield from _forms(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from _forms(value)
