"""Text to HTML, and the only maker of trusted markup: whatever does not come from here is escaped by the templates.

``marked`` shows what an editor typed, character for character, and tells machines which parts are dates, amounts of
money and titles of documents. ``markdown`` is for the longer texts; raw HTML in them is text like any other, and
nh3 goes over the result once more, so that neither a slip of ours nor of Python-Markdown reaches a reader.
"""

import re
from collections.abc import Callable, Iterator

from markupsafe import Markup, escape

Link = Callable[
    [str], str | None
]  # an address as written -> as it should stand on the page; None is nowhere

# A search that starts at one set of characters is several times as fast as one that tries alternatives
# everywhere; so a whole run of digits is taken at once, and what follows it says what it is.
_SIGNS = re.compile(
    r"[《0-9](?:(?<=《)[^《》]{1,200}》|(?<=[0-9])[0-9]*(?:[,，][0-9]{3})*(?:\.[0-9]+)?"
    r"(?:(年)(?:(1[0-2]|0?[1-9])月(?:(3[01]|[12][0-9]|0?[1-9])日)?)?|(月)(3[01]|[12][0-9]|0?[1-9])日|([万亿]?)元)?)"
)
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_MARKER = re.compile(
    "[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]{1,3}|其[一二三四五六七八九十]"
    "|[①-⑳]|[(（](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|[0-9]{1,2}[.．、](?![0-9])"
)
_NEEDS_MARKDOWN = re.compile(
    r"[\\`*_\[\]<>&|~]|^(?: {0,3}(?:#[^#]|#{5}|>|[-+=]|[0-9]+[.)])|\t| {4})|  $", re.M
)
_TAG = re.compile(r"(<[^>]*>)")
_WIDE = "\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’…—·"
_SOFT_BREAK = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])")

TAGS = frozenset(
    "p h2 h3 h4 ul ol li a strong em code pre blockquote table thead tbody tr th td br hr img".split()  # noqa: SIM905
)


def marked(text: str) -> Markup:
    """``text`` in HTML, its dates in ``<time>``, its amounts in ``<data>``, its documents in ``<cite>``.

    Not a character is changed. An amount's ``value`` is in yuan; a date without a year is one of any year.
    """
    return Markup(_SIGNS.sub(_sign, str(escape(text))).replace("\n", "<br>"))


def measure(text: str) -> Markup:
    """``marked``, with the measure's own marker (一是, ①, 第一 …) set apart."""
    found = _MARKER.match(text)
    if found is None:
        return marked(text)
    return Markup(f'<b class="marker">{escape(found[0])}</b>') + marked(text[found.end() :])


def _sign(found: re.Match[str]) -> str:
    text = found[0]
    if text[0] == "《":
        return f"<cite>{text}</cite>"
    is_year, month, day, is_month, day_of_month, unit = found.groups()
    if unit is not None:
        return f'<data value="{yuan(text[: -1 - len(unit)], unit)}">{text}</data>'
    if is_year:
        year = text[:4]
        if text[4:5] != "年" or not "1000" <= year <= "2999":
            return text
        parts = [year] + [part.zfill(2) for part in (month, day) if part]
    elif is_month:
        year, parts = "", [text.partition("月")[0].zfill(2), day_of_month.zfill(2)]
    else:
        return text
    if not _is_date(year, parts[-2:] if day or is_month else []):
        return text  # 2月30日 is shown as it is, and not passed on to machines as a date
    return f'<time datetime="{"-".join(parts)}">{text}</time>'


def _is_date(year: str, month_and_day: list[str]) -> bool:
    if not month_and_day:
        return True
    month, day = map(int, month_and_day)
    longest = _LONGEST.get(month, 31)
    if month == 2 and year and (int(year) % 4 or (int(year) % 100 == 0 and int(year) % 400)):
        longest = 28
    return 1 <= month <= 12 and day <= longest


def yuan(number: str, unit: str) -> str:
    """``50.68`` and ``万`` to ``506800``: exact, for it never passes through a float."""
    whole, _, fraction = number.replace(",", "").replace("，", "").partition(".")
    places = {"": 0, "万": 4, "亿": 8}[unit]
    fraction = fraction.ljust(places, "0")
    whole = (whole + fraction[:places]).lstrip("0") or "0"
    rest = fraction[places:].rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def markdown(text: str, link: Link) -> Markup:
    """Markdown to HTML that can hold nothing but text, headings, lists, tables, pictures and links that ``link`` knows."""
    if not _NEEDS_MARKDOWN.search(text):
        return Markup("\n").join(_plain_blocks(text))
    return Markup(_clean(_converted(text), link))


def _plain_blocks(text: str) -> Iterator[Markup]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.split("\n")]
        while lines and lines[0].startswith("##"):
            hashes, _, words = lines.pop(0).partition(" ")
            level = min(len(hashes), 4)
            yield Markup(f"<h{level}>{_SIGNS.sub(_sign, str(escape(words.strip())))}</h{level}>")
        if lines and (joined := _SOFT_BREAK.sub("", "\n".join(lines))):
            yield Markup(f"<p>{_SIGNS.sub(_sign, str(escape(joined)))}</p>")


def _converted(text: str) -> str:
    from markdown import Markdown

    converter = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    parts = _TAG.split(converter.convert(text))
    for index in range(0, len(parts), 2):  # the texts between the tags
        parts[index] = _SIGNS.sub(_sign, _SOFT_BREAK.sub("", parts[index]))
    return "".join(parts)


def _clean(html: str, link: Link) -> str:
    import nh3

    def attribute(tag: str, name: str, value: str) -> str | None:
        return link(value) if name in ("href", "src") else value

    allowed = {
        "a": {"href"},
        "img": {"src", "alt"},
        "time": {"datetime"},
        "data": {"value"},
        "ol": {"start"},
    }
    return nh3.clean(
        html,
        tags={*TAGS, "time", "data", "cite"},
        attributes=allowed,
        attribute_filter=attribute,
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel=None,
    )


_CODE = re.compile(r"`[^`]*`")
_LINKED = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]*)")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)")
_AUTOLINK = re.compile(r"<((?:https?|mailto|tel):[^>\s]*)>")
_RAW_HTML = re.compile(r"</?[A-Za-z][^>]*>|<!--|<[!?][A-Za-z]")


def faults(text: str, link: Link) -> Iterator[tuple[int, str, str]]:
    """(line, fault, the words at fault) of a Markdown text: what would not reach the page as it was written.

    The faults are ``raw-html``, ``title-heading``, ``dead-link`` and ``picture-without-text``.
    """
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or line.startswith(("    ", "\t")):
            continue
        plain = _CODE.sub("", line)
        for raw in _RAW_HTML.findall(_AUTOLINK.sub("", plain)):
            yield number, "raw-html", raw
        if re.match(r" {0,3}#(?!#)", plain):
            yield number, "title-heading", plain.strip()
        for picture, words, address in _LINKED.findall(plain):
            if link(address) is None:
                yield number, "dead-link", address
            if picture and not words.strip():
                yield number, "picture-without-text", address
        for address in _REFERENCE.findall(plain) + _AUTOLINK.findall(plain):
            if link(address) is None:
                yield number, "dead-link", address


def meta_tags(tags: tuple[tuple[str, str], ...]) -> Markup:
    """Page tags as ``<meta>`` elements, one a line."""
    return Markup("\n").join(
        Markup('<meta name="{}" content="{}">').format(name, value) for name, value in tags
    )
