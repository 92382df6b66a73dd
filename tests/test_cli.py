"""The command line as people and scripts meet it: exit codes, words in two languages, nothing printed twice."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from site_src import cli, pipeline
from site_src.state import State
from tests.site_invariants import (
    ROOT,
    TEMPLATES,
    built,
    small_content,
    snapshot,
    write_finding,
    write_yaml,
)

VERBS = ["build", "check", "serve", "schema", "new", "styleguide"]
CHINESE, ENGLISH = {"GONGKAI_LANG": "zh"}, {"GONGKAI_LANG": "en"}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGKAI_LANG", "en")
    return small_content(tmp_path / "content")


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "build.py"), *arguments]


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        k: v
        for k, v in os.environ.items()
        if k not in ("LANG", "GONGKAI_LANG") and not k.startswith("LC_")
    }
    return subprocess.run(
        command(*arguments), cwd=folder, env={**clean, "PYTHONUTF8": "1", **environment},
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def test_alone_it_builds(content: Path) -> None:
    done = run(content.parent)
    assert (done.returncode, (content.parent / "_site" / "index.html").is_file()) == (0, True)
    assert "1 notices, 3 findings" in done.stdout


def test_a_site_without_errors_is_0_and_one_with_errors_1(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", "--workers", "1"]) == 0
    before = snapshot(Path("_site"))
    write_finding(content, "n1", "01", titel="错字")
    assert cli.main(["build", "--workers", "1"]) == 1
    said = capsys.readouterr().err
    assert f"content{os.sep}notices/n1/findings/01.yaml:".replace(os.sep, "/") in said.replace(
        os.sep, "/"
    )
    assert "error: " in said
    assert "remedy: " in said
    assert "Not built" in said
    assert snapshot(Path("_site")) == before


def test_check_is_0_or_1_and_writes_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(content.parent)
    assert cli.main(["check"]) == 0
    (content / "contact.yaml").unlink()
    assert cli.main(["check"]) == 1
    assert "content/contact.yaml" in capsys.readouterr().out
    assert set(snapshot(content.parent)) == set(before) - {"content/contact.yaml"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["build", "--nonsense"], ["build", "--workers", "0"], ["build", "--workers", "-1"], ["build", "--workers", "x"],
        ["check", "--format", "xml"], ["check", "--fail-on", "nothing"], ["check", "--explain"],
        ["check", "--list", "--explain", "tab"], ["serve", "--port", "x"], ["new"], ["new", "thing", "x"], ["build", "extra"],
    ],
)  # fmt: skip
def test_wrong_usage_is_2(
    content: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert re.search(r"python build\.py( \w+)? --help\n$", said)
    assert not Path("_site").exists()


def test_content_that_is_not_there_is_2_and_named(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--content", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().out
    assert cli.main(["build", "--content", "content/notices/n1"]) == 2
    assert "content/notices/n1" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["content", "content/out", ".", "content/../content", "./content/"])
@pytest.mark.parametrize("verb", ["build", "serve"])
def test_an_output_that_overlaps_the_content_is_refused(
    content: Path, capsys: pytest.CaptureFixture[str], verb: str, out: str
) -> None:
    before = snapshot(content.parent)
    assert cli.main([verb, "--out", out]) == 2
    assert "overlap" in capsys.readouterr().err
    assert snapshot(content.parent) == before


def test_an_output_that_overlaps_through_a_link_is_refused(content: Path) -> None:
    Path("link").symlink_to(content)
    assert cli.main(["build", "--out", "link/out"]) == 2


def test_an_output_beside_the_content_with_a_like_name_is_fine(content: Path) -> None:
    assert cli.main(["build", "--out", "content-site", "--workers", "1"]) == 0


def test_an_output_that_overlaps_the_templates_is_refused(content: Path) -> None:
    """It would make every build see changed templates, and put a site among the program's own files."""
    shutil.copytree(TEMPLATES, "looks")
    assert cli.main(["build", "--templates", "looks", "--out", "looks/out"]) == 2
    assert not Path("looks/out").exists()


def test_a_fault_of_the_program_is_3_with_its_traceback(content: Path, tmp_path: Path) -> None:
    program = "import sys; from site_src import cli, pipeline; pipeline.build = None; sys.exit(cli.main(['build']))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
                          capture_output=True, encoding="utf-8", timeout=60, check=False)  # fmt: skip
    assert done.returncode == 3
    assert "Traceback" in done.stderr


