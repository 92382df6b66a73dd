"""Scanners for the numbers of people: identity, mobile, bank card, passport. Each of them stops a build.

They are told by their own checks (GB 11643, Luhn) and by what stands around them, so that document numbers, amounts,
codes and times stay quiet.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from site_src.check.scanner import (
    BLANKS_AND_HYPHENS,
    Known,
    Piece,
    Scanner,
    Span,
    leak,
    plain,
)
from site_src.problems import Level

# What people put between the digits of a number: one or two blanks or hyphens of any kind, or signs that nobody sees.
BETWEEN = rf"[{BLANKS_AND_HYPHENS}]{{0,2}}"
RUN = re.compile(rf"\d(?:{BETWEEN}\d)*(?:{BETWEEN}[Xx](?![0-9A-Za-z]))?")
# An identity number proves itself, so it may go on in the next line.
NEXT_LINE = r"(?<=\d{3})\n(?=\d{3})"
OVER_LINES = re.compile(rf"\d(?:(?:{BETWEEN}|{NEXT_LINE})\d)*(?:{BETWEEN}[Xx](?![0-9A-Za-z]))?")
DOTTED = re.compile(
    r"(?<![\d.·•])(\d{6}[.·•]\d{8}[.·•]\d{3}[\dXx]|1[3-9]\d[.·•]\d{4}[.·•]\d{4})(?![\dXx.·•])"
)
PART = re.compile(r"[0-9]+[Xx]?|[Xx]")
REGIONS = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46".split())  # noqa: SIM905
REGIONS |= frozenset("50 51 52 53 54 61 62 63 64 65 71 81 82 83 90 91".split())  # noqa: SIM905
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEADING = re.compile(r"(?:^|[^A-Za-z])(?:tel|phone|mobile|mob|id|no|card|qq|vx|wx)$", re.I)
AMOUNT = re.compile(
    r"\s?(?:[万亿]?(?:元|[美欧港日]元)|平方米|立方米|千瓦时|公?吨|千克|公斤|公里|亩|[%％])|\.\d"
)
CURRENCY = re.compile(r"(?:人民币|[￥¥$]) ?$")
CARD_WORDS = re.compile(r"银行卡|卡号|账号|帐号|账户|帐户|储蓄卡|信用卡|存折|开户")
BANK_WORDS = re.compile(r"(?:银行(?:卡|账|帐)|卡号|存折)[^\d。,;，；\n]{0,6}$")
IDENTITY_WORDS = re.compile("身份证|身份号码")
CODE_WORDS = re.compile(
    r"(?:编号|索引号?|文号|备案号?|公网安备|许可证号?|信用代码|机构代码|标识码|序列号|单号|流水号|条码"
    r"|(?<![签名])字|第|[〔\[]\d{4}[〕\]])[:： “（(]{0,2}$"
)
CARD_START = re.compile(r"62|4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|35|9558|60|68")


class Number(NamedTuple):
    """Digits that may be one number: where they stand, in how many groups, and the words before."""

    start: int
    end: int
    digits: str
    groups: tuple[int, ...]
    before: str
    is_alone: bool


def identity_numbers(piece: Piece, known: Known) -> Iterator[Span]:
    """Of 18 digits with their check digit, or of 15 with a date; anything that calls itself one."""
    for number in numbers_in(plain(piece.text), OVER_LINES):
        digits = number.digits
        called = IDENTITY_WORDS.search(number.before) is not None
        if len(digits) == 18 and _dated(digits[:14]):
            is_one = check_digit(digits) == digits[17] or (called and number.is_alone)
        else:
            is_one = number.is_alone and min(number.groups) > 1 and _is_old_one(digits)
        if is_one:
            yield number.start, number.end


def _is_old_one(digits: str) -> bool:
    """Fifteen digits of the first generation: a region and a day without its century."""
    return len(digits) == 15 and digits.isdigit() and _dated(f"{digits[:6]}19{digits[6:12]}")


def check_digit(digits: str) -> str:
    """The last character that GB 11643 asks for after the first 17."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits[:17], strict=True))
    return "10X98765432"[total % 11]


