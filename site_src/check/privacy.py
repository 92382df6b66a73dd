"""Scanners for personal data that is more than a number: names, homes, cars, health, pay, accounts. They only warn.

Each pattern asks for a word that makes the matter plain: a sick person, not a word on health; a door, not a street.
"""

import re
from collections.abc import Callable, Iterator

from site_src.check.identifiers import MOBILE_NUMBER, numbers_in
from site_src.check.scanner import Known, Piece, Scanner, Span, leak, plain
from site_src.problems import Level, Rule

SURNAMES = "王李张刘杨赵黄吴徐孙胡朱郭罗梁宋唐邓冯韩曹彭董袁潘蒋蔡叶苏魏吕丁沈姚卢傅钟崔廖邱贾谭陆范汪陈周林郑马何谢许孟秦侯尹薛闫阎郝龚邵覃熊邹聂樊鲍"
NAME = (
    rf"(?!张贴|陈述|陈旧|周边|周围|周末|周期|林地|林业|郑重|黄金|何时|许多|许可|谢绝|马上|马路|朱红|丁字|唐突|叶片|周知|谢意|谢谢|董事|陈列|罗列|陆续|范围|周内|周日|何人|何种|何处)"
    rf"(?:[{SURNAMES}]|欧阳|诸葛|司马|上官)(?![某ＸX×])[一-龥]{{1,2}}"
)
NAME_END = r"(?=$|已|[\s，。、；：,;（()）“”]|等|反映|举报|投诉|信访|家[中的里]|户[，。、,]|同志|女士|先生|一家|夫妇|的|因|为|于|在|与|和|被|获|领取|报销)"
NAMED = (
    r"(?:村民|居民|群众|当事人|举报人|信访人|反映人|来访人|受害人|被害人|贫困户|低保户|脱贫户|五保户|户主|司机|驾驶员"
    r"|患者|病人|家属|其妻|其子|其女|其父|其母|配偶|妻子|丈夫)"
    rf"[：: ]?({NAME}){NAME_END}"
    rf"|姓名[：: ]{{1,2}}({NAME}){NAME_END}|({NAME})[（(，,][男女][，,）)]"
)
POST = "(?:[科处局部组队站所股校院厂镇乡县市区]长|主任|书记|科员|干部|职工|会计|出纳|经理|委员|主席|负责人|工作人员)"
PENALTIES = (
    "警告",
    "记过",
    "降级",
    "撤职",
    "开除",
    "免职",
    "诫勉",
    "处分",
    "处理",
    "批评",
    "提醒",
    "问责",
)
PENALTY = f"(?:{'|'.join(PENALTIES)})"
# Bodies and places may begin like a name: 汪清县, 陈仓区.
PERSONAL = rf"{NAME}(?<![县市区乡镇村局办厅院所港州])"
PENALIZED = (
    rf"(?:对|将|给|、|{POST})({PERSONAL})(?=(?:同志)?(?:因[^，。；\n]{{0,20}})?(?:给予|予以|受到)[^，。；\n]{{0,10}}{PENALTY})"
    rf"|(?:给予|予以)({PERSONAL})(?=(?:同志)?(?:党内|行政|政务|严重)*{PENALTY})"
)
# Who is named so is held up as an example, or an author.
HONOURED = r"(?:学习|缅怀|纪念|向)\Z"
HONOURS = r"同志(?:的?(?:先进|英雄|模范)?(?:事迹|精神|思想|讲话|论述|文章|选集)|诞辰)"
MINOR = (
    rf"(?:学生|幼儿|儿童|未成年人|男孩|女孩|男童|女童)[：: ]?({NAME}){NAME_END}"
    r"|(?:[男女孩童]|学生|年仅|现年|年龄)[^。；;\n]{0,4}?((?<!\d)(?:1[0-7]|[1-9])周?岁)(?!以|至|到|-|—|~|～)"
)
COUNT = "[0-9一二三四五六七八九十〇零]"
HOME = (
    rf"{COUNT}{{1,4}}(?:栋|幢|号楼)(?:{COUNT}{{1,3}}(?:单元|层|楼))*{COUNT}{{0,4}}(?:室|户|号房|单元)"
    r"|\d{1,3}单元\d{2,4}(?:室|户)?|(?<=[街路弄巷村])\d{1,4}号\d{3,4}室"
)
HAMLET = rf"[村庄屯区]第?{COUNT}{{1,3}}(?:村民小)?组\d{{1,4}}号"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = (
    rf"(?<![A-Za-z0-9])[{PROVINCES}][A-HJ-Z][·•\- ]?"
    r"(?=[A-Z0-9]*\d[A-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
ILLNESS = (
    r"(?:身患|患有|患上|确诊|罹患|查出|诊断为|(?<!隐)患)[^，。；,;、\n]{0,6}?"
    r"(?:癌|肿瘤|白血病|艾滋|肝炎|肺结核|精神分裂|抑郁|尿毒症|糖尿病|高血压|脑梗|中风(?!险)|重病|精神病|(?<![慢急恶良毒])性病)"
)
PAY = (
    r"(?:月工资|月薪|年薪|月收入|(?<!集体)(?<!经济)(?<!经营性)年收入|工资收入|基本工资|实发工资|应发工资)"
    r"[^，。；,;\n\d]{0,6}\d[\d,.]*(?:万?元)"
    r"|(?:退休金|(?<!基础)养老金)[^，。；,;\n\d]{0,6}\d[\d,.]*元"
)
ACCOUNT = (
    r"(?<!公众)(?<!官方)(?:微信号?|WeChat|wechat|weixin|VX|vx|QQ号?|qq号?)(?:号码|群号?|账号|帐号)?"
    r"[ :：为是]{0,2}((?<![0-9A-Za-z])[A-Za-z][-_A-Za-z0-9]{5,19}|(?<!\d)\d{5,11})(?![0-9A-Za-z@年月个名])"
)
MAILBOX = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:(?:vip\.)?(?:qq|163|126|sina|sohu|foxmail|139|189|aliyun|tom|21cn|wo)\.(?:com|cn|com\.cn)"
    r"|yeah\.net|(?:gmail|hotmail|outlook|live|yahoo|icloud)\.(?:com|cn|com\.cn))(?![A-Za-z0-9.-]*[A-Za-z0-9])",
    re.I,
)


