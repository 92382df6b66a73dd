"""The benchmark compares what it says: the corpus repeats, the verifier sees what is missing, the table adds up."""

from pathlib import Path

import pytest

from site_src import pipeline
from site_src.state import Settings, own_templates
from tests.benchmarks import corpus, measure, report
from tests.benchmarks.tools import ELEVENTY, GONGKAI, HUGO, TOOLS, Tool
from tests.benchmarks.verify import sample, verify

FINDINGS = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own site of sixty findings."""
    folder = tmp_path_factory.mktemp("benchmark")
    corpus.write_corpus(folder / "content", FINDINGS)
    report = pipeline.build(
        Settings(
            content=str(folder / "content"),
            templates=own_templates(),
            out=str(folder / "_site"),
            state=str(folder / ".gongkai" / "_site"),
        )
    )
    assert not report.failed
    return folder / "_site"


@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_the_corpus_is_the_same_every_time(tool: Tool, tmp_path: Path) -> None:
    for name in ("first", "second"):
        tool.form.write(tmp_path / name, 37)
    first = measure.read_files(tmp_path / "first")
    assert first == measure.read_files(tmp_path / "second")
    assert len(first) > 37


def test_a_longer_corpus_starts_like_a_shorter_one() -> None:
    assert list(corpus.notices(90))[:1] == list(corpus.notices(30))


def test_all_forms_hold_every_measure(tmp_path: Path) -> None:
    notice = next(corpus.notices(1))
    finding = notice.findings[0]
    for form in (corpus.GONGKAI, corpus.HUGO, corpus.ELEVENTY):
        _, text = form.finding_file(notice, finding)
        assert all(measure in text for measure in (finding.title, *finding.measures))


def test_our_site_is_whole(site: Path) -> None:
    assert verify(GONGKAI, site, FINDINGS) == []


def test_a_removed_measure_is_noticed(site: Path) -> None:
    page = site / "n00002" / "07.html"
    text = page.read_text("utf-8")
    start = text.index('<li class="measures__item" id="m2">')
    page.write_text(text[:start] + text[text.index("</li>", start) + 5 :], "utf-8")
    try:
        faults = verify(GONGKAI, site, FINDINGS)
    finally:
        page.write_text(text, "utf-8")
    assert "gongkai: n00002/07.html does not show the measures as they are" in faults


@pytest.mark.parametrize(
    ("address", "old", "new", "fault"),
    [
        ("n00001/03.html", 'rel="prev"', "", "n00001/03.html lacks: previous"),
        ("n00001/03.html", "?subject=", "?", "n00001/03.html lacks: mail's subject"),
        ("n00001/03.html", "body=", "b=", "n00001/03.html lacks: mail's body"),
        ("n00001/03.html", "Content-Security-Policy", "", "n00001/03.html lacks: policy"),
        ("n00001/03.html", 'rel="canonical"', "", "n00001/03.html lacks: canonical address"),
        ("feed.xml", "<entry>", "<item>", "feed.xml has 0 entries"),
        ("sitemap.xml", "n00001/03", "n00001/3", "not in sitemap.xml: https://"),
    ],
)
def test_a_removed_part_is_noticed(
    site: Path, address: str, old: str, new: str, fault: str
) -> None:
    file = site / address
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    try:
        faults = verify(GONGKAI, site, FINDINGS)
    finally:
        file.write_text(text, "utf-8")
    assert any(fault in line for line in faults), faults


def test_a_page_too_few_or_too_many_is_noticed(site: Path) -> None:
    (site / "n00001" / "31.html").write_text("", "ascii")
    page = site / "n00001" / "01.html"
    text = page.read_text("utf-8")
    page.unlink()
    try:
        faults = verify(GONGKAI, site, FINDINGS)
    finally:
        page.write_text(text, "utf-8")
        (site / "n00001" / "31.html").unlink()
    assert faults == [
        "gongkai: no page n00001/01.html",
        "gongkai: unexpected page n00001/31.html",
    ]


def test_the_sample_is_large_and_steady() -> None:
    assert len(sample(10000)) >= 200
    assert sample(10000) == sample(10000)
    assert sample(1) == {0}


def test_the_tools_make_the_same_pages_but_for_our_own_more() -> None:
    count = {tool.name: len(set(tool.pages(3000))) for tool in (GONGKAI, HUGO, ELEVENTY)}
    assert count["hugo"] == count["eleventy"] == 3000 + 100 + 2 + 1
    assert count["gongkai"] == count["hugo"] + 100 + 5


def test_the_longest_mount_point_names_the_file_system(tmp_path: Path) -> None:
    assert measure.file_system(tmp_path) != "unknown" or not Path("/proc/mounts").exists()


def test_the_table_of_a_result() -> None:
    text = report.table(RESULT)
    assert "| 30 | cold build | 2.00 (3.00) | 4.00 (4.50) | 2.50 (2.50) | 0.80 |" in text
    assert "| 30 | cold build, templates not compiled yet | 1.50 (1.50) | – | – | 0.60 |" in text
    assert "| 30 | nothing changed | 0.10 (0.10) | – | – | – |" in text
    assert "| 30 | gongkai | 49 | 39 | 0.4 | 7,851 | 24,812 | 22 |" in text
    assert (
        "| 30 | writing our files from memory | 0.01 (0.01) | – | – | cold is 200 times that |"
        in text
    )
    assert "| 30 | preview shows a saved change | 0.20 | – | – | – |" in text
    assert "busy" not in text
    assert "busy" in report.table({**RESULT, "machine": {**RESULT["machine"], "load_before": 2.0}})


def row(what: str, tool: str, wall: list[float], cpu: list[float]) -> dict[str, object]:
    return {"what": what, "tool": tool, "wall": wall, "cpu": cpu}


RESULT: report.Result = {
    "machine": {
        "cores": 2,
        "memory": 2**33,
        "system": "Linux 6 x86_64",
        "python": "3.11.7",
        "file_system": "tmpfs",
        "versions": {"gongkai": "0.1.0", "hugo": "v0.168.0"},
        "load_before": 0.1,
    },
    "runs": 3,
    "tools": ["gongkai", "hugo", "eleventy"],
    "sizes": [
        {
            "findings": 30,
            "made": {
                "gongkai": {
                    "files": 49,
                    "pages": 39,
                    "bytes": 400000,
                    "finding_bytes": 7851,
                    "notice_bytes": 24812,
                    "memory": 22000000,
                }
            },
            "rows": [
                row("cold build", "gongkai", [9.0, 2.0, 1.0], [3.0, 3.0, 3.0]),
                row("cold build", "hugo", [4.0, 4.0, 4.0], [4.5, 4.5, 4.5]),
                row("cold build", "eleventy", [2.5, 2.5, 2.5], [2.5, 2.5, 2.5]),
                row("nothing changed", "gongkai", [0.1], [0.1]),
                row("cold build, templates not compiled yet", "gongkai", [1.5], [1.5]),
                row("writing our files from memory", "gongkai", [0.01], [0.01]),
                row("preview shows a saved change", "gongkai", [0.2], [0.0]),
            ],
        }
    ],
}
