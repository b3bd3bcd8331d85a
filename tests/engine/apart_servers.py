"""What runs in the process of an estimator under test, in place of a classical method."""

import os
import signal
import time
from multiprocessing.connection import Connection

import numpy as np

from mattegui.core.arrays import Alpha, Float64Array, Image, Trimap
from mattegui.core.cancelling import stop_if
from mattegui.engine.apart import serve_with
from mattegui.engine.classical import ClassicalEstimator, Watch


def mean(image: Float64Array, trimap: Float64Array, watch: Watch) -> Float64Array:
    """Return the mean colour; of a black image fail, of a white one never end unless told to."""
    value = float(image[0, 0, 0])
    if value == 0:
        raise ValueError("black\nhas no  colour")
    if value == 1:
        while True:
            watch()
            time.sleep(0.001)
    alpha: Float64Array = image.mean(axis=2)
    return alpha


def obedient(line: Connection, name: str) -> None:
    """Solve with `mean`."""
    serve_with(ClassicalEstimator(name, mean, local=True, least=1), line)


class _Deaf(ClassicalEstimator):
    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        while True:
            time.sleep(1)


def deaf(line: Connection, name: str) -> None:
    """Never come back, and never ask whether to."""
    serve_with(_Deaf(name, mean, local=True, least=1), line)


class _Short(ClassicalEstimator):
    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        raise MemoryError


def short_of_memory(line: Connection, name: str) -> None:
    """Need more memory than there is."""
    serve_with(_Short(name, mean, local=True, least=1), line)


class _Dying(ClassicalEstimator):
    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        if image[0, 0, 0] == 0:
            # As the system does when the memory runs out.
            os.kill(os.getpid(), signal.SIGKILL)
        stop_if(self.cancelled)
        return np.full(trimap.shape, os.getpid() % 1024 / 1024, np.float32)


def dying(line: Connection, name: str) -> None:
    """Die over a black image; answer others with a share that tells one process from the next."""
    serve_with(_Dying(name, mean, local=True, least=1), line)


def dead(line: Connection, name: str) -> None:
    """End before anything was asked."""
    os._exit(3)
