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
        self.setUpdatesEnabled(False)
        self.setRange(0, 0 if share is None else 100)
        self.setValue(0 if share is None else round(100 * share))
        self.setUpdatesEnabled(True)
