"""Nothing that is personal or secret goes out: planted in every carrier it is found, and what only looks like it is not.

All persons and numbers are made up; the numbers have the right check digits, for that is what they are told by.
"""

import json
import re
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from site_src.check.privacy import PRIVACY
from site_src.check.scanner import Known, Piece, Scan
from site_src.check.terms import wording
from site_src.model import Terms
from site_src.problems import Place
from tests import leak_files as files
from tests.test_invalid import BASE, NOTICE, run

ROOT = Path(__file__).resolve().parent.parent


def with_check_digit(first: str) -> str:
    """An identity number of these 17 digits: the last makes the sum of digit times power of two 1 modulo 11."""
    total = sum(int(digit) * 2 ** (17 - at) for at, digit in enumerate(first))
    return first + "0123456789X"[(1 - total) % 11]


def with_luhn(first: str) -> str:
    """A card number of these digits and the one that makes it right."""
    doubled = [int(d) * (2 if at % 2 == 0 else 1) for at, d in enumerate(reversed(first))]
    return first + str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


ID = with_check_digit("11010119900307283")
ID_X = next(
    n for n in (with_check_digit(f"42070319850612{i:03}") for i in range(99)) if n[-1] == "X"
)
CARD = with_luhn("621700123456789012")
MOBILE = "13812345678"
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")

