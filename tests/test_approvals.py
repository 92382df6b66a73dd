"""A sign-off counts for the content that was signed, and for no other; nothing of it is published."""

import hashlib
import shutil
from pathlib import Path

import pytest

from site_src.approvals import approvals, approved_sha256, content_fingerprint, signatures
from site_src.load import NoticeFolder, load_notice
from site_src.model import ReviewRole
from tests.site_invariants import built, rich_content, small_content, snapshot, write_yaml
from tests.test_invalid import BASE, rules_told, run

SLUG = "plan-2024"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "content")
    return tmp_path / "content"


def notice_of(content: Path, slug: str = SLUG) -> NoticeFolder:
    folder, problems = load_notice(str(content), slug)
    assert folder, problems
    return folder


def fingerprint(content: Path, slug: str = SLUG) -> str:
    return content_fingerprint(notice_of(content, slug), str(content))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def approve(
    content: Path, role: str = "drafter", name: str = "张某", *more: str
) -> tuple[int, str]:
    arguments = ["approve", SLUG, "--as", role, "--name", name, *more]
    return run(content.parent, "zh", *arguments)


def test_the_fingerprint_is_the_one_that_its_docstring_defines(tmp_path: Path) -> None:
    content = small_content(tmp_path, findings=1)
    here = content / "notices" / "n1"
    write_yaml(here / "notice.yaml", {"title": "甲", "issuer": "乙", "internal": "丙"})
    write_yaml(
        here / "findings" / "01.yaml", {"title": "丁", "number": "012", "measures": ["一是"]}
    )
    (here / "overview.md").write_bytes("一\r\n二\n".encode())
    (here / "approved.txt").write_bytes("\ufeff全文\r\n".encode())
    (here / "attachments").mkdir()
    (here / "attachments" / "a.txt").write_bytes(b"1\r\n")
    parts = {
        "approved.txt": "全文\n",
        "attachments/a.txt": "1\r\n",
        "findings/01.yaml": '{"measures":["一是"],"number":"012","title":"丁"}',
        "notice.yaml": '{"issuer":"乙","title":"甲"}',
        "overview.md": "一\n二\n",
    }
    lines = [
        f"{hashlib.sha256(part.encode()).hexdigest()}  {name}\n" for name, part in parts.items()
    ]
    whole = hashlib.sha256("".join(["gongkai-content/1\n", *lines]).encode()).hexdigest()
    assert fingerprint(content, "n1") == whole
    assert approved_sha256(notice_of(content, "n1"), str(content)) == (
        hashlib.sha256("\ufeff全文\r\n".encode()).hexdigest()
    )


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("notice.yaml", "林泉局整改进展", "林泉局整改情况"),
        ("notice.yaml", "file: list.txt\n    title: 清单", "file: list.txt\n    title: 单子"),
        ("findings/01.yaml", "number:", "deadline: 2024-05\nnumber:"),
        ("overview.md", "\n", "\n\n增加一句。\n"),
        ("attachments/list.txt", "\n", "\r\n"),
    ],
)
def test_a_change_of_what_is_published_changes_it(
    content: Path, name: str, old: str, new: str
) -> None:
    before = fingerprint(content)
    change(content / "notices" / SLUG / name, old, new)
    assert fingerprint(content) != before


def test_a_file_more_or_less_or_under_another_name_changes_it(content: Path) -> None:
    here = content / "notices" / SLUG
    seen = {fingerprint(content)}
    (here / "approved.txt").write_text("批准的全文\n", "utf-8")
    seen.add(fingerprint(content))
    (here / "findings/01.yaml").rename(here / "findings/03.yaml")
    seen.add(fingerprint(content))
    (here / "next-steps.md").unlink()
    seen.add(fingerprint(content))
    assert len(seen) == 4


