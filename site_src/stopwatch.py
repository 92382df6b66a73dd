"""Where the time of a build goes. A stopwatch tells durations only: what is built never depends on it."""

from time import perf_counter

Seconds = dict[str, float]


class Stopwatch:
    """Adds up the seconds between two laps under the name of the second."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}
        self.last = perf_counter()

    def lap(self, name: str) -> None:
        """What was done since the last lap was ``name``."""
        now = perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self.last
        self.last = now


def add(total: Seconds, more: Seconds) -> None:
    """Adds what another stopwatch, perhaps of another process, has measured."""
    for name, seconds in more.items():
        total[name] = total.get(name, 0.0) + seconds