def _dated(digits: str) -> bool:
    """Six digits of a region and eight of a day of birth."""
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    return (
        digits[:2] in REGIONS
        and 1900 <= year < 2100
        and 1 <= month <= 12
        and 1 <= day <= DAYS[month - 1]
    )


def mobile_numbers(piece: Piece, known: Known) -> Iterator[Span]:
    """Eleven digits of a mobile, with 86 or 0 before them or not, that are not among the site's contacts."""
    text = plain(piece.text)
    for number in numbers_in(text):
        found = MOBILE_NUMBER.fullmatch(number.digits)
        if (
            found
            and number.is_alone
            and found[1] not in known.phones
            and _is_spoken(number.groups)
            and not (AMOUNT.match(text, number.end) or CURRENCY.search(number.before))
            and not CODE_WORDS.search(number.before)
        ):
            yield number.start, number.end


MOBILE_NUMBER = re.compile(r"(?:(?:00)?86)?0?(1[3-9]\d{9})")


def _is_spoken(groups: tuple[int, ...]) -> bool:
    """Whether a telephone number is written in such groups; smaller ones stand in the rows of a table."""
    return set(groups) == {1} or all(group >= 3 for group in groups[groups[0] in (1, 2) :])


def bank_cards(piece: Piece, known: Known) -> Iterator[Span]:
    """Thirteen to nineteen digits that pass Luhn and begin like a card, or stand after a word that says so."""
    text = plain(piece.text)
    for number in numbers_in(text):
        start, end, digits, groups, before, is_alone = number
        if not (is_alone and 13 <= len(digits) <= 21 and digits.isdigit()):
            continue
        if not (len(digits) <= 19 and luhn(digits)):
            # Accounts of bodies have no check digit; the words before have to say what it is.
            if len(digits) >= 15 and len(groups) < 7 and BANK_WORDS.search(before):
                yield start, end
            continue
        called = CARD_WORDS.search(before) is not None
        like_one = (len(digits) >= 16 and CARD_START.match(digits)) or (
            len(digits) == 15 and digits[:2] in ("34", "37")
        )
        other = AMOUNT.match(text, end) or CODE_WORDS.search(before) or _dated_18(digits)
        if called or (like_one and not other and text[end : end + 1] not in ("/", "号")):
            yield start, end


def _dated_18(digits: str) -> bool:
    return len(digits) == 18 and _dated(digits[:14])


def luhn(digits: str) -> bool:
    """Whether the last digit is the one that Luhn's sum asks for; of equal digits it never is."""
    odd, even = digits[-1::-2], digits[-2::-2]
    total = sum(map(int, odd)) + sum(sum(divmod(2 * int(digit), 10)) for digit in even)
    return total % 10 == 0 and len(set(digits)) > 1


def numbers_in(text: str, run: re.Pattern[str] = RUN) -> Iterator[Number]:
    """Each number, with the blanks and hyphens inside left out.

    What stands in a row may be several numbers, so each row of its parts is taken for one.
    """
    for row in run.finditer(text):
        if row.end() - row.start() < 11:
            continue
        is_alone = _alone(text, row.start(), row.end())
        parts = [part.span() for part in PART.finditer(text, row.start(), row.end())]
        for first in range(len(parts)):
            yield from _from(text, parts, first, is_alone)
    for dotted in DOTTED.finditer(text) if "." in text or "·" in text or "•" in text else ():
        start, end = dotted.span()
        digits = re.sub(r"[.·•]", "", dotted[0]).upper()
        yield Number(start, end, digits, (len(digits),), text[max(0, start - 12) : start], True)


