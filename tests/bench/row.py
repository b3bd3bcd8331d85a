"""`Row`: one measured number."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One number of a measurement.

    Attributes:
        name: What was measured and how it was summed up: median, p95, slowest. Peers, measured in
            the same run, say whose number it is.
        value: The number.
        unit: Of `value` and `target`.
        target: What it is to be; None for what is only reported.
        at_least: The target is a lower bound, not an upper one.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.at_least else self.value <= self.target

    def as_json(self) -> dict[str, object]:
        """Return the row as it is written to files."""
        names = ("name", "value", "unit", "target", "met")
        return {name: getattr(self, name) for name in names}