# What is planted in a text, and the rule that has to find it.
IN_TEXT = {
    f"补贴发给身份证号{ID}的人员。": "privacy-identity-number",
    f"经办人证件{ID_X}。": "privacy-identity-number",
    f"证件{ID_X.lower()}，": "privacy-identity-number",
    f"证件{ID[:6]} {ID[6:14]} {ID[14:]}": "privacy-identity-number",
    f"证件{ID[:6]}-{ID[6:14]}-{ID[14:]}。": "privacy-identity-number",
    f"证件{ID_X.translate(WIDE)}。": "privacy-identity-number",
    "旧证110101900307283。": "privacy-identity-number",
    f"身份证号：{ID[:-1]}{(int(ID[-1]) + 1) % 10}": "privacy-identity-number",
    f"联系{MOBILE}。": "privacy-mobile",
    "电话138-1234-5678。": "privacy-mobile",
    "电话138 1234 5678。": "privacy-mobile",
    "电话+86 13812345678。": "privacy-mobile",
    "电话8613812345678。": "privacy-mobile",
    "电话１３８１２３４５６７８。": "privacy-mobile",
    "办公0100-1234567 13912345678。": "privacy-mobile",
    "Tel13812345678": "privacy-mobile",
    f"证件{ID[:6]}\xa0{ID[6:14]}\xa0{ID[14:]}": "privacy-identity-number",
    f"证件{ID[:6]}\u2009{ID[6:14]}–{ID[14:]}": "privacy-identity-number",
    f"证件{ID[:6]}  {ID[6:14]}  {ID[14:]}": "privacy-identity-number",
    f"证件{ID[:10]}\n{ID[10:]}": "privacy-identity-number",
    f"证件{ID[:6]}.{ID[6:14]}.{ID[14:]}": "privacy-identity-number",
    f"1.{ID}": "privacy-identity-number",
    f"sfz{ID}": "privacy-identity-number",
    f"公民身份号码{ID[:-1]}{(int(ID[-1]) + 1) % 10}": "privacy-identity-number",
    "13911112222,13933334444": "privacy-mobile",
    "3,13911112222,5": "privacy-mobile",
    "电话139\xa01111\xa02222": "privacy-mobile",
    "电话139—1111—2222": "privacy-mobile",
    "电话139.1111.2222": "privacy-mobile",
    "电话139·1111·2222": "privacy-mobile",
    "电话139\u200b11112222": "privacy-mobile",
    "电话013911112222": "privacy-mobile",
    "签字13911112222": "privacy-mobile",
    "〔联系人〕13911112222": "privacy-mobile",
    "12 34 56 " * 20 + "139 1111 2222": "privacy-mobile",
    f"退款{CARD}。": "privacy-bank-card",
    "银行账号：10155401040012345": "privacy-bank-card",
    "Passport No. E12345678": "privacy-passport",
    f"账号{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:]}": "privacy-bank-card",
    f"退款{with_luhn('456789012345678')}。": "privacy-bank-card",
    f"卡号：{with_luhn('110234567890')}": "privacy-bank-card",
    "护照号码E12345678。": "privacy-passport",
    "持护照EA1234567出境。": "privacy-passport",
    "往来港澳通行证C12345678": "privacy-passport",
    "台胞证号12345678。": "privacy-passport",
    "军官证南字第0123456号": "privacy-passport",
    "机密★1年": "secrecy-marking",
    "绝密 ★ 长期": "secrecy-marking",
    "秘 密★": "secrecy-marking",
    "（秘密10年）": "secrecy-marking",
    "密级：机密": "secrecy-marking",
    "机　　密★3年": "secrecy-marking",
    "秘密*5年": "secrecy-marking",
    "注明，秘密10年，": "secrecy-marking",
    "商密★3年": "secrecy-marking",
    "内部★": "secrecy-marking",
    "关于整改的通报（内部资料）": "secrecy-marking",
    "阅后收回": "secrecy-marking",
    "内部资料": "secrecy-marking",
    "内部资料，注意保存": "secrecy-marking",
    "【内部文件 不得外传】": "secrecy-marking",
    "（此件不公开）": "secrecy-marking",
    "★党内文件★": "secrecy-marking",
    "【机密】": "secrecy-marking",
    "该件标有【机密】。": "secrecy-marking",
    "仅供内部参考": "secrecy-marking",
    "内部明电": "secrecy-marking",
    "补记台账（内部资料）。": "secrecy-marking",
    "补记台账，内部资料，注意保存。": "secrecy-marking",
    "对财务科长李建国给予警告处分": "privacy-named-person",
    "对李建国因失职予以诫勉谈话": "privacy-named-person",
    "给予李建国党内严重警告": "privacy-named-person",
    "对两名职工、李建国给予警告": "privacy-named-person",
    "收回李建国同志违规领取的补贴3000元": "privacy-named-person",
    "反映问题的村民王大明已答复。": "privacy-named-person",
    "姓名：李小云，": "privacy-named-person",
    "村民孟小军，": "privacy-named-person",
    "村民欧阳大明的": "privacy-named-person",
    "村民刘小宝同志": "privacy-named-person",
    "住阳光花园五栋三单元六〇一室": "privacy-home-address",
    "住北街12号201室": "privacy-home-address",
    "张铁山（男，汉族）": "privacy-named-person",
    "救助学生刘小宝，": "privacy-minor",
    "当事人为女，13岁，": "privacy-minor",
    "住幸福小区3栋2单元501室": "privacy-home-address",
    "家住红星村三组18号": "privacy-home-address",
    "公车鄂A12345违规": "privacy-plate",
    "公车鄂A·D12345违规": "privacy-plate",
    "其父患有肺癌": "privacy-illness",
    "月工资为6500元": "privacy-pay",
    "微信号：abc_2024": "privacy-account",
    "QQ：123456789": "privacy-account",
    "邮箱someone@163.com": "privacy-private-mailbox",
    "《办法》（送审稿）": "secrecy-draft",
    "第三稿": "secrecy-draft",
    "该案正在初核": "secrecy-open-case",
    "1人被留置": "secrecy-open-case",
    "移交的线索尚未办结": "secrecy-open-case",
}
LEAK = f"补贴发给{ID}的人员"
HEX = "61" * 3
IN_FILES: dict[str, tuple[bytes, str]] = {
    "a.docx": (files.docx(LEAK), "privacy-identity-number"),
    "runs.docx": (files.docx(f"{ID[:7]}|{ID[7:12]}|{ID[12:]}"), "privacy-identity-number"),
    "head.docx": (
        files.docx(word__header1_xml=files.word_part("某局内部文件第1号", "hdr")),
        "secrecy-marking",
    ),
    "foot.docx": (files.docx(word__footer1_xml=files.word_part(MOBILE, "ftr")), "privacy-mobile"),
    "note.docx": (
        files.docx(word__footnotes_xml=files.word_part(CARD, "footnotes")),
        "privacy-bank-card",
    ),
    "comment.docx": (
        files.docx(word__comments_xml=files.word_part(LEAK, "comments")),
        "privacy-identity-number",
    ),
    "commented.docx": (
        files.docx(word__comments_xml=files.word_part("再核", "comments")),
        "secrecy-comments",
    ),
    "deleted.docx": (
        files.docx(body=f"<w:p><w:del><w:r><w:delText>{MOBILE}</w:delText></w:r></w:del></w:p>"),
        "privacy-mobile",
    ),
    "changed.docx": (
        files.docx(body="<w:p><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>"),
        "secrecy-revisions",
    ),
    "hidden.docx": (
        files.docx(body="<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"),
        "secrecy-hidden-text",
    ),
    "author.docx": (
        files.docx(docProps__core_xml=files.CORE.format("<dc:creator>王大明</dc:creator>")),
        "privacy-document-author",
    ),
    "keywords.docx": (
        files.docx(docProps__core_xml=files.CORE.format(f"<dc:subject>{MOBILE}</dc:subject>")),
        "privacy-mobile",
    ),
    "picture.docx": (
        files.docx(**{"word__media__1.jpg": files.jpeg({0x010E: MOBILE})}),
        "privacy-mobile",
    ),
    "embedded.docx": (files.docx(**{"word__embeddings__1.bin": b"x"}), "privacy-unread-part"),
    "a.xlsx": (files.xlsx(LEAK), "privacy-identity-number"),
    "number.xlsx": (files.xlsx(cells=f"<row><c><v>{MOBILE}</v></c></row>"), "privacy-mobile"),
    "inline.xlsx": (
        files.xlsx(cells=f'<row><c t="inlineStr"><is><t>{CARD}</t></is></c></row>'),
        "privacy-bank-card",
    ),
    "sheet.xlsx": (files.xlsx(state='state="hidden"'), "secrecy-hidden-text"),
    "row.xlsx": (files.xlsx(cells='<row hidden="1"/>'), "secrecy-hidden-text"),
    "note.xlsx": (
        files.xlsx(
            xl__comments1_xml=f'<comments xmlns="{files.S}"><text><t>{MOBILE}</t></text></comments>'
        ),
        "privacy-mobile",
    ),
    "other.xlsx": (files.xlsx(cells="<row><c><v>1.3812345678E10</v></c></row>"), "privacy-mobile"),
    "name.xlsx": (
        files.office(
            xl__workbook_xml=f'<workbook xmlns="{files.S}"><sheets><sheet name="{MOBILE}"/></sheets></workbook>'
        ),
        "privacy-mobile",
    ),
    "head.xlsx": (
        files.xlsx(
            xl__worksheets__sheet2_xml=f'<worksheet xmlns="{files.S}"><headerFooter><oddHeader>'
            "&amp;L&amp;12内部资料&amp;C第&amp;P页</oddHeader></headerFooter></worksheet>"
        ),
        "secrecy-marking",
    ),
    "picture-text.docx": (
        files.docx(
            body=f'<w:p><w:r><wp:docPr xmlns:wp="x" id="1" name="1" descr="{LEAK}"/></w:r></w:p>'
        ),
        "privacy-identity-number",
    ),
    "bound.docx": (
        files.docx(customXml__item1_xml=f"<x><tel>{MOBILE}</tel></x>"),
        "privacy-mobile",
    ),
    "a.pptx": (files.pptx("机密★3年"), "secrecy-marking"),
    "notes.pptx": (
        files.pptx(LEAK, "ppt__notesSlides__notesSlide1_xml"),
        "privacy-identity-number",
    ),
    "a.pdf": (files.pdf(LEAK), "privacy-identity-number"),
    "mark.pdf": (files.pdf("内部资料"), "secrecy-marking"),
    "author.pdf": (files.pdf("文", Author="李小云"), "privacy-document-author"),
    "subject.pdf": (files.pdf("文", Subject=MOBILE), "privacy-mobile"),
    "note.pdf": (files.pdf("文", note=f"问{MOBILE}"), "privacy-mobile"),
    "noted.pdf": (files.pdf("文", note="改"), "secrecy-comments"),
    "form.pdf": (files.pdf("文", field=LEAK), "privacy-identity-number"),
    "part-scan.pdf": (files.pdf("文", has_drawing=True), "privacy-unread-part"),
    "scan.pdf": (files.pdf(), "privacy-unread-part"),
    "broken.pdf": (b"%PDF-1.7\nnothing", "privacy-unread-attachment"),
    "a.jpg": (files.jpeg({0x010E: f"tel {MOBILE}"}), "privacy-mobile"),
    "artist.jpg": (files.jpeg({0x9C9D: "张铁山".encode("utf-16-le")}), "privacy-document-author"),
    "gps.jpg": (files.jpeg(has_position=True), "privacy-picture-position"),
    "xmp.jpg": (files.jpeg(xmp=f"<x>{LEAK}</x>"), "privacy-identity-number"),
    "a.png": (files.png(b"tEXt", f"Comment\0{MOBILE}".encode()), "privacy-mobile"),
    "z.png": (files.png(b"zTXt", b"C\0\0" + zlib.compress(MOBILE.encode())), "privacy-mobile"),
    "i.png": (files.png(b"iTXt", b"C\0\0\0zh\0\0" + LEAK.encode()), "privacy-identity-number"),
    "a.txt": (f"第一行\n{LEAK}\n".encode(), "privacy-identity-number"),
    "gbk.csv": (f"姓名,电话\n某,{MOBILE}\n".encode("gb18030"), "privacy-mobile"),
    "row.csv": (f"1,某,3.5,{MOBILE},2\n".encode("gb18030"), "privacy-mobile"),
    "wide.txt": (LEAK.encode("utf-16"), "privacy-identity-number"),
    "第三稿.txt": (b"1\n", "secrecy-draft"),
    f"{MOBILE}.txt": (b"1\n", "privacy-mobile"),
    "a.doc": (b"\xd0\xcf\x11\xe0", "privacy-unread-attachment"),
    "a.wps": (b"\xd0\xcf\x11\xe0", "privacy-unread-attachment"),
    "a.ofd": (b"PK", "privacy-unread-attachment"),
    "a.zip": (b"PK", "privacy-unread-attachment"),
}
# Other places of the content: the file, what in it is replaced by what, and the rule.
ELSEWHERE = {
    "site.yaml": ("name: ", f"introduction: {LEAK}\nname: ", "privacy-identity-number"),
    "contact.yaml": ("channels:", f"introduction: 也可致电{MOBILE}\nchannels:", "privacy-mobile"),
    "glossary.yaml": ("清单", f"清单{MOBILE}", "privacy-mobile"),
    "pages/about.md": ("---\n这里", f"---\n{LEAK}\n\n这里", "privacy-identity-number"),
    f"{NOTICE}/overview.md": ("\n", f"\n\n{LEAK}\n", "privacy-identity-number"),
    f"{NOTICE}/next-steps.md": ("\n", f"\n\n{LEAK}\n", "privacy-identity-number"),
    f"{NOTICE}/notice.yaml": ("title: ", f"signature: [{MOBILE}]\ntitle: ", "privacy-mobile"),
}
HARMLESS = (
    "修订完善《涉密计算机保密管理制度》等5项。",
    "进一步落实保密制度，国家秘密管理责任到人。",
    "涉密和非涉密移动存储介质保密管理制度已经修订。",
    "机密级计算机登记造册。",
    "组织学习保守国家秘密法，签订承诺书36份。",
    "严禁泄露商业秘密。",
    "秘密等级的划分由定密责任人负责。",
    "保守秘密10年来无一起失泄密。",
    "规范内部资料的管理，建立台账。",
    "内部文件传阅登记不全的问题已经整改。",
    "提醒干部注意保存票据。",
    "对党内文件的学习不够深入。",
    "（此件公开发布）",
    "咨询电话0100-1234567。",
    "咨询电话（0100）1234567转802。",
    "热线12345、12388。",
    "免费电话400-123-4567。",
    "涉及资金13812345678元。",
    "涉及资金13812345678.00元。",
    "资金13,812,345,678元已收回。",
    "资金138.12345678万元。",
    "发文字号：某办发〔2024〕12号。",
    "文号〔2024〕6217001234567890128号。",
    "索引号000014349/2017-00110。",
    "索引号113307020501239658/2023-46395。",
    "网站标识码4207000019。",
    "某公网安备42070402000198号。",
    "某ICP备05017375号-1。",
    "统一社会信用代码91420700MA4K12345X。",
    "统一社会信用代码113307020501239658。",
    "时间2024-07-30 09:05:12。",
    "时间戳20240730090512。",
    "流水号20240730090512345。",
    "毫秒1721271912345。",
    "订单编号6217001234567890128。",
    "2024年1月至2024年12月共12次。",
    "2023年10月25日、10月27日、10月30日。",
    "2019-2023年度预算执行率98.5%。",
    "邮编100000，邮政信箱100号。",
    f"证件号110101********{ID[-4:]}。",
    f"号码{ID[:-1]}{(int(ID[-1]) + 1) % 10}。",
    "号码123456789012345678。",
    "号码000000000000000000。",
    "手机号138****5678。",
    "编号13812345678。",
    "校验值4e0738138123456789abcdef13812345678aa。",
    "型号E12345678。",
    "项目代码G20240001。",
    "村民王某某反映的问题已答复。",
    "加强内部控制，完善内部审计和内部管理。",
    "《内部资料管理办法》已经印发。",
    "对内部资料妥善保存，严禁外传。",
    "按照涉密人员（机密级）管理。",
    "内部参考书目已经更新，供内部使用的表格统一编号。",
    "密级分为绝密、机密、秘密三级。",
    "对3名责任人给予警告处分，对相关人员予以批评教育。",
    "对许某给予警告处分，分管领导同志、老同志参加。",
    "对汪清县给予通报批评，陈仓区同志参加。",
    "范围内同志、董事长同志、许多同志都参加。",
    "学习李建国同志先进事迹，向李建国同志看齐。",
    "对黄金周期间值守给予保障，年内予以处理。",
    "群众高度认可，居民安全得到保障。",
    "群众满意度达到98%。",
    "居民张贴公告须经批准。",
    "职工代表、学生家长参加座谈。",
    "加强未成年人保护，关爱留守儿童。",
    "年龄在35岁以下的干部12人。",
    "党员平均年龄45岁。",
    "办公室设在综合楼503室。",
    "巡察第三组反馈意见。",
    "成立工作组2个、专班3组。",
    "提高群众看病报销比例，落实大病医保。",
    "违规发放津补贴12.5万元已清退。",
    "建立微信群12个，关注微信公众号gongkai2024。",
    "向社会公开征求意见12条。",
    "给干部职工写一封信的初稿已经完成。",
    "稿件审核实行三审三校。",
    "已办结问题线索3件，给予处分2人。",
    "邮箱office@example.cn。",
    "鄂州市、京津冀协同、新A股上市。",
    "设备编号A12345，合同号HT2024001。",
    "涉及资金13812345678美元。",
    "总量13812345678吨、占13812345678平方米。",
    "15 20 30 41 22 3",
    "13 25 36 48 52 6 7 8 9",
    "比例1.3812345678。",
    "2019—2023年、2020—2024年。",
    "2023.10.25-2023.12.25",
    "为患有慢性病的老年人签约。",
    "排查安全隐患、肿瘤登记12例。",
    "发现隐患和中风险点12处。",
    "村集体年收入50万元。",
    "基础养老金提高到每月163元。",
    "发放养老金1200万元。",
    "关注官方微信gongkai_2024。",
    "尚未发现问题线索。",
    "目前已立案5件、办结5件。",
    "线索全部清零，正在巩固成果。",
    "正在完善线索处置机制。",
    "机密级，由专人管理。",
    "群众周知，群众谢意。",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    copytree(BASE, tmp_path / "content")
    for approved in (tmp_path / "content").rglob("approved.txt"):
        approved.unlink()  # the texts are changed here, and that is another matter
    return tmp_path / "content"


def told(content: Path, *options: str) -> list[dict[str, object]]:
    said = run(content.parent, "zh", "check", "--format", "json", *options)[1]
    found: list[dict[str, object]] = json.loads(said)
    return found


def put_measures(content: Path, texts: list[str]) -> None:
    """Makes each text a measure of one finding."""
    path = content / NOTICE / "findings/02.yaml"
    rest = re.sub(r"(?m)^measures:\n(?:  .*\n)+", "", path.read_text("utf-8"))
    lines = "".join(f"  - {json.dumps(text, ensure_ascii=False)}\n" for text in texts)
    path.write_text(f"{rest}measures:\n{lines}", "utf-8")


def leaks(problems: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    return (p for p in problems if str(p["rule"]).startswith(("privacy-", "secrecy-")))


def test_every_planted_leak_is_found(content: Path) -> None:
    missed = []
    for name, (old, new, rule) in ELSEWHERE.items():
        path = content / name
        before = path.read_text("utf-8")
        assert old in before, name
        path.write_text(before.replace(old, new, 1), "utf-8")
        if not any(p["rule"] == rule and str(p["file"]).endswith(name) for p in told(content)):
            missed.append((name, rule))
        path.write_text(before, "utf-8")
    put_measures(content, [*IN_TEXT])
    lines = (content / NOTICE / "findings/02.yaml").read_text("utf-8").splitlines()
    first = lines.index("measures:") + 2
    folder = content / NOTICE / "attachments"
    for name, (data, _) in IN_FILES.items():
        (folder / name).write_bytes(data)
    problems = told(content)
    for line, (text, rule) in enumerate(IN_TEXT.items(), first):
        if not any(p["rule"] == rule and p["line"] == line for p in problems):
            missed.append((text, rule))
    for name, (_, rule) in IN_FILES.items():
        if not any(p["rule"] == rule and str(p["file"]).endswith("/" + name) for p in problems):
            missed.append((name, rule))
    planted = len(IN_TEXT) + len(IN_FILES) + len(ELSEWHERE)
    print(f"{planted} planted, {planted - len(missed)} found")
    assert planted >= 40
    assert "\n".join(map(str, missed)) == ""


def test_what_only_looks_like_a_leak_is_quiet(content: Path) -> None:
    put_measures(content, [*HARMLESS])
    lines = (content / NOTICE / "findings/02.yaml").read_text("utf-8").splitlines()
    loud = [(p["rule"], lines[int(str(p["line"])) - 1]) for p in leaks(told(content))]
    print(f"{len(HARMLESS)} harmless, {len(HARMLESS) - len(loud)} quiet")
    assert len(HARMLESS) >= 60
    assert loud == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("刘国房到会", ["刘国房"]),
        ("刘防国到会", ["刘防国"]),
        ("王国防到会", ["王国防"]),  # another surname
        ("欧阳明元到会", ["欧阳明元"]),
        ("书记柳国防到会", ["柳国防"]),
        ("请丽建设同志到会", ["丽建设"]),
        ("刘国防、李建设、王安全到会", []),
        ("市国防动员办公室", []),
        ("加强国防建设，队伍的建设，党的建设", []),
        ("落实安全责任，抓好安全生产", []),
        ("周末安全检查，周边安全", []),
    ],
)
def test_a_leader_is_told_where_a_name_may_stand(text: str, names: list[str]) -> None:
    terms = Terms(leaders=("刘国防", "李建设", "王安全", "欧阳明远"))
    piece = Piece(Place("a"), "text", text)
    assert [problem.values["name"] for problem in wording([piece], terms)] == names


