"""Scanners for the numbers of people: identity, mobile, bank card, passport. Each of them stops a build.

They are told by their own checks (GB 11643, Luhn) and by what stands around them, so that document numbers, amounts,
codes and times stay quiet.
"""

import re
from collections.abc import Iterator

from site_src.check.scanner import Known, Piece, Scanner, Span, leak, plain
from site_src.problems import Level

RUN = re.compile(r"\d(?:[ \-]?\d)*(?:[ \-]?[Xx](?![0-9A-Za-z]))?")
PART = re.compile(r"[0-9Xx]+")
REGIONS = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46".split())  # noqa: SIM905
REGIONS |= frozenset("50 51 52 53 54 61 62 63 64 65 71 81 82 83 90 91".split())  # noqa: SIM905
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LEADING = re.compile(r"(?:^|[^A-Za-z])(?:tel|phone|mobile|mob|id|no|card|qq|vx|wx)$", re.I)
AMOUNT = re.compile(r"\s?(?:万|亿)?元|[.,]\d")
CARD_WORDS = re.compile(r"银行卡|卡号|账号|帐号|账户|帐户|储蓄卡|信用卡|存折|开户")
CODE_WORDS = re.compile(
    r"(?:编号|索引号?|文号|备案号?|公网安备|许可证号?|信用代码|机构代码|标识码|序列号|单号|流水号|条码|字|第|〕|\])"
    r"[:： “（(]{0,2}$"
)
CARD_START = re.compile(r"62|4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|35|9558|60|68")


def identity_numbers(piece: Piece, known: Known) -> Iterator[Span]:
    """Of 18 digits with their check digit, or of 15 with a date; anything that calls itself one."""
    text = plain(piece.text)
    for start, end, digits, before in numbers_in(text):
        called = "身份证" in before
        if (
            len(digits) == 18
            and _dated(digits[:14])
            and (check_digit(digits) == digits[17] or called)
        ) or (len(digits) == 15 and digits.isdigit() and _dated(f"{digits[:6]}19{digits[6:12]}")):
            yield start, end


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
    """Eleven digits of a mobile, with 86 before them or not, that are not among the site's contacts."""
    text = plain(piece.text)
    for start, end, digits, before in numbers_in(text):
        number = digits.removeprefix("00")
        number = number[2:] if len(number) == 13 and number.startswith("86") else number
        if (
            re.fullmatch(r"1[3-9]\d{9}", number)
            and number not in known.phones
            and not (AMOUNT.match(text, end) or CODE_WORDS.search(before))
        ):
            yield start, end


def bank_cards(piece: Piece, known: Known) -> Iterator[Span]:
    """Thirteen to nineteen digits that pass Luhn and begin like a card, or stand after a word that says so."""
    text = plain(piece.text)
    for start, end, digits, before in numbers_in(text):
        if not (13 <= len(digits) <= 19 and digits.isdigit() and luhn(digits)):
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


def numbers_in(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Each number, blanks and hyphens inside left out, as (start, end, digits, the words before it).

    What stands in a row may be several numbers: first all of it is taken for one, then each shorter row of its parts.
    """
    for run in RUN.finditer(text):
        if run.end() - run.start() < 11 or not _alone(text, run.start(), run.end()):
            continue
        parts = [part.span() for part in PART.finditer(text, run.start(), run.end())][:40]
        for first in range(len(parts)):
            for last in range(len(parts), first, -1):
                start, end = parts[first][0], parts[last - 1][1]
                digits = re.sub(r"[ \-]", "", text[start:end]).upper()
                if 11 <= len(digits) <= 19 and digits.count("X") <= digits.endswith("X"):
                    yield start, end, digits, text[max(0, start - 12) : start]


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a run of digits is no part of a code, a fraction or a hash."""
    before = text[max(0, start - 8) : start]
    if re.search(r"[A-Za-z]$", before) and not LEADING.search(before):
        return False
    return not (re.search(r"\d[.,]$", before) or re.match(r"[A-Za-z]", text[end : end + 1]))


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
    r"(?:护照|通行证|证件|签证|台胞证|台湾居民|回乡证|旅行证)[^。；\n]{0,14}?"
    r"(?<![0-9A-Za-z])((?:[A-Z]{1,2}|[a-z])\d{7,10}|\d{8,10})(?![0-9A-Za-z])"
    r"|(?:军官证|士兵证|文职干部证|警官证)[^。；\n]{0,6}?(?:[^\s。；，]字第?)?(?<!\d)(\d{6,8})(?!\d)"
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