def test_how_it_is_typed_does_not_change_it(content: Path) -> None:
    before = fingerprint(content)
    here = content / "notices" / SLUG
    change(here / "notice.yaml", "title: 林泉局整改进展\nissuer: 云岭区林泉局\n",
           "# 批注\nissuer: '云岭区林泉局'\ninternal: 内部\ntitle: \"林泉局整改进展\"\n")  # fmt: skip
    for path in (here / "overview.md", here / "findings" / "01.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert fingerprint(content) == before


def test_a_sign_off_holds_until_the_content_changes(content: Path) -> None:
    assert approve(content)[0] == 0
    assert approve(content, "approver", "王某")[0] == 0
    roles = {ReviewRole.DRAFTER, ReviewRole.APPROVER}
    assert approvals(notice_of(content), str(content)) == roles
    assert "approval-void" not in rules_told(
        run(content.parent, "zh", "check", "--format", "json")[1]
    )
    overview = content / "notices" / SLUG / "overview.md"
    kept = overview.read_bytes()
    overview.write_bytes(kept + "再加一句。\n".encode())
    assert approvals(notice_of(content), str(content)) == frozenset()
    told = run(content.parent, "zh", "check")[1]
    assert told.count("签署已经失效") == 2
    assert "张某" not in told
    overview.write_bytes(kept)
    assert approvals(notice_of(content), str(content)) == roles
    assert run(content.parent, "zh", "check")[1] == "没有发现问题。\n"


def test_signed_anew_it_holds_again_and_the_old_one_stays(content: Path) -> None:
    approve(content)
    folder = content / "notices" / SLUG
    last = (folder / "overview.md").read_text("utf-8").rstrip().splitlines()[-1]
    for name in ("overview.md", "approved.txt"):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(text.replace(last, f"{last}再加一句。"), "utf-8")
    approve(content, "drafter", "李某")
    folder = notice_of(content)
    signed = signatures(folder, fingerprint(content))
    assert [(s.step.name, s.holds) for s in signed] == [("张某", False), ("李某", True)]
    assert run(content.parent, "zh", "check") == (0, "没有发现问题。\n")


def test_the_record_names_the_approved_text_that_was_signed(content: Path) -> None:
    folder = content / "notices" / SLUG
    approve(content)
    (step,) = notice_of(content).notice.review
    text = (folder / "approved.txt").read_bytes()
    assert step.approved_sha256 == hashlib.sha256(text).hexdigest()
    (folder / "approved.txt").unlink()
    approve(content)
    assert notice_of(content).notice.review[-1].approved_sha256 is None


def test_a_sign_off_without_a_fingerprint_holds_for_nothing(content: Path) -> None:
    notice = content / "notices" / SLUG / "notice.yaml"
    notice.write_bytes(
        notice.read_bytes() + "review:\n  - {role: drafter, name: 甲, date: 2024-01-01}\n".encode()
    )
    folder = notice_of(content)
    assert approvals(folder, str(content)) == frozenset()
    assert [s.holds for s in signatures(folder, fingerprint(content))] == [None]
    approve(content, "secrecy", "李某")
    assert approvals(notice_of(content), str(content)) == {ReviewRole.SECRECY}
    assert run(content.parent, "zh", "check") == (0, "没有发现问题。\n")


# --- the command -------------------------------------------------------------------------------


def test_the_order_is_told_and_not_enforced(content: Path) -> None:
    code, said = approve(content, "approver", "王某", "--date", "2024-05-06")
    assert code == 0
    assert f"已记下：{SLUG}，审批，2024-05-06，内容指纹 {fingerprint(content)}" in said
    assert "排在前面的提出、保密审核还没有签署现在的内容" in said
    assert "排在前面" not in approve(content, "drafter")[1]
    assert "排在前面" not in approve(content, "secrecy")[1]


def test_the_day_is_given_or_that_of_the_build(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    approve(content)
    approve(content, "secrecy", "李某", "--date", "2024-02-29")
    days = [step.date.isoformat() for step in notice_of(content).notice.review]
    assert days == ["2024-06-01", "2024-02-29"]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert approve(content, "approver", "王某")[0] == 0


def test_signing_twice_records_once(content: Path) -> None:
    approve(content)
    before = snapshot(content)
    code, said = approve(content)
    assert code == 0
    assert "已经签署过" in said
    assert snapshot(content) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "--as", "drafter", "--name", "甲"], "没有这份通报"),
        (["..", "--as", "drafter", "--name", "甲"], "没有这份通报"),
        ([SLUG, "--as", "drafter", "--name", " "], "姓名"),
        ([SLUG, "--as", "drafter", "--name", "甲\n- role: approver"], "姓名"),
        ([SLUG, "--as", "drafter", "--name", "甲\u202e"], "姓名"),
        ([SLUG, "--as", "drafter", "--name", "【请填写】"], "姓名"),
        ([SLUG, "--as", "drafter", "--name", "甲", "--date", "2024-02-30"], "2024-02-30"),
    ],
)
def test_wrong_usage_is_2_and_writes_nothing(
    content: Path, arguments: list[str], words: str
) -> None:
    before = snapshot(content)
    code, said = run(content.parent, "zh", "approve", *arguments)
    assert (code, words in said) == (2, True), said
    assert snapshot(content) == before


@pytest.mark.parametrize("epoch", ["x", "9" * 30])
def test_a_clock_that_is_set_wrongly_is_wrong_usage(
    content: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert approve(content)[0] == 2


@pytest.mark.parametrize(
    "file", [f"notices/{SLUG}/notice.yaml", f"notices/{SLUG}/findings/01.yaml", "site.yaml"]
)
def test_a_notice_with_errors_cannot_be_signed(content: Path, file: str) -> None:
    path = content / file
    path.write_bytes(path.read_bytes() + b"titel: x\n")
    before = snapshot(content)
    code, said = approve(content)
    assert code == 1
    assert f"content/{file}" in said
    assert "没有签署" in said
    assert snapshot(content) == before


def test_errors_of_another_notice_do_not_matter(content: Path) -> None:
    (content / "notices" / "plan-2025").mkdir()
    assert approve(content)[0] == 0


def test_a_file_that_cannot_be_written_is_told(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("site_src.signing.os.replace", refuse)
    before = snapshot(content)
    code, said = approve(content)
    assert (code, "写不了" in said) == (1, True)
    assert snapshot(content) == before


def test_no_byte_of_the_site_depends_on_sign_offs(tmp_path: Path) -> None:
    content = rich_content(tmp_path / "content")
    before = snapshot(built(content, tmp_path / "before"))
    for role in ReviewRole:
        names = ["--as", role.value, "--name", "签署人<b>丁"]
        assert run(tmp_path, "zh", "approve", "n1", *names)[0] == 0
    after = snapshot(built(content, tmp_path / "after"))
    assert after == before
    assert not [name for name, data in after.items() if "签署人".encode() in data]


def test_nobody_signs_tomorrow(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    before = (content / "notices" / SLUG / "notice.yaml").read_bytes()
    code, said = approve(content, "drafter", "张某", "--date", "2024-06-02")
    assert (code, "不能晚于今天 2024-06-01" in said) == (2, True)
    assert (content / "notices" / SLUG / "notice.yaml").read_bytes() == before
    assert approve(content, "drafter", "张某", "--date", "2024-06-01")[0] == 0