def test_an_interruption_is_130(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build", interrupted)
    assert cli.main(["build"]) == 130
    assert "Interrupted" in capsys.readouterr().err


def test_an_interrupted_pool_ends_quietly_and_the_next_build_repairs(tmp_path: Path) -> None:
    content = small_content(tmp_path / "content", notices=14, findings=30)
    assert run(tmp_path, "build").returncode == 0
    write_yaml(content / "site.yaml", {"name": "另一个名字"})
    process = subprocess.Popen(command("build", "--workers", "2"), cwd=tmp_path, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, start_new_session=True)  # fmt: skip
    until = time.monotonic() + 10
    while not (tmp_path / ".gongkai" / "_site" / "staging").exists() and time.monotonic() < until:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: to all of its processes
    said = b"".join(process.communicate(timeout=20))
    assert process.returncode in (0, 130)  # 0: it was quicker than the interruption
    assert b"Traceback" not in said
    assert run(tmp_path, "build").returncode == 0
    assert snapshot(tmp_path / "_site") == snapshot(built(content, tmp_path / "fresh"))


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "en_US.UTF-8"}, "en"), ({"LANG": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"), ({"LANG": "zh_CN.UTF-8", "GONGKAI_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "GONGKAI_LANG": "zh-CN"}, "zh"), ({"LANG": "zh_CN.UTF-8", "GONGKAI_LANG": ""}, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "C"}, "zh"), ({"GONGKAI_LANG": "ZH"}, "zh"), ({"LANG": "de_DE"}, "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_users(environment: dict[str, str], language: str) -> None:
    assert cli.user_language(environment) == language


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("verb", [*VERBS, None])
def test_help_is_in_both_languages(
    verb: str | None,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GONGKAI_LANG", language)
    with pytest.raises(SystemExit) as ended:
        cli.main([verb, "--help"] if verb else ["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert any("\u4e00" <= c <= "\u9fff" for c in said) == (language == "zh")
    assert all(name in said for name in (VERBS if verb is None else ["--content"]))


def test_every_message_is_in_both_languages(content: Path) -> None:
    (content / "notices" / "n1" / "findings" / "04.yaml").write_text("number: [\n", "utf-8")
    write_finding(content, "n1", "02", titel="错字", group="none", deadline="明年")
    zh, en = (
        run(content.parent, "check", "--format", "short", **CHINESE).stdout,
        run(content.parent, "check", "--format", "short", **ENGLISH).stdout,
    )
    places = [
        [
            line.split(": ")[0].split("错误")[0].rstrip(" :")
            for line in said.splitlines()
            if line.startswith("content")
        ]
        for said in (zh, en)
    ]
    assert places[0] == places[1] != []
    assert "错误：" in zh
    assert "办法：" in zh
    assert "error: " in en
    assert "remedy: " in en


def test_json_is_for_machines(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_finding(content, "n1", "02", titel="错字")
    assert cli.main(["check", "--format", "json"]) == 1
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert said.err == ""
    row = next(r for r in found if r["rule"] == "misspelt-field")
    assert {k: row[k] for k in ("file", "line", "level")} == {
        "file": "content/notices/n1/findings/02.yaml",
        "line": 7,
        "level": "error",
    }
    assert all(row[language][part] for language in ("zh", "en") for part in ("what", "remedy"))


def test_json_of_good_content_is_a_list_too(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--format", "json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "cp1252"}],
)
def test_a_poor_console_gets_escapes_and_no_traceback(
    content: Path, environment: dict[str, str]
) -> None:
    write_finding(content, "n1", "02", title="\U0001f600错", titel="x")
    clean = {**os.environ, "GONGKAI_LANG": "zh", **environment}
    done = subprocess.run(
        command("check"),
        cwd=content.parent,
        env=clean,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert b"03.yaml" in done.stdout or b"02.yaml" in done.stdout
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["check", "--format", "json"], ["--help"], ["build"]])
def test_a_reader_that_went_away_is_no_fault(content: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            command(*arguments),
            cwd=content.parent,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_an_address_that_went_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["build", "--workers", "1"])
    (content / "notices" / "n1" / "findings" / "03.yaml").unlink()
    assert cli.main(["build", "--workers", "1"]) == 0
    assert "n1/03.html is gone" in capsys.readouterr().err


def test_paths_may_be_anywhere_and_have_blanks(tmp_path: Path) -> None:
    small_content(tmp_path / "内容 a" / "content")
    done = run(tmp_path, "build", "--content", "内容 a/content/", "--out", "出 口/站点/")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "出 口" / "站点" / "index.html").is_file()
    assert "出 口" in done.stdout


def test_schema_writes_where_it_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert sorted(capsys.readouterr().out.split()) == sorted(
        ["written:"] * 7 + [f"content/_schema/{p.name}" for p in (content / "_schema").iterdir()]
    )
    assert cli.main(["check"]) == 0


def test_a_new_site_builds_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["new", "site", "mine"]) == 0
    assert (
        cli.main(["build", "--content", "mine/content", "--out", "mine/_site", "--workers", "1"])
        == 0
    )
    before = snapshot(tmp_path / "mine" / "content")
    assert cli.main(["new", "site", "mine"]) == 2
    assert snapshot(tmp_path / "mine" / "content") == before


@pytest.mark.parametrize("name", ["../x", "N1", "n1", "a b", "", "en", "/tmp/x", "n2/01", "."])
def test_a_bad_name_for_a_new_notice_is_refused(content: Path, name: str) -> None:
    before = snapshot(content)
    assert cli.main(["new", "notice", name]) == 2
    assert snapshot(content) == before


@pytest.mark.parametrize(
    "name", ["n1/01", "n9/01", "n1", "n1/../x", "n1/index", "n1/A", "/n1/01", "n1/"]
)
def test_a_bad_name_for_a_new_finding_is_refused(content: Path, name: str) -> None:
    before = snapshot(content)
    assert cli.main(["new", "finding", name]) == 2
    assert snapshot(content) == before


def test_timings_tell_where_the_time_went(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    time.sleep(0.03)  # what was saved a moment ago would be looked at again
    assert cli.main(["build", "--timings"]) == 0
    found = re.findall(r"^ +(\d+\.\d{3})  (.+)$", capsys.readouterr().out, re.MULTILINE)
    spent = {words: float(number) for number, words in found}
    assert {"starting the program", "making notices", "reading content"} <= set(spent)
    assert all(seconds >= 0 for seconds in spent.values())
    assert spent["reading content"] <= spent["making notices"]
    assert cli.main(["build", "--timings"]) == 0
    assert "filling templates" not in capsys.readouterr().out  # nothing was made


def test_timings_are_not_kept(content: Path) -> None:
    """What is kept for the next build does not depend on how long something took."""
    assert cli.main(["build"]) == 0
    kept = (content.parent / ".gongkai" / "_site" / "state.msgpack").read_bytes()
    notices = msgspec.msgpack.decode(kept, type=State).notices
    assert [stored.built.seconds for stored in notices.values()] == [{}] * len(notices) != []
