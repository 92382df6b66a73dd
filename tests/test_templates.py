"""The templates as files: components with examples, words in both languages, styles that exist, and nothing unsafe."""

import re
import shutil
import string
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import jinja2
import jinja2.nodes
import pytest
import yaml
from markupsafe import Markup

from site_src import patterns
from site_src.model import DeclaredFigure, Document, Language, StatusKind
from site_src.summary import StatusView
from site_src.templates import load_strings, open_templates
from tests.site_invariants import ROOT, TEMPLATES, built, rich, rich_content, snapshot

SOURCES = sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.xml"))
COMPONENTS = sorted(p.name for p in (TEMPLATES / "components").iterdir() if p.is_dir())
SHEETS = sorted(TEMPLATES.rglob("*.css"))
LANGUAGES = [language.value for language in Language]

# Classes without a style of their own: hooks for readers of the HTML, or for tests.
UNSTYLED = {
    "full",
    "full__withheld",
    "progress__item",
    "terms",
    "status__word",
    "contact",
    "finding",
    "finding__text",
}


def words(code: str) -> dict[str, str]:
    found: dict[str, str] = yaml.load(
        (TEMPLATES / "strings" / f"{code}.yaml").read_text("utf-8"), yaml.BaseLoader
    )
    return found


@cache
def templates() -> jinja2.Environment:
    return open_templates(str(TEMPLATES))


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


# --- components --------------------------------------------------------------------------------


def examples() -> list[tuple[str, int]]:
    return [
        (name, index)
        for name in COMPONENTS
        for index in range(
            len(
                yaml.safe_load(
                    (TEMPLATES / "components" / name / "examples.yaml").read_text("utf-8")
                )
            )
        )
    ]


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_a_folder_of_three_files(name: str) -> None:
    files = {path.name for path in (TEMPLATES / "components" / name).iterdir()}
    assert files == {f"{name}.html", f"{name}.css", "examples.yaml"}
    assert (TEMPLATES / "components" / name / f"{name}.html").read_text("utf-8").startswith("{#-")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("name", "index"), examples())
def test_an_example_renders(name: str, index: int, code: str) -> None:
    file = TEMPLATES / "components" / name / "examples.yaml"
    example: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)[index]
    example = _typed(example)
    assert example.pop("name")
    t = load_strings(str(TEMPLATES), Language(code))
    module: Any = templates().get_template(f"components/{name}/{name}.html").module
    status: Any = templates().get_template("components/status/status.html").module
    macro = getattr(module, example.pop("macro", name.replace("-", "_")))

    def badge(view: dict[str, str]) -> Any:
        return status.status(StatusView(view["word"], view["kind"]), t)

    def each(template: str, views: list[Any], more: object) -> Markup:
        made = templates().get_template(template)
        return Markup("").join(
            Markup(made.render(page=v, more=more, t=t, badge=badge)) for v in views
        )

    own = {"t": t, "badge": badge, "each": each}
    given = {argument: own[argument] for argument in macro.arguments if argument in own}
    assert set(example) <= set(macro.arguments)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parseFragment(str(macro(**example, **given)))
    assert [
        error for error in parser.errors if error[1] != "expected-doctype-but-got-start-tag"
    ] == []
    assert "".join(root.itertext()).strip()
    classes = {c for e in root.iter() for c in (e.get("class") or "").split()}
    assert any(c.split("__")[0].split("--")[0] == name for c in classes)


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if value in ("true", "false"):
        return value == "true"
    return int(value) if re.fullmatch(r"0|[1-9]\d{0,4}", value) else value


# --- nothing unsafe, nothing inline ------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_template_trusts_no_text_and_has_nothing_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|\|\s*(attr|tojson|xmlattr)\b|Markup", text)
    assert not re.search(
        r"\sstyle\s*=|<style|\son[a-z]+\s*=|<iframe|<form|<object|javascript:", text
    )
    assert all('src="' in tag for tag in re.findall(r"<script[^>]*>", text))
    hosts = set(re.findall(r"https?://([^/\"'\s]+)", text))
    assert hosts <= {
        "beian.miit.gov.cn",
        "beian.mps.gov.cn",
        "bszs.conac.cn",
        "www.w3.org",
        "www.sitemaps.org",
    }


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_an_attribute_with_a_value_is_quoted(path: Path) -> None:
    assert not re.search(r"\s[a-z-]+=\{\{", path.read_text("utf-8"))