def _from(text: str, parts: list[tuple[int, int]], first: int, is_alone: bool) -> Iterator[Number]:
    """The numbers that begin with a part, as far as any number goes."""
    digits, start = "", parts[first][0]
    groups: tuple[int, ...] = ()
    for begins, ends in parts[first : first + LONGEST]:
        digits += text[begins:ends].upper()
        groups += (ends - begins,)
        if len(digits) > LONGEST or "X" in digits[:-1]:
            return
        if len(digits) >= 11:
            yield Number(start, ends, digits, groups, text[max(0, start - 12) : start], is_alone)


LONGEST = 21


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a run of digits is no part of a code, a fraction or a hash."""
    before = text[max(0, start - 8) : start]
    if re.search(r"[A-Za-z]$", before) and not LEADING.search(before):
        return False
    # A comma before so many digits parts two numbers: those of an amount stand in threes.
    return not (re.search(r"\d\.$", before) or re.match(r"[A-Za-z]", text[end : end + 1]))


IDENTITY_NUMBER = leak(
    "privacy-identity-number",
    zh=("这里有居民身份证号码", "删去，或遮盖出生日期和后四位"),
    en=("this is an identity number", "remove it, or mask the day of birth and the last four"),
    why=(
        "公民身份号码属个人信息，公开前必须去标识化（个人信息保护法；号码规则见 GB 11643）。",
        "An identity number is personal data and must not go out (PIPL; its form is that of GB 11643).",
    ),
    level=Level.ERROR,
)
MOBILE = leak(
    "privacy-mobile",
    zh=("这里有手机号码，不是已登记的联系电话", "删去；是对外的联系电话，写进 contact.yaml"),
    en=(
        "this is a mobile number that is not among the contacts",
        "remove it; if it is a public contact, write it into contact.yaml",
    ),
    why=(
        "手机号码属个人信息；对外的电话应当登记在联系渠道里。",
        "A mobile number is personal data; a public one belongs among the channels.",
    ),
    level=Level.ERROR,
)
BANK_CARD = leak(
    "privacy-bank-card",
    zh=("这里有银行卡号或账号", "删去，或只留后四位"),
    en=("this is the number of a bank card or account", "remove it, or keep the last four digits"),
    why=(
        "金融账户是敏感个人信息（个人信息保护法第二十八条）；号码以 Luhn 校验认出。",
        "Accounts are sensitive personal data (PIPL, article 28); the number passes the check of Luhn.",
    ),
    level=Level.ERROR,
)

PAPER = re.compile(
    r"(?:护照|[Pp]assport|通行证|证件|签证|台胞证|台湾居民|回乡证|旅行证)[^。；;\n]{0,14}?"
    r"(?<![0-9A-Za-z])((?:[A-Z]{1,2}|[a-z])\d{7,10}|\d{8,10})(?![0-9A-Za-z])"
    r"|(?:军官证|士兵证|文职干部证|警官证)[^。；;\n]{0,6}?(?:[^\s。；，,;]字第?)?(?<!\d)(\d{6,8})(?!\d)"
)


def papers(piece: Piece, known: Known) -> Iterator[Span]:
    """Numbers after the name of a passport or a permit; alone they look like any code."""
    for found in PAPER.finditer(plain(piece.text)):
        group = 1 if found[1] else 2
        yield found.span(group)


PAPERS = leak(
    "privacy-passport",
    zh=("这里有护照、通行证等证件号码", "删去，或遮盖中间几位"),
    en=("this is the number of a passport or permit", "remove it, or mask the middle of it"),
    why=(
        "证件号码能认出具体的人，属个人信息。",
        "The number of a document tells who a person is.",
    ),
    level=Level.ERROR,
)
NUMBERS = (
    Scanner(IDENTITY_NUMBER, identity_numbers),
    Scanner(MOBILE, mobile_numbers),
    Scanner(BANK_CARD, bank_cards),
    Scanner(
        PAPERS,
        papers,
        (
            "护照",
            "assport",
            "行证",
            "证件",
            "签证",
            "台胞证",
            "台湾居民",
            "回乡证",
            "官证",
            "士兵证",
            "干部证",
        ),
    ),
)
