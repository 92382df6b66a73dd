"""What all tests share: the repository's folder, the real notice, and the order they run in."""

import signal
from pathlib import Path

import pytest

# What was started in the background ignores Ctrl-C, and so would the programs that the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT.parent / "shared" / "notices"


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def notices() -> Path:
    """The folder of real notices beside the checkout; its text never enters the repository."""
    return NOTICES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the browser tests by their folder and puts them last.

    Last, because Playwright keeps an event loop running in this thread for as long as its browser
    is open, and code that starts a loop of its own then fails; and the quick tests come first.
    """
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips, with the reason, a test whose real notice this machine does not have."""
    if item.get_closest_marker("notice") and not NOTICES.is_dir():
        pytest.skip("the real notices are not beside this checkout (../shared/notices)")
