"""`ModelChoice`: which model is used, wherever it was chosen."""

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.panels.model import ModelPanel
from mattegui.app.settings import Settings
from mattegui.app.solver import Solver
from mattegui.engine.models import AUTO, is_ready


class ModelChoice(QObject):
    """Keeps the solver, the model's panel and the settings of one mind.

    Signals:
        told: a sentence for the user.
    """

    told = Signal(str)

    def __init__(self, settings: Settings, solver: Solver, panel: ModelPanel) -> None:
        super().__init__()
        self._settings, self._solver, self._panel = settings, solver, panel
        panel.model_chosen.connect(self._set)

    @Slot()
    def begin(self) -> None:
        """Show which model is used; one that has gone since it was chosen is replaced."""
        if not is_ready(self._solver.model):
            sentence = self.tr(
                "The model {model} is not installed any more; one is chosen for you."
            )
            self.told.emit(sentence.format(model=self._solver.model))
            self._set(AUTO)
        self._panel.choose(self._solver.model)

    @Slot(str)
    def take(self, model: str) -> None:
        """Use a model that was chosen elsewhere than in its panel."""
        if model != self._solver.model:
            self._set(model)
        self._panel.choose(model)

    @Slot(str)
    def take_imported(self, model: str) -> None:
        """Use a model that there has not been before."""
        self._panel.list_models()
        self.take(model)

    @Slot(str)
    def adopt(self, model: str) -> None:
        """Use the model that an opened project was made with; what it has solved stays.

        The next start uses the user's own choice again.
        """
        if model == self._solver.model:
            return
        if not is_ready(model):
            sentence = self.tr(
                "This project was made with the model {model}, which is not installed: "
                "what you paint now is solved by another one."
            )
            self.told.emit(sentence.format(model=model))
            return
        self._solver.adopt(model)
        self._panel.choose(model)

    @Slot(str)
    def _set(self, model: str) -> None:
        self._settings.model = model
        self._solver.choose(model)
