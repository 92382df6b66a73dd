"""Counts as word processors print them: 3 as 三, ③, c, III, 丙. One table, a row a format."""

from collections.abc import Callable

_SIMPLE = "零一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def numeral(count: int, form: str, custom: str = "") -> str | None:
    """``count`` in a format of WordprocessingML; None if the format is not known. ``custom`` is a pattern such as 001."""
    if form == "custom":
        first = custom.partition(",")[0].strip()
        return str(count).zfill(len(first)) if first.isdecimal() else None
    written = FORMS.get(form)
    return (written(count) if count >= 0 else str(count)) if written else None


def _digits(signs: str) -> Callable[[int], str]:
    """Digit by digit: 12 as 一二."""
    return lambda count: "".join(signs[int(digit)] for digit in str(count))


def _row(signs: str) -> Callable[[int], str]:
    """The next sign of a row; past its end plain digits, as Word does."""
    return lambda count: signs[count - 1] if 1 <= count <= len(signs) else str(count)


def _range(first: str, length: int) -> Callable[[int], str]:
    return _row("".join(chr(ord(first) + n) for n in range(length)))


def _spoken(signs: str, units: tuple[str, ...]) -> Callable[[int], str]:
    """As it is read: 12 as 十二 (with legal signs 壹拾贰), 105 as 一百零五."""

    def below_10000(digits: str) -> str:
        text = ""
        for place, digit in enumerate(digits):
            if digit != "0":
                text += signs[int(digit)] + units[len(digits) - 1 - place]
            elif text and not text.endswith(signs[0]) and int(digits[place:]):
                text += signs[0]
        return text

    def written(count: int) -> str:
        if not 0 < count < 100_000_000:
            return signs[0] if count == 0 else str(count)
        high, low = divmod(count, 10_000)
        text = below_10000(str(high)) + "万" if high else ""
        text += signs[0] if high and 0 < low < 1000 else ""
        text += below_10000(str(low))
        return text[1:] if text.startswith("一十") else text

    return written


def _up_to_99(spoken: Callable[[int], str], zero: str) -> Callable[[int], str]:
    """Read up to 99, digit by digit from 100 on."""
    beyond = _digits(zero + _SIMPLE[1:])
    return lambda count: spoken(count) if 0 < count < 100 else beyond(count)


def _japanese(count: int) -> str:
    """Without 一 before 十, 百 and 千, and without 零."""
    if not 0 < count < 10_000:
        return str(count) if count else "〇"
    signs = zip(str(count).zfill(4), "千百十 ", strict=True)
    return "".join(
        ("" if digit == "1" and unit != " " else _SIMPLE[int(digit)]) + unit.strip()
        for digit, unit in signs
        if digit != "0"
    )


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa, bb: the letter is repeated."""
    return lambda count: (
        chr(ord(first) + (count - 1) % 26) * ((count - 1) // 26 + 1)
        if 0 < count <= 780
        else str(count)
    )


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10)
    return f"{count}{ending or 'th'}"


_thousand = _spoken(_SIMPLE, ("", "十", "百", "千"))
_wide = _digits("０１２３４５６７８９")
FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda count: str(count).zfill(2),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _range("①", 20),
    "decimalEnclosedCircleChinese": _range("①", 20),
    "decimalEnclosedFullstop": _range("⒈", 20),
    "decimalEnclosedParen": _range("⑴", 20),
    "numberInDash": lambda count: f"- {count} -",
    "ordinal": _ordinal,
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "chineseCounting": _up_to_99(_thousand, "○"),
    "chineseCountingThousand": _thousand,
    "chineseLegalSimplified": _spoken(_LEGAL_SIMPLIFIED, ("", "拾", "佰", "仟")),
    "taiwaneseCounting": _up_to_99(_thousand, "○"),
    "taiwaneseCountingThousand": _thousand,
    "taiwaneseDigital": _digits("○" + _SIMPLE[1:]),
    "ideographDigital": _digits("〇" + _SIMPLE[1:]),
    "japaneseDigitalTenThousand": _digits("〇" + _SIMPLE[1:]),
    "japaneseCounting": _japanese,
    "ideographLegalTraditional": _spoken(_LEGAL_TRADITIONAL, ("", "拾", "佰", "仟")),
    "ideographTraditional": _row("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _row("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _row("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "none": lambda count: "",
}
