"""A real browser for the tests in this folder."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import prepare

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
