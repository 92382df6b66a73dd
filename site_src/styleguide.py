"""The style guide: every component with its examples on one page, for whoever changes the look of the site."""

import os
from functools import partial
from typing import Any

import msgspec
from markupsafe import Markup
from msgspec import Struct

from site_src.assets import gather_assets
from site_src.edition import Edition
from site_src.load import SiteFolder
from site_src.model import Channel, Contact, Language, Site
from site_src.problems import TemplateFault
from site_src.render import Renderer
from site_src.summary import Entry, StatusView
from site_src.templates import load_strings, open_templates
from site_src.views import Page
from site_src.yaml_lines import read_yaml
from site_src.yaml_nodes import Mapping, Sequence


class Example(Struct, frozen=True):
    """An example by name, and what the component makes of it."""

    name: str
    html: Markup


class Component(Struct, frozen=True):
    """A component, the parameters it takes, and its examples."""

    name: str
    parameters: tuple[str, ...]
    examples: tuple[Example, ...]


class StyleguideView(Struct, frozen=True):
    """The page."""

    components: tuple[Component, ...]


def write_styleguide(templates: str, out: str) -> str:
    """Writes the page and its assets into ``out`` and gives the path of the page."""
    renderer = _renderer(templates)
    view = StyleguideView(tuple(components(templates, renderer)))
    page = Page(
        address="index.html", template="pages/styleguide.html", title="Components", view=view
    )
    for address, data in {"index.html": renderer.render(page), **renderer.assets.files}.items():
        path = os.path.join(out, *address.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(data)
    return os.path.join(out, "index.html")


def components(templates: str, renderer: Renderer) -> list[Component]:
    """Every component folder, its examples rendered."""
    folder = os.path.join(templates, "components")
    return [
        _component(templates, name, renderer)
        for name in sorted(os.listdir(folder))
        if name[0] != "."
    ]


def _component(templates: str, name: str, renderer: Renderer) -> Component:
    module: Any = renderer.templates.get_template(f"components/{name}/{name}.html").module
    file = os.path.join(templates, "components", name, "examples.yaml")
    with open(file, encoding="utf-8") as stream:
        node, problems = read_yaml(stream.read(), file)
    if problems:
        raise TemplateFault(problems[0])
    examples = []
    for example in node or ():
        values = _plain(example)
        title = values.pop("name")
        macro = getattr(module, values.pop("macro", name.replace("-", "_")))
        own = {
            "t": renderer.edition.t,
            "badge": lambda status: renderer.badge(StatusView(status["word"], status["kind"])),
            "each": partial(_each, renderer),
        }
        given = {argument: own[argument] for argument in macro.arguments if argument in own}
        examples.append(Example(title, macro(**values, **given)))
    macro = getattr(module, name.replace("-", "_"))
    return Component(name, tuple(macro.arguments), tuple(examples))


def _each(
    renderer: Renderer, template: str, examples: list[dict[str, Any]], more: object
) -> Markup:
    """What pages show many times: here the examples are entries of a list."""
    return renderer.each(template, msgspec.convert(examples, list[Entry]), more)


def _plain(node: Any) -> Any:
    """A node as templates take it: numbers and truth values, which the reader leaves as text, are typed here."""
    if isinstance(node, Mapping):
        return {key: _plain(node.get(key)) for key in node.marks}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node]
    if node in ("true", "false"):
        return node == "true"
    return int(node) if node and (node == "0" or (node.isdecimal() and node[0] != "0")) else node


def _renderer(templates: str) -> Renderer:
    channel = Channel(id="example", body="某机关办公室")
    site = SiteFolder("", Site(name="组件样式"), Contact(channels=(channel,)), {}, {}, (), {})
    edition = Edition(site, Language.CHINESE, load_strings(templates, Language.CHINESE))
    return Renderer(open_templates(templates), edition, gather_assets(templates))
