"""Text to HTML, and the only maker of trusted markup: whatever does not come from here is escaped by the templates.

``marked`` shows what an editor typed, character for character, and tells machines which parts are dates, amounts of
money and titles of documents. ``markdown`` is for the longer texts; raw HTML in them is text like any other, and
nh3 goes over the result once more, so that neither a slip of ours nor of Python-Markdown reaches a reader.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

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
    r"[\\`*_\[\]<>&|~]|^(?: {0,3}(?:#[^#]|#{5}|>|[-+=]|[0-9]+[.)])|\t| {4})|  $|^(?!##)[^\S\n]*\S[^\n]*\n##",
    re.M,
)
_TAG = re.compile(r"(<[^>]*>)")
_WIDE = "\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’…—·"
_SOFT_BREAK = rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])"  # compiled if it is needed: that takes 3 ms

TAGS = frozenset(
    "p h2 h3 h4 ul ol li a strong em code pre blockquote table thead tbody tr th td br hr img".split()  # noqa: SIM905
)


def marked(text: str) -> Markup:
    """``text`` in HTML, its dates in ``<time>``, its amounts in ``<data>``, its documents in ``<cite>``.

    Not a character is changed. An amount's ``value`` is in yuan; a date without a year is one of any year.
    """
    return _trusted(_marked(text))


def measure(text: str) -> Markup:
    """``marked``, with the measure's own marker (一是, ①, 第一 …) set apart."""
    found = _MARKER.match(text)
    if found is None:
        return _trusted(_marked(text))
    return _trusted(f'<b class="marker">{found[0]}</b>{_marked(text[found.end() :])}')


def attribute(text: str) -> Markup:
    """``text`` escaped, and nothing else; for long ones in which little is to escape this is the fastest way."""
    for plain, entity in _ENTITIES:
        text = text.replace(plain, entity)
    return _trusted(text)


def is_special(text: str) -> bool:
    """Whether escaping would change ``text``; looking is several times as fast as escaping."""
    return "&" in text or "<" in text or ">" in text or '"' in text or "'" in text


_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;"))
# Markup(text), without the search for an __html__ method
_trusted: Callable[[str], Markup] = partial(str.__new__, Markup)


def _marked(text: str) -> str:
    if is_special(text):
        text = str(escape(text))
    if "\n" in text:
        text = text.replace("\n", "<br>")
    if (
        "年" in text or "月" in text or "元" in text or "《" in text
    ):  # else there is nothing to mark
        return _SIGNS.sub(_sign, text)
    return text


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
        if len(parts[0]) != 2 or not parts[0].isdigit():
            return text
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


def lowered(html: Markup, levels: int) -> Markup:
    """What ``markdown`` made, its headings that many levels lower, for a page on which it stands under others."""
    return Markup(re.sub(r"(</?h)([2-4])>", lambda h: f"{h[1]}{int(h[2]) + levels}>", str(html)))


def _plain_blocks(text: str) -> Iterator[Markup]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.split("\n")]
        while lines and lines[0].startswith("##"):
            line = lines.pop(0)
            words = line.lstrip("#")
            level = min(len(line) - len(words), 4)
            words = words.rstrip("#").strip() or words
            yield Markup(f"<h{level}>{_SIGNS.sub(_sign, str(escape(words)))}</h{level}>")
        if lines and (joined := _joined("\n".join(lines))):
            yield Markup(f"<p>{_SIGNS.sub(_sign, str(escape(joined)))}</p>")


def _joined(text: str) -> str:
    """Lines without the blank that a browser would show between two wide characters."""
    return re.sub(_SOFT_BREAK, "", text) if "\n" in text else text


