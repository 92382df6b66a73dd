"""A real browser for the tests in this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from site_src.styleguide import write_styleguide
from tests import prepare
from tests.browser import sites

# No sandbox: the tests run as root in containers, on nothing but pages we made ourselves.
# The rest keeps the browser from talking to anybody.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they fail, they are not skipped."""
    missing = prepare.missing_packages()
    if missing:
        pytest.fail(f"run this first: {prepare.install_command(missing)}", pytrace=False)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=prepare.chromium(), args=list(ARGUMENTS)
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page, as a Chinese reader's browser would open it."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites that the tests look at, each built once; a blank and Chinese in the path, as editors have."""
    above = tmp_path_factory.mktemp("网站 样本")
    fiction = above / "虚构 内容"
    sites.write_fiction(fiction)
    guide = write_styleguide(str(sites.ROOT / "templates"), str(above / "样式"))
    return {
        "sample": sites.build(sites.ROOT / "content", above / "示范"),
        "fiction": sites.build(fiction, above / "虚构"),
        "guide": Path(guide).parent,
    }


@pytest.fixture(scope="session")
def served(folders: dict[str, Path]) -> Iterator[str]:
    """The address of a server that sends the strict policy and knows the sample, at /, and both below a sub-path."""
    with sites.serve({"": folders["sample"], **sites.below(folders)}) as address:
        yield address
