"""A problem is a value with a place: what is wrong, where, and what to do, in Chinese and in English.

A ``Rule`` is written once, beside the code that finds it; ``rule.at(place, ...)`` makes a ``Problem``.
"""

import enum
import re
from collections.abc import Iterable

from msgspec import Struct

from site_src.names import in_chinese


class Level(enum.Enum):
    """How bad it is, the worst first: an error stops the build, a warning is told, a hint is an opinion."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Place(Struct, frozen=True):
    """A file below the content folder (or an absolute path elsewhere), its line and column from 1; 0 is unknown."""

    file: str
    line: int = 0
    column: int = 0


class Rule(Struct, frozen=True):
    """One kind of problem. ``zh`` and ``en`` are each (what is wrong, what to do), with {named} values.

    ``why`` says in both languages what the rule is for, and where it comes from: ``check --explain`` shows it.
    """

    code: str
    zh: tuple[str, str]
    en: tuple[str, str]
    level: Level = Level.ERROR
    why: tuple[str, str] = ("", "")

    def at(self, place: Place, **values: object) -> "Problem":
        """The problem of this kind at ``place``."""
        return Problem(self, place, {name: str(value) for name, value in values.items()})


class Problem(Struct, frozen=True):
    """One finding of the checks."""

    rule: Rule
    place: Place
    values: dict[str, str]

    def words(self, language: str) -> tuple[str, str]:
        """(what is wrong, what to do) in ``language``, "zh" or "en"."""
        what, remedy = self.rule.zh if language == "zh" else self.rule.en
        shown = {
            name: one_line(value if name in PUBLIC else masked(value), LONGEST.get(name, 80))
            for name, value in self.values.items()
        }
        if language == "zh":
            shown |= {name: in_chinese(shown[name]) for name in NAMED if name in shown}
        return what.format_map(shown), remedy.format_map(shown)


class TemplateFault(Exception):
    """Nothing can be rendered, because of a template or a file of strings; ``problem`` says where and how."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def one_line(value: str, longest: int = 80) -> str:
    """``value`` fit for a message: control characters made visible, cut after ``longest`` characters."""
    shown = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in value
    )
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def masked(text: str) -> str:
    """``text`` with what may be somebody's number starred after its third digit, one sign for one.

    Any rule may quote a text that has one, also in a file that cannot be read and so is not looked through for them.
    """
    return _NUMBER.sub(lambda m: m[0][:3] + re.sub("[0-9０-９Xx]", "*", m[0][3:]), text)


_DIGIT = "[0-9０-９]"
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z０-９])(?:{_DIGIT}{{11,}}|{_DIGIT}{{3}}[ -]{_DIGIT}{{4}}[ -]{_DIGIT}{{4}}"
    rf"|{_DIGIT}{{6}}[ -]{_DIGIT}{{8}}[ -]{_DIGIT}{{3,4}}|{_DIGIT}{{4}}(?:[ -]{_DIGIT}{{4}}){{3,}}{_DIGIT}*)"
    r"[Xx]?(?![0-9A-Za-z])|(?<![0-9A-Za-z])[A-Za-z][0-9]{8}(?![0-9A-Za-z])"
)


def natural(text: str) -> tuple[tuple[int, int | str, str], ...]:
    """A sort key under which "9" comes before "10"."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(p), p) if p[0] in "0123456789" else (1, p, p) for p in parts)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """By file in natural order, then by line and column, then by rule; no problem twice."""
    found = {(p.place, p.rule.code, tuple(p.values.items())): p for p in problems}
    return sorted(
        found.values(),
        key=lambda p: (
            natural(p.place.file),
            p.place.line,
            p.place.column,
            p.rule.code,
            sorted(p.values.items()),
        ),
    )


def reaches(problems: Iterable[Problem], level: Level) -> bool:
    """Whether anything here is as bad as ``level``, or worse."""
    order = list(Level)
    bad = order[: order.index(level) + 1]
    return any(problem.rule.level in bad for problem in problems)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything here stops a build."""
    return reaches(problems, Level.ERROR)


# Values that list what an editor may write are shown whole; those that quote what was written are cut.
LONGEST = dict.fromkeys(
    ("allowed", "known", "names", "types", "excepting_zh", "excepting_en"), 4000
)
# Values that may hold long numbers and are nobody's: what an exception is bound to, and numbers that a footer shows.
PUBLIC = frozenset({"excepting_zh", "excepting_en", "public"})
# Values that are names of fields, figures or parts of a file: Chinese messages call them by their Chinese names.
NAMED = ("figure", "where")
