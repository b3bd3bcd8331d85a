"""Draw `images/performance.png` from what `python -m tests.bench … --json` wrote.

Call: `python docs/performance.py FILE…`, from the project's root.
"""

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

TARGET = Path(__file__).parent / "images" / "performance.png"
GREEN, GREY = "#2e7d5b", "#9aa0a6"


def main() -> None:
    """Draw every row that has a target, as its share of the target."""
    rows = [row for name in sys.argv[1:] for row in json.loads(Path(name).read_text())]
    # Of nothing there is no share.
    rows = [row for row in rows if row["target"]][::-1]
    shares = [row["value"] / row["target"] for row in rows]
    figure, axes = plt.subplots(figsize=(9, 0.42 * len(rows) + 1), layout="constrained")
    colours = [GREEN if row["met"] else GREY for row in rows]
    bars = axes.barh([row["name"] for row in rows], shares, color=colours)
    texts = [f"{row['value']:.3g} {row['unit']} of {row['target']:g}" for row in rows]
    axes.bar_label(bars, texts, padding=4, fontsize=8)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xlim(0, 1.35 * max(1, *shares))
    axes.set_xlabel("value over target (more is better for “faster” and “peak”); green: met")
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(TARGET, dpi=130)


if __name__ == "__main__":
    main()
