"""The folder of templates: its templates, compiled once, and the words of the interface.

Compiling all templates takes as long as building a small site. So the byte code of the whole folder is kept in one
file, as Python keeps that of its modules, and counts for as long as the folder stays as it is.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Iterator
from functools import cache
from types import CodeType, SimpleNamespace
from typing import Any

import jinja2

from site_src.model import Language
from site_src.problems import Place, Problem, Rule, TemplateFault
from site_src.yaml_lines import read_yaml
from site_src.yaml_nodes import Mapping

OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,
    "cache_size": -1,
}


def open_templates(folder: str, kept_in: str = "") -> jinja2.Environment:
    """The templates below ``folder``; their byte code is kept in the file ``kept_in``, if one is named."""
    loader = _Loader(folder)
    templates = jinja2.Environment(loader=loader, **OPTIONS)
    if kept_in:
        loader.codes = _codes(templates, folder, kept_in)
    return templates


class _Loader(jinja2.FileSystemLoader):
    """Takes a template's byte code from ``codes``, and compiles what is not there."""

    codes: "dict[str, _Code]"

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.codes = {}

    def load(
        self, environment: jinja2.Environment, name: str, shared: Any = None
    ) -> jinja2.Template:
        """The template of this name, ready to be rendered."""
        if (kept := self.codes.get(name)) is None:
            source, path, _ = self.get_source(environment, name)
            kept = self.codes[name] = b"", environment.compile(source, name, path)
        return environment.template_class.from_code(environment, kept[1], shared or {})


_Code = tuple[bytes, CodeType]  # the digest of a template's source, and its byte code


def _codes(templates: jinja2.Environment, folder: str, path: str) -> dict[str, _Code]:
    """The byte code of all templates, those compiled anew that changed; one with a fault is left to whoever needs it."""
    # The folder stands in tracebacks, from which a fault's place is taken.
    head = f"{sys.version} {jinja2.__version__} {folder}\n".encode()
    kept = _read(path, head)
    codes = {}
    for name in _names(folder):
        file = f"{folder}/{name}"
        with open(file, "rb") as stream:
            source = stream.read()
        digest = hashlib.sha256(source).digest()
        if name in kept and kept[name][0] == digest:
            codes[name] = kept[name]
            continue
        try:
            codes[name] = digest, templates.compile(source.decode("utf-8"), name, file)
        except (jinja2.TemplateError, UnicodeDecodeError):
            continue
    if codes != kept:
        data = marshal.dumps(codes)
        _write(path, head + hashlib.sha256(data).digest() + data)
    return codes


def _names(folder: str) -> Iterator[str]:
    """The templates below a folder that builds use; what a new site is laid out from has none."""
    for where, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(
            f for f in folders if f not in ("starter", "sheets") and f[0] not in "._"
        )
        for name in sorted(names):
            if name.endswith((".html", ".xml")) and name[0] not in "._":
                yield os.path.relpath(os.path.join(where, name), folder).replace(os.sep, "/")


def _read(path: str, head: bytes) -> dict[str, _Code]:
    try:
        with open(path, "rb") as stream:
            data = stream.read()
        digest, codes = data[len(head) : len(head) + 32], data[len(head) + 32 :]
        if not data.startswith(head) or hashlib.sha256(codes).digest() != digest:
            return {}
        return dict(marshal.loads(codes))
    except (OSError, EOFError, ValueError, TypeError):
        return {}


def _write(path: str, data: bytes) -> None:
    aside = f"{path}.{os.urandom(4).hex()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(aside, "wb") as stream:
            stream.write(data)
        os.replace(aside, path)
    except OSError:
        pass  # the next build compiles them again


def load_strings(folder: str, language: Language) -> SimpleNamespace:
    """The words of the interface in one language; every language must have the same keys."""
    words = {code.value: _strings(folder, code.value) for code in Language}
    known = {key for mapping in words.values() for key in mapping}
    for code, mapping in words.items():
        for key in sorted(known - mapping.keys()):
            raise TemplateFault(NO_STRING.at(Place(_strings_file(folder, code), 1, 1), key=key))
    return SimpleNamespace(**words[language.value])


def _strings_file(folder: str, code: str) -> str:
    return os.path.join(folder, "strings", f"{code}.yaml")


@cache
def _strings_of(text: str, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    node, problems = read_yaml(text, file)
    return (node if isinstance(node, Mapping) else None), tuple(problems)


def _strings(folder: str, code: str) -> Mapping:
    file = _strings_file(folder, code)
    try:
        with open(file, encoding="utf-8-sig") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault(NO_STRINGS.at(Place(file), reason=error)) from error
    node, problems = _strings_of(text, file)
    if node is None or problems:
        raise TemplateFault(
            problems[0] if problems else NO_STRINGS.at(Place(file), reason="no mapping")
        )
    for key, value in node.items():
        if not isinstance(value, str):
            raise TemplateFault(NO_STRINGS.at(Place(file, *node.marks[key]), reason=key))
    return node


NO_STRINGS = Rule(
    "no-strings",
    zh=("读不了界面文字：{reason}", "每行写“键: 文字”，用 UTF-8 保存"),
    en=(
        "the words of the interface cannot be read: {reason}",
        "write “key: words” on each line, saved as UTF-8",
    ),
    why=(
        "网页上的按钮、标题等文字都从这个文件来，读不了就做不出网页。",
        "Buttons, headings and other words of the pages come from this file; without it there are no pages.",
    ),
)
NO_STRING = Rule(
    "no-string",
    zh=("缺少界面文字“{key}”", "加上这个键；两种语言的键必须一样"),
    en=(
        "the words for “{key}” are missing",
        "add this key; both languages must have the same keys",
    ),
    why=(
        "缺一个词，网页上就会空一处；两种语言的键一致，才不会只坏一种语言。",
        "A missing word leaves a gap on the page; with the same keys in both languages neither is broken alone.",
    ),
)
