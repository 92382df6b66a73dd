"""What fields, figures and parts of a file are called in Chinese, for messages that would show their English names."""

import re

FIGURES = {
    "aspects": "反馈方面",
    "findings": "问题",
    "measures": "整改措施",
    "done": "已完成",
    "mostly_done": "基本完成",
    "in_progress": "正在整改",
    "long_term": "长期坚持",
    "documents": "制定、修订制度",
}
FIELDS = {
    **FIGURES,
    "abolished": "废止日期",
    "address": "地址",
    "answers_for": "受理内容",
    "base_url": "网站网址",
    "body": "单位名称",
    "by": "机构",
    "category": "信息分类",
    "column": "所属栏目",
    "deadline": "整改期限",
    "definition": "状态的含义",
    "demonstration": "演示说明",
    "departments": "责任部门",
    "description": "问题表现",
    "disclosure": "公开方式",
    "document_number": "发文字号",
    "domain": "主站域名",
    "effective": "生效日期",
    "email": "电子邮箱",
    "ends": "结束日期",
    "error_report": "找错链接",
    "feedback": "反馈日期",
    "figures": "数字",
    "file": "文件名",
    "findings_heading": "问题部分的标题",
    "group": "分组",
    "groups": "分组",
    "hours": "接待时间",
    "icp": "ICP备案号",
    "introduction": "介绍",
    "issuer": "发布机构",
    "keywords": "关键词",
    "label": "数字的名称",
    "lead_words": "引导词",
    "name": "名称",
    "note": "补充说明",
    "now": "更正后的文字",
    "number": "编号",
    "organizer": "主办单位",
    "parent": "上级主站",
    "phone": "电话",
    "phones": "电话",
    "police": "公安备案号",
    "postbox": "邮政信箱",
    "postcode": "邮政编码",
    "published": "公开时间",
    "reason": "原因",
    "result": "整改成效",
    "round": "轮次",
    "signature": "落款",
    "signed": "落款日期",
    "site_code": "网站标识码",
    "source": "信息来源",
    "starts": "开始日期",
    "status": "状态",
    "status_basis": "状态的依据",
    "summary": "内容概述",
    "text": "正文",
    "title": "标题",
    "type": "栏目类别",
    "undertaker": "承办单位",
    "unit": "单位",
    "value": "数值",
    "was": "原来的文字",
    "withheld": "不公开的原因",
    "word": "状态说法",
}
# Parts of an attachment, as ``attached`` names them: a pattern, and its words.
_PARTS = (
    (r"L([0-9]+)", r"第\1行"),
    (r"p\. ([0-9]+)", r"第\1页"),
    (r"p\. ([0-9]+) annotation", r"第\1页的批注"),
    (r".*(?:creator|Author|EXIF Artist|EXIF XPAuthor)", "属性里的作者"),
    (r".*lastModifiedBy", "属性里的最后修改人"),
    (r".*manager", "属性里的主管"),
)


def in_chinese(name: str) -> str:
    """The Chinese name of a field, a figure or a part of a file; what has none stays as it is."""
    if name in FIELDS:
        return FIELDS[name]
    for pattern, words in _PARTS:
        if found := re.fullmatch(pattern, name):
            return found.expand(words)
    return name