def test_a_leader_is_no_private_person() -> None:
    piece = Piece(Place("a"), "text", "李建国同志到会，对李建国同志给予处分。")
    named = Scan(PRIVACY, Known())
    assert [hit.words for hit in named.hits([piece])] == ["李建国"] * 3
    assert [*Scan(PRIVACY, Known(terms=Terms(leaders=("李建国",)))).hits([piece])] == []


def fingerprint_in(problem: dict[str, object]) -> str:
    found = re.search("sha256: ([0-9a-f]{64})", json.dumps(problem))
    assert found
    return found[1]


def test_a_secret_is_never_shown(content: Path) -> None:
    put_measures(content, [f"证件{ID}，电话{MOBILE}，退款{CARD}。"])
    said = "".join(
        run(content.parent, language, *command)[1]
        for language in ("zh", "en")
        for command in (["check"], ["check", "--format", "json"], ["build", "--workers", "1"])
    )
    assert "privacy-bank-card" in said
    assert [secret for secret in (ID, MOBILE, CARD) if secret[3:] in said] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("overview.md", "林泉局", f"# 联系{MOBILE}\n\n见[表](attachments/{ID}.xlsx)<b>{CARD}</b>"),
        ("findings/02.yaml", "title: ", f"title: 身份证: {ID}"),
        ("findings/02.yaml", "title: ", f'title: "身份证{ID_X}'),
        ("findings/02.yaml", "title: ", f"{MOBILE}: 1\ntitle: "),
        ("findings/01.yaml", "status: 已", f"status: 由138 1234 5678、{CARD}"),
        ("findings/02.yaml", "门锁损坏", f"门锁损坏{MOBILE}."),
        ("overview.md", "林泉局", f"共{CARD} 元，“{MOBILE}，"),
        ("approved.txt", "林泉局", f"身份证{ID.translate(WIDE)}，电话138-1234-5678，"),
    ],
)
def test_no_other_rule_quotes_a_number_of_somebody(
    content: Path, file: str, old: str, new: str
) -> None:
    path = content / NOTICE / file
    text = path.read_text("utf-8") if path.exists() else "林泉局整改进展\n"
    path.write_text(text.replace(old, new, 1), "utf-8")
    forms = ("text", "short", "json", "sarif", "github")
    commands = [*(["check", "--format", form] for form in forms), ["build", "--workers", "1"]]
    said = "".join(run(content.parent, "zh", *command)[1] for command in commands)
    secrets = [
        *(n[5:] for n in (ID, ID_X, MOBILE, CARD)),
        "1234 5678",
        "1234-5678",
        ID[5:].translate(WIDE),
    ]
    assert [secret for secret in secrets if secret in said] == []