def spans_of(pattern: str) -> Callable[[Piece, Known], Iterator[Span]]:
    """What a pattern finds: its first group that took part, else all of it.

    It is compiled when a text has one of its scanner's words: compiling all of them took as long as a small build.
    """

    def find(piece: Piece, known: Known) -> Iterator[Span]:
        for found in re.finditer(pattern, plain(piece.text)):
            yield found.span(next((n for n in range(1, found.re.groups + 1) if found[n]), 0))

    return find


def people(pattern: str) -> Callable[[Piece, Known], Iterator[Span]]:
    """What a pattern finds, but for the leaders that ``terms.yaml`` names."""
    find = spans_of(pattern)

    def find_others(piece: Piece, known: Known) -> Iterator[Span]:
        for start, end in find(piece, known):
            if piece.text[start:end] not in known.terms.leaders:
                yield start, end

    return find_others


def penalized(piece: Piece, known: Known) -> Iterator[Span]:
    """A name of somebody who got a penalty; most texts with 给予 tell of none."""
    if any(word in piece.text for word in PENALTIES):
        yield from people(PENALIZED)(piece, known)


def comrades(piece: Piece, known: Known) -> Iterator[Span]:
    """A name before 同志, unless it is one of the leaders, or somebody held up as an example."""
    for found in re.finditer("同志", piece.text):
        first = max(0, found.start() - 3)
        name = re.search(rf"{PERSONAL}\Z", piece.text[first : found.start()])
        if (
            name
            and name[0] not in known.terms.leaders
            and not re.search(HONOURED, piece.text[max(0, first - 2) : first + name.start()])
            and not re.match(HONOURS, piece.text[found.start() : found.end() + 8])
        ):
            yield first + name.start(), found.start()


def homes(piece: Piece, known: Known) -> Iterator[Span]:
    """A door, unless it stands in an address that the site declares."""
    for found in re.finditer(HOME, plain(piece.text)):
        if not any(found[0] in address for address in known.addresses):
            yield found.span()


def private_mailboxes(piece: Piece, known: Known) -> Iterator[Span]:
    """Mailboxes of a public provider; one that is a declared contact is told there, once."""
    for found in MAILBOX.finditer(plain(piece.text)):
        if found[0].lower() not in known.mailboxes or piece.is_contact:
            yield found.span()


def mobile_contacts(piece: Piece, known: Known) -> Iterator[Span]:
    """A declared telephone that is a mobile, at the place where it is declared."""
    for number in numbers_in(plain(piece.text)) if piece.is_contact else ():
        if number.is_alone and MOBILE_NUMBER.fullmatch(number.digits):
            yield number.start, number.end


def warn(code: str, zh: str, en: str, why: tuple[str, str]) -> Rule:
    """A rule that asks whether something has to be public."""
    return leak(
        code,
        (zh, "核对是否必须公开；不必的，删去或遮盖"),
        (en, "see whether it has to be public; if not, remove or mask it"),
        why,
        Level.WARNING,
    )


