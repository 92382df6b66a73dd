"""What a scan for leaks is made of: scanners, what they are told of the site, and problems that keep the secret.

A scanner gives the spans of a text that may not go out. Its ``words`` come first: a text that has none of them is not
looked at, which is what nearly all texts have in common. Positions are those of the text as written: full-width digits
and letters are read as plain ones, one character for one.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from site_src.model import LeakException, Terms
from site_src.problems import Level, Place, Problem, Rule

Span = tuple[int, int]
Spot = Callable[
    [Place, str, int], Place
]  # where a character of a text stands that begins at a place


class Piece(Struct, frozen=True):
    """A text that will be published: ``where`` is its field or its part of a file, and is not shown with its value."""

    place: Place
    where: str
    text: str
    is_head: bool = False  # of a page: a marking needs no line of its own there
    is_contact: bool = False  # declared as one: what it is, is told here and nowhere else
    spot: Spot | None = None
    added: int = 0  # characters at its beginning that the file does not have there

    def place_at(self, offset: int) -> Place:
        """Where a character of it stands; asked only for something to tell."""
        if self.spot is None or offset < self.added:
            return self.place
        return self.spot(self.place, self.text[self.added :], offset - self.added)


class Known(Struct, frozen=True):
    """What the site itself declares: its numbers, mailboxes and addresses are no leaks; its terms are looked for."""

    phones: frozenset[str] = frozenset()
    mailboxes: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    terms: Terms = Terms()


class Scanner(Struct, frozen=True):
    """A rule and how to find what it is about; ``words`` of which a text must have one, none for those with digits."""

    rule: Rule
    find: Callable[[Piece, Known], Iterator[Span]]
    words: tuple[str, ...] = ()


class Hit(Struct, frozen=True):
    """A span of a piece that a scanner found."""

    rule: Rule
    piece: Piece
    span: Span

    @property
    def words(self) -> str:
        """What was found."""
        return self.piece.text[self.span[0] : self.span[1]]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.piece.place_at(self.span[0])

    @property
    def fingerprint(self) -> str:
        """What an exception is bound to.

        The whole text is in it, not only the match: eleven digits could be guessed back from their SHA-256 in seconds.
        """
        parts = (self.rule.code, self.piece.place.file, self.piece.where, self.words)
        return hashlib.sha256("\n".join((*parts, self.piece.text)).encode()).hexdigest()

    def problem(self, may_be_excepted: bool = True) -> Problem:
        """The place and the kind, never the value: its first characters and how many there are."""
        shown = self.words[: min(3, len(self.words) // 2)].replace("\n", " ")
        zh, en = self._excepting() if may_be_excepted else ("", "")
        return self.rule.at(
            self.place,
            where=self.piece.where,
            shown=shown + "…",
            length=len(self.words),
            excepting_zh=zh,
            excepting_en=en,
        )

    def _excepting(self) -> tuple[str, str]:
        """How to write down that it was approved, as one line to be copied."""
        folders = self.piece.place.file.split("/")[:2]
        record = "/".join((*folders, "notice.yaml")) if folders[0] == "notices" else "site.yaml"
        item = f"- {{rule: {self.rule.code}, sha256: {self.fingerprint}, by: "
        return (
            f"；经批准确需公开的，在 {record} 的 exceptions: 下面加一行  {item}谁批准的, date: 哪天, reason: 为什么}}",
            f"; if it was approved for publication, add a line below exceptions: in {record}  {item}WHO, date: DAY, reason: WHY}}",
        )


def leak(
    code: str, zh: tuple[str, str], en: tuple[str, str], why: tuple[str, str], level: Level
) -> Rule:
    """A rule of a scanner: what it is, what to do, and the words that all of them share."""
    return Rule(
        code,
        zh=(
            f"{zh[0]}：“{{shown}}”，共 {{length}} 个字符（{{where}}）",
            f"{zh[1]}{{excepting_zh}}",
        ),
        en=(
            f"{en[0]}: “{{shown}}”, {{length}} characters ({{where}})",
            f"{en[1]}{{excepting_en}}",
        ),
        level=level,
        why=why,
    )


WIDE = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")


def plain(text: str) -> str:
    """``text`` with its full-width characters as plain ones, each in its place."""
    return text.translate(WIDE) if FULL_WIDTH.search(text) else text


# What may stand between the digits of one number, besides a plain blank and hyphen: blanks of any width, hyphens and
# dashes, and signs that nobody sees.
_RANGES = ((0x2000, 0x200D), (0x2010, 0x2015))
UNUSUAL = "\xa0\u202f\u2060\ufeff\xad\u2212" + "".join(
    chr(sign) for first, last in _RANGES for sign in range(first, last + 1)
)
BLANKS_AND_HYPHENS = rf" \-{UNUSUAL}"
# As many digits as the shortest number that is looked for; a day and an hour have one less.
DIGITS = re.compile(rf"[0-9０-９](?:[{BLANKS_AND_HYPHENS}－　\n.·•]{{0,2}}[0-9０-９]){{10}}")
UNUSUAL_SIGNS = (*"０１２３４５６７８９－　·•", *UNUSUAL)
# Much quicker, and hardly ever wrong: all digits as naughts, with nothing between them.
NAUGHTS = bytes.maketrans(b"123456789", b"000000000")
ENOUGH = b"0" * 11


def with_naughts(data: bytes) -> bytes:
    """The same lines, in which a number, if there is any, is ``ENOUGH`` in a row."""
    return data.translate(NAUGHTS, b" -.")


def _has_plain_digits(text: str) -> bool:
    return ENOUGH in text.encode("ascii", "replace").translate(NAUGHTS, b" -.\n")


def _has_any_digits(text: str) -> bool:
    return DIGITS.search(text) is not None


class Scan:
    """Scanners at work on the texts of one notice, or of the rest of the site."""

    def __init__(self, scanners: tuple[Scanner, ...], known: Known) -> None:
        self.scanners = scanners
        self.known = known
        self.beginnings = _beginnings(tuple(scanner.words for scanner in scanners))

    def hits(self, pieces: list[Piece]) -> Iterator[Hit]:
        """Everything that the scanners find in the pieces; one text is told once for one rule and span."""
        joined = "\0".join([piece.text for piece in pieces])  # no number goes on in another text
        is_wide = any(sign in joined for sign in UNUSUAL_SIGNS)
        digits = _has_any_digits if is_wide else _has_plain_digits
        numbered = [p for p in pieces if digits(p.text)] if digits(joined) else []
        # The letters that words begin with are quickly found; only few words have one that is there at all.
        begun = set(self.beginnings.findall(joined))
        for scanner in self.scanners:
            words = [word for word in scanner.words if word[0] in begun and word in joined]
            for piece in _with_words(pieces, words) if scanner.words else numbered:
                for span in scanner.find(piece, self.known):
                    yield Hit(scanner.rule, piece, span)


@lru_cache(maxsize=8)
def _beginnings(words: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """What finds the first letters of all these words."""
    letters = "".join(sorted({word[0] for group in words for word in group}))
    return re.compile(f"[{re.escape(letters)}]" if letters else "(?!)")


def _with_words(pieces: list[Piece], words: list[str]) -> list[Piece]:
    """Those that have one of the words."""
    if len(words) == 1:
        (word,) = words
        return [piece for piece in pieces if word in piece.text]
    return [piece for piece in pieces if any(word in piece.text for word in words)] if words else []


def accepted(
    hits: list[Hit], exceptions: tuple[LeakException, ...], place: Callable[[int], Place]
) -> Iterator[Problem]:
    """The hits, those that an exception covers as hints, and the exceptions that cover none."""
    granted = {(e.rule, e.sha256): index for index, e in enumerate(exceptions)}
    used: set[int] = set()
    open_rules: set[str] = set()
    for hit in hits:
        index = granted.get((hit.rule.code, hit.fingerprint)) if granted else None
        if index is None:
            open_rules.add(hit.rule.code)
            yield hit.problem()
        else:
            used.add(index)
            by = exceptions[index]
            yield EXCEPTED.at(
                hit.place,
                rule=by.rule,
                where=hit.piece.where,
                by=by.by,
                date=by.date,
                reason=by.reason,
            )
    for index, exception in enumerate(exceptions):
        if index not in used:
            rule = CHANGED if exception.rule in open_rules else UNUSED
            yield rule.at(place(index), rule=exception.rule)


EXCEPTED = Rule(
    "privacy-excepted",
    zh=(
        "按例外公开（{where}，{rule}）：{by} {date}，{reason}",
        "请审核人核对原因；不该公开的，删去这段文字和 exceptions 里的这一项",
    ),
    en=(
        "published under an exception ({where}, {rule}): {by}, {date}, {reason}",
        "let the reviewer weigh the reason; if it may not go out, remove the text and its item in exceptions",
    ),
    level=Level.HINT,
    why=(
        "例外经人批准才有；每次审核都应当看到放行了什么、谁批准、为什么。",
        "Somebody approved the exception; each review should show what goes out under it, by whom and why.",
    ),
)
CHANGED = Rule(
    "privacy-exception-changed",
    zh=(
        "例外“{rule}”不再有效：它所对应的文字已经改动",
        "重新审核改动后的文字；仍要公开的，把 sha256、date 换成新的，否则删去这一项",
    ),
    en=(
        "the exception for “{rule}” no longer holds: the text it was made for has changed",
        "have the new text reviewed; write its sha256 and the date if it may still go out, else remove the item",
    ),
    level=Level.WARNING,
    why=(
        "例外只对审核过的那一段文字有效，文字一改就要重新审核。",
        "An exception is for the text that was reviewed; another text needs another review.",
    ),
)
UNUSED = Rule(
    "privacy-exception-unused",
    zh=("例外“{rule}”没有用上", "核对 rule 和 sha256；文字已经删去的，把这一项也删去"),
    en=(
        "the exception for “{rule}” covers nothing",
        "compare rule and sha256; remove the item if the text is gone",
    ),
    level=Level.WARNING,
    why=(
        "留着用不上的例外，以后同样的文字会不经审核就放行。",
        "An exception left behind would let the same text out again without review.",
    ),
)