def test_a_secret_is_not_shown_where_something_else_is_told(content: Path) -> None:
    """Neither beside a difference from the approved text, nor beside a sign that is told of."""
    (content / NOTICE / "approved.txt").write_text(
        "林泉局整改的情况如下。\n一是更换门锁。\n", "utf-8"
    )
    put_measures(content, [f"一是更换门锁,{MOBILE},找他。", f"甲{ID}乙,护照E12345678,丙。"])
    said = "".join(
        run(content.parent, "zh", "check", "--format", form)[1] for form in ("text", "json")
    )
    assert "punctuation" in said
    shown = [
        part for secret in (ID, MOBILE, "E12345678") for part in pieces(secret) if part in said
    ]
    assert shown == []


def pieces(secret: str) -> list[str]:
    """Its four signs in a row, after the first three."""
    return [secret[at : at + 4] for at in range(3, len(secret) - 3)]


def test_an_exception_holds_for_the_very_text_and_is_never_published(content: Path) -> None:
    text = f"值班电话{MOBILE}。"
    put_measures(content, [text])
    (problem,) = leaks(told(content))
    notice = content / NOTICE / "notice.yaml"
    item = f"rule: privacy-mobile, sha256: {fingerprint_in(problem)}, by: 某同志"
    granted = f"exceptions:\n  - {{{item}, date: 2024-07-01, reason: 值班需要}}\n"
    notice.write_text(notice.read_text("utf-8") + granted, "utf-8")
    assert [p["rule"] for p in leaks(told(content))] == ["privacy-excepted"]
    assert run(content.parent, "zh", "build", "--workers", "1")[0] == 0
    pages = [path for path in (content.parent / "_site").rglob("*") if path.is_file()]
    assert [p for p in pages if MOBILE.encode() in p.read_bytes()] != []
    assert [p for p in pages if "值班需要".encode() in p.read_bytes()] == []
    put_measures(content, [text.replace("值班", "值守")])
    rules = [problem["rule"] for problem in leaks(told(content))]
    assert rules == ["privacy-mobile", "privacy-exception-changed"]
    put_measures(content, ["一是更换门锁。"])
    assert [p["rule"] for p in leaks(told(content))] == ["privacy-exception-unused"]


