"""The notice as a Word file laid out as official documents are (GB/T 9704), as far as styles go.

A4, 天头 37 mm, 订口 28 mm, 版心 156 mm by 225 mm with 22 lines; the title in 小标宋 of size 2, the text in 仿宋 of size 3, its
first lines indented by two characters; 一、 in 黑体, （一） in 楷体. Page numbers stand outside.
"""

import re

from site_src.exporters.ooxml import DOCUMENT, MAIN, escaped, packed, relations
from site_src.exporters.printed import Line, Role, printed
from site_src.load import NoticeFolder

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = f'xmlns:w="{W}" xmlns:r="{DOCUMENT}"'
TEXT_FONT, TITLE_FONT, NUMBER_FONT = "仿宋_GB2312", "方正小标宋简体", "宋体"
# What stands in for a font on machines that lack it.
OTHER_NAMES = {
    TEXT_FONT: "仿宋",
    TITLE_FONT: "华文中宋",
    "黑体": "SimHei",
    "楷体_GB2312": "楷体",
    NUMBER_FONT: "SimSun",
}
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
# Style: its name, what is said of paragraphs, what is said of signs.
STYLES = {
    "Title": ("Title", f'<w:keepNext/><w:spacing w:after="579" w:line="720" w:lineRule="exact"/>{NO_INDENT}<w:jc w:val="center"/>', f'<w:rFonts w:eastAsia="{TITLE_FONT}"/><w:sz w:val="44"/><w:szCs w:val="44"/>'),
    "Heading1": ("heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>', '<w:rFonts w:eastAsia="黑体"/>'),
    "Heading2": ("heading 2", '<w:keepNext/><w:outlineLvl w:val="1"/>', '<w:rFonts w:eastAsia="楷体_GB2312"/>'),
    "Heading3": ("heading 3", '<w:keepNext/><w:outlineLvl w:val="2"/>', ""),
    "Heading4": ("heading 4", '<w:keepNext/><w:outlineLvl w:val="3"/>', ""),
    "Signature": ("Signature", '<w:ind w:rightChars="400" w:right="1280" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>', ""),
}  # fmt: skip
# The form of a heading's number says how it is printed, however deep it stands.
FORMS = (
    ("Heading1", re.compile("[ \t\u3000]*[〇一二三四五六七八九十百]+、")),
    ("Heading2", re.compile("[ \t\u3000]*[（(][〇一二三四五六七八九十百]+[）)]")),
    ("Heading3", re.compile("[ \t\u3000]*[0-9０-９]+[.．、]")),
    ("Heading4", re.compile("[ \t\u3000]*[（(][0-9０-９]+[）)]")),
)
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1361" w:gutter="0"/>'
    '<w:docGrid w:type="lines" w:linePitch="579"/>'
)


def export_docx(folder: NoticeFolder) -> bytes:
    """The text of a notice, line for line a paragraph."""
    kind = f"{MAIN}.wordprocessingml"
    body = "".join(map(_paragraph, printed(folder)))
    feet = '<w:footerReference w:type="default" r:id="r4"/><w:footerReference w:type="even" r:id="r5"/>'
    document = f"<w:body>{body}<w:sectPr>{feet}{PAGE}</w:sectPr></w:body>"
    parts = {
        "document": document,
        "styles": _styles(),
        "settings": '<w:evenAndOddHeaders/><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
        "fontTable": _fonts(),
        "footer1": _page_number("right"),
        "footer2": _page_number("left"),
    }
    roots = {"settings": "settings", "fontTable": "fonts", "footer1": "ftr", "footer2": "ftr"}
    names = ("styles", "settings", "fontTable", "footer1", "footer2")
    return packed(
        {
            **{
                f"word/{name}.xml": f"<w:{roots.get(name, name)} {SPACES}>{xml}</w:{roots.get(name, name)}>"
                for name, xml in parts.items()
            },
            "word/_rels/document.xml.rels": relations(
                *((f"{DOCUMENT}/{name.rstrip('12')}", f"{name}.xml") for name in names)
            ),
        },
        {
            "word/document.xml": f"{kind}.document.main+xml",
            **{f"word/{name}.xml": f"{kind}.{name.rstrip('12')}+xml" for name in names},
        },
        "word/document.xml",
        folder.notice.title,
    )


def _paragraph(line: Line) -> str:
    style = _style(line)
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    if line.text[0].isspace() and line.role in (Role.TEXT, Role.HEADING):
        about += NO_INDENT  # the line has its own
    about = f"<w:pPr>{about}</w:pPr>" if about else ""
    pieces = (
        f'<w:t xml:space="preserve">{escaped(piece)}</w:t>' if piece else ""
        for piece in line.text.split("\t")
    )
    return f"<w:p>{about}<w:r>{'<w:tab/>'.join(pieces)}</w:r></w:p>"


def _style(line: Line) -> str:
    """The style that a line is printed in; none for text."""
    if line.role is Role.HEADING:
        said = next((style for style, form in FORMS if form.match(line.text)), "")
        return said or f"Heading{min(line.level, 4)}"
    return {Role.TITLE: "Title", Role.SIGNATURE: "Signature"}.get(line.role, "")


def _styles() -> str:
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{TEXT_FONT}" w:cs="Times New Roman"/>'
    size = '<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    text = (
        '<w:spacing w:line="579" w:lineRule="exact"/>'
        '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
    )
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{size}</w:rPr></w:rPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{text}</w:pPr></w:style>"
    )
    return (
        defaults
        + normal
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
            f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{signs}</w:rPr></w:style>'
            for style, (name, paragraph, signs) in STYLES.items()
        )
    )


def _fonts() -> str:
    return "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in OTHER_NAMES.items()
    )


def _page_number(side: str) -> str:
    """— 3 — in size 4, one character from the edge of the text."""
    about = f'<w:rPr><w:rFonts w:ascii="{NUMBER_FONT}" w:hAnsi="{NUMBER_FONT}" w:eastAsia="{NUMBER_FONT}"/><w:sz w:val="28"/></w:rPr>'
    place = f'<w:ind w:{side}Chars="100" w:{side}="320" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/>'
    run = f"<w:r>{about}{{}}</w:r>"
    sign = '<w:fldChar w:fldCharType="{}"/>'
    field = (
        sign.format("begin"),
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        sign.format("separate"),
        "<w:t>1</w:t>",
        sign.format("end"),
    )
    pieces = ('<w:t xml:space="preserve">— </w:t>', *field, '<w:t xml:space="preserve"> —</w:t>')
    return f"<w:p><w:pPr>{place}</w:pPr>{''.join(run.format(piece) for piece in pieces)}</w:p>"