def _converted(text: str) -> str:
    from markdown import Markdown

    converter = Markdown(extensions=["tables", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    parts = _TAG.split(converter.convert(text))
    for index in range(0, len(parts), 2):  # the texts between the tags
        parts[index] = _SIGNS.sub(_sign, _joined(parts[index]))
    html = re.sub(r"(</?h)[56]>", r"\g<1>4>", "".join(parts))
    return re.sub("<th(?=[ >])", '<th scope="col"', html)


def _clean(html: str, link: Link) -> str:
    import nh3

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "src" and not _is_picture(value):
            return None
        return link(value) if name in ("href", "src") else value

    allowed = {
        "a": {"href"},
        "img": {"src", "alt"},
        "time": {"datetime"},
        "data": {"value"},
        "ol": {"start"},
        "th": {"scope"},
    }
    return nh3.clean(
        html,
        tags={*TAGS, "time", "data", "cite"},
        attributes=allowed,
        attribute_filter=attribute,
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel=None,
    )


# What is text whatever it looks like: code, escaped characters, and lines indented by four outside of lists.
_AS_TYPED = re.compile(r"(?<!`)(`+)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)|\\[!-/:-@\[-`{-~]", re.DOTALL)
_LINKED = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?((?:[^()\s<>]|\([^()\s<>]*\))*)")
_REFERENCE = re.compile(r"^ {0,3}\[[^\[\]]+\]:\s*<?([^\s<>]+)", re.M)
_AUTOLINK = re.compile(r"<((?:https?|ftp)://[^<>]*|[^<>\s!@]+@[^<>\s@]+)>", re.I)
_NO_TAG = re.compile(rf"{_AUTOLINK.pattern}|(?<=\]\()\s*<[^<>\n]*>", re.I)
_RAW_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<[!?][A-Za-z]")
_TITLE = re.compile(r"^ {0,3}#(?!#).*|^[^\S\n]*\S.*(?=\n=+ *$)", re.M)


def faults(text: str, link: Link) -> Iterator[tuple[int, int, str, str]]:
    """(line, column, fault, the words at fault) of a Markdown text: what would not reach the page as it was written.

    The faults are ``raw-html``, ``title-heading``, ``heading-level``, ``dead-link`` and ``picture-without-text``.
    """
    plain = _AS_TYPED.sub(_blank, "\n".join(_without_code(text.split("\n"))))
    found = [(start, "raw-html", words) for start, words in _raw_html(plain)]
    found += [(m.start(), "title-heading", m[0].strip()) for m in _TITLE.finditer(plain)]
    found += _odd_levels(plain)
    for m in _LINKED.finditer(plain):
        if link(m[3]) is None or (m[1] and not _is_picture(m[3])):
            found.append((m.start(3), "dead-link", m[3]))
        if m[1] and not m[2].strip():
            found.append((m.start(), "picture-without-text", m[3]))
    for m in (*_REFERENCE.finditer(plain), *_AUTOLINK.finditer(plain)):
        if link(m[1] if ":" in m[1] or "@" not in m[1] else f"mailto:{m[1]}") is None:
            found.append((m.start(1), "dead-link", m[1]))
    for start, fault, words in sorted(found):
        before = plain[:start]
        yield before.count("\n") + 1, start - before.rfind("\n"), fault, words


def _odd_levels(plain: str) -> Iterator[tuple[int, str, str]]:
    """Headings deeper than one below the last, or deeper than four."""
    last = 1
    for found in re.finditer(r"^ {0,3}(##+)(?!#).*", plain, re.MULTILINE):
        level = len(found[1])
        if level > min(last + 1, 4):
            yield found.start(), "heading-level", found[0].strip()
        last = level


def _raw_html(plain: str) -> Iterator[tuple[int, str]]:
    """Tags and comments; the closing tag of one that was told is not told again."""
    opened: set[str] = set()
    for found in _RAW_HTML.finditer(_NO_TAG.sub(_blank, plain)):
        name = re.sub(r"^</?|[\s/>].*", "", found[0], flags=re.DOTALL).lower()
        if not (found[0].startswith("</") and name in opened):
            yield found.start(), found[0]
        opened.add(name)


def _without_code(lines: list[str]) -> Iterator[str]:
    """The lines, those of indented code made blank."""
    after_blank, in_list = True, False
    for line in lines:
        if line.strip() and not line.startswith((" ", "\t")):
            in_list = bool(re.match(r"[-+*]\s|\d+[.]\s", line)) or (in_list and not after_blank)
        is_code = line.startswith(("    ", "\t")) and after_blank and not in_list
        yield "" if is_code else line
        after_blank = not line.strip() or is_code


def _is_picture(address: str) -> bool:
    """Whether an address can be a picture of this site: nothing is shown from another host."""
    return bool(
        re.fullmatch(r"[^:]+\.(?:jpe?g|png|webp)", address, re.IGNORECASE)
    ) and not address.startswith("//")


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def meta_tags(tags: tuple[tuple[str, str], ...]) -> Markup:
    """Page tags as ``<meta>`` elements, one a line."""
    return _trusted(
        "\n".join([f'<meta name="{escape(n)}" content="{escape(c)}">' for n, c in tags])
    )


def meta_lines(*tags: Markup) -> Markup:
    """Several ``meta_tags`` as one; what is empty takes no line."""
    return _trusted("\n".join(filter(None, tags)))


NO_TAGS = meta_lines()
