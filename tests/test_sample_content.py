"""The real notice restated in ``content/``: all of its facts, none of its sentences.

``data/facts/gfdb-2024.yaml`` lists the facts, and its head says how. The tests marked ``notice``
hold both the list and the content against the real text; the others need only the checkout.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import msgspec
import pytest
import yaml

from site_src.model import Contact, Finding, FrontMatter, Notice, Site

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
FOLDER = CONTENT / "notices" / "gfdb-2024"
STEMS = [f"{number:02}" for number in range(1, 31)]
PARTS = ["overview", *STEMS, "next_steps", "signature", "contact", "footer"]
MODELS = {
    "site.yaml": Site,
    "contact.yaml": Contact,
    "glossary.yaml": dict[str, str],
    "notices/gfdb-2024/notice.yaml": Notice,
} | {f"notices/gfdb-2024/findings/{stem}.yaml": Finding for stem in STEMS}

# A measure starts where 一是, 二是 … stands first in its block or after one of these marks.
MARKER = re.compile(r"(?:^|(?<=[：:；;。]))\s*([一二三四五六七八九十]+是)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
LONGEST_RUN = 12  # characters in a row, punctuation left out, that may be the same as in the notice
# Where a run ends: at what has only one right wording (documents, quoted terms, dates, numbers, lead
# words, and names this long), and at a comma with white space, which stands between the items of a YAML list.
SET_WORDS = re.compile(
    r",\s|《[^》]{1,40}》|“[^”]{1,16}”|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|[\w.]+@[\w.]+|[\d-]{8,}"
    r"|整改情况[:：](?:一是)?|习近平新时代中国特色社会主义思想|鄂州市国防动员办公室党组|市纪委监委派?驻市人大机关纪检监察组",
    re.ASCII,
)
NOT_OURS = re.compile(r"\.git|\.venv.*|\..*_cache|node_modules|__pycache__|_site")


def parse_yaml(text: str) -> Any:
    """The mapping that the text holds, every scalar as text."""
    return yaml.load(text, yaml.BaseLoader)


def read_yaml(path: Path) -> Any:
    return parse_yaml(path.read_text("utf-8"))


def read_finding(stem: str) -> Finding:
    return msgspec.convert(read_yaml(FOLDER / f"findings/{stem}.yaml"), Finding, strict=False)


def text_of(finding: Finding) -> str:
    """What a reader sees of a finding, without its number."""
    return "\n".join(filter(None, [finding.title, finding.description, *finding.measures]))


def fold(text: str) -> str:
    """The text with full-width forms made half-width, and without white space."""
    return re.sub(r"\s", "", normalize("NFKC", text))


def runs_of(text: str) -> set[str]:
    """Every run of characters that is just too long to be shared with the notice."""
    stretches = (re.sub(r"[\W_]", "", stretch) for stretch in SET_WORDS.split(text))
    size = LONGEST_RUN + 1
    return {words[i : i + size] for words in stretches for i in range(len(words) - size + 1)}


def repository_texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the checkout."""
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = sorted(name for name in subfolders if not NOT_OURS.fullmatch(name))
        for path in (Path(folder, name) for name in sorted(names)):
            try:
                yield path.relative_to(ROOT), path.read_text("utf-8")
            except (UnicodeDecodeError, FileNotFoundError):  # not text, or a link to nowhere
                continue


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    """The facts of each part; a finding's part is its stem."""
    listed: dict[str, Any] = read_yaml(ROOT / "tests/data/facts/gfdb-2024.yaml")
    return listed | {stem: entry["facts"] for stem, entry in listed["findings"].items()}


@pytest.fixture(scope="module")
def content() -> dict[str, str]:
    """What we say, part by part."""
    return {stem: text_of(read_finding(stem)) for stem in STEMS} | {
        "overview": (FOLDER / "overview.md").read_text("utf-8"),
        "next_steps": (FOLDER / "next-steps.md").read_text("utf-8"),
        "signature": "\n".join(read_yaml(FOLDER / "notice.yaml")["signature"]),
        "contact": str(read_yaml(CONTENT / "contact.yaml")),
        "footer": str(read_yaml(CONTENT / "site.yaml")),
    }


