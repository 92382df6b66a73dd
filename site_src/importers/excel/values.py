"""What Excel shows for a number: by the number format of its cell, in a Chinese installation."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

# Formats that have a number and no words in the file.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "yyyy年m月", 35: "m月d日", 36: "yyyy年m月", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 47: "mm:ss.0", 49: "@", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "m月d日",
    55: "yyyy年m月", 56: "m月d日", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_TOKEN = re.compile(
    r"""\[[^\]]*\]|"[^"]*"|[\\!].|[_*].|AM/PM|A/P|上午/下午|General|G/通用格式|E[+-]|y+|m+|d+|h+|s+|[0#?.,]+|.""",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST_SHOWN = 1e15  # above, Excel itself no longer knows each digit
LAST_DAY = 2_958_466  # 9999-12-31, and one


def shown(value: float, code: str, is_1904: bool = False) -> str:
    """A number as its cell shows it; as Excel's General format does where the format is none that is known."""
    sections = _sections(code)
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    else:
        section = sections[2] if value == 0 and len(sections) > 2 else sections[0]
    tokens = [token for token in _TOKEN.findall(section) if token[0] not in "[_*"]
    kinds = {token[0].lower() for token in tokens if token[0] not in '"\\!'}
    if kinds & set("ymdhs"):
        return _date(value, tokens, is_1904)
    words = [token.lower() for token in tokens]
    is_plain = any(word in ("general", "g/通用格式", "@") or word[0] in "e!" for word in words)
    if is_plain or abs(value) >= MOST_SHOWN:
        return general(value)
    if not kinds & set("0#?"):
        return "".join(map(_literal, tokens))
    return _number(value, tokens)


def general(value: float) -> str:
    """A number without a format: 1 for 1.0, and no more digits than are shown."""
    if value == int(value) and abs(value) < MOST_SHOWN:
        return str(int(value))
    text = f"{value:.10g}"
    return (
        text if "e" not in text else format(Decimal(repr(value)), "f") if abs(value) < 1 else text
    )


def _sections(code: str) -> list[str]:
    """A format's parts, for what is positive, negative and nothing."""
    sections = [""]
    for token in re.findall(r'"[^"]*"|\\.|;|[^";\\]+|.', code, re.DOTALL):
        if token == ";":
            sections.append("")
        else:
            sections[-1] += token
    return sections


def _literal(token: str) -> str:
    return token[1:-1] if token[0] == '"' else token[1:] if token[0] == "\\" else token


def _number(value: float, tokens: list[str]) -> str:
    """Digits by placeholders, and the words around them."""
    places = [i for i, token in enumerate(tokens) if set(token) <= set("0#?.,")]
    if len(places) != 1:
        return general(value)
    (at,) = places
    form = tokens[at]
    amount = Decimal(repr(value)) * (100 if "%" in tokens else 1)
    trimmed = form.rstrip(",")
    amount /= 1000 ** (len(form) - len(trimmed))
    whole, _, decimals = trimmed.partition(".")
    amount = amount.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _, rest = format(abs(amount), ",f" if "," in whole else "f").partition(".")
    least = len(decimals.rstrip("#?"))
    while len(rest) > least and rest.endswith("0"):
        rest = rest[:-1]
    digits = digits.zfill(whole.count("0")) if whole.count("0") or digits != "0" else ""
    sign = "-" if amount < 0 else ""
    body = sign + digits + (f".{rest}" if "." in trimmed else "")
    return "".join(body if i == at else _literal(token) for i, token in enumerate(tokens)).strip()


def _date(value: float, tokens: list[str], is_1904: bool) -> str:
    """A day, or a time of day, by its format."""
    if not 0 <= value < LAST_DAY - (1462 if is_1904 else 0):
        return general(value)
    # Excel counts a 29 February 1900, so days before it are one less away.
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30 if value >= 60 else 31)
    moment = start + timedelta(seconds=round(value * 86400))
    is_half = any(token.upper() in ("AM/PM", "A/P", "上午/下午") for token in tokens)
    out = []
    for index, token in enumerate(tokens):
        kind = token[0].lower()
        if kind == "m" and token.upper() != "AM/PM" and _is_minute(tokens, index):
            out.append(f"{moment.minute:0{min(len(token), 2)}}")
        else:
            out.append(_part(moment, token, kind, is_half))
    return "".join(out).strip()


def _part(moment: datetime, token: str, kind: str, is_half: bool) -> str:
    width = min(len(token), 2)
    if token.upper() in ("AM/PM", "A/P", "上午/下午"):
        first, second = token.split("/")
        return first if moment.hour < 12 else second
    if kind == "y":
        return f"{moment.year % 100:02}" if len(token) < 3 else f"{moment.year}"
    if kind == "m":
        return _MONTHS[moment.month - 1] if len(token) > 2 else f"{moment.month:0{width}}"
    if kind == "d":
        return f"{moment.day:0{width}}" if len(token) < 3 else ""
    if kind == "h":
        return f"{(moment.hour - 1) % 12 + 1 if is_half else moment.hour:0{width}}"
    if kind == "s":
        return f"{moment.second:0{width}}"
    return _literal(token)


def _is_minute(tokens: list[str], index: int) -> bool:
    """Whether an m is a minute: behind an hour, or before a second."""
    runs = [(i, token[0].lower()) for i, token in enumerate(tokens) if re.fullmatch(r"y+|m+|d+|h+|s+", token, re.I)]  # fmt: skip
    at = [i for i, _ in runs].index(index)
    before = runs[at - 1][1] if at else ""
    after = runs[at + 1][1] if at + 1 < len(runs) else ""
    return before == "h" or after == "s"
