"""How notices are written, as tables: a layout that is not read yet is a row here.

All patterns look at ``plain`` text: full-width digits, letters and signs as plain ones, character for character, so
that what they find stands at the same place in the text as written.
"""

import re
from typing import NamedTuple

from site_src.model import StatusKind

_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20, 0x00A0: 0x20}
_CHINESE = "[零〇一二三四五六七八九十百]{1,5}"
_NUMBER = rf"(?P<n>{_CHINESE}|[0-9]{{1,3}})"


def plain(text: str) -> str:
    """``text`` with full-width signs as plain ones, each in its place."""
    return text.translate(_WIDE)


# --- marks: what numbers a heading or an item ----------------------------------------------------


class MarkKind(NamedTuple):
    """A form of numbering: its name, and what it looks like at the start of a line."""

    name: str
    pattern: re.Pattern[str]


MARKS = tuple(
    MarkKind(name, re.compile(rf"[ \t]*(?P<mark>{pattern})[ \t]*"))
    for name, pattern in (
        ("【问题一】", rf"[\[【〔](?:巡[察视])?(?:反馈|整改)?问题{_NUMBER}[\]】〕][:、.]?"),
        (
            "反馈问题一",
            rf"(?:巡[察视])?(?:反馈|整改|具体)?问题之?{_NUMBER}(?:[:、.]|(?=[ \t“\"关])|$)",
        ),
        ("第一个问题", rf"第{_NUMBER}[个项条](?:反馈)?问题[:、.,]?"),
        ("第一部分", rf"第{_NUMBER}部分[:、.,]?"),
        ("（一）", rf"\((?P<n>{_CHINESE})\)[、.]?"),
        ("㈠", r"(?P<n>[㈠-㈩])[、.]?"),
        ("一、", rf"(?P<n>{_CHINESE})[、.,]"),
        ("1.1", r"[0-9]{1,2}[.．](?P<n>[0-9]{1,2})(?=[ \t]+[^0-9 \t])"),
        ("1.", r"(?P<n>[0-9]{1,3})(?:[.．](?![0-9])|、)"),
        ("⒈", r"(?P<n>[⒈-⒛])"),
        ("（1）", r"\((?P<n>[0-9]{1,3})\)[、.]?"),
        ("⑴", r"(?P<n>[⑴-⒇])"),
        ("1)", r"(?P<n>[0-9]{1,3})\)"),
        ("1⇥", r"(?P<n>[0-9]{1,3})(?=\t)"),  # of a table: a cell for the number
        ("1 ", r"(?P<n>[0-9]{1,2})(?=[ \t]+[^0-9 \t年月日个次人万名项条件][^。;]{2,30}$)"),
        ("①", r"(?P<n>[①-⑳])"),
    )
)
# A heading without a number: 关于“…”问题, alone on its line.
ABOUT = re.compile(
    r"[ \t]*关于(?:[“\"].{2,80}[”\"]|.{2,60}?)(?:方面)?(?:存在)?的?问题"
    r"(?:的?整改(?:落实)?(?:进展)?情况|方面)?[。.:]?[ \t]*$"
)

# The same at the beginning of a paragraph that goes on.
AGAINST = re.compile(
    r"[ \t]*针对(?:巡[察视](?:组)?)?(?:反馈)?(?:的|指出的)?(?:[“\"].{2,80}?[”\"]|[^,。;]{4,60}?)(?:的|等|方面的)?问题(?=[,:，])"
)

# --- what stands where ---------------------------------------------------------------------------

_ORGANISATION = r"(?:党组|党委|党总支|党支部|党工委|委员会|纪委|局|办公室|办|厅|部|院|中心|公司|集团|学校|大学|学院|医院|政府|街道|联合会|总工会|协会|银行|行|社|馆|所|队|乡|镇)"
TITLE = re.compile(
    r"(?=.{6,120}$)(?=.*(?:整改|巡[察视]|反馈))"
    r"(?:[^。;;!！]*(?:通报|公告|公示|报告|通告)|[ \t]*(?:中共|中国共产党|关于)[^。;;!！]*(?:情况|进展))(?:[(（].{1,12}[)）])?[ \t]*$"
)
TITLE_BEGINS = re.compile(r"[ \t]*(?:中共|中国共产党|关于).{2,60}$")
DOCUMENT_NUMBER = re.compile(r"[ \t]*[一-龥]{2,14}[〔\[(][0-9]{4}[〕\])][0-9]{1,4}号[ \t]*$")
_DAY = (
    r"(?P<year>[0-9]{4}|[二〇零○一三四五六七八九]{4})[ \t]*年[ \t]*"
    r"(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[ \t]*月[ \t]*"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[ \t]*日[ \t]*$"
)
SIGNER = re.compile(rf"[ \t]*(?:中共|中国共产党)?[^。,;:，；：、\d]{{2,40}}{_ORGANISATION}[ \t]*$")
SIGNED_ON = re.compile(rf"[ \t]*(?P<who>[^。,;:，；：0-9]{{2,40}}?{_ORGANISATION})?[ \t]*{_DAY}")

