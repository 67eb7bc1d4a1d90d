"""How much time a job still needs, from the part that it has done."""

from __future__ import annotations

from app.job import Progress


class Estimate:
    """Watches a job's progress; times are in seconds of a clock that never goes back."""

    def __init__(self, now: float) -> None:
        self._part, self._changed = 0.0, now
        self._first = (now, 0.0)  # when the part began to grow as it does, and from where

    @property
    def part(self) -> float:
        """What is done, from 0 to 1."""
        return self._part

    def observe(self, progress: Progress, now: float) -> None:
        """Take note of what is done by now."""
        part = progress.metrics.get("overall", 0.0)
        if not part and progress.total:
            part = progress.done / progress.total
        if part == self._part:
            return
        # What a resumed job skips in a moment is no measure of speed.
        skipped = part - self._part > 0.02 and now - self._changed < 1.0
        if skipped or part < self._part or not self._part:
            self._first = (now, part)
        self._part, self._changed = part, now

    def remaining(self, now: float) -> float | None:
        """Seconds that are left, or None while nothing can be said."""
        gained = self._part - self._first[1]
        if gained < 0.01:
            return None
        return (now - self._first[0]) / gained * (1 - self._part)
