"""`Plan`: what a batch is to do, how it is kept in the settings, and how it is carried out."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from mattegui.app.kept_options import PNG, kept_options, options_to_keep
from mattegui.app.settings import Settings
from mattegui.core.cancelling import Cancelled
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.export import ExportOptions
from mattegui.engine.batch import BatchEvent, describe_recipe
from mattegui.engine.batch_items import Item, find_items
from mattegui.engine.batch_member import BatchRecipe
from mattegui.engine.batch_report import (
    DONE,
    FAILED,
    SKIPPED,
    STARTED,
    Known,
    Outcome,
    Report,
)
from mattegui.engine.batch_reviews import Reviews
from mattegui.engine.device_names import DeviceName
from mattegui.engine.models import AUTO

Run: TypeAlias = Callable[..., Generator[BatchEvent, None, None]]
"""`run_batch`, or what stands for it in a test."""

State: TypeAlias = Literal["waiting", "working", "done", "skipped", "failed"]
STATES: Final[tuple[State, ...]] = ("waiting", "working", "done", "skipped", "failed")
_STATES: Final[dict[str, State]] = {
    STARTED: "working",
    DONE: "done",
    SKIPPED: "skipped",
    FAILED: "failed",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is to do.

    Attributes:
        images: A folder.
        trimaps: A folder, or one file for all images; of masks, if `masks` says so.
        out: The folder of the exports, of the report and of what was accepted.
        model: As for `choose`.
        jobs: Images at a time.
        options: Of the exports; their background is a colour.
        device: Where a network runs.
        curve: That the alpha is stretched by.
        masks: In `trimaps` are masks, which trimaps are made of.
        band: Of those, in pixels; None for what suits each subject.
        amount: Of decontamination, 0 to 1.
    """

    images: Path
    trimaps: Path
    out: Path
    model: str = AUTO
    jobs: int = 1
    options: ExportOptions = PNG
    device: DeviceName = "auto"
    curve: Curve = STRAIGHT
    masks: bool = False
    band: int | None = None
    amount: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One image of a batch and what has become of it.

    Attributes:
        item: Its files.
        outcome: The newest; None if nothing has been done.
        accepted: Somebody has seen this outcome and is content with it.
    """

    item: Item
    outcome: Outcome | None = None
    accepted: bool = False

    @property
    def name(self) -> str:
        """The image's name."""
        return self.item.image.name

    @property
    def state(self) -> State:
        """How far it is."""
        return _STATES[self.outcome.status] if self.outcome is not None else "waiting"

    @property
    def can_be_redone(self) -> bool:
        """Whether doing it again may help: also without a trimap, which can still be painted."""
        return self.reviewable and (not self.item.problem or not self.item.marked)

    @property
    def reviewable(self) -> bool:
        """Whether there is something to look at: an export, or a reason why there is none."""
        return self.state in {"done", "skipped", "failed"}

    @property
    def settled(self) -> bool:
        """Whether its export was accepted: then it stays as it is, also if it was made by hand."""
        return self.accepted and self.state in {"done", "skipped"}

    @property
    def awaits_review(self) -> bool:
        """Whether nobody has looked at it."""
        return self.reviewable and not self.accepted


class PartialReport(Report):
    """The report of a batch of which only some images are done.

    Attributes:
        whole: All images of the batch; what is known of the others stays in the report.
        anew: Names of those that are done even if they are current.
    """

    whole: Sequence[Item] = ()
    anew: Collection[str] = ()

    def is_current(self, item: Item, fingerprint: str) -> bool:
        """Return whether nothing has changed, and nobody has asked for it again."""
        return item.image.name not in self.anew and super().is_current(item, fingerprint)

    def close(self, order: Iterable[Item]) -> None:
        """Write the report anew, with the images that were left alone."""
        super().close(self.whole or order)


def rows_of(plan: Plan) -> tuple[list[Row], Reviews]:
    """Return what a plan comes to, with what earlier runs have done, and what was accepted.

    Raises:
        BatchError: A folder is not there or holds no image, or a file of the batch is damaged.
        OSError: A folder cannot be read.
    """
    items = find_items(plan.images, plan.trimaps, plan.out, plan.options, masks=plan.masks)
    reviews = Reviews.open(plan.out)
    known = Known.read(plan.out)
    return [_row(item, known.of(item), reviews) for item in items], reviews


def run_plan(
    plan: Plan, rows: Sequence[Row], anew: Collection[str], cancelled: Cancelled, run: Run
) -> Iterator[BatchEvent]:
    """Carry a plan out; slow, and torch is imported: for a worker thread.

    Args:
        plan: What to do.
        rows: All images of the batch; exports that somebody has accepted are left alone.
        anew: Names of images; if there are any, only they are done, even if they are current.
        cancelled: Asked a few times a second.
        run: `run_batch`.

    Raises:
        BatchError: No process can work.
        ModelError: There is no such model, or its weights are missing.
        DeviceError: The device is not there.
        OSError: The folder cannot be written to.
    """
    # torch takes seconds to import; everything else has been found to be in order by now.
    from mattegui.engine.device import pick_device

    how = plan.options, plan.curve, plan.band, plan.amount
    recipe = BatchRecipe(plan.model, plan.device, *how)
    description = describe_recipe(recipe, pick_device(plan.device).type)
    plan.out.mkdir(parents=True, exist_ok=True)
    report = PartialReport.open(plan.out)
    report.whole, report.anew = [row.item for row in rows], anew
    chosen = [row.item for row in rows if (row.name in anew if anew else not row.settled)]
    yield from run(
        chosen, recipe, report, jobs=plan.jobs, description=description, cancelled=cancelled
    )


def plan_of(settings: Settings) -> Plan | None:
    """Return the plan that was kept; None if one of its folders was never chosen."""
    folders = settings.batch_images, settings.batch_trimaps, settings.batch_out
    if not all(folders):
        return None
    images, trimaps, out = (Path(folder) for folder in folders)
    return Plan(
        images,
        trimaps,
        out,
        model=settings.batch_model,
        jobs=settings.batch_jobs,
        options=kept_options(settings.batch_export),
        device=settings.device,
        curve=Curve(*settings.batch_curve),
        masks=settings.batch_masks,
        band=settings.batch_band or None,
        amount=settings.batch_amount,
    )


def keep_plan(plan: Plan, settings: Settings) -> None:
    """Keep a plan, so that the batch can be resumed after the next start."""
    settings.batch_images, settings.batch_trimaps = str(plan.images), str(plan.trimaps)
    settings.batch_out, settings.batch_model = str(plan.out), plan.model
    settings.batch_jobs, settings.batch_curve = plan.jobs, list(astuple(plan.curve))
    settings.batch_amount = plan.amount
    settings.batch_masks, settings.batch_band = plan.masks, plan.band or 0
    settings.batch_export = options_to_keep(plan.options)


def _row(item: Item, outcome: Outcome | None, reviews: Reviews) -> Row:
    if item.problem:
        outcome = Outcome(item.image.name, FAILED, error=item.problem)
    elif outcome is not None and (outcome.status == STARTED or _is_gone(item, outcome)):
        # It was cut short, or taken away: it is still to be done.
        outcome = None
    return Row(item, outcome, outcome is not None and reviews.accepted(outcome))


def _is_gone(item: Item, outcome: Outcome) -> bool:
    return outcome.status != FAILED and not item.out.is_file()
