"""The wheel is whole: away from the checkout it lays out a site and builds it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-P",
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
    ]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("gongkai-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def gongkai(installed: Path, cwd: Path, *arguments: str) -> str:
    """Runs the console command's function in a process that does not know the checkout."""
    code = "import sys; sys.argv[0] = 'gongkai'; from site_src.cli import console; console()"
    environment = {**os.environ, "PYTHONPATH": str(installed), "GONGKAI_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_has_the_command_and_the_templates(installed: Path) -> None:
    (entry_points,) = installed.glob("*.dist-info/entry_points.txt")
    assert "gongkai = site_src.cli:console" in entry_points.read_text("utf-8")
    for name in ("layouts/base.html", "strings/en.yaml", "starter/README.md", "assets/js/site.js"):
        assert (installed / "site_src" / "templates" / name).is_file()


def test_it_lays_out_and_builds_a_site_of_its_own(installed: Path, tmp_path: Path) -> None:
    told = gongkai(installed, tmp_path, "new", "site", "某 机关")
    assert "gongkai build --content" in told
    gongkai(installed, tmp_path, "build", "--content", "某 机关/content", "--out", "某 机关/_site")
    assert (tmp_path / "某 机关" / "_site" / "example-2024" / "01.html").is_file()
    assert (tmp_path / "某 机关" / "content" / "README.md").is_file()
