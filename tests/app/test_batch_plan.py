"""A batch's plan in the settings, and what a wrong entry there costs."""

import json
from pathlib import Path
from typing import Any

import pytest

from mattegui.app.batch_plan import Plan, keep_plan, plan_of
from mattegui.app.kept_options import PNG, kept_options
from mattegui.app.settings import Settings, load_settings, save_settings
from mattegui.core.curve import Curve
from mattegui.core.export import ExportOptions


def test_a_plan_is_kept_in_the_settings(tmp_path: Path) -> None:
    options = ExportOptions(
        content="composite", format="jpeg", quality=80, crop=True, padding=3, background=(1, 2, 3)
    )
    folders = tmp_path / "i", tmp_path / "t", tmp_path / "o"
    curve = Curve(0.1, 0.9, 1.2)
    plan = Plan(*folders, "knn", 3, options, "auto", curve, masks=True, band=7, amount=0.3)
    settings = Settings()
    assert plan_of(settings) is None
    keep_plan(plan, settings)
    save_settings(settings, tmp_path / "settings.json")
    again, complaint = load_settings(tmp_path / "settings.json")
    assert not complaint
    assert plan_of(again) == plan


@pytest.mark.parametrize(
    "values",
    [
        {"format": "gif"},
        {"depth": "half"},
        {"colour": 1},
        {"quality": 200},
        {"quality": True},
        {"background": [1, 2]},
        {"background": "white"},
        {"crop": "no"},
        {"padding": 1.5},
    ],
)
def test_options_that_mean_nothing_cost_only_themselves(
    tmp_path: Path, values: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"quality|depth|no options"):
        kept_options(values)
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"batch_export": values, "batch_jobs": 2}))
    settings, complaint = load_settings(path)
    assert "batch_export" in complaint
    assert settings.batch_jobs == 2
    assert kept_options(settings.batch_export) == PNG
