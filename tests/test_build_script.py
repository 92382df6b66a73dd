"""build.py makes a checkout run on a bare Python, quickly, offline if need be, or says what to do.

The copies tested here hold a program of three lines and one tiny part made on the spot, in a folder
whose name has blanks and Chinese in it; nothing is fetched.
"""

import ast
import base64
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable  # it has a pip, for speed: the way without one takes four seconds each time
NOWHERE = "http://127.0.0.1:9/"  # nothing listens there, and asking takes no time

Outcome = subprocess.CompletedProcess[str]

PROGRAM = """
def main(argv):
    import json, os, sys
    import tiny_part
    print(json.dumps({"part": tiny_part.__file__, "cwd": os.getcwd(), "argv": argv}))
    return 7 if "seven" in argv else 0
"""
SPAWNING_PROGRAM = """
def where(_):
    import tiny_part
    return tiny_part.__file__

def main(argv):
    import concurrent.futures, json, multiprocessing
    context = multiprocessing.get_context(argv[0])
    with concurrent.futures.ProcessPoolExecutor(1, context) as pool:
        print(json.dumps(list(pool.map(where, [0]))))
    return 0
"""


def make_wheel(folder: Path) -> str:
    """Puts a wheel of Tiny.Part 1.0 into the folder and returns the line that pins it."""
    files = {
        "tiny_part.py": "",
        "tiny_part-1.0.dist-info/METADATA": "Metadata-Version: 2.1\n"
        "Name: Tiny.Part\nVersion: 1.0\n",
        "tiny_part-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    record = "tiny_part-1.0.dist-info/RECORD"
    lines = [f"{name},sha256={digest(text)},{len(text)}" for name, text in files.items()]
    files[record] = "\n".join([*lines, f"{record},,", ""])
    folder.mkdir()
    wheel = folder / "tiny_part-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return (
        f"Tiny.Part==1.0 \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    )


def digest(text: str) -> str:
    """A hash as RECORD files spell it."""
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def make_copy(folder: Path) -> Path:
    """A copy of the repository with the little program, nothing set up yet."""
    project = folder / "某 机关" / "公开 网站"
    (project / "site_src").mkdir(parents=True)
    (project / "site_src" / "__init__.py").touch()
    (project / "site_src" / "cli.py").write_text(PROGRAM, "utf-8")
    shutil.copy(ROOT / "build.py", project)
    (project / "requirements.txt").write_text(make_wheel(project / "wheelhouse"), "utf-8")
    return project


def run(project: Path, *arguments: str, before: tuple[str, ...] = (), **environ: str) -> Outcome:
    """Runs the copy's build.py by a relative path, with none of this machine's pip settings."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))
    }
    return subprocess.run(
        [*before, PYTHON, f"{project.name}/build.py", *arguments],
        cwd=project.parent,
        env={**clean, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1", **environ},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    """A copy after its first run, and how that run went."""
    project = make_copy(tmp_path_factory.mktemp("first"))
    return project, run(project, "check", "--format", "json")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A copy in which nothing was run."""
    return make_copy(tmp_path)


@pytest.fixture
def ready(first_run: tuple[Path, Outcome], tmp_path: Path) -> Path:
    """A copy that is set up."""
    return Path(shutil.copytree(first_run[0], tmp_path / "公开 网站", symlinks=True))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """build.py as a module."""
    spec = importlib.util.spec_from_file_location("build_script", ROOT / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stamp(project: Path) -> Path:
    return project / ".venv" / "set-up.txt"


def leftovers(project: Path) -> list[str]:
    return [path.name for path in project.glob(".venv-*")]


def assert_refused(outcome: Outcome, *words: str) -> None:
    """The run ended with exit code 2 and these words, without a traceback."""
    assert outcome.returncode == 2, outcome.stderr
    assert outcome.stdout == ""
    assert "Traceback" not in outcome.stderr
    for word in words:
        assert word in outcome.stderr


def test_the_first_run_sets_up_from_the_wheelhouse(first_run: tuple[Path, Outcome]) -> None:
    project, outcome = first_run
    assert outcome.returncode == 0, outcome.stderr
    said = json.loads(outcome.stdout)  # what the set-up says is not on stdout
    assert Path(said["part"]).is_relative_to(project / ".venv")
    assert "正在准备组件" in outcome.stderr
    assert "Setting up" in outcome.stderr
    assert "tiny_part-1.0-py3-none-any.whl\n" in outcome.stderr
    assert leftovers(project) == []


def test_arguments_folder_and_exit_code_are_the_users(first_run: tuple[Path, Outcome]) -> None:
    project, outcome = first_run
    said = json.loads(outcome.stdout)
    assert said["argv"] == ["check", "--format", "json"]
    assert said["cwd"] == str(project.parent)
    assert run(project, "seven").returncode == 7


def test_the_next_run_sets_up_nothing(ready: Path) -> None:
    before = stamp(ready).stat()
    outcome = run(ready)
    after = stamp(ready).stat()
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_run_that_finds_its_parts_imports_next_to_nothing(ready: Path) -> None:
    program = "def main(argv):\n    import sys\n    print(*sys.modules)\n    return 0\n"
    (ready / "site_src" / "cli.py").write_text(program, "utf-8")
    # -S keeps out what this machine's Python may load at every start
    command = [PYTHON, "-S", str(ready / "build.py")]
    imported = set(subprocess.check_output(command, text=True).split())
    slow = {"re", "typing", "pathlib", "subprocess", "tempfile", "hashlib", "importlib.metadata"}
    assert imported & slow == set()
    assert "site_src.cli" in imported


@pytest.mark.parametrize("how", ["spawn", *(["fork"] if hasattr(os, "fork") else [])])
def test_child_processes_find_the_parts(ready: Path, how: str) -> None:
    (ready / "site_src" / "cli.py").write_text(SPAWNING_PROGRAM, "utf-8")
    outcome = run(ready, how)
    assert outcome.returncode == 0, outcome.stderr
    assert Path(json.loads(outcome.stdout)[0]).is_relative_to(ready / ".venv")


@pytest.mark.parametrize("flag", ["-I", "-P"])
def test_a_shielded_interpreter_works_too(ready: Path, flag: str) -> None:
    outcome = subprocess.run([PYTHON, flag, ready / "build.py"], capture_output=True, check=False)
    assert outcome.returncode == 0, outcome.stderr


def test_a_link_to_the_command_works(ready: Path, tmp_path: Path) -> None:
    link = tmp_path / "gongkai"
    link.symlink_to(ready / "build.py")
    outcome = subprocess.run([PYTHON, link], capture_output=True, check=False)
    assert outcome.returncode == 0, outcome.stderr


def test_other_pins_make_another_environment(ready: Path) -> None:
    before = stamp(ready).read_text("utf-8")
    with (ready / "requirements.txt").open("a", encoding="utf-8") as pins:
        pins.write("# pinned anew\n")
    assert run(ready).returncode == 0
    assert stamp(ready).read_text("utf-8") == before + "# pinned anew\n"
    assert leftovers(ready) == []
    assert run(ready).stderr == ""


def lose_the_packages(venv: Path) -> None:
    shutil.rmtree(next(venv.rglob("tiny_part-1.0.dist-info")).parent)


def lose_one_part(venv: Path) -> None:
    shutil.rmtree(next(venv.rglob("tiny_part-1.0.dist-info")))


def lose_the_stamp(venv: Path) -> None:
    (venv / "set-up.txt").unlink()


def spoil_the_stamp(venv: Path) -> None:
    (venv / "set-up.txt").write_bytes(b"\xff\x00")


def change_python(venv: Path) -> None:
    path = venv / "set-up.txt"
    path.write_text(path.read_text("utf-8").replace(".", ".another-", 1), "utf-8")


def become_a_file(venv: Path) -> None:
    shutil.rmtree(venv)
    venv.touch()


@pytest.mark.parametrize(
    "damage",
    [
        lose_the_packages,
        lose_one_part,
        lose_the_stamp,
        spoil_the_stamp,
        change_python,
        become_a_file,
    ],
)
def test_damage_is_noticed(
    script: ModuleType,
    ready: Path,
    damage: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    venv, pins = ready / ".venv", (ready / "requirements.txt").read_text("utf-8")
    # what the interpreter that set it up calls itself stands at the head of the stamp
    suffix = stamp(ready).read_text("utf-8").removesuffix(pins)
    monkeypatch.setattr(script, "EXTENSION_SUFFIXES", [suffix])
    assert script.ready(str(venv), pins)
    damage(venv)
    assert not script.ready(str(venv), pins)


@pytest.mark.parametrize("damage", [lose_one_part, become_a_file])
def test_a_damaged_environment_is_made_anew(ready: Path, damage: Callable[[Path], None]) -> None:
    damage(ready / ".venv")
    outcome = run(ready)
    assert outcome.returncode == 0, outcome.stderr
    assert stamp(ready).is_file()
    assert leftovers(ready) == []


def test_two_first_runs_at_once_do_not_mix(fresh: Path) -> None:
    command = [PYTHON, str(fresh / "build.py")]
    runs = [subprocess.Popen(command, stdout=-1, stderr=-1) for _ in range(2)]
    for process in runs:
        _, words = process.communicate(timeout=60)
        assert process.returncode == 0, words.decode()
    assert stamp(fresh).is_file()
    assert leftovers(fresh) == []


def test_who_comes_second_leaves_the_environment_of_the_first_alone(
    script: ModuleType, ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # the program of the first may be running on it by now
    monkeypatch.setattr(script, "ready", lambda venv, pins: True)
    monkeypatch.setattr(script, "fill", lambda venv, requirements: Path(venv).mkdir())
    before = (ready / ".venv").stat().st_ino
    script.set_up(str(ready / ".venv"), str(ready / "requirements.txt"))
    assert (ready / ".venv").stat().st_ino == before
    assert leftovers(ready) == []


def test_breaking_off_is_not_an_error(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(script, "reach_parts", break_off)
    assert script.main() == 130


def test_parts_of_some_platforms_only_are_not_missed(script: ModuleType) -> None:
    assert script.holds([], "colorama==0.4.6 ; os_name == 'nt' \\\n    --hash=sha256:0\n")
    assert not script.holds([], "colorama==0.4.6 \\\n    --hash=sha256:0\n")


def install_elsewhere(project: Path, version: str) -> str:
    """The part in a folder outside the copy, as if the interpreter had it; returns the folder."""
    folder = project.parent / "elsewhere"
    with zipfile.ZipFile(next((project / "wheelhouse").iterdir())) as wheel:
        wheel.extractall(folder)
    (folder / "tiny_part-1.0.dist-info").rename(folder / f"Tiny_Part-{version}.dist-info")
    return str(folder)


def test_an_interpreter_that_has_the_parts_is_used_as_it_is(fresh: Path) -> None:
    folder = install_elsewhere(fresh, "1.0")
    outcome = run(fresh, PYTHONPATH=folder)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    assert json.loads(outcome.stdout)["part"].startswith(folder)
    assert not (fresh / ".venv").exists()


def test_another_version_elsewhere_does_not_come_first(ready: Path) -> None:
    outcome = run(ready, PYTHONPATH=install_elsewhere(ready, "1.0.1"))
    assert Path(json.loads(outcome.stdout)["part"]).is_relative_to(ready / ".venv")


def test_a_part_that_is_not_the_pinned_one_is_refused(fresh: Path) -> None:
    pins = fresh / "requirements.txt"
    pins.write_text(re.sub("sha256:....", "sha256:0000", pins.read_text("utf-8")), "utf-8")
    assert_refused(run(fresh), "校验值不符", "not the one that was pinned", "tiny_part-1.0-py3")
    assert not (fresh / ".venv").exists()
    assert leftovers(fresh) == []


def test_a_part_without_a_hash_is_refused(fresh: Path) -> None:
    (fresh / "requirements.txt").write_text("Tiny.Part==1.0\n", "utf-8")
    assert_refused(run(fresh), "require-hashes")


def test_a_wheelhouse_is_the_only_source(fresh: Path) -> None:
    """What is not in it is not fetched, even where fetching would work (here, from a folder)."""
    index = fresh.parent / "index"
    shutil.copytree(fresh / "wheelhouse", index / "tiny-part")
    wheel = next((fresh / "wheelhouse").iterdir())
    (index / "tiny-part" / "index.html").write_text(f"<a href={wheel.name}>{wheel.name}</a>")
    wheel.unlink()
    assert_refused(run(fresh, PIP_INDEX_URL=index.as_uri()), "组件没有装上")
    (fresh / "wheelhouse").rmdir()
    assert run(fresh, PIP_INDEX_URL=index.as_uri()).returncode == 0


def test_without_a_network_the_way_out_is_named(fresh: Path) -> None:
    shutil.rmtree(fresh / "wheelhouse")
    outcome = run(fresh, PIP_INDEX_URL=NOWHERE, PIP_RETRIES="0")
    assert_refused(
        outcome, "wheelhouse 拷到本目录", "pip download -r requirements.txt -d wheelhouse"
    )
    assert not (fresh / ".venv").exists()


def test_a_full_disk_is_named(script: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    words = "print('ERROR: [Errno 28] No space left on device'); raise SystemExit(1)"
    with pytest.raises(SystemExit) as stopped:
        script.run(sys.executable, "-c", words)
    assert stopped.value.code == 2
    assert "磁盘已满" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps nobody from writing this way")
def test_a_folder_that_may_not_be_written_to_is_named(fresh: Path) -> None:
    fresh.chmod(0o555)
    # root may write everywhere, unless it gives that right up
    before = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    try:
        assert_refused(run(fresh, before=before), "无法在本目录建立 .venv", "Permission denied")
    finally:
        fresh.chmod(0o755)


def run_changed(project: Path, change: str) -> Outcome:
    """Runs the copy's build.py in a Python that was changed first."""
    code = f"import runpy, sys; {change}; runpy.run_path(sys.argv[1], None, '__main__')"
    command = [PYTHON, "-c", code, str(project / "build.py")]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_without_pip_and_ensurepip_the_package_is_named(fresh: Path) -> None:
    outcome = run_changed(fresh, "sys.modules['pip'] = sys.modules['ensurepip'] = None")
    assert_refused(outcome, "缺少 pip", "apt-get install python3-venv")
    assert leftovers(fresh) == []


def test_without_pip_ensurepip_does(fresh: Path) -> None:
    outcome = run_changed(fresh, "sys.modules['pip'] = None")
    assert outcome.returncode == 0, outcome.stderr


def test_an_old_python_is_told_so(fresh: Path) -> None:
    outcome = run_changed(fresh, "sys.version_info = (3, 6, 15)")
    assert outcome.returncode == 1
    assert "需要 Python 3.11 或更高版本，现在运行的是 3.6" in outcome.stderr
    assert "needs Python 3.11" in outcome.stderr


def test_an_old_python_can_read_that_far() -> None:
    ast.parse((ROOT / "build.py").read_text("utf-8"), feature_version=(3, 6))


def pinned(name: str) -> dict[str, str]:
    """What a requirements file pins: name to version."""
    text = (ROOT / name).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-test.txt", "tests/browser/package-lock.json"]
)
def test_lock_files_carry_no_addresses(name: str) -> None:
    assert not re.search(r"://|file:|--index|--find-links", (ROOT / name).read_text("utf-8"))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_pin_has_hashes(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
    assert len(entries) == len(pinned(name))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_parts_are_the_same_on_all_platforms() -> None:
    assert ";" not in (ROOT / "requirements.txt").read_text("utf-8")


def test_pins_are_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    pins = pinned("requirements.txt")
    assert [str(part) for part in wanted if pins[part.name.lower()] not in part.specifier] == []


def test_the_tests_run_with_the_parts_that_users_get() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-test.txt").items()
