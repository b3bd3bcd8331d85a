import json
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from mattegui.app.settings import RECENT, Settings, load_settings, save_settings, settings_path


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings(
        radius=33.5, opacity=0.25, colour=[1, 2, 3], view="alpha", live=False, recent=["/ä/b.png"]
    )
    save_settings(settings, path)
    assert load_settings(path) == (settings, "")


def test_a_first_start_has_defaults_and_nothing_to_complain_of(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1, 2]",
        "null",
        "\x00\xff",
        '{"radius": "wide"}',
        '{"radius": NaN}',
        '{"radius": Infinity}',
        '{"opacity": 7}',
        '{"opacity": NaN}',
        '{"colour": [1, 2]}',
        '{"colour": [1, 2, 300]}',
        '{"colour": [1, 2, "3"]}',
        '{"recent": [1]}',
        '{"recent": "a.png"}',
        '{"live": "yes"}',
        '{"view": null}',
        '{"live": 1}',
        '{"theme": "pink"}',
        '{"language": "tlh"}',
        '{"undo_megabytes": 0}',
        '{"undo_megabytes": true}',
        '{"device": "abacus"}',
        '{"band": -1}',
        '{"surround": [1, 2, true]}',
        '{"shortcuts": {"undo": "Ctrl+Z"}}',
        '{"shortcuts": {"undo": [1]}}',
        '{"batch_curve": [0.5, 0.5, 1]}',
        '{"batch_amount": 1.5}',
        '{"batch_masks": 1}',
        '{"batch_band": 501}',
        f'{{"batch_curve": [{10**400}]}}',
        f'{{"radius": {10**400}}}',
    ],
)
def test_a_damaged_file_is_told_and_replaced_by_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(text.encode("latin-1"))
    settings, complaint = load_settings(path)
    assert settings == Settings()
    assert str(path) in complaint
    assert "cannot be read" in complaint
    assert path.read_bytes() == text.encode("latin-1"), "reading does not write"
    kept = tmp_path / "settings.json.damaged"
    assert kept.name in complaint
    save_settings(settings, path, damaged=True)
    assert kept.read_bytes() == text.encode("latin-1")
    assert load_settings(path) == (settings, "")


def test_what_was_put_aside_already_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(Settings(radius=3), path, damaged=True)
    assert load_settings(path) == (Settings(radius=3), "")
    assert list(tmp_path.iterdir()) == [path]


def test_an_unreadable_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()
    settings, complaint = load_settings(path)
    assert settings == Settings()
    assert str(path) in complaint


def test_what_a_newer_version_wrote_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(asdict(Settings(radius=9)) | {"holograms": True}), "utf-8")
    assert load_settings(path) == (Settings(radius=9), "")


def test_what_an_older_version_did_not_write_has_its_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"radius": 5}', "utf-8")
    assert load_settings(path) == (Settings(radius=5), "")


def test_recent_images_are_few_and_each_is_there_once(tmp_path: Path) -> None:
    settings = Settings()
    for index in range(RECENT + 5):
        settings.remember(tmp_path / f"{index}.png")
    settings.remember(tmp_path / "12.png")
    assert len(settings.recent) == RECENT
    assert len(set(settings.recent)) == RECENT
    assert settings.recent[0] == str(tmp_path / "12.png")


def test_they_lie_in_the_user_s_folder(data_folder: Path) -> None:
    assert settings_path() == data_folder / "settings.json"


def test_a_wrong_value_costs_its_own_setting_only(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"radius": 5, "opacity": 7, "view": 3, "band": 12}', "utf-8")
    settings, complaint = load_settings(path)
    assert settings == Settings(radius=5, band=12)
    assert complaint.endswith("'opacity' cannot be 7; 'view' cannot be 3")


def test_every_setting_is_described() -> None:
    described = Settings.__doc__ or ""
    for entry in fields(Settings):
        assert f"\n        {entry.name}: " in described
