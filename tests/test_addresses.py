"""Addresses: which names may be one, and links between them."""

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src import addresses
from site_src.model import Language

SEGMENTS = st.text("abz09-.一（() #?%&+:~'\"", min_size=1, max_size=6).filter(
    lambda name: name not in (".", "..")
)
PATHS = st.lists(SEGMENTS, min_size=1, max_size=4).map("/".join)


@settings(deadline=None)
@given(PATHS, PATHS)
def test_a_relative_link_leads_from_one_page_to_the_other(start: str, target: str) -> None:
    link = addresses.relative(start, target)
    here = "https://example.cn/" + "/".join(map(addresses.quote, start.split("/")))
    assert unquote(urljoin(here, link).removeprefix("https://example.cn/")) == target


@pytest.mark.parametrize(
    ("start", "target", "link"),
    [
        ("index.html", "a/index.html", "a/index.html"),
        ("a/index.html", "index.html", "../index.html"),
        ("a/01.html", "a/02.html", "02.html"),
        ("a/01.html", "b/01.html", "../b/01.html"),
        ("en/a/01.html", "a/f.pdf", "../../a/f.pdf"),
        ("a/01.html", "a/01.html", "01.html"),
        ("a/1.html", "a/附 1.pdf", "%E9%99%84%201.pdf"),
    ],
)
def test_a_relative_link_is_as_short_as_can_be(start: str, target: str, link: str) -> None:
    assert addresses.relative(start, target) == link


@pytest.mark.parametrize("name", ["03", "a", "rectification-2024", "1-10"])
def test_a_plain_name_may_be_an_address(name: str) -> None:
    assert addresses.is_slug(name)
    assert addresses.is_finding_stem(name)
    assert addresses.is_page_stem(name)


@pytest.mark.parametrize(
    "name",
    ["", "A", "a_b", "-a", "a-", "a--b", "a.b", "整改", "a/b", "..", "a b", "a\n", "con", "lpt1"],
)
def test_an_odd_name_may_not(name: str) -> None:
    assert not addresses.is_slug(name)
    assert not addresses.is_finding_stem(name)
    assert not addresses.is_page_stem(name)


@pytest.mark.parametrize("name", ["index", "assets", "en", "zh-cn", "contact", "404", "feed"])
def test_a_notice_does_not_take_the_name_of_a_page_of_ours(name: str) -> None:
    assert not addresses.is_slug(name)
    assert not addresses.is_page_stem(name)


@pytest.mark.parametrize("name", ["index", "full", "findings", "notice", "attachments"])
def test_a_finding_does_not_take_the_name_of_a_page_of_ours(name: str) -> None:
    assert not addresses.is_finding_stem(name)


def test_a_page_does_not_take_the_name_of_a_list() -> None:
    assert not addresses.is_page_stem(addresses.list_page(2).removesuffix(".html"))


def test_the_first_language_stands_at_the_root() -> None:
    both = (Language.ENGLISH, Language.CHINESE)
    assert addresses.language_folder(Language.ENGLISH, both) == ""
    assert addresses.language_folder(Language.CHINESE, both) == "zh-cn/"


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("0100-1234567", "tel:01001234567"),
        ("+86 (0100) 1234567", "tel:+8601001234567"),
        ("0100-1234567转8", "tel:01001234567;ext=8"),
        ("（0100）1234567转 12", "tel:01001234567;ext=12"),
    ],
)
def test_a_telephone_link_has_digits_only(phone: str, link: str) -> None:
    assert addresses.tel(phone) == link


def test_a_mail_link_keeps_its_subject_whole() -> None:
    link = addresses.mail_query("关于{title}", "{notice}\r\n{title}", notice="一")(
        title="甲&乙=丙?{x}"
    )
    assert link.count("&") == link.count("?") == 1
    assert unquote(link) == "?subject=关于甲&乙=丙?{x}&body=一\r\n甲&乙=丙?{x}"


def test_the_front_door_comes_first_in_reading_order() -> None:
    wanted = ["index.html", "about.html", "a/index.html", "a/2.html", "a/10.html", "b/index.html"]
    backwards = wanted[::-1]
    assert sorted(backwards, key=addresses.reading_order) == wanted
