"""A bar that shows how far something is, and paints no sooner than everything else."""

from PySide6.QtWidgets import QProgressBar


class Bar(QProgressBar):
    """Shows a share.

    Qt paints a bar whose value changes at once, in the middle of whatever told it, and with it all
    of the window that waits to be painted: the canvas, for one, while only half of the program has
    heard that another image is open.
    """

    def show_share(self, share: float | None) -> None:
        """Show a share, 0 to 1; None moves the bar without saying how far it is."""
        self.show_steps(0 if share is None else round(100 * share), 0 if share is None else 100)

    def show_steps(self, done: int, total: int) -> None:
        """Show how many steps of how many are done."""
        self.setUpdatesEnabled(False)
        self.setRange(0, total)
        self.setValue(done)
        self.setUpdatesEnabled(True)
