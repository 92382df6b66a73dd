"""What is filled into a pattern is what rendering would give."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct

from site_src.patterns import MOST_SHAPES, Patterns
from site_src.render import FINDING, Renderer
from site_src.state import Settings
from site_src.summary import Heading, StatusView
from site_src.views import Block, FindingView, Link, Neighbour, Page, Row
from site_src.workshop import _workshop

ROOT = Path(__file__).parent.parent

plain = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
markup = plain.map(lambda text: Markup("<b>{}</b>").format(text))
maybe = st.none() | plain
status = st.builds(StatusView, plain, st.sampled_from(["done", "not_stated"]), plain)
neighbour = st.builds(Neighbour, plain, plain)
view = st.builds(
    FindingView,
    stem=plain,
    total=plain,
    number=plain,
    title=markup,
    plain_title=plain,
    status=status,
    status_basis=maybe,
    groups=st.lists(st.builds(Link, plain, plain), max_size=3).map(tuple),
    place=plain,
    facts=st.lists(st.builds(Row, plain, plain), max_size=2).map(tuple),
    lead_description=maybe,
    description=st.none() | markup,
    lead_measures=maybe,
    measures=st.lists(markup, max_size=3).map(tuple),
    lead_result=maybe,
    result=st.none() | markup,
    withheld=maybe,
    corrections=st.just(()),
    updates=st.just(()),
    follows=st.none(),
    followed_by=st.just(()),
    terms=st.just(()),
    before=st.lists(neighbour, max_size=3).map(tuple),
    after=st.lists(neighbour, max_size=3).map(tuple),
    mail_query=markup,
)


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    folder = tmp_path_factory.mktemp("patterns")
    content, templates = str(ROOT / "content"), str(ROOT / "templates")
    settings = Settings(content, templates, str(folder / "_site"), str(folder / "state"))
    return _workshop(settings).renderers[0]


@given(view)
def test_a_filled_pattern_is_the_rendered_page(renderer: Renderer, view: FindingView) -> None:
    page = Page(address="a/01.html", template=FINDING, title="t", view=view)
    assert renderer._main(page) == renderer._filled(FINDING, view)


def test_a_shape_is_rendered_once() -> None:
    rendered: list[Row] = []

    def render(row: Row, more: object) -> str:
        rendered.append(row)
        return f"{row.label}={row.value}"

    patterns = Patterns(render)
    assert [patterns.fill(Row("甲", str(n))) for n in range(3)] == ["甲=0", "甲=1", "甲=2"]
    assert len(rendered) == 1
    assert patterns.fill(Row("", "<")) == "=&lt;"
    assert len(rendered) == 2


def test_shapes_without_end_do_not_fill_the_memory() -> None:
    patterns = Patterns(lambda view, more: str(len(view.headings)))

    for depth in range(MOST_SHAPES + 5):
        patterns.fill(Block((Heading("a", "b", depth),), depth, ()))
    assert len(patterns._known) <= MOST_SHAPES


class Two(Struct):
    """Two lists side by side."""

    first: tuple[str, ...]
    second: tuple[str, ...]


def test_lists_of_other_lengths_are_another_shape() -> None:
    patterns = Patterns(lambda two, more: f"{len(two.first)} {len(two.second)}")
    assert patterns.fill(Two(("a",), ())) == "1 0"
    assert patterns.fill(Two((), ("a",))) == "0 1"
