import pytest

from mattegui.cli.colours import parse_colour


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#ff8000", (255, 128, 0)),
        ("FF8000", (255, 128, 0)),
        ("#f80", (255, 136, 0)),
        ("White", (255, 255, 255)),
        ("green", (0, 177, 64)),
    ],
)
def test_colours_are_read(text: str, colour: tuple[int, int, int]) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize("text", ["", "#", "#ff80", "purplish", "#gggggg", "#ff8000 "])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no colour: write #rrggbb"):
        parse_colour(text)
