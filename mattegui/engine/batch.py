"""A batch: many images, each by itself; one bad file never stops the others.

    report = Report.open(out)
    for event in run_batch(items, recipe, report, jobs=2, cancelled=lambda: False):
        …

It is a generator without any window or thread: whoever drives it shows what it yields, and may
leave it at any time. Importing this module does not import torch.
"""

import os
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mattegui.core.cancelling import Cancelled, never
from mattegui.core.export import check_destination
from mattegui.engine.batch_crew import Assignment, Crew, Serve
from mattegui.engine.batch_items import Item, fingerprint, source_of
from mattegui.engine.batch_member import Answer, BatchRecipe, serve
from mattegui.engine.batch_report import DONE, FAILED, SKIPPED, STARTED, Outcome, Report
from mattegui.engine.models import choose


@dataclass(frozen=True, slots=True)
class Started:
    """An image is being worked on."""

    item: Item


@dataclass(frozen=True, slots=True)
class Finished:
    """An image is done, was done before, or could not be done."""

    item: Item
    outcome: Outcome


BatchEvent = Started | Finished


def run_batch(
    items: Sequence[Item],
    recipe: BatchRecipe,
    report: Report,
    *,
    jobs: int = 1,
    overwrite: bool = False,
    description: str = "",
    cancelled: Cancelled = never,
    environment: Mapping[str, str] = os.environ,
    target: Serve = serve,
) -> Generator[BatchEvent, None, None]:
    """Yield what happens to each item, until all are done.

    Args:
        items: What to do.
        recipe: What to do to each.
        report: Where it is written down; items that it knows as finished and current are skipped.
        jobs: Processes at work at a time; memory is needed for as many images.
        overwrite: Replace files that no batch has written.
        description: All that the exports depend on apart from the items' own files.
        cancelled: Asked a few times a second; what is not finished then is left out.
        environment: Tells `torchrun`'s local rank, which chooses the graphics card.
        target: What runs in each process.

    Raises:
        BatchError: No process can work: the model or the device is missing.
    """
    waiting: deque[Assignment] = deque()
    try:
        for item in items:
            mark = fingerprint(item, description, recipe.band)
            settled = _settled(item, report, mark, overwrite=overwrite)
            if settled is None:
                waiting.append(Assignment(item, mark, report.is_ours(item)))
            else:
                report.add(settled)
                yield Finished(item, settled)
        if waiting and not cancelled():
            crew = Crew(recipe, min(jobs, len(waiting)), _card(environment), target)
            yield from _run_through(waiting, crew, report, cancelled)
    finally:
        report.close(items)


def describe_recipe(recipe: BatchRecipe, device_kind: str) -> str:
    """Return all that an export depends on apart from its own files, for `run_batch`.

    Raises:
        ModelError: There is no such model, or its weights are missing.
    """
    spec = choose(recipe.model, device_kind)
    weights = ""
    if spec.path is not None:
        state = spec.path.stat()
        weights = f"{state.st_size} {state.st_mtime_ns}"
    # What is usual is left out: reports of before there were such choices are still current.
    curve = "" if recipe.curve.is_straight else f" {recipe.curve!r}"
    amount = "" if recipe.amount == 1 else f" decontamination {recipe.amount}"
    return f"{spec.name} {weights} {recipe.options!r}{curve}{amount}"


def _settled(item: Item, report: Report, mark: str, *, overwrite: bool) -> Outcome | None:
    """Return what becomes of an item without any work; None if it has to be done."""
    ours = report.is_ours(item)
    if item.problem:
        return _row(item, FAILED, error=item.problem, written=ours)
    if report.is_current(item, mark):
        size = item.out.stat().st_size
        return _row(item, SKIPPED, written=True, bytes=size, fingerprint=mark)
    if item.out.exists() and not overwrite and not ours:
        return _row(item, FAILED, error=_refusal(item, report))
    try:
        check_destination(item.out, item.sources)
    except (ValueError, OSError) as error:
        return _row(item, FAILED, error=str(error), written=ours)
    return None


def _refusal(item: Item, report: Report) -> str:
    """Return why what lies where an item's export goes is not written over."""
    owner = report.owner(item)
    if owner is None:
        return f"{item.out} is there already and of no batch"
    if not owner.folder:
        return f"{item.out} is there already, of an image in a folder that its batch did not note"
    return f"{item.out} is there already, of another image: {owner.folder}/{owner.file}"


def _run_through(
    waiting: deque[Assignment],
    crew: Crew,
    report: Report,
    cancelled: Cancelled,
) -> Iterator[BatchEvent]:
    try:
        while (waiting or crew.busy) and not cancelled():
            for member in crew.idle():
                if waiting:
                    assignment = waiting.popleft()
                    # The export may be there before its own line is.
                    report.add(_row(assignment.item, STARTED, written=True))
                    member.give(assignment)
                    yield Started(assignment.item)
            for member, answer in crew.answers():
                assignment = member.take()
                outcome = _outcome(assignment, answer)
                report.add(outcome)
                yield Finished(assignment.item, outcome)
    finally:
        for assignment, last in crew.dismiss():
            if last is not None and last.status == DONE:
                report.add(_outcome(assignment, last))
            else:
                # Nothing was written: what comes to lie there is not the batch's.
                report.add(_row(assignment.item, STARTED, written=assignment.ours))


def _outcome(assignment: Assignment, answer: Answer) -> Outcome:
    item, done, size, ours = assignment.item, answer.status == DONE, 0, assignment.ours
    if done:
        try:
            size = item.out.stat().st_size
        except OSError as error:
            # Somebody has moved it away already.
            answer = replace(answer, status=FAILED, error=f"{item.out}: {error.strerror}")
            done = ours = False
    return _row(
        item,
        answer.status,
        written=done or ours,
        seconds=answer.seconds,
        error=answer.error,
        notes=answer.notes,
        bytes=size,
        fingerprint=assignment.mark if done else "",
    )


def _row(item: Item, status: str, *, written: bool = False, **facts: Any) -> Outcome:
    """Return an item's line.

    Args:
        item: Whose it is.
        status: What became of it.
        written: Whether what lies at its place is an export that a batch has made of it.
        facts: What else the line tells.
    """
    out = item.out.name if written else ""
    return Outcome(item.image.name, status, out=out, folder=source_of(item), **facts)


def _card(environment: Mapping[str, str]) -> str | None:
    """Return which graphics card this process' share is for, under `torchrun`."""
    local = environment.get("LOCAL_RANK")
    if local is None or not local.isdecimal():
        return None
    visible = [each for each in environment.get("CUDA_VISIBLE_DEVICES", "").split(",") if each]
    return visible[int(local) % len(visible)] if visible else local
