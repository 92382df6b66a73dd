"""The same content gives the same bytes, whoever builds it, where, when and how; and a build never half happens."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from site_src import outputs, pipeline, workshop, write
from site_src.write import MANIFEST, Target
from tests.site_invariants import (
    ROOT,
    TEMPLATES,
    build,
    built,
    errors_of,
    read,
    rich_content,
    settings_for,
    small_content,
    snapshot,
    text_of,
    words_of,
    write_finding,
    write_yaml,
)
from tests.site_invariants import Page as BuiltPage

MANY = 14  # notices: enough for a pool of processes


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content(tmp_path / "content", notices=2)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "_site"


def assert_manifest_whole(out: Path) -> None:
    """What ``sha256sum -c SHA256SUMS`` checks, and that no file is missing from the list."""
    lines = (out / MANIFEST).read_text("utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in lines if line[64:66] == "  "}
    found = {name: hashlib.sha256(data).hexdigest() for name, data in snapshot(out).items()}
    found.pop(MANIFEST)
    assert len(listed) == len(lines)
    assert listed == found
    assert list(listed) == sorted(listed)


# --- the same bytes ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Content with so many notices that a pool is used, and its site as built in this process."""
    folder = tmp_path_factory.mktemp("many")
    content = rich_content(folder / "content")
    for index in range(4, MANY + 1):
        shutil.copytree(content / "notices" / "n1", content / "notices" / f"n{index}")
    return content, snapshot(built(content, folder / "_site"))


