"""Fixtures of the application's tests: parts of it, wired as `app.main` wires them."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mattegui.app.batch_plan import Plan
from mattegui.app.journal_file import journal_folder
from mattegui.app.main import samples
from mattegui.app.services import Workers, build_services
from mattegui.app.settings import Settings
from mattegui.app.solver import SolveSession
from mattegui.app.window import Window
from mattegui.app.worker import Worker
from mattegui.core.arrays import UNKNOWN
from mattegui.engine.session import Session
from tests.app.fakes import FakeSession, stroke

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore the one complaint that the platform without a screen makes of every window."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class Rig:
    """All parts of the application around one session."""

    def __init__(
        self,
        session: SolveSession,
        settings: Settings | None = None,
        other: SolveSession | None = None,
    ) -> None:
        self.closed = False
        self.sessions = (session, other or FakeSession())
        self.workers = Workers()
        self.settings = settings or Settings()
        services = build_services(self.workers, *self.sessions, self.settings, journal_folder())
        self.document, self.solver = services.document, services.solver
        self.file_service, self.persistence = services.file_service, services.persistence
        self.analysis, self.edit_runner = services.analysis, services.edit_runner
        self.clipboard, self.batching = services.clipboard, services.batching
        self.window = Window(services, samples())
        self.canvas = self.window.canvas

    def open(self, qtbot: QtBot, path: Path, trimap: Path | None = None) -> None:
        """Open an image and wait until it is there."""
        with qtbot.waitSignal(self.file_service.opened, timeout=20_000):
            self.file_service.open(path, trimap)

    def settle(self, qtbot: QtBot) -> None:
        """Wait until the alpha answers to the trimap."""
        qtbot.waitUntil(lambda: self.solver.up_to_date and not self.solver.busy, timeout=120_000)

    def close(self) -> None:
        """Take everything apart in the order in which the program does."""
        if self.closed:
            return
        self.closed = True
        # Nobody is there to be asked about unsaved work.
        self.canvas.let_go()
        self.document.mark_saved(self.document.state)
        self.window.close()
        assert self.persistence.close()
        assert self.workers.close()
        for session in self.sessions:
            if isinstance(session, Session):
                session.close()


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    worker = Worker()
    yield worker
    assert worker.close()


@pytest.fixture
def looks(qapp: object) -> Iterator[Worker]:
    """Return a second worker, for what must not wait for the first."""
    worker = Worker()
    yield worker
    assert worker.close()


@pytest.fixture
def make_rig(qapp: object) -> Iterator[Callable[..., Rig]]:
    """Return what builds the application; what it built is closed after the test."""
    made: list[Rig] = []

    def make(
        session: SolveSession, settings: Settings | None = None, other: SolveSession | None = None
    ) -> Rig:
        made.append(Rig(session, settings, other))
        return made[-1]

    yield make
    for rig in made:
        rig.close()


@pytest.fixture
def rig(make_rig: Callable[..., Rig]) -> Rig:
    """Return the application with an engine that answers at once."""
    return make_rig(FakeSession())


@pytest.fixture
def shown(rig: Rig, qtbot: QtBot, photo_path: Path) -> Rig:
    """Return the application on the screen with an image open."""
    rig.window.show()
    rig.open(qtbot, photo_path)
    rig.settle(qtbot)
    return rig


def rest(rig: Rig, qtbot: QtBot) -> None:
    """Wait until nothing is left to be computed."""
    qtbot.waitUntil(lambda: rig.analysis.idle_monitor.resting, timeout=20_000)


@pytest.fixture
def rested(shown: Rig, qtbot: QtBot) -> Rig:
    """Return the application with an unknown stripe, at rest."""
    stroke(shown.document, UNKNOWN, 25, (60, 150), (340, 150))
    rest(shown, qtbot)
    return shown


@pytest.fixture
def photo_path(tmp_path: Path) -> Path:
    from tests.samples import photo, write

    return write(tmp_path / "photo.png", photo(300, 400))


def batch_folders(folder: Path, names: Sequence[str]) -> Plan:
    """Write small images and trimaps of these names, and return the plan to mat them."""
    from tests.samples import disc, write

    plan = Plan(folder / "in", folder / "tri", folder / "out", model="closed-form", device="cpu")
    image, trimap, _ = disc(24, 32, band=4)
    for place, pixels in ((plan.images, image), (plan.trimaps, trimap)):
        place.mkdir()
        for name in names:
            write(place / f"{name}.png", pixels)
    return plan


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return batch_folders(tmp_path, ["a", "b", "c"])
