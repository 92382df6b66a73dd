"""The program as a whole: imports point down, modules are short, only the command line prints, words are kept."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.site_invariants import ROOT

PACKAGE = ROOT / "site_src"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 450
TABLES = {"faults.py", "model.py"}  # nothing but words, or fields

# Each layer may import from those after it, and from its own. design.md §6 has the outline; what stands
# between two of its names there is put where its docstring says that it belongs.
LAYERS = (
    {"cli"},
    {"commands"},
    {"arguments"},
    {"usage"},
    {
        "serve",
        "styleguide",
        "new",
        "progress",
        "cluster",
        "reports",
        "rules",
        "signing",
        "sides",
        "sheets",
        "review",
        "exporters",
        "importers",
    },
    {"executors"},
    {"pipeline"},
    {"workshop"},
    {"render", "outputs", "site_plan", "assets", "patterns", "templates"},
    {"plan", "fidelity", "mismatches"},
    {"listing"},
    {"edition", "tags", "qr", "state"},
    {"check"},
    {"statuses"},
    {
        "figures",
        "links",
        "passages",
        "sources",
        "relations",
        "write",
        "views",
        "summary",
        "approvals",
    },
    {"diff"},
    {"load", "schema"},
    {"reader"},
    {"attached"},
    {"extract", "differences"},
    {
        "addresses",
        "prose",
        "records",
        "spots",
        "yaml_lines",
        "yaml_events",
        "yaml_faults",
        "faults",
    },
    {"yaml_text"},
    {"yaml_nodes"},
    {"markers", "model", "problems", "stopwatch"},
    {"names"},
)


def name_of(path: Path) -> str:
    return (
        path.relative_to(ROOT)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__")
    )


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def graph() -> dict[str, set[str]]:
    """Every module and those of ours that it imports, wherever in the file it does."""
    names = {name_of(path) for path in MODULES}
    found: dict[str, set[str]] = {name: set() for name in names}
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Import):
                asked = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path}: a relative import"
                asked = {f"{node.module}.{alias.name}" for alias in node.names} | {
                    node.module or ""
                }
                asked -= {node.module or ""} if asked & names else set()
            else:
                continue
            found[name_of(path)] |= (asked & names) - {name_of(path), "site_src"}
    return found


def test_imports_make_no_circle() -> None:
    state: dict[str, str] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert state.get(name) != "open", " -> ".join((*path, name))
        if name not in state:
            state[name] = "open"
            for target in sorted(graph()[name]):
                visit(target, (*path, name))
            state[name] = "done"

    for name in sorted(graph()):
        visit(name, ())


def layer_of(name: str) -> int:
    part = name.split(".")[1]
    return next((i for i, layer in enumerate(LAYERS) if part in layer), -1)


def test_every_module_has_its_layer() -> None:
    unknown = {name for name in graph() if name != "site_src" and layer_of(name) < 0}
    assert unknown == set(), "put them into LAYERS"


def test_imports_point_down() -> None:
    upwards = {
        f"{name} -> {target}"
        for name, targets in graph().items()
        for target in targets
        if name != "site_src" and layer_of(target) < layer_of(name)
    }
    assert upwards == set()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST or path.name in TABLES
    assert ast.get_docstring(tree_of(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_public_function_says_what_it_does(path: Path) -> None:
    overriding = {"get", "prepare", "initialize"}  # of tornado, whose words stand there
    missing: list[str] = []
    waiting: list[ast.AST] = [tree_of(path)]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            waiting += [node] if isinstance(node, ast.ClassDef) else []
            is_public = not node.name.startswith("_") and node.name not in overriding
            missing += [node.name] if is_public and not ast.get_docstring(node) else []
    assert [
        name for name in missing if (path.stem, name) not in {("serve", "set_extra_headers")}
    ] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_function_is_endless(path: Path) -> None:
    """Reading events is one loop, and arguments are a list; nothing else has a reason."""
    endless = {
        node.name: (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 80
    }
    assert set(endless) <= {
        "_build" if path.stem == "yaml_events" else "",
        "parser" if path.stem == "arguments" else "",
        "_findings" if path.stem == "plan" else "",
    }


def calls(path: Path) -> set[str]:
    """Every name that is called or looked up in a module, dotted."""
    return {
        ast.unparse(node)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute | ast.Name)
    }


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.name != "cli.py" and p.parent.name != "commands"], ids=name_of
)
def test_only_the_command_line_prints_and_reads_its_surroundings(path: Path) -> None:
    used = calls(path)
    if path.name == "cluster.py":
        used.discard("pickle")  # unpacked by workers, who run whatever the scheduler sends
    if path.name == "old.py":
        used.discard(
            "subprocess"
        )  # LibreOffice, with a list of arguments, none of them of the file
    assert not used & {"print", "input", "sys.stdout", "sys.stderr", "sys.argv", "sys.exit"}
    assert not used & {"os.environ", "os.getenv", "os.getcwd", "os.path.abspath('')"}
    assert not used & {
        "datetime.now",
        "date.today",
        "datetime.utcnow",
        "time.time",
        "time.localtime",
        "random",
    }
    assert not used & {
        "eval",
        "exec",
        "pickle",
        "yaml.load",
        "yaml.unsafe_load",
        "subprocess",
        "os.system",
        "globals",
    }


def test_nothing_of_the_program_asks_a_network() -> None:
    imported = {
        alias.name.split(".")[0]
        if isinstance(node, ast.Import)
        else (node.module or "").split(".")[0]
        for path in MODULES
        if path.name not in ("serve.py", "cluster.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not imported & {
        "socket",
        "http",
        "requests",
        "httpx",
        "ftplib",
        "smtplib",
        "ssl",
        "tornado",
        "livereload",
        "distributed",
    }


def test_every_import_is_a_declared_part() -> None:
    declared = {
        "jinja2",
        "livereload",
        "lxml",
        "markdown",
        "markupsafe",
        "msgspec",
        "nh3",
        "PIL",
        "pypdfium2",
        "yaml",
        "rich",
        "segno",
        "selectolax",
        "tornado",
        "distributed",
        "site_src",
    }
    asked = {
        name.split(".")[0]
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        )
    }
    assert asked - declared - set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize(
    ("verb", "heavy"),
    [
        ("--version", "jinja2"),
        ("--version", "yaml"),
        ("schema", "jinja2"),
        ("check", "tornado"),
        ("check", "PIL"),
        ("build", "pypdfium2"),
        ("build", "tornado"),
        ("build", "rich"),
        ("build", "distributed"),
    ],
)
def test_a_verb_imports_only_what_it_needs(tmp_path: Path, verb: str, heavy: str) -> None:
    more = ["--out", str(tmp_path / "out")] if verb == "build" else []
    program = f"import sys; from site_src.cli import main\ntry: main({[verb, *more]!r})\nfinally: print({heavy!r} in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_every_command(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    done = subprocess.run(
        [sys.executable, "build.py", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    verbs = set(re.findall(r"^    ([a-z]+) ", done.stdout, re.M))
    assert {"build", "check", "serve", "schema"} <= verbs
    assert {verb for verb in verbs if f"`{verb}" not in text} == set()
    options = {option for verb in verbs for option in options_of(verb)} - {"--help", "--port"}
    assert {option for option in options if option not in text} == set()


@cache
def options_of(verb: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "build.py", verb, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(re.findall(r"(--[a-z]+)\b", done.stdout))
