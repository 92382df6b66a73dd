"""Rules for the wording of the body's own list: names of leaders that are nearly right, words that have better ones."""

import re
from collections.abc import Iterator

from site_src.check.privacy import NAME, POST, SURNAMES
from site_src.check.scanner import Piece
from site_src.model import Terms
from site_src.problems import Level, Problem, Rule


def wording(pieces: list[Piece], terms: Terms) -> Iterator[Problem]:
    """What ``leaders`` and ``house`` of ``terms.yaml`` say of these texts."""
    if not terms.leaders and not terms.house:
        return
    near = _near_names(terms.leaders)
    surnames = SURNAMES + "".join(name[0] for name in terms.leaders)
    joined = "\n".join(piece.text for piece in pieces)
    words = [word for word in terms.house if word.wrong in joined]
    has_names = near is not None and near.search(joined) is not None
    for piece in pieces if words or has_names else ():
        for word in words:
            at = piece.text.replace(word.right, "\n" * len(word.right)).find(word.wrong)
            if at >= 0:
                yield HOUSE.at(piece.place_at(at), wrong=word.wrong, right=word.right)
        for found in near.finditer(piece.text) if near and has_names else ():
            if found[0] not in terms.leaders and _is_name(found, surnames):
                place = piece.place_at(found.start())
                yield LEADER.at(place, name=found[0], known=_meant(found[0], terms.leaders))


def _near_names(leaders: tuple[str, ...]) -> re.Pattern[str] | None:
    """Names of three or more characters with one of them another, or two neighbours changed; themselves too."""
    forms = []
    for name in leaders:
        if len(name) >= 3:
            forms.append(re.escape(name))
            forms += [f"{name[:i]}[一-龥]{name[i + 1 :]}" for i in range(len(name))]
            swapped = [
                name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in range(len(name) - 1)
            ]
            forms += [re.escape(form) for form in swapped]
    return re.compile("|".join(forms)) if forms else None


def _is_name(found: re.Match[str], surnames: str) -> bool:
    """Whether it begins as names do, or stands beside 同志 or a post: 市国防 is no slip for 刘国防, nor 的建设 for 李建设."""
    text, start, end = found.string, found.start(), found.end()
    if re.match(NAME, found[0]) or (found[0][0] in surnames and found[0][0] not in SURNAMES):
        return True
    before, after = text[max(0, start - 3) : start], text[end : end + 3]
    return bool(re.search(rf"(?:同志|{POST})\Z", before) or re.match(rf"同志|{POST}", after))


def _meant(found: str, leaders: tuple[str, ...]) -> str:
    """The name that has most characters of what was found."""
    return max(leaders, key=lambda name: sum(a == b for a, b in zip(name, found, strict=False)))


LEADER = Rule(
    "term-leader-name",
    zh=(
        "“{name}”和领导姓名“{known}”只差一个字",
        "核对姓名；确是另一个人的，把他也写进 terms.yaml 的 leaders；不是姓名，就不用管",
    ),
    en=(
        "“{name}” is one character from the leader's name “{known}”",
        "compare the name; if it is another person, add it to leaders in terms.yaml; if it is no name, leave it",
    ),
    level=Level.WARNING,
    why=(
        "写错领导姓名是网站检查的严重表述错误；名单由本机构写在 terms.yaml 里。",
        "A leader's name written wrong is a grave fault in inspections; the body lists the names in terms.yaml.",
    ),
)
HOUSE = Rule(
    "term-house-wording",
    zh=("“{wrong}”按本机构的用法应写“{right}”", "改写；经审定的原文就是这样的，保留"),
    en=(
        "the body writes “{right}” for “{wrong}”",
        "change it; keep it if the approved text has it so",
    ),
    level=Level.WARNING,
    why=(
        "统一的写法由本机构写在 terms.yaml 的 house 里。",
        "The body's own wording: house in terms.yaml.",
    ),
)
