"""After any sequence of edits, a build on top of the last one gives what a build from nothing gives, byte for byte.

The edits are drawn from a seeded generator, so a failure comes back: its seed and the edits so far are in the message.
"""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.site_invariants import (
    TEMPLATES,
    BuiltSite,
    build,
    built,
    errors_of,
    links_resolve,
    read,
    rich_content,
    settings_for,
    small_content,
    snapshot,
    words_of,
    write_finding,
    write_yaml,
)
from tests.test_build import assert_manifest_whole

SECONDS = 90  # that the short loop may take at most


class World:
    """Content and templates that are edited at random, always to something that may be an error or not."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.content = rich_content(folder / "content")
        self.templates = folder / "templates"
        shutil.copytree(TEMPLATES, self.templates)
        self.random = random.Random(seed)
        self.count = 0

    def word(self) -> str:
        """A text that was never used before."""
        self.count += 1
        return f"文字{self.count}"

    def slug(self) -> str:
        return self.random.choice(sorted(p.name for p in (self.content / "notices").iterdir()))

    def finding(self) -> Path:
        return self.random.choice(sorted(self.content.glob("notices/*/findings/*.yaml")))

    def edit(self, path: Path, **fields: object) -> None:
        """Sets fields of a record; None takes one away."""
        record = {**read(path), **fields}
        write_yaml(path, {key: value for key, value in record.items() if value is not None})

    # each of these is one edit

    def finding_changed(self) -> None:
        field = self.random.choice(["title", "description", "result", "withheld", "internal"])
        self.edit(self.finding(), **{field: self.word()})

    def finding_same_size(self) -> None:
        """The kind of change that size and a coarse clock do not show."""
        path = self.finding()
        self.edit(
            path, title=read(path)["title"].translate(str.maketrans("0123456789", "1234567890"))
        )

    def measure_added(self) -> None:
        path = self.finding()
        self.edit(path, measures=[*read(path)["measures"], self.word()], withheld=None)

    def update_added(self) -> None:
        path = self.finding()
        news = {"date": f"2024-0{self.random.randint(1, 9)}", "text": self.word()}
        self.edit(path, updates=[*read(path).get("updates", []), news])

    def finding_added(self) -> None:
        stem = f"{self.random.randint(4, 40):02}"
        write_finding(self.content, self.slug(), stem, title=self.word())

    def finding_renamed(self) -> None:
        path = self.finding()
        target = path.with_name(f"r{self.random.randint(1, 99)}.yaml")
        if not target.exists():
            path.rename(target)

    def finding_deleted(self) -> None:
        path = self.finding()
        if len(list(path.parent.iterdir())) > 1:
            path.unlink()

    def finding_follows(self) -> None:
        self.edit(self.finding(), follows=self.random.choice([None, "n1/02", "n1/01", "n2/01"]))

    def notice_changed(self) -> None:
        field = self.random.choice(["title", "issuer", "findings_heading", "source", "internal"])
        self.edit(self.content / "notices" / self.slug() / "notice.yaml", **{field: self.word()})

    def notice_published(self) -> None:
        moment = f"202{self.random.randint(0, 6)}-0{self.random.randint(1, 9)}-11 10:2{self.random.randint(0, 9)}"
        self.edit(self.content / "notices" / self.slug() / "notice.yaml", published=moment)

    def notice_follows(self) -> None:
        others = [self.slug()] if self.random.random() < 0.7 else []
        self.edit(self.content / "notices" / self.slug() / "notice.yaml", follows=others)

    def notice_withdrawn(self) -> None:
        path = self.content / "notices" / self.slug() / "notice.yaml"
        now = {"date": "2024-05-06", "reason": self.word()}
        self.edit(path, withdrawn=None if "withdrawn" in read(path) else now)

    def notice_added(self) -> None:
        target = self.content / "notices" / f"n{self.random.randint(3, 14)}"
        if not target.exists() and len(list(target.parent.iterdir())) < 12:
            shutil.copytree(self.content / "notices" / self.slug(), target)

    def notice_renamed(self) -> None:
        target = self.content / "notices" / f"m{self.random.randint(1, 9)}"
        if not target.exists():
            (self.content / "notices" / self.slug()).rename(target)

    def notice_deleted(self) -> None:
        slug = self.slug()
        if slug not in ("n1", "n2"):
            shutil.rmtree(self.content / "notices" / slug)

    def group_changed(self) -> None:
        path = self.content / "notices" / "n1" / "notice.yaml"
        if path.exists():
            groups = [{**g, "title": self.word()} for g in read(path).get("groups", [])]
            self.edit(path, groups=groups[:: self.random.choice([1, 1, -1])])

    def overview_changed(self) -> None:
        slug = self.slug()
        other = self.random.choice(["n1", "n2", "m1", "m2", slug])
        text = f"## {self.word()}\n\n见[别处](../{other}/index.html)。\n"
        (self.content / "notices" / slug / "overview.md").write_text(text, "utf-8")

    def overview_deleted(self) -> None:
        (self.content / "notices" / self.slug() / "overview.md").unlink(missing_ok=True)

    def attachment_changed(self) -> None:
        folder = self.content / "notices" / self.slug() / "attachments"
        folder.mkdir(exist_ok=True)
        (folder / self.random.choice(["清单.pdf", "a.pdf", "b.txt"])).write_bytes(
            self.random.randbytes(9)
        )

    def attachment_deleted(self) -> None:
        files = sorted(self.content.glob("notices/*/attachments/*"))
        if files:
            self.random.choice(files).unlink()

    def page_changed(self) -> None:
        name = self.random.choice(["about", "accessibility", "help", "links"])
        text = f"---\ntitle: {self.word()}\norder: {self.random.randint(1, 9)}\n---\n\n[去](n2/index.html)\n"
        (self.content / "pages" / f"{name}.md").write_text(text, "utf-8")

    def page_deleted(self) -> None:
        pages = sorted((self.content / "pages").iterdir())
        if pages:
            self.random.choice(pages).unlink()

    def glossary_changed(self) -> None:
        terms = self.random.sample(["销号", "台账", "条例", "问题", "制度", "学习"], 3)
        write_yaml(self.content / "glossary.yaml", {term: self.word() for term in terms})

    def site_changed(self) -> None:
        value = {
            "name": self.word(),
            "introduction": self.word(),
            "demonstration": self.random.choice([None, self.word()]),
        }
        field = self.random.choice(sorted(value))
        self.edit(self.content / "site.yaml", **{field: value[field]})

    def languages_changed(self) -> None:
        languages = self.random.choice([["zh-CN"], ["zh-CN", "en"], ["en", "zh-CN"]])
        self.edit(self.content / "site.yaml", languages=languages)

    def address_changed(self) -> None:
        self.edit(
            self.content / "site.yaml",
            base_url=self.random.choice([None, "https://a.example.cn/x/"]),
        )

    def contact_changed(self) -> None:
        channels = [
            {"id": f"c{n}", "body": self.word(), "phones": ["0100-1234567"]}
            for n in range(self.random.randint(1, 3))
        ]
        write_yaml(self.content / "contact.yaml", {"channels": channels})

    def template_changed(self) -> None:
        name = self.random.choice(
            [
                "pages/finding.html",
                "pages/glossary.html",
                "partials/footer.html",
                "components/status/status.css",
            ]
        )
        comment = (
            f"\n/* {self.word()} */\n"
            if name.endswith("css")
            else "\n{# #}" + f"<!-- {self.word()} -->\n"
        )
        with (self.templates / name).open("a", encoding="utf-8") as stream:
            stream.write(comment)

    def string_changed(self) -> None:
        path = self.templates / "strings" / "zh-CN.yaml"
        key = self.random.choice(["home", "contact", "kind_not_stated", "measure_link"])
        lines = path.read_text("utf-8").splitlines()
        changed = [
            f"{key}: {self.word()}" if line.startswith(f"{key}:") else line for line in lines
        ]
        path.write_text("\n".join(changed) + "\n", "utf-8")

    def broken(self) -> None:
        """An error, or its repair."""
        path = self.content / "notices" / "n2" / "findings" / "99.yaml"
        if path.exists():
            path.unlink()
        elif path.parent.exists():
            path.write_text("number: [", "utf-8")

    def touched(self) -> None:
        path = self.finding()
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime + self.random.randint(-9, 9)))


EDITS: tuple[Callable[[World], None], ...] = tuple(
    value for name, value in sorted(vars(World).items())
    if callable(value) and name not in ("__init__", "word", "slug", "finding", "edit")
)  # fmt: skip


def copy_of(world: World, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("content", "templates"):
        shutil.copytree(world.content.parent / name, folder / name)
    return folder


def restore(world: World, folder: Path) -> None:
    for name in ("content", "templates"):
        shutil.rmtree(world.content.parent / name)
        shutil.copytree(folder / name, world.content.parent / name)


def walk(folder: Path, seed: int, steps: int, seconds: float) -> int:
    """Edits and builds; gives how many steps there was time for. An edit that makes an error is undone afterwards."""
    world = World(folder, seed)
    out, fresh = folder / "out", folder / "fresh"
    done: list[str] = []
    started = time.monotonic()
    good = copy_of(world, folder / "good")
    before: dict[str, bytes] = {}
    while len(done) < steps and time.monotonic() - started < seconds:
        edit = EDITS[world.random.randrange(len(EDITS))]
        edit(world)
        done.append(edit.__name__)
        report = build(world.content, out, world.templates)
        state = Path(settings_for(world.content, fresh).state) / "state.msgpack"
        state.unlink(missing_ok=True)
        shutil.rmtree(fresh, ignore_errors=True)
        wanted = build(world.content, fresh, world.templates)
        said = (
            f"seed {seed}, step {len(done)}: {done[-12:]}\n{words_of(report)}\n{words_of(wanted)}"
        )
        assert words_of(report) == words_of(wanted), said
        if wanted.failed:
            assert snapshot(out) == before if out.exists() else not before, said
            restore(world, good)
            done[-1] += " (error)"
            continue
        good = copy_of(world, folder / "good")
        before, expected = snapshot(out), snapshot(fresh)
        differing = {n for n in {*before, *expected} if before.get(n) != expected.get(n)}
        assert differing == set(), said
        assert_manifest_whole(out)
    if steps > 10:
        assert sum("(error)" not in name for name in done) > len(done) / 2, done
    return len(done)


def test_sixty_edits_in_a_row(tmp_path: Path) -> None:
    assert walk(tmp_path, seed=20240723, steps=64, seconds=SECONDS) >= 60


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4))
def test_three_hundred_edits_in_a_row(tmp_path: Path, seed: int) -> None:
    assert walk(tmp_path, seed, steps=300, seconds=600) == 300


# --- what the walk found, or is unlikely to meet ------------------------------------------------


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_content(tmp_path / "content", notices=2)


def test_two_quick_saves_are_both_seen(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a quick machine a build may end before the clock of the file system goes on."""
    out = tmp_path / "out"
    for title in ("甲甲", "乙乙", "丙丙"):
        path = write_finding(content, "n1", "01", title=title)
        now = path.stat().st_ctime_ns
        monkeypatch.setattr(time, "time_ns", lambda now=now: now + 1)
        built(content, out)
        assert title in (out / "n1" / "01.html").read_text("utf-8")


