"""A bar on the terminal for builds that take long: how many notices are done, and the time that is left."""

from collections.abc import Callable
from typing import Any, TextIO

SECONDS_OF_PATIENCE = 1.0
SECONDS_BETWEEN_LOOKS = 0.1


class Bar:
    """A bar that comes after a second and is gone when the build is; rich is imported only then.

    It draws when it is told of a notice and has no thread of its own. ``elapsed`` gives the seconds of the build.
    """

    def __init__(self, terminal: TextIO, language: str, elapsed: Callable[[], float]) -> None:
        self.terminal = terminal
        self.language = language
        self.elapsed = elapsed
        self.drawn_at = 0.0
        self.live: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self.show

    def __exit__(self, *fault: object) -> None:
        if self.live:
            self.live.stop()

    def show(self, done: int, total: int) -> None:
        """Tells that ``done`` of ``total`` notices are ready."""
        now = self.elapsed()
        if self.live is None and (now < SECONDS_OF_PATIENCE or done == total):
            return
        if done < total and now - self.drawn_at < SECONDS_BETWEEN_LOOKS:
            return
        self.drawn_at = now
        self._draw(done, total, self._words(now * (total - done) / done))

    def _words(self, seconds: float) -> str:
        minutes, rest = divmod(round(seconds), 60)
        left = f"{minutes}:{rest:02}"
        return f"还要 {left}" if self.language == "zh" else f"{left} left"

    def _draw(self, done: int, total: int, left: str) -> None:
        from rich.console import Console
        from rich.live import Live
        from rich.progress_bar import ProgressBar
        from rich.table import Table

        if self.live is None:
            console = Console(file=self.terminal, force_terminal=True)
            self.live = Live(console=console, auto_refresh=False, transient=True)
            self.live.start()
        row = Table.grid(padding=(0, 1))
        label = "通报" if self.language == "zh" else "notices"
        row.add_row(f"{label} {done}/{total}", ProgressBar(total=total, completed=done), left)
        self.live.update(row, refresh=True)
