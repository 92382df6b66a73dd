"""Every character of the texts has its place."""

from site_src.check.wording import wording_hints
from site_src.passages import owners, whole_text
from tests.in_memory import of, with_text


def test_every_character_of_the_whole_text_has_its_owner() -> None:
    more = "description: 二\nmeasures: [三, 四]\nresult: 五\nupdates: [{date: 2024, text: 六}]\n"
    head = "document: {summary: 七}\n"
    folder = with_text(
        "见[八](九.html)。\n\n[a]: 十\n", head, "完`b`\n", f1=more, f2="result: 末\n"
    )
    whole = whole_text(folder)
    assert "九" not in whole
    assert "十" not in whole
    assert "b`" not in whole
    offsets = [at for at, sign in enumerate(whole) if sign != "\n"]
    owned = list(owners(folder, offsets))
    assert len(owned) == len(offsets)
    for offset, (passage, at) in zip(offsets, owned, strict=True):
        assert passage.text[at] == whole[offset]
    named = {p.path[0] if p.path else p.file for p, _ in owned}
    assert named == {"title", "document", "overview.md", "description", "measures", "result", "updates", "next-steps.md"}  # fmt: skip


def test_a_place_in_markdown_is_exact() -> None:
    folder = with_text("# 甲\n\n乙丙，丁,戊。\n")
    (problem,) = of(wording_hints, folder)
    assert (problem.place.file, problem.place.line, problem.place.column) == (
        "notices/n/overview.md",
        3,
        5,
    )