@pytest.fixture(scope="module")
def real(notices: Path) -> str:
    """The real notice, whole."""
    return (notices / "gfdb-2024-07-23.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def source(real: str) -> dict[str, str]:
    """What the real notice says, part by part; its channels stand with its next steps."""
    _, overview, findings, rest = re.split(r"(?m)^[一二三]、.*\n", real)
    next_steps, signature, footer = re.split(r"(?m)^(?=中共|网站地图)", rest)
    _, *leaves = re.split(r"(?m)(?:^|\s)\d{1,2}\.(?=\D)", findings)
    return dict(zip(STEMS, leaves, strict=True)) | {
        "overview": overview,
        "next_steps": next_steps,
        "contact": next_steps,
        "signature": signature,
        "footer": footer,
    }


@pytest.mark.parametrize("name", MODELS)
def test_a_record_fits_its_model_and_names_its_schema(name: str) -> None:
    path = CONTENT / name
    msgspec.convert(read_yaml(path), MODELS[name], strict=False)
    kind = {"notices/gfdb-2024/findings": "finding"}.get(str(Path(name).parent), path.stem)
    schema = os.path.relpath(CONTENT / f"_schema/{kind}.schema.json", path.parent)
    first_line = path.read_text("utf-8").splitlines()[0]
    assert first_line == f"# yaml-language-server: $schema={schema}"


@pytest.mark.parametrize("name", ["about", "accessibility"])
def test_a_page_has_front_matter(name: str) -> None:
    nothing, head, body = (CONTENT / f"pages/{name}.md").read_text("utf-8").split("---\n", 2)
    msgspec.convert(parse_yaml(head), FrontMatter, strict=False)
    assert not nothing
    assert body.strip()


def test_a_glossary_term_occurs_in_the_records(content: dict[str, str]) -> None:
    everything = "\n".join(content.values())
    assert [term for term in read_yaml(CONTENT / "glossary.yaml") if term not in everything] == []


def test_the_totals_are_those_of_the_notice(facts: dict[str, Any]) -> None:
    recorded = [read_finding(path.stem) for path in sorted((FOLDER / "findings").iterdir())]
    marked = sum(len(finding.measures) for finding in recorded)
    totals = facts["totals"]
    assert (len(recorded), marked) == (int(totals["findings"]), int(totals["marked"])) == (30, 113)
    declared = read_yaml(FOLDER / "notice.yaml")["declared"]
    assert declared == {name: totals[name] for name in ("aspects", "findings", "measures")}


@pytest.mark.parametrize("stem", STEMS)
def test_a_finding_has_its_number_and_its_marked_measures(facts: dict[str, Any], stem: str) -> None:
    finding, listed = read_finding(stem), facts["findings"][stem]
    assert (finding.number, len(finding.measures)) == (listed["number"], int(listed["measures"]))
    markers = [f"{digit}是" for digit in "一二三四五六七八九"]
    assert MARKER.findall("".join(finding.measures)) == markers[: len(finding.measures)]
    assert all(measure.endswith(("；", "。")) for measure in finding.measures)


@pytest.mark.parametrize("part", PARTS)
def test_every_fact_is_in_the_content(
    facts: dict[str, Any], content: dict[str, str], part: str
) -> None:
    wanted = Counter(facts[part])
    assert {fact for fact, times in wanted.items() if content[part].count(fact) < times} == set()


def test_a_status_rests_on_words_of_its_finding() -> None:
    notice = msgspec.convert(read_yaml(FOLDER / "notice.yaml"), Notice, strict=False)
    with_status = {stem: read_finding(stem) for stem in STEMS if read_finding(stem).status}
    assert list(with_status) == ["03"]
    for finding in with_status.values():
        assert finding.status in [status.word for status in notice.status_words]
        assert finding.status_basis
        assert finding.status_basis in text_of(finding)


@pytest.mark.notice
@pytest.mark.parametrize("part", PARTS)
def test_every_fact_is_in_the_real_notice(
    facts: dict[str, Any], source: dict[str, str], part: str
) -> None:
    said, wanted = fold(source[part]), Counter(fold(fact) for fact in facts[part])
    assert {fact for fact, times in wanted.items() if said.count(fact) < times} == set()


@pytest.mark.notice
@pytest.mark.parametrize("part", [part for part in PARTS if part != "contact"])
def test_no_number_is_lost_or_added(
    source: dict[str, str], content: dict[str, str], part: str
) -> None:
    assert Counter(NUMBER.findall(content[part])) == Counter(NUMBER.findall(source[part]))


@pytest.mark.notice
@pytest.mark.parametrize("stem", STEMS)
def test_a_finding_has_as_many_measures_as_the_real_notice_marks(
    source: dict[str, str], stem: str
) -> None:
    assert len(read_finding(stem).measures) == len(MARKER.findall(source[stem]))


@pytest.mark.notice
def test_no_sentence_of_the_real_notice_is_in_the_repository(real: str) -> None:
    theirs = runs_of(real)
    shared = {str(path): runs_of(text) & theirs for path, text in repository_texts()}
    assert {name: sorted(runs) for name, runs in shared.items() if runs} == {}


@pytest.mark.notice
def test_the_contact_person_of_the_real_notice_is_nowhere_in_the_repository(real: str) -> None:
    labelled = re.search(r"联系人[:：]\s*(\S+)", real)
    assert labelled
    person = labelled[1]
    assert [str(path) for path, text in repository_texts() if person in text] == []
