"""Who makes the notices: processes of this machine or the workers of a cluster, and what happens when some are lost.

The cluster is a real one, on loopback, its workers processes of their own. A worker that is to be lost is a *held* one:
it makes a few notices, says so with a file, and waits; so it is always in the middle of its work when it is killed.
"""

import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from packaging.requirements import Requirement

from site_src import cli, cluster, executors, state
from tests.site_invariants import (
    ROOT,
    TEMPLATES,
    built,
    settings_for,
    small_content,
    snapshot,
    write_finding,
)

NOTICES = 40
SECONDS = 90  # whatever should happen in a test happens within these, on a busy machine too

HOLD = """
import os, time
from site_src import workshop
make, made = vars(workshop).setdefault("make", workshop.build_notice), []  # dask reads this file twice

def make_few(settings, job):
    if len(made) == 3:
        open(os.environ["HELD"], "w").close()
        time.sleep(120)
    made.append(job)
    return make(settings, job)

workshop.build_notice = make_few
"""


def until(happened: Callable[[], bool], what: str) -> None:
    """Waits for something, and fails if it does not come."""
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.02)


class Process(subprocess.Popen[str]):
    """A process of the cluster that writes what it says into a file."""

    def __init__(self, folder: Path, *arguments: str, root: Path, **environment: str) -> None:
        folder.mkdir(parents=True)
        self.log = folder / "log"
        with self.log.open("w") as log:
            super().__init__(
                [sys.executable, "-P", "-m", *arguments], cwd=folder, stdout=log, stderr=log, text=True,
                env={**os.environ, "PYTHONPATH": str(root), **environment},
            )  # fmt: skip

    def await_words(self, words: str) -> None:
        until(lambda: words in self.log.read_text("utf-8") or self.poll() is not None, words)
        assert self.poll() is None, self.log.read_text("utf-8")

    def end(self) -> None:
        self.kill()
        self.wait(SECONDS)


