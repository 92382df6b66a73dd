"""Scanners for what secrecy review looks for: markings, drafts, cases that are not closed, topics of the body.

A marking is a sign on the document itself; a sentence that speaks of secrets, or of rules about them, stays quiet.
"""

import re
from collections.abc import Iterator

from site_src.check.privacy import spans_of
from site_src.check.scanner import Known, Piece, Scanner, Span, leak, plain
from site_src.problems import Level

GRADE = r"(?:绝\s{0,3}密|机\s{0,3}密|秘\s{0,3}密)"
TERM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:年|个月|天|日)|长期"
# A full-width sign is read as the plain one, so wherever one of the two is meant, the plain one is.
MARKED = re.compile(
    rf"(?:{GRADE}|商\s?密|内\s?部)\s?级?\s?[★☆]\s?(?:{TERM})?|{GRADE}\s?级?\s?[*·—]\s?(?:{TERM})"
    rf"|(?:^|(?<=[\s(【\[〔:,。;]))(?:{GRADE})(?:{TERM})(?=$|[\s)】\]〕,。;])",
    re.M,
)
INTERNAL = r"(?:仅[供限])?内部(?:资料|文件|明电|电报|刊物|参考|参阅|掌握|使用|传阅)(?:使用)?"
PHRASE = rf"(?:{INTERNAL}|(?:请?注意|妥善)保存|(?:不得|请勿|严禁)外传|此件不(?:予)?公开(?:发布)?|党内文件"
PHRASE += r"|阅后(?:即焚|收回|退回)|不得(?:复印|翻印)|密件)"
EDGE = r"[\s#>*_\-（）()【】\[\]〔〕《》“”\"'：:，,、。.；;·★!！]*"
ALONE = re.compile(
    rf"^{EDGE}((?:{PHRASE}{EDGE})+|(?:工作)?{GRADE}级?[\s)】\]〕》*★]*)$|^{EDGE}密级{EDGE}({GRADE})级?{EDGE}$",
    re.M,
)
# Within a sentence: in brackets of its own, or with another such phrase right after it.
WITHIN = re.compile(
    rf"[(（【\[〔]\s*({PHRASE})\s*[)）】\]〕]|[【\[〔]\s*({GRADE}级?)\s*[】\]〕]"
    rf"|(?:^|(?<=[\s（(【\[〔：:，,。；;]))({INTERNAL}[\s，,、；;]*{PHRASE})",
    re.M,
)
IN_HEAD = re.compile(rf"{PHRASE}|{GRADE}(?=级?\s*$)", re.M)
DRAFT = r"送\s?审稿|征求意见稿|讨论稿|报批稿|第[一二三四五六七八九十\d]{1,3}稿|[（(](?:初稿|草稿|修改稿|审议稿)[）)]"
OPEN_CASE = (
    r"(?:正在(?!完善|健全|规范)|尚在|仍在|正由|目前(?!均?已|全部|未)|拟(?!定)|尚未(?!发现)|未办结)[^，。；,;\n]{0,12}?(初步核实|初核|立案|留置|审查调查|线索(?:核查|处置|办理)?)(?!全部|均|已|标准|程序)"
    r"|((?:初步核实|初核|立案|留置|线索)[^，。；,;\n]{0,8}?(?:正在|尚未|尚在|仍在|未办结|进行中|办理中|核查中))"
    r"|((?:被|采取|予以|实施|解除)留置|留置措施)"
)


def markings(piece: Piece, known: Known) -> Iterator[Span]:
    """A grade with a star or a term, a phrase on a line or in brackets of its own, any of them in the head of a page."""
    text = plain(piece.text)
    patterns = (MARKED, ALONE, WITHIN, IN_HEAD) if piece.is_head else (MARKED, ALONE, WITHIN)
    seen: list[Span] = []
    for pattern in patterns:
        for found in pattern.finditer(text):
            span = found.span(next((n for n in range(1, pattern.groups + 1) if found[n]), 0))
            if all(span[1] <= start or span[0] >= end for start, end in seen):
                seen.append(span)
                yield span


def forbidden_terms(piece: Piece, known: Known) -> Iterator[Span]:
    """Words that ``terms.yaml`` forbids."""
    return _each(known.terms.forbidden, piece.text)