def test_trusted_markup_is_made_in_few_places() -> None:
    """Who calls ``Markup`` with a text vouches for it; ``prose`` is for that, and the rest only joins what is markup."""
    users = {
        p.name
        for p in (ROOT / "site_src").rglob("*.py")
        if re.search(r"\bMarkup\(", p.read_text("utf-8"))
    }
    assert users <= {"prose.py", "render.py", "patterns.py"}


def test_a_pattern_gives_what_rendering_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings of one shape are filled into one pattern; each rendered on its own, they must come out the same."""
    monkeypatch.setattr(patterns.Patterns, "fill", lambda self, view, more: self.render(view, more))
    assert snapshot(built(rich_content(tmp_path / "content"), tmp_path / "out")) == snapshot(rich())


# --- words of the interface --------------------------------------------------------------------


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_words_with_the_same_gaps() -> None:
    zh, en = words("zh-CN"), words("en")
    assert list(zh) == list(en)
    assert {k for k in zh if placeholders(zh[k]) != placeholders(en[k])} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_is_empty_or_ragged(code: str) -> None:
    found = words(code)
    may_be_empty = {key for key in found if key.startswith("unit_")}
    assert {key for key, text in found.items() if not text and key not in may_be_empty} == set()
    assert {key for key, text in found.items() if "  " in text or text.startswith("\n")} == set()


def used() -> set[str]:
    """Every key that a template or the program asks for, those made of a pattern spelt out."""
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "site_src").rglob("*.py"))
    marked = "\n".join(p.read_text("utf-8") for p in SOURCES)
    keys = set(re.findall(r"\bt\.([a-z_]+)\b", marked + code))
    families = {
        "kind_": [k.value for k in StatusKind],
        "definition_": [k.value for k in StatusKind],
        "declared_": [f.value for f in DeclaredFigure],
        "document_": list(Document.__struct_fields__),
        "badge_": ["organ", "institution"],
    }
    for start, ends in families.items():
        assert f'f"{start}{{' in code or f'"{start}" ~' in marked, start
        keys |= {start + end for end in ends}
    return keys


def test_every_word_that_is_asked_for_is_there() -> None:
    assert used() - set(words("zh-CN")) == set()


def test_every_word_is_used() -> None:
    assert set(words("zh-CN")) - used() == set()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_template_says_nothing_itself(path: Path) -> None:
    """Words for readers stand in ``strings``; comments, and the style guide, are for those who change the template."""
    if path.name == "styleguide.html":
        return
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.findall(r"[\u4e00-\u9fff]+", text)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_template_is_used(path: Path) -> None:
    everything = "\n".join(
        p.read_text("utf-8") for p in [*SOURCES, *(ROOT / "site_src").rglob("*.py")]
    )
    name = name_of(path)
    assert f'"{name}"' in everything or name.startswith("components/")


def test_no_template_computes() -> None:
    """No arithmetic on dates, no sorting, no addresses put together in a template; ``min`` of a heading's level is all."""
    allowed = {"min", "replace"}
    for path in SOURCES:
        if path.name == "styleguide.html":
            continue
        tree = templates().parse(path.read_text("utf-8"))
        assert {f.name for f in tree.find_all(jinja2.nodes.Filter)} <= allowed, name_of(path)


# --- styles ------------------------------------------------------------------------------------


