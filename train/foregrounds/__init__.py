"""Foregrounds drawn from nothing: RGBA subjects whose alpha is exact by construction."""

from train.foregrounds.catalogue import GENERATORS, WEIGHTS, sample
from train.foregrounds.foreground import Foreground, Generator, Textures

__all__ = ["GENERATORS", "WEIGHTS", "Foreground", "Generator", "Textures", "sample"]