def topics(piece: Piece, known: Known) -> Iterator[Span]:
    """Words of the topics in ``terms.yaml``."""
    return _each(known.terms.topics, piece.text)


def _each(words: tuple[str, ...], text: str) -> Iterator[Span]:
    for word in words:
        start = text.find(word)
        while start >= 0:
            yield start, start + len(word)
            start = text.find(word, start + len(word))


MARKING = leak(
    "secrecy-marking",
    zh=("这里有密级或内部标识", "停止公开，交保密审查；确认可以公开的，删去标识"),
    en=(
        "this is a marking of secrecy or for internal use",
        "stop, and have it reviewed for secrecy; if it may be public, remove the marking",
    ),
    why=(
        "带密级或内部标识的文件不得公开（政府信息公开条例第十四、十七条）；只提到保密工作的句子不算。",
        "What carries a marking must not be published (disclosure regulation, articles 14 and 17); a mere mention of secrecy is none.",
    ),
    level=Level.ERROR,
)
FORBIDDEN = leak(
    "secrecy-forbidden-term",
    zh=("这里有 terms.yaml 禁用的词语", "删去，或换一种说法"),
    en=("terms.yaml forbids these words", "remove them, or put it in another way"),
    why=(
        "词表由本机构确定，写在 terms.yaml 的 forbidden 里。",
        "The body itself made the list: forbidden in terms.yaml.",
    ),
    level=Level.ERROR,
)
TOPIC = leak(
    "secrecy-topic",
    zh=("这里涉及 terms.yaml 列出的敏感事项", "请保密审查人员核对"),
    en=("terms.yaml lists this as a sensitive topic", "ask whoever reviews for secrecy"),
    why=(
        "各机构的敏感事项不同，由本机构写在 terms.yaml 的 topics 里。",
        "What is sensitive differs from body to body: topics in terms.yaml.",
    ),
    level=Level.WARNING,
)
DRAFT_MARK = leak(
    "secrecy-draft",
    zh=("这里有未定稿的字样", "核对是不是定稿；只是提到某份文件的，可以保留"),
    en=("these words mark a draft", "see that this is the final text; a mere mention may stay"),
    why=(
        "公开的应是审定的文本；过程性信息可以不公开（政府信息公开条例第十六条）。",
        "What is published is the approved text; drafts need not be (disclosure regulation, article 16).",
    ),
    level=Level.WARNING,
)
OPEN_CASE_TOLD = leak(
    "secrecy-open-case",
    zh=("这里说到没有办结的案件或线索", "请纪检监察机关核对能不能公开"),
    en=(
        "this tells of a case that is not closed",
        "ask the discipline body whether it may be public",
    ),
    why=(
        "初核、已立案而未公布的案件，经批准可以不向社会公开。",
        "Cases under first review, or filed but not announced, may be kept from the public version.",
    ),
    level=Level.WARNING,
)

MARKS = (
    *("绝密", "机密", "秘密", "绝 密", "机 密", "秘 密", "绝\u3000密", "机\u3000密", "秘\u3000密"),
    *("★", "☆", "内部参考", "阅后", "不得复印", "不得翻印", "密件"),
    *(
        *("内部资料", "内部文件", "内部使用", "内部传阅", "内部明电", "内部电报"),
        *("内部刊物", "内部参考", "内部参阅", "内部掌握"),
        "注意保存",
        "妥善保存",
        "外传",
        "此件不",
        "党内文件",
    ),
)
SECRECY = (
    Scanner(MARKING, markings, MARKS),
    Scanner(DRAFT_MARK, spans_of(DRAFT), ("稿",)),
    Scanner(
        OPEN_CASE_TOLD,
        spans_of(OPEN_CASE),
        ("初步核实", "初核", "立案", "线索", "留置", "审查调查"),
    ),
)


def of_terms(known: Known) -> tuple[Scanner, ...]:
    """Scanners for the words of this body."""
    terms = known.terms
    return tuple(
        scanner
        for scanner in (
            Scanner(FORBIDDEN, forbidden_terms, terms.forbidden),
            Scanner(TOPIC, topics, terms.topics),
        )
        if scanner.words
    )