# Of a section's heading: what it holds. The first that matches counts.
NEXT, FINDINGS, OVERVIEW, OTHER = "next", "findings", "overview", "other"
SECTIONS = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (NEXT, r"下一步|下步|下阶段|今后|后续(?:整改)?(?:工作)?(?:打算|安排|计划|措施)|努力方向|工作打算|巩固.{0,6}成果|持续.{0,8}(?:深化|抓好|推进)"),
        (OTHER, r"移交|信访|问题线索|需(?:要)?长期|长期(?:坚持|整改)的?(?:事项|问题)|未完成|监督方式|联系方式|监督渠道|意见反馈"),
        (FINDINGS, r"(?:整改)?落实情况|整改任务|反馈(?:意见|的)?.{0,8}问题|问题.{0,6}整改|整改(?:进展|完成|工作进展)情况|具体问题|整改情况|整改成效"),
        (OVERVIEW, r"组织|总体|基本情况|开展情况|主要做法|工作情况|政治站位|加强领导|压实责任|统筹推进|思想认识"),
    )
)  # fmt: skip
NEXT_STARTS = re.compile(
    r"[ \t]*(?:下一步|下步|下阶段|今后|[^。,;:]{2,30}(?:将|要)(?:以|把|继续|进一步|坚持|持续|深入|认真|严格|始终|驰而不息|巩固|扎实|切实|全面|围绕|聚焦|毫不松懈|常态))"
)
# Words on feedback name a way to reach the body, and what it is for; or they invite to watch.
WAY = re.compile(r"电话|拨打|来信|寄信|来电|邮箱|邮政|信箱|地址|邮编|E-?mail", re.IGNORECASE)
PURPOSE = re.compile(r"监督|拨打|意见|反映|举报|联系|电话|邮箱|信箱|邮编")
INVITATION = re.compile(r"欢迎.{0,20}监督")

# --- parts of a finding --------------------------------------------------------------------------

# The words before a part, and the field it goes into; the longest first.
LEADS = {
    "description": ("问题具体表现", "问题表现", "具体表现", "主要表现", "问题描述", "具体问题", "存在问题", "反馈意见", "反馈问题", "问题内容"),
    "measures": (
        "后续整改进展情况", "后续整改落实情况", "后续整改进展", "后续整改情况", "后续进展", "整改落实情况", "整改进展情况", "整改工作情况", "整改落实进展", "落实整改情况", "整改完成情况", "采取的整改措施",
        "整改具体措施", "整改措施及成效", "整改情况", "整改措施", "整改举措", "整改进展", "整改落实", "落实情况", "采取措施",
        "目前进展情况", "目前进展", "当前进展", "最新进展", "采取的主要措施", "整改落实和成效", "具体措施", "主要措施", "主要做法", "工作措施", "进展情况", "整改内容",
    ),
    "result": ("整改成效", "整改效果", "整改结果", "取得成效", "取得的成效", "工作成效", "完成情况", "成效"),
    "status": ("整改状态", "完成状态", "当前状态", "状态", "整改进度", "办结情况"),
    "next": ("下一步工作措施", "下一步整改措施", "下一步工作打算", "下一步措施", "下一步打算", "下一步工作", "下一步计划", "后续措施", "下步措施"),
    "departments": ("责任单位", "责任部门", "责任科室", "牵头单位", "牵头部门", "牵头科室", "责任领导", "牵头领导", "责任人"),
    "deadline": ("整改时限", "完成时限", "整改期限", "完成时间"),
}  # fmt: skip
_WORDS = sorted((word for words in LEADS.values() for word in words), key=len, reverse=True)
FIELD_OF = {word: field for field, words in LEADS.items() for word in words}
_ORDINAL = rf"(?:\((?:{_CHINESE}|[0-9]{{1,2}})\)[、.]?|[0-9]{{1,2}}[、.)]|[①-⑳])?"  # 三、 is that of a section
# With a colon or in brackets anywhere a sentence may begin; alone on its line without.
LEAD = re.compile(
    rf"(?:^|(?<=[。;!?)\].”\n]))[ \t]*(?P<lead>{_ORDINAL}[ \t]*(?:[\[【(](?P<a>{'|'.join(_WORDS)})[\]】)][:]?"
    rf"|(?P<b>{'|'.join(_WORDS)})[ \t]*[:]))[ \t]*"
)
LEAD_LINE = re.compile(
    rf"[ \t]*(?P<lead>{_ORDINAL}[ \t]*[\[【(]?(?P<a>{'|'.join(_WORDS)})[\]】)]?[ \t]*[。.:]?)[ \t]*$"
)
# A heading that tells what is wrong, and not what was done.
PROBLEM = re.compile(
    r"问题[。.:;]?$|不(?:够|足|到位|深|严|实|力|高|强|全|规范|及时|扎实|彻底|明显|完善|健全|到|紧|细|准|清|平衡|充分|精准|主动|积极|经常|落实|坚决|担当|善|敢|顺|畅|重视|符)"
    r"|没有|未(?:能|按|及时|建立|严格|落实|制定|开展|有效|真正|履行|编制)|缺(?:乏|失|少|位)|欠(?:缺|佳)|薄弱|滞后|淡化|弱化|虚化|宽松软|偏(?:软|弱|少|低|差)|流于形式|走过场|形式主义"
    r"|违规|违反|差距|短板|漏洞|隐患|混乱|松懈|较[差弱低]|极其|层层递减|超标准|多头|脱节|风险|随意|粗放|空转|打折扣|力度小|力度弱"
)
TITLE_END = re.compile(r"问题[。.:;]|[。!?]|[:](?=[ \t]*$)")

