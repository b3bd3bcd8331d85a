"""Layers: H,W,4 `float32` pictures in [0, 1] with premultiplied RGB, the currency of the drawing.

Premultiplied because every linear operation (area averaging, blur, `over`) is then exact for colour
and alpha together (Porter and Duff, *Compositing digital images*, 1984).
"""

import cv2
import numpy as np

from train.foregrounds.arrays import Floats, blur, floats, resize

TRUSTED_ALPHA = 1 / 12
"""Above this alpha a pixel's own colour is used; below, it fades into its surroundings' colour."""


class EmptyLayerError(ValueError):
    """A layer was to become a foreground, but nothing is drawn on it."""


def over(top: Floats, bottom: Floats) -> Floats:
    """Lay `top` over `bottom`."""
    return floats(top + bottom * (1 - top[..., 3:]))


def stack(bottom_to_top: list[Floats]) -> Floats:
    """Lay several layers over each other, the first at the bottom."""
    result = bottom_to_top[0]
    for layer in bottom_to_top[1:]:
        result = over(layer, result)
    return result


def paint(alpha: Floats, colour: Floats) -> Floats:
    """Make a layer of straight `colour` (H,W,3 or 3) seen through `alpha` (H,W)."""
    layer = np.empty((*alpha.shape, 4), np.float32)
    layer[..., :3] = colour * alpha[..., None]
    layer[..., 3] = alpha
    return layer


def fade(layer: Floats, opacity: Floats | float) -> Floats:
    """Multiply a layer's opacity by a number or an H,W map in [0, 1]."""
    weight = opacity[..., None] if isinstance(opacity, np.ndarray) else opacity
    return floats(layer * weight)


def shade(layer: Floats, light: Floats) -> Floats:
    """Multiply a layer's colour by `light` (H,W or H,W,3; 1 changes nothing)."""
    factor = light[..., None] if light.ndim == 2 else light
    shaded = layer.copy()
    shaded[..., :3] = np.minimum(layer[..., :3] * factor, layer[..., 3:])
    return shaded


def defocus(layer: Floats, radius: float) -> Floats:
    """Blur with a disc of `radius` pixels, the picture of a point out of focus."""
    if radius < 0.3:
        return layer
    half = int(np.ceil(radius))
    offsets = np.arange(-half, half + 1, dtype=np.float32)
    distance = np.hypot(offsets[:, None], offsets[None, :])
    disc = np.clip(radius + 0.5 - distance, 0, 1)
    return floats(cv2.filter2D(layer, -1, disc / disc.sum(), borderType=cv2.BORDER_REPLICATE))


def smear(layer: Floats, length: float, angle: float) -> Floats:
    """Blur along a line of `length` pixels at `angle` radians, the picture of a moving thing."""
    half = int(np.ceil(length / 2))
    centre = half + 0.5
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    ends = np.rint(np.stack([centre - reach, centre + reach]) * 64 * 4).astype(np.int32)
    kernel = np.zeros((8 * half + 4, 8 * half + 4), np.uint8)
    cv2.polylines(kernel, [ends], isClosed=False, color=255, thickness=4, shift=6)
    line = resize(floats(kernel), (2 * half + 1, 2 * half + 1), cv2.INTER_AREA)
    return floats(cv2.filter2D(layer, -1, line / line.sum(), borderType=cv2.BORDER_REPLICATE))


def focus_unevenly(layer: Floats, sharpness: Floats, sigma: float) -> Floats:
    """Blend towards a blurred copy where the H,W map `sharpness` falls from 1 to 0."""
    weight = sharpness[..., None]
    return floats(layer * weight + blur(layer, sigma) * (1 - weight))


def straighten(layer: Floats) -> Floats:
    """Divide out alpha and bleed colours into the transparent part.

    A pyramid of area averages fills what has no colour of its own (pull-push: Gortler et al.,
    *The lumigraph*, 1996, section 3.3).

    Returns:
        H,W,3 straight RGB, defined everywhere.

    Raises:
        EmptyLayerError: if the layer has no alpha.
    """
    levels = [layer]
    while min(levels[-1].shape[:2]) > 4:
        height, width = levels[-1].shape[:2]
        half = ((height + 1) // 2, (width + 1) // 2)
        levels.append(resize(levels[-1], half, cv2.INTER_AREA))
    total = levels[-1].reshape(-1, 4).sum(axis=0)
    if total[3] < 1e-4:
        raise EmptyLayerError("The layer is empty: it has no alpha anywhere.")
    colour = np.broadcast_to(total[:3] / total[3], (*levels[-1].shape[:2], 3)).copy()
    for level in reversed(levels):
        if colour.shape[:2] != level.shape[:2]:
            colour = resize(floats(colour), level.shape[:2], cv2.INTER_LINEAR)
        alpha = level[..., 3:]
        own = level[..., :3] / np.maximum(alpha, 1e-4)
        colour += np.minimum(alpha / TRUSTED_ALPHA, 1) * (own - colour)
    return floats(colour)
