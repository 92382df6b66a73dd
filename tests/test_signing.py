"""A sign-off is put into notice.yaml, and not one of the bytes that stand there is touched."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_src.model import Notice, ReviewRole
from site_src.records import to_record
from site_src.signing import CannotSign, SignOff, is_name, record, with_sign_off
from site_src.yaml_lines import read_yaml

SHA = "ab" * 32
SIGN_OFF = SignOff(ReviewRole.SECRECY, "李某", date(2024, 5, 6), SHA, None)
BLOCK = f"  - role: secrecy\n    name: 李某\n    date: 2024-05-06\n    sha256: {SHA}\n"
FLOW = f'{{"role": "secrecy", "name": "李某", "date": "2024-05-06", "sha256": "{SHA}"}}'
HEAD = "title: 甲  # 批注\nissuer: '乙'\n"
OLD = "role: drafter\n    name: 张某\n    date: 2024-05-05\n"

# What stands there, and what is put in place of «@».
FILES = {
    "no list": (HEAD + "@", "review:\n" + BLOCK),
    "no end of line": (HEAD.rstrip("\n") + "@", "\nreview:\n" + BLOCK),
    "a comment at the end": (HEAD + "# 完\n\n@", "review:\n" + BLOCK),
    "a text at the end": (HEAD + "internal: |\n  一\n  二\n@", "review:\n" + BLOCK),
    "a text that keeps its ends": (HEAD + "internal: |+\n  一\n\n\n@", "review:\n" + BLOCK),
    "a text without its end": (HEAD + "internal: |\n  一@", "\nreview:\n" + BLOCK),
    "the end of the document": ("---\ntitle: 甲\n@issuer: 乙\n...\n", "review:\n" + BLOCK),
    "a block list": (HEAD + f"review:\n  - {OLD}@\n# 后面\nsource: 丙\n", BLOCK),
    "a block list at the end": (HEAD + f"review:\n  - {OLD.rstrip()}@", "\n" + BLOCK),
    "a block list with comments": (
        HEAD + f"review: # 一\n  # 二\n  - {OLD.rstrip()} # 三\n@  # 四\nsource: 丙\n",
        BLOCK,
    ),
    "a list that is not indented": (
        HEAD + "review:\n- role: drafter\n  name: 张某\n  date: 2024-05-05\n@source: 丙\n",
        BLOCK.replace("\n  ", "\n").removeprefix("  "),
    ),
    "items in flow style": (
        HEAD + "review:\n    - {role: drafter, name: 张某, date: 2024-05-05}\n@source: 丙\n",
        "".join(f"  {line}\n" for line in BLOCK.splitlines()),
    ),
    "a text as the last field": (
        HEAD + "review:\n  - role: drafter\n    date: 2024-05-05\n    name: >-\n      Zhang\n      San\n\n@source: 丙\n",
        BLOCK,
    ),
    "a flow list": (
        HEAD + "review: [{role: drafter, name: 张某, date: 2024-05-05}@] # 三\n", ", " + FLOW,
    ),
    "a flow list with a comma at its end": (
        HEAD + "review: [\n  {role: drafter, name: 张某, date: 2024-05-05}@,\n]\nsource: 丙\n", ", " + FLOW,
    ),
    "a list without items": (HEAD + "review:  # 三\n@source: 丙\n", BLOCK),
    "an empty flow list": (HEAD + "review: [@]\n", FLOW),
    "all of it in flow style": (
        '{"title": "甲",\n "issuer": "乙"@\n}\n', f', "review": [{FLOW}]',
    ),
    "JSON with a list": (
        '{"title": "甲", "issuer": "乙", "review": [\n {"role": "drafter", "name": "张", "date": "2024-05-05"}@\n]}\n',
        ", " + FLOW,
    ),
    "the word elsewhere": (
        HEAD + "internal: |\n  review:\n    - role\n@", "review:\n" + BLOCK,
    ),
}  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("name", FILES)
def test_only_the_sign_off_is_put_in(name: str, end: str, tmp_path: Path) -> None:
    text, added = FILES[name]
    if "\n" not in text.partition("@")[0]:
        end = "\n"
    before, after = (part.replace("\n", end) for part in text.split("@"))
    assert with_sign_off(before + after, SIGN_OFF) == before + added.replace("\n", end) + after


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_stays_where_it_is(tmp_path: Path, bom: bytes) -> None:
    path = tmp_path / "notice.yaml"
    path.write_bytes(bom + HEAD.encode())
    path.chmod(0o640)
    record(str(path), SIGN_OFF)
    assert path.read_bytes() == bom + (HEAD + "review:\n" + BLOCK).encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["notice.yaml"]


@pytest.mark.parametrize(
    "text",
    ["", "- 甲\n", "title: 甲\ntitle: 乙\n", "a: &x 1\nb: *x\n", "title: [甲\n", "review: 甲\n"],
)
def test_what_cannot_be_read_back_is_left_alone(text: str) -> None:
    with pytest.raises(CannotSign) as told:
        with_sign_off(text, SIGN_OFF)
    assert BLOCK in told.value.args[0]
    assert BLOCK in told.value.args[1]


NAMES = [
    "null", "no", "~", "123", "2024-05-06", "- 甲", "甲: 乙", "甲 #乙", "甲 # 乙", "'甲'", '"甲"', "{甲}", "[甲", "甲]", "*甲",
    "&甲", "!甲", "%甲", "@甲", "`甲", "|", ">", "?", "? 甲", ":", "甲：", "<script>alert(1)</script>", "\\n", "O'Neill",
    "甲'乙\"丙", "阿依古丽·买买提", "𠮷野", "- - -", "---", "...", "甲, 乙", "review:", "=", "<<",
]  # fmt: skip


@pytest.mark.parametrize(
    "base", [HEAD, "title: 甲\nreview: []\nissuer: 乙\n", '{"title": "甲", "issuer": "乙"}\n']
)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name_whatever_it_looks_like(name: str, base: str) -> None:
    assert is_name(name)
    sign_off = SignOff(ReviewRole.DRAFTER, name, date(2024, 5, 6), SHA, None)
    signed = with_sign_off(with_sign_off(base, sign_off), SIGN_OFF)
    node, problems = read_yaml(signed, "notice.yaml")
    assert problems == []
    notice, problems = to_record(Notice, node, "notice.yaml")
    assert notice, problems
    assert [step.name for step in notice.review] == [name, "李某"]
    assert yaml.load(signed, yaml.BaseLoader)["review"][0]["name"] == name


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")),
        min_size=1,
        max_size=20,
    )
)
def test_any_name_that_is_taken_can_be_recorded(name: str) -> None:
    if is_name(name):
        signed = with_sign_off(HEAD, SignOff(ReviewRole.DRAFTER, name, date(2024, 5, 6), SHA, None))
        assert yaml.load(signed, yaml.BaseLoader)["review"][0]["name"] == name


@pytest.mark.parametrize(
    "name", ["", " ", "甲\n乙", "甲\t乙", "甲\u200b", "甲\u202e乙", "甲 ", "\x00", "【请填写姓名】"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    assert not is_name(name)
