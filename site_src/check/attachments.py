"""Rules for attachments: their text, properties, comments and pictures, as far as they can be looked into."""

import re
from collections.abc import Iterator

from site_src.attached import read_attached
from site_src.attached.parts import Hostile, Part, Unreadable
from site_src.check.privacy import NAME
from site_src.check.scanner import Piece
from site_src.load import AttachmentFile, NoticeFolder
from site_src.problems import Level, Place, Problem, Rule


def attachment_pieces(
    attachment: AttachmentFile, folder: NoticeFolder
) -> tuple[list[Piece], list[Problem]]:
    """The texts of an attachment, and what is wrong with it besides."""
    place = Place(f"{folder.folder}/attachments/{attachment.name}")
    pieces = [Piece(place, "name", attachment.name)]
    problems: list[Problem] = []
    try:
        for part in read_attached(attachment.path, attachment.name, attachment.size):
            if isinstance(part, Part):
                pieces.append(Piece(place, part.where, part.text, part.is_head))
                problems += _author(part, place)
            else:
                problems.append(TRACES[part.kind].at(place, where=part.where))
    except Unreadable as reason:
        zh, en = reason.args
        problems.append(UNREAD.at(place, reason_zh=zh, reason_en=en))
    except Hostile:
        problems.append(HOSTILE.at(place))
    except OSError as error:
        reason_words = str(error.strerror or error)
        problems.append(UNREAD.at(place, reason_zh=reason_words, reason_en=reason_words))
    return pieces, problems


AUTHORS = ("creator", "lastModifiedBy", "Author", "EXIF Artist", "EXIF XPAuthor", "manager")


def _author(part: Part, place: Place) -> Iterator[Problem]:
    """A person in the properties; the name of an office or of a program is none."""
    if part.where.endswith(AUTHORS) and re.fullmatch(NAME, part.text.strip()):
        yield AUTHOR.at(place, where=part.where)


UNREAD = Rule(
    "privacy-unread-attachment",
    zh=("没有检查这个附件：{reason_zh}", "请人工查看内容和文件属性，或换成 PDF、docx、xlsx 等格式"),
    en=(
        "this attachment was not looked into: {reason_en}",
        "look at its content and properties yourself, or offer it as PDF, docx or xlsx",
    ),
    level=Level.WARNING,
    why=(
        "附件和网页一样是公开的；程序看不了的，要由人来看。",
        "An attachment is as public as a page; what the program cannot see, a person has to.",
    ),
)
UNREAD_PART = Rule(
    "privacy-unread-part",
    zh=("附件里有一部分没有检查（{where}）", "请人工查看：它是图片、扫描页或嵌入的文件"),
    en=(
        "a part of this attachment was not looked into ({where})",
        "look at it yourself: it is a picture, a scan or an embedded file",
    ),
    level=Level.WARNING,
    why=(
        "扫描件里的文字和嵌入的文件，程序看不到。",
        "The program does not see the words of a scan, nor into embedded files.",
    ),
)
HOSTILE = Rule(
    "privacy-hostile-attachment",
    zh=(
        "这个附件展开后大得不正常，或者含有危险的结构，程序没有读完",
        "不要公开它；用原来的软件另存一份再试",
    ),
    en=(
        "this attachment unpacks to an abnormal size or has a dangerous structure, and was not read to its end",
        "do not publish it; save it anew with the program that made it",
    ),
    why=(
        "压缩炸弹和实体炸弹会拖垮打开它的电脑。",
        "Zip bombs and entity bombs bring down the machine that opens them.",
    ),
)
AUTHOR = Rule(
    "privacy-document-author",
    zh=("文件属性里有个人的姓名（{where}）", "在软件里“检查文档”，删除属性和个人信息后再保存"),
    en=(
        "a person's name stands in the properties of the file ({where})",
        "remove properties and personal data with “Inspect Document” of your program, and save it",
    ),
    level=Level.WARNING,
    why=(
        "文件属性随附件一起公开，常带着经办人的姓名。",
        "Properties go out with the file, and often name who typed it.",
    ),
)
COMMENTS = Rule(
    "secrecy-comments",
    zh=("附件里留着批注（{where}）", "删除全部批注后再保存"),
    en=("comments are left in this attachment ({where})", "delete all comments and save it"),
    level=Level.WARNING,
    why=(
        "批注是办文过程中的意见，不属于公开的文本。",
        "Comments are of the making of a text, not of what was approved.",
    ),
)
REVISIONS = Rule(
    "secrecy-revisions",
    zh=("附件里留着修订痕迹（{where}）", "接受或拒绝全部修订，关闭修订后再保存"),
    en=(
        "tracked changes are left in this attachment ({where})",
        "accept or reject all changes and save it",
    ),
    level=Level.WARNING,
    why=(
        "修订痕迹会让人看到删去的文字和修改的人。",
        "Tracked changes show what was removed, and by whom.",
    ),
)
HIDDEN = Rule(
    "secrecy-hidden-text",
    zh=("附件里有隐藏的文字、行列、工作表或幻灯片（{where}）", "取消隐藏，核对后删去不公开的部分"),
    en=(
        "this attachment hides text, rows, sheets or slides ({where})",
        "unhide them, and remove what is not to be public",
    ),
    level=Level.WARNING,
    why=(
        "隐藏不是删除，下载的人一点就能看到。",
        "Hidden is not removed: whoever has the file can show it.",
    ),
)
POSITION = Rule(
    "privacy-picture-position",
    zh=("图片里记着拍摄的位置（{where}）", "用图片软件删除位置信息后再保存"),
    en=(
        "the picture tells where it was taken ({where})",
        "remove the position with a picture program and save it",
    ),
    level=Level.WARNING,
    why=(
        "坐标会暴露住处或不宜公开的地点。",
        "Coordinates give away homes, and places that are not public.",
    ),
)
TRACES = {
    "comments": COMMENTS,
    "revisions": REVISIONS,
    "hidden": HIDDEN,
    "position": POSITION,
    "unread": UNREAD_PART,
}