# A finding that says of itself that it is not told.
WITHHELD = re.compile(r"(?:不予|不宜|不便|暂不|依法不)公开")

# --- statuses ------------------------------------------------------------------------------------

STATUS_KINDS = (
    (StatusKind.MOSTLY_DONE, re.compile(r"基本完成|基本整改|阶段性完成|大部分完成")),
    (StatusKind.LONG_TERM, re.compile(r"长期坚持|长期整改|持续坚持|持续整改|长期推进|常态化")),
    (StatusKind.IN_PROGRESS, re.compile(r"正在|推进|未完成|整改中|尚未|进行中")),
    (StatusKind.DONE, re.compile(r"完成|已整改|整改到位|办结|销号|立行立改|已解决")),
)
_STATUS = r"(?:已|全部|均已|基本|阶段性|正在|未|尚未)?(?:完成整改|整改完成|整改到位|完成|整改|办结|销号|推进|解决)(?:中|并长期坚持|并持续坚持|、长期坚持|，长期坚持|到位)?"
_STATUS_WORD = rf"(?:{_STATUS}|(?:长期|持续)(?:坚持|整改|推进)|立行立改|整改中|进行中|积极推进)"
STATUS_IN_BRACKETS = re.compile(rf"[(\[【](?P<word>{_STATUS_WORD})[)\]】]")
STATUS_IN_SENTENCE = re.compile(
    r"(?:^|(?<=[。;,!]))(?:目前|截至目前|现)?[,]?(?:该|此|本)(?:项|问题|条)(?:问题|工作|整改|任务|整改工作|整改任务)?"
    r"(?:目前|现)?(?P<word>(?:已经?|正在?|均已|基本|需要?|仍在?)?(?:全部|基本)?"
    r"(?:完成整改|整改完成|整改到位|完成|整改|办结|销号|解决|积极推进|持续推进|推进|长期坚持|持续整改)(?:中|到位|并长期坚持)?)"
    r"(?:[。;.]|,[^。,;]{1,30}[。.]?)?$"
)
STATUS_VALUE = re.compile(
    rf"[ \t]*(?P<word>{_STATUS_WORD}(?:[,、并且]{{1,2}}{_STATUS_WORD})?)[ \t。.;]*$"
)

# --- what is not of the notice -------------------------------------------------------------------

METADATA = re.compile(
    r"[ \t]*[(\[【]?(?:发布(?:时间|日期)|发文日期|成文日期|公开日期|信息来源|来源|作者|责任编辑|编辑|浏览(?:次数|量)|点击(?:数|量)?|阅读(?:次数)?|字体|字号|索引号|文号|发文字号"
    r"|发布机构|发文机关|主题分类|信息分类|公开方式|公开类别|有效性|生效日期|废止日期|名称|访问次数)[ \t]*[:：\[【]"
)
# A line of a table of contents, or the word over it.
CONTENTS = re.compile(
    r"[ \t]*(?:目[ \t]*录[ \t]*$|.{2,60}?(?:[.．…·]{2,}|\t)[ \t]*[0-9]{1,3}[ \t]*$)"
)
PORTAL = re.compile(
    r"[ \t]*(?:"
    r"(?:首页|网站首页|当前位置|您(?:现在)?(?:的|所在)位置|现在位置|你的位置)(?:[ \t:：>»/|].*)?$"
    r"|.*(?:网站标识码|ICP备|公网安备|版权所有|Copyright|技术支持|主办单位[:：]|承办单位[:：]|网站地图|我为政府网站找错)"
    r"|(?:[\[【]?(?:打印(?:本页)?|关闭(?:窗口|本页)?|收藏(?:本页)?|分享|返回(?:顶部|列表)?|我要纠错|纠错|字体|大|中|小)[\]】]?[ \t|]*)+$"
    r"|(?:分享到|扫一扫|上一[篇条]|下一[篇条]|相关(?:链接|新闻|阅读|文章)|附件下载|打印本页|关闭(?:窗口|本页)|返回(?:顶部|列表)|无障碍|长者模式|繁體|English)[ \t]*(?:[:：].*)?$"
    r"|(?:大|中|小)[ \t]+(?:大|中|小)[ \t]+(?:大|中|小)"
    r")",
    re.IGNORECASE,
)