PERSON = warn(
    "privacy-named-person",
    "这里点了个人的姓名",
    "a private person is named",
    (
        "与事项无关的个人不点名。只认身份词后面、“同志”前面和处分对象里的常见姓氏，会有遗漏；领导姓名写进 terms.yaml 就不再提示。",
        "Nobody who is not a party to the text is named. Found by a common surname after a word for a person, before 同志 or with a penalty; some are missed. Leaders in terms.yaml are not told.",
    ),
)
MINOR_TOLD = warn(
    "privacy-minor",
    "这里写了未成年人",
    "a minor is told of",
    (
        "不满十四周岁未成年人的信息是敏感个人信息（个人信息保护法第二十八条）。",
        "What concerns a child under 14 is sensitive personal data (PIPL, article 28).",
    ),
)
HOME_ADDRESS = warn(
    "privacy-home-address",
    "这里有详细到门牌的住址",
    "this address goes down to the door",
    (
        "住址能找到具体的人；办公地址写进 contact.yaml 就不再提示。",
        "An address leads to a person; the one of an office, once in contact.yaml, is not told.",
    ),
)
PLATE_NUMBER = warn(
    "privacy-plate",
    "这里有车牌号码",
    "this is the number of a vehicle",
    (
        "车牌能查到车主和行踪。",
        "A number plate tells the owner and his whereabouts.",
    ),
)
ILLNESS_TOLD = warn(
    "privacy-illness",
    "这里写了个人的病情",
    "somebody's illness is told",
    (
        "医疗健康是敏感个人信息（个人信息保护法第二十八条）。",
        "Health is sensitive personal data (PIPL, article 28).",
    ),
)
PAY_TOLD = warn(
    "privacy-pay",
    "这里写了个人的工资或收入",
    "somebody's pay is told",
    (
        "个人收入属隐私；单位发放的总额不在此列。",
        "What a person earns is private; what a body paid in all is not meant.",
    ),
)
ACCOUNT_TOLD = warn(
    "privacy-account",
    "这里有微信号或 QQ 号",
    "this is a WeChat or QQ account",
    (
        "个人的通讯账号属个人信息；微信公众号不在此列。",
        "The account of a person is personal data; the public account of a body is not meant.",
    ),
)
PRIVATE_MAILBOX = warn(
    "privacy-private-mailbox",
    "这是公共邮箱服务商的个人邮箱",
    "this mailbox is one of a public provider",
    (
        "对外联系用单位邮箱：个人邮箱随人变动，也不受单位管理。",
        "A body answers from a mailbox of its own: a private one leaves with its owner and is nobody's duty.",
    ),
)
MOBILE_CONTACT = warn(
    "privacy-mobile-contact",
    "联系电话是手机号码",
    "this contact is a mobile telephone",
    (
        "对外联系用办公电话：手机号码属于个人。",
        "A body answers at the telephone of an office: a mobile belongs to a person.",
    ),
)

PEOPLE = (
    *(
        "村民",
        "居民",
        "群众",
        "当事人",
        "举报人",
        "信访人",
        "反映人",
        "来访人",
        "受害人",
        "被害人",
        "贫困户",
        "低保户",
    ),
    *(
        "脱贫户",
        "五保户",
        "户主",
        "司机",
        "驾驶员",
        "患者",
        "病人",
        "家属",
        "其妻",
        "其子",
        "其女",
        "其父",
        "其母",
    ),
    *("配偶", "妻子", "丈夫", "姓名", "（男", "（女", "(男", "(女", "，男", "，女", ",男", ",女"),
)
PRIVACY = (
    Scanner(PERSON, people(NAMED), PEOPLE),
    Scanner(PERSON, penalized, ("给予", "予以", "受到")),
    Scanner(PERSON, comrades, ("同志",)),
    Scanner(MINOR_TOLD, spans_of(MINOR), ("学生", "幼儿", "儿童", "未成年人", "岁")),
    Scanner(
        HOME_ADDRESS, homes, ("栋", "幢", "号楼", "单元", *(f"{digit}室" for digit in range(10)))
    ),
    Scanner(HOME_ADDRESS, spans_of(HAMLET), ("组",)),
    Scanner(PLATE_NUMBER, spans_of(PLATE), tuple(PROVINCES)),
    Scanner(ILLNESS_TOLD, spans_of(ILLNESS), ("患", "确诊", "查出", "诊断为")),
    Scanner(PAY_TOLD, spans_of(PAY), ("工资", "薪", "收入", "金")),
    Scanner(
        ACCOUNT_TOLD,
        spans_of(ACCOUNT),
        ("微信", "WeChat", "wechat", "weixin", "VX", "vx", "QQ", "qq"),
    ),
    Scanner(PRIVATE_MAILBOX, private_mailboxes, ("@", "＠")),
    Scanner(MOBILE_CONTACT, mobile_contacts),
)
