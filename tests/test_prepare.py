"""What the tests need is found, or asked for by name; nothing missing is passed over."""

import os
from pathlib import Path

import pytest

from tests import prepare


def test_the_chromium_that_is_named_is_taken(tmp_path: Path) -> None:
    program = tmp_path / "my chromium"
    program.touch(0o755)
    assert prepare.chromium({"GONGKAI_CHROMIUM": str(program)}) == str(program)


def test_a_wrong_name_is_not_replaced_by_another_chromium(tmp_path: Path) -> None:
    assert prepare.chromium({"GONGKAI_CHROMIUM": str(tmp_path / "none")}) is None


def test_what_is_missing_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("GONGKAI_CHROMIUM", raising=False)
    monkeypatch.setattr(prepare, "find_spec", lambda name: None)
    monkeypatch.setattr(prepare, "CHROMIUMS", ("no-such-browser",))
    monkeypatch.setattr(prepare, "has_library", lambda name: False)
    monkeypatch.setattr("sys.platform", "linux")
    expected = ["python3-venv", "chromium", "fontconfig", "fonts-noto-cjk", "libatomic1"]
    assert prepare.missing_packages() == expected


def test_a_library_is_found_by_loading_it() -> None:
    assert not prepare.has_library("libnosuchthing.so.1")


def test_who_may_not_install_gets_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit) as stopped:
        prepare.install_packages(["chromium"])
    assert stopped.value.code == 2
    command = "apt-get update && apt-get install -y --no-install-recommends chromium"
    assert command in capsys.readouterr().err


def test_nothing_missing_is_nothing_done() -> None:
    prepare.install_packages([])
