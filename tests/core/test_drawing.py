import numpy as np

from mattegui.core.drawing import grey, veil


def test_grey_shows_alpha_from_black_to_white() -> None:
    shown = grey(np.array([[0, 0.5, 1]], np.float32))
    assert shown[0, :, 0].tolist() == [0, 128, 255]
    assert shown.shape == (1, 3, 3)


def test_the_more_doubtful_the_brighter() -> None:
    image = np.full((1, 3, 3), (200, 40, 90), np.uint8)
    shown = veil(image, np.array([[0, 0.5, 1]], np.float32))
    assert np.array_equal(shown[0, 0], veil(image, None)[0, 0])
    assert len(set(shown[0, 0].tolist())) == 1, "nothing is told by the image's own colours"
    brightness = shown[0].astype(int).sum(axis=1)
    assert brightness[0] < brightness[1] < brightness[2]
