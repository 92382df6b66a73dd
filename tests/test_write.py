"""Nothing is lost: only what changed is written, only what is ours is replaced or deleted, and all of it is listed."""

import hashlib
import os
from pathlib import Path

import pytest

from site_src.state import Settings, clear_leftovers
from site_src.write import (
    MANIFEST,
    Target,
    Written,
    commit,
    in_the_way,
    read_manifest,
    staged_files,
)


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Target:
    monkeypatch.setattr("site_src.write.OURS", set())  # the outputs here are not whole sites
    return Target(str(tmp_path / "out"), str(tmp_path / "state" / "staging"))


def publish(target: Target, files: dict[str, bytes]) -> tuple[int, list[str]]:
    """One build of these files."""
    return moved(target, [target.put(address, data) for address, data in files.items()])


def moved(target: Target, written: list[Written]) -> tuple[int, list[str]]:
    """These files in their place."""
    files = {w.address: w.sha256 for w in written}
    return commit(target, staged_files(target), files, read_manifest(target).keys())


def existing(target: Target) -> dict[str, bytes]:
    out = Path(target.out)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_files_and_their_manifest_arrive(target: Target) -> None:
    files = {"index.html": b"a", "n/01.html": b"b", "n/附件 1.pdf": b"\x00\xff"}
    assert publish(target, files) == (4, [])
    lines = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    )
    assert existing(target) == {**files, MANIFEST: lines.encode()}
    assert read_manifest(target) == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }


def test_what_is_the_same_is_not_written_again(target: Target) -> None:
    publish(target, {"a": b"1", "b": b"2"})
    before = {p: p.stat().st_mtime_ns for p in Path(target.out).iterdir()}
    assert publish(target, {"a": b"1", "b": b"2"}) == (0, [])
    assert {p: p.stat().st_mtime_ns for p in Path(target.out).iterdir()} == before


def test_only_what_changed_is_written(target: Target) -> None:
    publish(target, {"a": b"1", "n/b": b"2", "n/c": b"3"})
    assert publish(target, {"a": b"1", "n/b": b"2", "n/c": b"new"}) == (2, [])


def test_what_is_no_longer_made_goes_with_its_empty_folder(target: Target) -> None:
    publish(target, {"a": b"1", "n/m/b": b"2", "k/c": b"3"})
    (Path(target.out) / "k" / "theirs").write_bytes(b"t")
    assert publish(target, {"a": b"1"})[1] == ["k/c", "n/m/b"]
    assert set(existing(target)) == {"a", "k/theirs", MANIFEST}
    assert not (Path(target.out) / "n").exists()


def test_a_file_of_somebody_else_is_in_the_way(target: Target) -> None:
    theirs = Path(target.out) / "n" / "01.html"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    for name in ("n/01.html", "n/02.html"):
        target.put(name, b"ours")
    problems = in_the_way(target, staged_files(target), read_manifest(target).keys())
    assert [(p.rule.code, p.place.file) for p in problems] == [("in-the-way", str(theirs))]


def test_a_file_of_somebody_else_stays_if_its_bytes_are_ours(target: Target) -> None:
    theirs = Path(target.out) / "a"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"1")
    target.put("a", b"1")
    assert in_the_way(target, staged_files(target), set()) == []


@pytest.mark.parametrize(
    "address", ["../beside/f", "../out-2/f", "/etc/f", "n/../../out-2/f", "..", ".", "n"]
)
def test_a_manifest_cannot_make_us_delete_elsewhere(target: Target, address: str) -> None:
    out = Path(target.out)
    publish(target, {"a": b"1", "n/b": b"2"})
    for folder in ("beside", "out-2"):
        (out.parent / folder).mkdir()
        (out.parent / folder / "f").write_bytes(b"theirs")
    (out / MANIFEST).write_text(
        f"{'0' * 64}  {address}\n" + (out / MANIFEST).read_text("utf-8"), "utf-8"
    )
    publish(target, {"a": b"1", "n/b": b"2"})
    assert {f.read_bytes() for f in out.parent.glob("*/f")} == {b"theirs"}
    assert len(list(out.parent.glob("*/f"))) == 2
    assert set(existing(target)) == {"a", "n/b", MANIFEST}


def test_a_link_out_of_the_output_is_not_followed_to_delete(target: Target) -> None:
    out = Path(target.out)
    publish(target, {"a": b"1", "n/b": b"2"})
    elsewhere = out.parent / "elsewhere"
    (out / "n").rename(elsewhere)
    (out / "n").symlink_to(elsewhere)
    publish(target, {"a": b"1"})
    assert (elsewhere / "b").read_bytes() == b"2"


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe", b"no manifest\n", b"0" * 64 + b"\n", b"0" * 64 + b" a\n"]
)
def test_a_broken_manifest_lists_nothing(target: Target, text: bytes) -> None:
    Path(target.out).mkdir()
    (Path(target.out) / MANIFEST).write_bytes(text)
    assert read_manifest(target) == {}


def test_a_copied_file_is_the_same_and_copied_once(target: Target, tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(bytes(range(256)) * 9)
    written = target.copy("n/attachments/附件.pdf", str(source))
    assert written == Written(
        "n/attachments/附件.pdf",
        hashlib.sha256(source.read_bytes()).hexdigest(),
    )
    assert moved(target, [written])[0] == 2
    assert existing(target)["n/attachments/附件.pdf"] == source.read_bytes()
    assert moved(target, [target.copy("n/attachments/附件.pdf", str(source))]) == (0, [])


def test_what_killed_builds_left_is_cleared_after_a_day(tmp_path: Path) -> None:
    old, running, own = (tmp_path / f"staging-{n}" for n in (1, 2, 3))
    for folder in (old, running, own):
        (folder / "n").mkdir(parents=True)
    os.utime(old, (0, 0))
    clear_leftovers(Settings("", "", "", state=str(tmp_path), owner=3))
    assert [folder.exists() for folder in (old, running, own)] == [False, True, True]
    assert not list(own.iterdir())