def test_an_excepted_title_may_stand_wherever_titles_do(content: Path) -> None:
    """On the pages of the whole site, and of a notice that follows up the finding."""
    finding, notice = content / NOTICE / "findings/02.yaml", content / NOTICE / "notice.yaml"
    finding.write_text(
        finding.read_text("utf-8").replace("title: ", f"title: 电话{MOBILE}，"), "utf-8"
    )
    notice.write_text(
        notice.read_text("utf-8").replace("title: ", f"title: 电话{MOBILE}，", 1), "utf-8"
    )
    later = content / "notices/later"
    (later / "findings").mkdir(parents=True)
    (later / "notice.yaml").write_text(
        f"title: 后续\nissuer: 某局\npublished: 2025-01-01 09:00\nfollows: [{Path(NOTICE).name}]\n",
        "utf-8",
    )
    (later / "findings/01.yaml").write_text(
        f"number: 1.\ntitle: 后续\nmeasures: [一是换锁。]\nfollows: {Path(NOTICE).name}/02\n",
        "utf-8",
    )
    found = [*leaks(told(content))]
    assert {p["file"] for p in found} == {
        f"{content.name}/{NOTICE}/{f}" for f in ("notice.yaml", "findings/02.yaml")
    }
    granted = "".join(
        f"  - {{rule: privacy-mobile, sha256: {fingerprint_in(p)}, by: 某科, date: 2024-07-01, reason: 值班}}\n"
        for p in found
    )
    notice.write_text(f"{notice.read_text('utf-8')}exceptions:\n{granted}", "utf-8")
    assert [p["rule"] for p in leaks(told(content))] == ["privacy-excepted"] * 2