def test_a_link_to_a_notice_that_went_is_told(content: Path, tmp_path: Path) -> None:
    """The other notice did not change, but what it links to did."""
    out = tmp_path / "out"
    overview = content / "notices" / "n1" / "overview.md"
    overview.write_text("见[第二份](../n2/index.html)。\n", "utf-8")
    built(content, out)
    time.sleep(0.03)
    built(content, out)
    shutil.rmtree(content / "notices" / "n2")
    assert errors_of(build(content, out)) == {"dead-link"}


def test_a_link_to_a_notice_that_came_works(content: Path, tmp_path: Path) -> None:
    """In a preview, where one process builds again and again."""
    out = tmp_path / "out"
    (content / "pages").mkdir()
    (content / "pages" / "about.md").write_text("---\ntitle: 关于\n---\n\n文字。\n", "utf-8")
    built(content, out)
    shutil.copytree(content / "notices" / "n2", content / "notices" / "n3")
    (content / "notices" / "n1" / "overview.md").write_text(
        "见[第三份](../n3/index.html)。\n", "utf-8"
    )
    built(content, out)
    site = BuiltSite(out, content)
    assert [
        list(links_resolve(page, site))
        for page in site.pages.values()
        if list(links_resolve(page, site))
    ] == []
    assert 'href="../n3/index.html"' in (out / "n1" / "index.html").read_text("utf-8")


def test_only_the_changed_notice_is_built_anew(content: Path, tmp_path: Path) -> None:
    built(content, tmp_path / "out")
    time.sleep(0.03)
    built(content, tmp_path / "out")
    write_finding(content, "n1", "02", title="改过的标题。")
    report: Any = build(content, tmp_path / "out")
    assert report.built == 1
    assert 0 < report.written < 12


def test_a_change_of_content_that_keeps_size_and_time_is_seen(
    content: Path, tmp_path: Path
) -> None:
    """``rsync -t`` and archives bring old times with them."""
    path = write_finding(content, "n1", "01", title="甲甲")
    os.utime(path, ns=(10**18, 10**18))
    time.sleep(0.03)
    built(content, tmp_path / "out")
    write_finding(content, "n1", "01", title="乙乙")
    os.utime(path, ns=(10**18, 10**18))
    time.sleep(0.03)
    built(content, tmp_path / "out")
    assert "乙乙" in (tmp_path / "out" / "n1" / "01.html").read_text("utf-8")