class Cluster:
    """A scheduler and its workers, each a process; they end with the ``with`` block."""

    def __init__(self, folder: Path, *workers: str, root: Path = ROOT, **environment: str) -> None:
        self.folder = folder
        self.ending = ExitStack()
        self.file = folder / "scheduler.json"
        # The scheduler needs dask alone: it finds no program of ours where it is.
        self.start(
            "scheduler",
            "--port",
            "0",
            "--scheduler-file",
            str(self.file),
            root=folder,
            **environment,
        )
        self.started = {name: self.start_worker(name, root) for name in workers}
        for worker in self.started.values():
            worker.await_words("Registered to:")
        until(self.file.exists, "the scheduler")
        self.address = str(json.loads(self.file.read_text("utf-8"))["address"])

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.close()

    def start(self, name: str, *arguments: str, root: Path, **environment: str) -> Process:
        module = f"distributed.cli.dask_{'scheduler' if name == 'scheduler' else 'worker'}"
        common = ["--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
        process = Process(self.folder / name, module, *common, *arguments, root=root, **environment)
        self.ending.callback(process.end)
        if name == "scheduler":
            self.scheduler = process
        return process

    def start_worker(self, name: str, root: Path = ROOT) -> Process:
        """It waits for its scheduler. One called ``held`` makes three notices and then waits to be killed."""
        (self.folder / "hold.py").write_text(HOLD, "utf-8")
        preload = ["--preload", str(self.folder / "hold.py")] if name == "held" else []
        return self.start(
            name, "--scheduler-file", str(self.file), "--no-nanny", "--nthreads", "1", "--death-timeout", "120",
            "--local-directory", str(self.folder / name), *preload, root=root, HELD=str(self.folder / "is-held"),
        )  # fmt: skip

    def await_held(self) -> None:
        until((self.folder / "is-held").exists, "a worker in the middle of its work")


def start_build(folder: Path, *arguments: str, language: str = "en") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "build", *arguments], cwd=folder, text=True,
        env={**os.environ, "GONGKAI_LANG": language, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def build_on(address: str, folder: Path, *more: str, language: str = "en") -> subprocess.Popen[str]:
    return start_build(
        folder, "--executor", "dask", "--scheduler", address, *more, language=language
    )


def end_of(build: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the words of a build that ends by itself."""
    try:
        _, said = build.communicate(timeout=SECONDS)
    finally:
        build.kill()
    assert "Traceback" not in said
    return build.returncode, said


def assert_refused(build: subprocess.Popen[str], folder: Path, words: str) -> None:
    """One line that has these words, exit code 2, and an output as it was."""
    code, said = end_of(build)
    assert code == 2
    assert said.count("\n") == 1, said
    assert words in said
    assert set(snapshot(folder / "_site")) == {"theirs.txt"}
    assert not list(folder.glob(".gongkai/_site/staging-*"))


class Site(NamedTuple):
    """Content, and what one process makes of it."""

    content: Path
    files: dict[str, bytes]
    said: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Some dozens of notices."""
    folder = tmp_path_factory.mktemp("site")
    small_content(folder / "content", notices=NOTICES, findings=4, languages=["zh-CN", "en"])
    code, said = end_of(start_build(folder, "--workers", "1"))
    assert code == 0
    return Site(folder / "content", snapshot(folder / "_site"), said)


def copy_of(site: Site, folder: Path) -> Path:
    """A folder with this content, and with an output in which something stands."""
    shutil.copytree(site.content, folder / "content")
    (folder / "_site").mkdir()
    (folder / "_site" / "theirs.txt").write_text("theirs", "utf-8")
    return folder


@pytest.fixture
def here(site: Site, tmp_path: Path) -> Path:
    return copy_of(site, tmp_path)


@pytest.fixture(scope="module", autouse=True)
def hopeless(
    site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[subprocess.Popen[str], Path]]]:
    """Builds that end when they have waited long enough, begun first so that no test has to wait for them."""
    names = ("lost", "none", "nowhere")
    folders = {name: copy_of(site, tmp_path_factory.mktemp(name)) for name in names}
    with Cluster(tmp_path_factory.mktemp("cluster"), "held") as cluster:
        builds = {"lost": build_on(cluster.address, folders["lost"])}
        builds["nowhere"] = build_on("tcp://127.0.0.1:9", folders["nowhere"])
        cluster.await_held()
        cluster.started["held"].end()
        builds["none"] = build_on(cluster.address, folders["none"], language="zh")
        yield {name: (builds[name], folders[name]) for name in names}
        for build in builds.values():
            build.kill()
            build.communicate()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster with one good worker, for tests that leave it as it is."""
    with Cluster(tmp_path_factory.mktemp("shared"), "good") as cluster:
        yield cluster


# --- a cluster ---------------------------------------------------------------------------------


def test_a_lost_worker_costs_no_byte(here: Path, site: Site, tmp_path: Path) -> None:
    with Cluster(tmp_path / "cluster", "good", "held") as cluster:
        build = build_on(cluster.address, here)
        cluster.await_held()
        staged = list((here / ".gongkai" / "_site").glob("staging-*/n*/index.html"))
        assert 0 < len(staged) < NOTICES
        cluster.started["held"].end()
        assert end_of(build) == (0, site.said)
    (here / "_site" / "theirs.txt").unlink()
    assert snapshot(here / "_site") == site.files
    # What was kept is of the right notices, too: a build of one change comes to the same as one anew.
    write_finding(here / "content", "n7", "01", title="改过的标题。")
    assert end_of(start_build(here, "--workers", "1"))[0] == 0
    assert snapshot(here / "_site") == snapshot(built(here / "content", here / "fresh"))


def test_a_scheduler_that_goes_is_told(here: Path, tmp_path: Path) -> None:
    with Cluster(tmp_path / "cluster", "held") as cluster:
        build = build_on(cluster.address, here)
        cluster.await_held()
        cluster.scheduler.end()
        assert_refused(build, here, "the connection to the scheduler was lost")


def test_notices_that_take_workers_down_are_told(here: Path, tmp_path: Path) -> None:
    once = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with Cluster(tmp_path / "cluster", "held", **once) as cluster:
        build = build_on(cluster.address, here)
        cluster.await_held()
        cluster.started["held"].end()
        assert_refused(build, here, "took several workers down")


def test_an_interruption_ends_a_build_on_a_cluster(here: Path, tmp_path: Path) -> None:
    with Cluster(tmp_path / "cluster", "held") as cluster:
        build = build_on(cluster.address, here)
        cluster.await_held()
        build.send_signal(signal.SIGINT)
        assert end_of(build) == (130, "Interrupted.\n")


def test_a_worker_of_another_version_is_refused(here: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    for name in ("site_src", "templates"):
        shutil.copytree(ROOT / name, old / name)
    with (old / "site_src" / "qr.py").open("a") as module:
        module.write("# as it was\n")
    with Cluster(tmp_path / "cluster", "worker", root=old) as cluster:
        assert_refused(build_on(cluster.address, here), here, "is of another version")


def test_a_worker_without_the_program_is_refused_and_lives(here: Path, tmp_path: Path) -> None:
    with Cluster(tmp_path / "cluster", "worker", root=tmp_path) as cluster:
        build = build_on(cluster.address, here)
        assert_refused(build, here, "All workers need the same version of the program")
        assert cluster.started["worker"].poll() is None


def test_a_worker_that_sees_another_folder_is_refused(here: Path, shared: Cluster) -> None:
    """The path is the same; but for a process elsewhere it is another folder."""
    elsewhere = "/proc/self/cwd/content"
    build = build_on(shared.address, here, "--content", elsewhere)
    assert_refused(build, here, f"does not see {elsewhere} as it is here")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("lost", "there was no worker for 10 seconds"),
        ("none", "10 秒内没有可用的计算节点"),
        ("nowhere", "the scheduler tcp://127.0.0.1:9 cannot be reached"),
    ],
    ids=["all lost", "none there", "no scheduler"],
)
def test_a_build_does_not_wait_for_ever(
    hopeless: dict[str, tuple[subprocess.Popen[str], Path]], name: str, words: str
) -> None:
    build, folder = hopeless[name]
    assert_refused(build, folder, words)


@pytest.mark.parametrize("address", ["nowhere", "http://127.0.0.1:9", "tls://127.0.0.1:9"])
def test_an_address_of_no_scheduler_is_told(here: Path, address: str) -> None:
    assert_refused(build_on(address, here), here, f"the scheduler {address} cannot be reached")


@pytest.mark.parametrize(
    "options", [["--executor", "dask"], ["--scheduler", "x"], ["--executor=local", "--scheduler=x"]]
)
def test_half_a_cluster_is_wrong_usage(
    here: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
) -> None:
    monkeypatch.chdir(here)
    assert cli.main(options) == 2
    assert "--scheduler ADDRESS" in capsys.readouterr().err


def test_without_dask_it_is_said_how_to_install_it(here: Path) -> None:
    program = "import sys; sys.modules['distributed'] = None; from site_src.cli import main; sys.exit(main(sys.argv[1:]))"
    build = subprocess.Popen(
        [sys.executable, "-c", program, "--executor", "dask", "--scheduler", "x"], cwd=here, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GONGKAI_LANG": "en"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert_refused(build, here, 'pip install ".[cluster]"')


def test_few_notices_need_no_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_content(tmp_path / "content", notices=3)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--executor", "dask", "--scheduler", "nowhere"]) == 0
    assert (tmp_path / "_site" / "n3" / "index.html").is_file()


@pytest.mark.parametrize("difference", ["program", "content", "templates", "staging"])
def test_a_worker_makes_nothing_on_other_ground(here: Path, difference: str) -> None:
    templates = shutil.copytree(TEMPLATES, here / "templates")
    ground = cluster.ground_of(settings_for(here / "content", here / "_site", templates))
    assert cluster.build_chunk(ground, str, [1, 2]) == ["1", "2"]
    cluster._files.cache_clear()
    if difference == "program":
        ground = replace(ground, program="other")
    elif difference == "content":
        os.utime(here / "content" / "notices" / "n7" / "notice.yaml")
    elif difference == "templates":
        (templates / "strings" / "zh.yaml").write_bytes(b"")
    else:
        Path(ground.staging).rmdir()
    seen = {"program": "", "staging": ground.out}.get(difference, str(here / difference))
    assert cluster.build_chunk(ground, str, [1]) == cluster.Refusal(platform.node(), seen)


def test_a_fault_of_the_program_comes_with_the_traceback_of_the_worker(here: Path) -> None:
    ground = cluster.ground_of(settings_for(here / "content", here / "_site"))
    done: Future[Any] = Future()
    done.set_result(cluster.build_chunk(ground, int, ["1", "x"]))
    with pytest.raises(ValueError, match="invalid literal") as raised:
        cluster._results(None, done)
    assert "in build_chunk" in raised.value.__notes__[0]


def test_a_worker_makes_one_notice_at_a_time(here: Path) -> None:
    ground = cluster.ground_of(settings_for(here / "content", here / "_site"))
    meeting = Barrier(2, timeout=0.2)
    with ThreadPoolExecutor(2) as threads:
        done = [
            threads.submit(cluster.build_chunk, ground, lambda _: meeting.wait(), [1]) for _ in "ab"
        ]
    assert all(isinstance(future.result(), BrokenBarrierError) for future in done)


def test_what_a_worker_must_have_are_the_parts_that_make_pages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    parts = {Requirement(line).name.lower() for line in project["dependencies"]}
    assert parts - {"livereload", "lxml", "rich"} == state.PARTS


@pytest.mark.parametrize(
    ("jobs", "workers", "tasks"), [(10_000, 2, 625), (10_000, 500, 2000), (40, 2, 8), (3, 8, 3)]
)
def test_a_task_is_neither_too_small_nor_too_large(jobs: int, workers: int, tasks: int) -> None:
    size = executors.chunk_size(cluster.CHUNK, [0] * jobs, workers)
    assert -(-jobs // size) == tasks


# --- processes of this machine -----------------------------------------------------------------


def test_a_process_that_the_system_ends_is_told(here: Path) -> None:
    (here / "ending.py").write_text(
        "import os, signal\ndef end(settings, job): os.kill(os.getpid(), signal.SIGKILL)\n", "utf-8"
    )
    program = "import ending, sys; from site_src import cli, workshop; workshop.build_notice = ending.end; sys.exit(cli.main(sys.argv[1:]))"
    build = subprocess.Popen(
        [sys.executable, "-c", program, "--workers", "2"], cwd=here, text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{here}", "GONGKAI_LANG": "en"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert_refused(build, here, "the system ended one of the processes")
