"""`ModelChoice`: which model is used, wherever it was chosen."""

from PySide6.QtCore import QObject, Slot

from mattegui.app.panels.model import ModelPanel
from mattegui.app.settings import Settings
from mattegui.app.solver import Solver


class ModelChoice(QObject):
    """Keeps the solver, the model's panel and the settings of one mind."""

    def __init__(self, settings: Settings, solver: Solver, panel: ModelPanel) -> None:
        super().__init__()
        self._settings, self._solver, self._panel = settings, solver, panel
        panel.model_chosen.connect(self._set)

    @Slot(str)
    def take(self, model: str) -> None:
        """Use a model that was chosen elsewhere than in its panel."""
        if model != self._settings.model:
            self._set(model)
        self._panel.choose(model)

    @Slot(str)
    def take_imported(self, model: str) -> None:
        """Use a model that there has not been before."""
        self._panel.list_models()
        self.take(model)

    @Slot(str)
    def adopt(self, model: str) -> None:
        """Use the model that an opened project was made with; what it has solved stays."""
        if model != self._settings.model:
            self._settings.model = model
            self._solver.adopt(model)
        self._panel.choose(model)

    @Slot(str)
    def _set(self, model: str) -> None:
        self._settings.model = model
        self._solver.choose(model)