BOMB = b"<a>" + b" " * 200_000_000 + b"</a>"
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
HOSTILE = {
    "bomb.docx": lambda: files.office(word__document_xml=BOMB),
    "entities.docx": lambda: files.office(word__document_xml=ENTITIES),
    "deep.docx": lambda: files.office(word__document_xml="<a>" * 5000 + "</a>" * 5000),
    "many.xlsx": lambda: files.office(**{f"xl__{n}_xml": "<a/>" for n in range(10_001)}),
    "text.png": lambda: files.png(b"zTXt", b"C\0\0" + zlib.compress(b"a" * 20_000_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_clear_error_soon(content: Path, name: str) -> None:
    (content / NOTICE / "attachments" / name).write_bytes(HOSTILE[name]())
    tracemalloc.start()
    started = time.process_time()
    rules = [problem["rule"] for problem in leaks(told(content))]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rules == ["privacy-hostile-attachment"]
    assert time.process_time() - started < 20
    assert most < 400_000_000


@pytest.mark.parametrize(
    "data", [b"", b"x", b"PK\3\4", b"%PDF-1.4", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\0" * 99]
)
def test_a_broken_file_is_a_warning_and_no_fault_of_the_program(content: Path, data: bytes) -> None:
    for ending in ("docx", "xlsx", "pptx", "pdf", "jpg", "png", "webp"):
        (content / NOTICE / "attachments" / f"a.{ending}").write_bytes(data)
    rules = [problem["rule"] for problem in leaks(told(content))]
    assert rules == ["privacy-unread-attachment"] * 7


def test_templates_and_finished_pages_are_looked_through(content: Path) -> None:
    templates = content.parent / "templates"
    copytree(ROOT / "templates", templates)
    page = templates / "pages" / "finding.html"
    page.write_text(page.read_text("utf-8") + f"<p>{MOBILE}</p>\n", "utf-8")
    rules = {
        (p["rule"], Path(str(p["file"])).name) for p in told(content, "--templates", "templates")
    }
    assert ("privacy-mobile", "finding.html") in rules
    assert ("privacy-mobile", "01.html") in rules
    code, said = run(content.parent, "en", "build", "--templates", "templates", "--workers", "1")
    assert code == 1
    assert "templates/pages/finding.html:" in said
    assert not (content.parent / "_site").exists()


def test_the_sample_has_no_leak_but_its_mailbox() -> None:
    found = [*leaks(told(ROOT / "content"))]
    assert [(p["rule"], p["file"]) for p in found] == [
        ("privacy-private-mailbox", "content/contact.yaml")
    ]


@pytest.mark.notice
def test_the_real_notice_is_quiet_but_for_its_mailbox(content: Path) -> None:
    text = (ROOT.parent / "shared/notices/gfdb-2024-07-23.txt").read_text("utf-8")
    put_measures(content, [line.strip() for line in text.splitlines() if line.strip()])
    assert {str(p["rule"]) for p in leaks(told(content))} == {"privacy-private-mailbox"}