@pytest.mark.parametrize(
    ("workers", "environment"),
    [
        ("1", {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LANG": "C"}),
        ("2", {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "SOURCE_DATE_EPOCH": "86400"}),
        ("3", {"PYTHONHASHSEED": "3", "LC_ALL": "zh_CN.UTF-8", "SOURCE_DATE_EPOCH": "4102444800"}),
    ],
)
def test_other_processes_and_surroundings_give_the_same_bytes(
    many: tuple[Path, dict[str, bytes]], tmp_path: Path, workers: str, environment: dict[str, str]
) -> None:
    content, wanted = many
    moved = tmp_path / "其他 folder" / "content"
    shutil.copytree(content, moved)
    command = [sys.executable, str(ROOT / "build.py"), "build", "--workers", workers]
    subprocess.run(
        [*command, "--content", "其他 folder/content", "--out", "out"],
        cwd=tmp_path,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert snapshot(tmp_path / "out") == wanted


def test_a_pool_is_used_for_many_notices(
    many: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    asked = []

    def run(work: Any, jobs: list[Any]) -> Any:
        asked.append(len(jobs))
        return map(work, jobs)

    pipeline.build(settings_for(many[0], tmp_path / "out"), run)
    assert asked == [MANY]
    assert snapshot(tmp_path / "out") == many[1]


def test_the_clock_is_not_read(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = snapshot(built(content, tmp_path / "now"))
    monkeypatch.setattr(time, "time", lambda: 4102444800.5)
    monkeypatch.setattr(time, "time_ns", lambda: 4102444800_500_000_000)
    for path in content.rglob("*"):
        os.utime(path, (86400, 86400))
    assert snapshot(built(content, tmp_path / "later")) == wanted


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(
    content: Path, tmp_path: Path
) -> None:
    wanted = snapshot(built(content, tmp_path / "a"))
    for path in content.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert snapshot(built(content, tmp_path / "b")) == wanted


def test_the_text_of_a_page_counts_in_a_process_that_built_before(content: Path, out: Path) -> None:
    """What all notices share is kept in memory, as in the preview; the text alone of a free page is no part of it."""
    page = content / "pages" / "about.md"
    page.parent.mkdir(exist_ok=True)
    for text in ("第一稿。", "第二稿。"):
        page.write_text(f"---\ntitle: 关于\n---\n{text}\n", "utf-8")
        built(content, out)
        assert text in (out / "about.html").read_text("utf-8")


def test_another_version_of_a_part_makes_all_anew(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built(content, out)
    (tmp_path / "parts" / "nh3-99.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "parts")])
    assert build(content, out).built == 2


# --- what is written ---------------------------------------------------------------------------


def test_a_second_build_writes_nothing(content: Path, out: Path) -> None:
    built(content, out)
    time.sleep(0.03)  # what was saved a moment ago is looked at again
    built(content, out)
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in out.rglob("*")}
    report = build(content, out)
    assert (report.written, report.built, report.gone) == (0, 0, ())
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in out.rglob("*")} == before
    assert_manifest_whole(out)


def test_the_manifest_lists_every_file(many: tuple[Path, dict[str, bytes]]) -> None:
    assert_manifest_whole(many[0].parent / "_site")


@pytest.mark.parametrize("harm", ["delete", "change", "empty"])
def test_a_harmed_output_is_repaired(content: Path, out: Path, harm: str) -> None:
    wanted = snapshot(built(content, out))
    for name in (
        "index.html",
        "n1/index.html",
        "n1/02.html",
        "n2/findings.csv",
        "robots.txt",
        MANIFEST,
    ):
        if harm == "delete":
            (out / name).unlink()
        else:
            (out / name).write_bytes(b"" if harm == "empty" else b"tampered")
        build(content, out)
        assert snapshot(out) == wanted, name


def test_a_lost_folder_is_repaired(content: Path, out: Path) -> None:
    wanted = snapshot(built(content, out))
    shutil.rmtree(out / "n1")
    shutil.rmtree(out / "assets")
    assert snapshot(built(content, out)) == wanted


def test_a_lost_or_broken_state_is_no_matter(content: Path, out: Path) -> None:
    wanted = snapshot(built(content, out))
    state = Path(settings_for(content, out).state)
    for broken in (b"", b"\x93\x01", b"junk" * 100):
        (state / "state.msgpack").write_bytes(broken)
        assert snapshot(built(content, out)) == wanted
    shutil.rmtree(state)
    assert snapshot(built(content, out)) == wanted


def test_two_files_at_one_address_are_our_fault(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = (*outputs.NOTICE_OUTPUTS, outputs.NOTICE_OUTPUTS[0])
    monkeypatch.setattr("site_src.workshop.NOTICE_OUTPUTS", twice)
    with pytest.raises(AssertionError, match="same address"):
        build(content, out)


# --- what belongs to others --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["index.html", "n1/01.html", "robots.txt"])
def test_a_foreign_file_in_the_way_stops_the_build(content: Path, out: Path, name: str) -> None:
    (out / name).parent.mkdir(parents=True)
    (out / name).write_bytes(b"theirs")
    report = build(content, out)
    assert errors_of(report) == {"in-the-way"}
    assert snapshot(out) == {name: b"theirs"}


def test_a_foreign_file_where_a_folder_must_be_stops_the_build(content: Path, out: Path) -> None:
    out.mkdir()
    (out / "n2").write_bytes(b"theirs")
    report = build(content, out)
    assert report.failed
    assert snapshot(out) == {"n2": b"theirs"}


def test_a_foreign_folder_where_a_file_must_be_stops_the_build(content: Path, out: Path) -> None:
    (out / "robots.txt").mkdir(parents=True)
    assert build(content, out).failed
    assert snapshot(out) == {}


def test_foreign_files_beside_ours_stay(content: Path, out: Path) -> None:
    built(content, out)
    for name in (".well-known/x.txt", "n1/theirs.pdf", "googleabc.html"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(b"theirs")
    shutil.rmtree(content / "notices" / "n1")
    built(content, out)
    assert {n for n, data in snapshot(out).items() if data == b"theirs"} == {
        ".well-known/x.txt", "n1/theirs.pdf", "googleabc.html"
    }  # fmt: skip
    assert not (out / "n1" / "index.html").exists()


@pytest.mark.parametrize("name", ["index.html", "n1/01.html"])
def test_files_put_in_the_place_of_ours_are_not_overwritten(
    content: Path, out: Path, name: str
) -> None:
    """The output was cleared, and somebody else uses the folder now; that we had such a file says nothing."""
    built(content, out)
    shutil.rmtree(out)
    (out / name).parent.mkdir(parents=True)
    (out / name).write_bytes(b"theirs")
    assert errors_of(build(content, out)) == {"in-the-way"}
    assert snapshot(out) == {name: b"theirs"}


@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_list_that_lost_its_end_does_not_leave_pages_behind(
    content: Path, out: Path, kept: float
) -> None:
    built(content, out)
    lines = (out / MANIFEST).read_bytes().splitlines(keepends=True)
    (out / MANIFEST).write_bytes(b"".join(lines[: int(len(lines) * kept)]))
    shutil.rmtree(content / "notices" / "n2")
    write_finding(content, "n1", "01", title="改了。")
    assert not build(content, out).failed
    assert snapshot(out) == snapshot(built(content, out.parent / "fresh"))


def test_a_manifest_of_somebody_else_makes_us_delete_nothing(content: Path, out: Path) -> None:
    """A folder of downloads often has a SHA256SUMS of its own."""
    out.mkdir()
    (out / "image.iso").write_bytes(b"theirs")
    listed = f"{hashlib.sha256(b'theirs').hexdigest()}  image.iso\n"
    (out / MANIFEST).write_text(listed, "utf-8")
    before = snapshot(out)
    report = build(content, out)
    assert (out / "image.iso").read_bytes() == b"theirs"
    assert report.failed
    assert snapshot(out) == before


# --- what fails leaves the site as it was ------------------------------------------------------


def changed(content: Path) -> None:
    """A change that would be seen on many pages."""
    write_finding(content, "n1", "01", title="改过的标题。")
    write_finding(content, "n2", "09", title="新的一项。")
    write_finding(content, "n2", "10", title="新的又一项。")
    (content / "notices" / "n2" / "findings" / "02.yaml").unlink()


def test_an_error_in_the_content_leaves_the_site(content: Path, out: Path) -> None:
    before = snapshot(built(content, out))
    changed(content)
    write_finding(content, "n2", "03", titel="错字")
    assert build(content, out).failed
    assert snapshot(out) == before


def test_an_error_in_site_yaml_leaves_the_site(content: Path, out: Path) -> None:
    before = snapshot(built(content, out))
    write_yaml(content / "site.yaml", {"name": "", "x": "y"})
    assert build(content, out).failed
    assert snapshot(out) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pages/finding.html", "{{ page.nothing }}"),
        ("pages/glossary.html", "{% if %}"),
        ("pages/notice.html", "{% include 'no.html' %}"),
        ("layouts/base.html", "{{ 1 / 0 }}"),
    ],
)
def test_an_error_in_a_template_leaves_the_site_and_names_the_line(
    content: Path, out: Path, tmp_path: Path, name: str, text: str
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    before = snapshot(built(content, out))
    with (templates / name).open("a", encoding="utf-8") as stream:
        stream.write("\n" + text)
    line = (templates / name).read_text("utf-8").count("\n") + 1
    report = build(content, out, templates)
    places = {
        (p.place.file, p.place.line) for p in report.problems if p.rule.code == "bad-template"
    }
    missing = {p.place.file for p in report.problems if p.rule.code == "no-template"}
    assert places == {(str(templates / name), line)} or missing == {str(templates / "no.html")}
    assert snapshot(out) == before


def test_a_missing_string_leaves_the_site(content: Path, out: Path, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    before = snapshot(built(content, out))
    strings = templates / "strings" / "en.yaml"
    strings.write_text(strings.read_text("utf-8").replace("home: Home\n", ""), "utf-8")
    assert errors_of(build(content, out, templates)) == {"no-string"}
    assert snapshot(out) == before


@pytest.mark.parametrize("after", [0, 3, 11])
def test_a_full_disk_leaves_the_site(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    before = snapshot(built(content, out))
    changed(content)
    put, calls = Target.put, []

    def full(self: Target, address: str, data: bytes) -> write.Written:
        calls.append(address)
        if len(calls) > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), address)
        return put(self, address, data)

    with monkeypatch.context() as patch:
        patch.setattr(Target, "put", full)
        assert errors_of(build(content, out)) == {"cannot-write"}
    assert snapshot(out) == before
    assert not Path(settings_for(content, out).target.staging).exists()
    assert snapshot(built(content, out)) == snapshot(built(content, out.parent / "fresh"))


class Killed(BaseException):
    """The process ends here."""


def kill_during_commit(
    monkeypatch: pytest.MonkeyPatch, content: Path, out: Path, moves: int
) -> None:
    """A build that ends for good after a number of moves into the output, without any cleaning up."""
    replace, done = os.replace, []

    def dying(source: str, target: str) -> None:
        done.append(target)
        if len(done) > moves:
            raise Killed
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dying)
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            build(content, out)


@pytest.mark.parametrize("moves", [0, 3, 9, 13, 17])
def test_after_a_kill_in_the_middle_the_next_build_repairs(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    built(content, out)
    changed(content)
    kill_during_commit(monkeypatch, content, out, moves)
    built(content, out)
    assert snapshot(out) == snapshot(built(content, out.parent / "fresh"))
    assert_manifest_whole(out)


@pytest.mark.parametrize("moves", [3, 9, 13, 17])
def test_after_a_kill_and_another_change_the_next_build_repairs(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """What the killed build had put there already is ours, though no manifest lists it yet."""
    built(content, out)
    changed(content)
    kill_during_commit(monkeypatch, content, out, moves)
    (content / "notices" / "n2" / "findings" / "09.yaml").unlink()
    write_finding(content, "n2", "10", title="又改了。")
    report = build(content, out)
    assert not report.failed, words_of(report)
    assert snapshot(out) == snapshot(built(content, out.parent / "fresh"))


@pytest.mark.parametrize("gone", [True, False])
def test_after_two_kills_the_next_build_still_knows_its_files(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    """What the first has moved is not staged by the second, and no manifest lists it yet."""
    built(content, out)
    changed(content)
    shutil.copytree(content / "notices" / "n1", content / "notices" / "n7")
    for moves in (
        18,
        1,
    ):  # with n7 and most else in its place; with nothing but the note of what is to come
        kill_during_commit(monkeypatch, content, out, moves)
        shutil.rmtree(settings_for(content, out).target.staging)
    assert (out / "n7" / "01.html").exists()
    if gone:
        shutil.rmtree(content / "notices" / "n7")
    else:
        write_finding(content, "n7", "01", title="又改了。")
    report = build(content, out)
    assert not report.failed, words_of(report)
    assert snapshot(out) == snapshot(built(content, out.parent / "fresh"))


def test_a_build_that_ends_while_another_moves_is_none_the_worse(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each removes the note of what is being moved."""
    remove = os.remove

    def twice(path: str) -> None:
        remove(path)
        if path.endswith("moving.list"):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)

    monkeypatch.setattr(os, "remove", twice)
    assert not build(content, out).failed


def test_a_change_during_a_build_is_told(
    content: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else pages of the new site would count as those of the old one."""
    load = workshop.load_site

    def later(folder: str) -> Any:
        write_yaml(content / "site.yaml", {**read(content / "site.yaml"), "name": "改了名的网站"})
        return load(folder)

    before = snapshot(built(content, out))
    write_finding(content, "n1", "01", title="改了。")
    workshop._workshop.cache_clear()
    monkeypatch.setattr(workshop, "load_site", later)
    assert errors_of(build(content, out)) == {"changed-meanwhile"}
    assert snapshot(out) == before


# --- notices that belong together --------------------------------------------------------------


def links_of(out: Path, address: str) -> set[tuple[str, str]]:
    page = BuiltPage(address, (out / address).read_bytes())
    return {(a.get("href", ""), text_of(a)) for a in page.one("main").iter("a")}


def test_a_second_notice_joins_the_first(tmp_path: Path, out: Path) -> None:
    content = small_content(tmp_path / "content", notices=1)
    built(content, out)
    one = small_content(tmp_path / "more", notices=2)
    shutil.copytree(one / "notices" / "n2", content / "notices" / "n2")
    built(content, out)
    assert {("n1/index.html", "第1份通报"), ("n2/index.html", "第2份通报")} <= links_of(
        out, "index.html"
    )
    assert snapshot(out) == snapshot(built(content, tmp_path / "fresh"))


def test_a_follow_up_is_linked_in_both_directions(content: Path, out: Path) -> None:
    built(content, out)
    later = {
        "title": "后续通报",
        "issuer": "某机关",
        "published": "2025-01-02 09:05",
        "follows": ["n1"],
    }
    write_yaml(content / "notices" / "n2" / "notice.yaml", later)
    write_finding(content, "n2", "01", title="后续的问题。", follows="n1/02")
    built(content, out)
    assert ("../n1/index.html", "第1份通报") in links_of(out, "n2/index.html")
    assert ("../n2/index.html", "后续通报") in links_of(out, "n1/index.html")
    assert ("../n1/02.html", "2.n1 第2个问题。") in links_of(out, "n2/01.html")
    assert ("../n2/01.html", "1.后续的问题。") in links_of(out, "n1/02.html")


def test_a_withdrawn_notice_keeps_its_addresses_and_says_so(content: Path, out: Path) -> None:
    before = set(snapshot(built(content, out)))
    withdrawn = {"date": "2024-05-06", "reason": "表述有误。", "successor": "n2"}
    notice = {"title": "第1份通报", "issuer": "某机关", "published": "2024-01-02 09:05"}
    write_yaml(content / "notices" / "n1" / "notice.yaml", {**notice, "withdrawn": withdrawn})
    after = snapshot(built(content, out))
    assert before - set(after) == {"n1/findings.csv", "n1/findings.json"}
    for name in ("index", "full", "01", "02", "03"):
        page = BuiltPage(name, after[f"n1/{name}.html"])
        assert all(words in text_of(page.one("main")) for words in ("2024-05-06", "表述有误。"))
        assert "n1 第" not in text_of(page.root)
        assert ("../n2/index.html", "第2份通报") in links_of(out, f"n1/{name}.html")
    assert "n1 第" not in "".join(
        text_of(BuiltPage(n, d).root) for n, d in after.items() if n.endswith(".html")
    )


def test_what_vanishes_is_told(content: Path, out: Path) -> None:
    built(content, out)
    (content / "notices" / "n1" / "findings" / "03.yaml").unlink()
    assert build(content, out).gone == ("n1/03.html",)


def test_every_problem_is_told_in_one_run(content: Path, out: Path) -> None:
    write_finding(content, "n1", "01", titel="错字")
    write_finding(content, "n2", "02", group="none")
    assert errors_of(build(content, out)) == {"misspelt-field", "unknown-group"}
    write_yaml(content / "site.yaml", {"name": "某机关公开网", "zzzz": "x"})
    assert errors_of(build(content, out)) >= {"misspelt-field", "unknown-field"}
    assert not out.exists()