def plain(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def selectors(text: str) -> list[str]:
    unquoted = re.sub(r'"[^"]*"', '""', text)
    return [
        s.strip() for s in re.findall(r"([^{};]+)\{", unquoted) if not s.strip().startswith("@")
    ]


def classes_in_templates() -> set[str]:
    """Every class that a template writes; one that ends in a value is named by its beginning."""
    found: set[str] = set()
    for path in SOURCES:
        for value in re.findall(
            r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"', path.read_text("utf-8")
        ):
            found |= set(re.sub(r"\{\{.*?\}\}", "*", re.sub(r"\{%.*?%\}", " ", value)).split())
    return found


def classes_in_styles() -> set[str]:
    return {
        c
        for path in SHEETS
        for s in selectors(plain(path))
        for c in re.findall(r"\.(-?[A-Za-z_][\w-]*)", s)
    }


def test_every_class_has_a_style() -> None:
    styled = classes_in_styles()
    missing = {
        c
        for c in classes_in_templates()
        if not any(re.fullmatch(c.replace("*", "[a-z0-9_]+"), s) for s in styled)
    }
    assert missing - UNSTYLED == set()


def test_every_style_has_a_class() -> None:
    script = "\n".join(p.read_text("utf-8") for p in TEMPLATES.rglob("*.js"))
    code = (ROOT / "site_src" / "prose.py").read_text("utf-8")
    written = classes_in_templates()
    unused = {
        s
        for s in classes_in_styles()
        if not any(re.fullmatch(c.replace("*", "[a-z0-9_]+"), s) for c in written)
    }
    assert {s for s in unused if f'"{s}"' not in script and f'"{s}"' not in code} == set()


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_a_style_sheet_keeps_the_rules(path: Path) -> None:
    text = plain(path)
    assert "!important" not in text
    assert not re.search(r"@import|expression\(|url\(\s*['\"]?(https?:|//)", text)
    for selector in (part for s in selectors(text) for part in s.split(",")):
        assert "#" not in selector, selector
        assert len(re.findall(r"\.[\w-]+", selector)) <= 3, selector
    assert text.count("{") == text.count("}")
    for name in re.findall(r"\.([A-Za-z][\w-]*)", " ".join(selectors(text))):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*(__[a-z]+(-[a-z]+)*)?(--[a-z0-9_]+)?", name), name


COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab|color)a?\(|\b(?:white|black|red|blue|gray|grey|green)\b(?!-)"
)


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_colours_come_from_tokens(path: Path) -> None:
    """A colour stands where a token is made; a QR code alone must be black on white."""
    for block, body in re.findall(r"([^{};]+)\{([^{}]*)\}", plain(path)):
        if block.strip() == ":root" or block.strip().startswith(".qr__"):
            continue
        declared = re.sub(r"var\([^)]*\)", "", body)
        assert not COLOUR.search(declared), (block.strip(), body.strip())


def test_every_token_is_made_and_used() -> None:
    text = "\n".join(map(plain, SHEETS))
    made, asked = (
        set(re.findall(r"(?<=[\s{;])(--[\w-]+)\s*:", text)),
        set(re.findall(r"var\((--[\w-]+)", text)),
    )
    assert asked - made == set()
    assert made - asked == set()


def test_styles_of_components_are_in_their_folder() -> None:
    for name in COMPONENTS:
        sheet = plain(TEMPLATES / "components" / name / f"{name}.css")
        foreign = {
            c
            for s in selectors(sheet)
            for c in re.findall(r"\.([\w-]+)", s)
            if not re.match(rf"{name}(__|--|$)", c)
        }
        assert foreign <= {"marker"}, name


# --- scripts -----------------------------------------------------------------------------------


def test_a_script_makes_no_request_and_no_markup() -> None:
    for path in TEMPLATES.rglob("*.js"):
        text = path.read_text("utf-8")
        assert not re.search(
            r"\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\(|document\.cookie",
            text,
        )
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
        )
        assert not re.search(r"https?://", text)


# --- byte code ---------------------------------------------------------------------------------


def test_a_template_is_compiled_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, kept = tmp_path / "templates", tmp_path / "state" / "templates.bin"
    shutil.copytree(TEMPLATES, folder)
    compiled: list[str] = []
    compile_one = jinja2.Environment.compile

    def noted(self: jinja2.Environment, source: str, name: str, *more: Any) -> Any:
        compiled.append(name)
        return compile_one(self, source, name, *more)

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    open_templates(str(folder), str(kept))
    assert "pages/404.html" in compiled
    assert not any(name.startswith("starter") for name in compiled)
    compiled.clear()
    page = open_templates(str(folder), str(kept)).get_template("pages/404.html")
    assert page.filename == str(folder / "pages" / "404.html")  # where a fault is told
    assert compiled == []
    with (folder / "pages" / "404.html").open("a") as file:
        file.write("{{ t.more }}")
    assert open_templates(str(folder), str(kept)).get_template("pages/404.html") is not None
    assert compiled == ["pages/404.html"]


@pytest.mark.parametrize("harm", [b"", b"junk", None])
def test_lost_or_harmed_byte_code_is_no_matter(tmp_path: Path, harm: bytes | None) -> None:
    kept = tmp_path / "templates.bin"
    open_templates(str(TEMPLATES), str(kept))
    kept.write_bytes(kept.read_bytes()[:-100] if harm is None else harm)
    templates = open_templates(str(TEMPLATES), str(kept))
    assert templates.get_template("pages/404.html") is not None
    assert len(kept.read_bytes()) > 10_000


def test_a_template_with_a_fault_does_not_spoil_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    (folder / "pages" / "404.html").write_text("{% if %}")
    templates = open_templates(str(folder), str(tmp_path / "templates.bin"))
    assert templates.get_template("pages/home.html") is not None
    with pytest.raises(jinja2.TemplateSyntaxError):
        templates.get_template("pages/404.html")
