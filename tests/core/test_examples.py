import doctest
import importlib
import pkgutil

import pytest

import mattegui.core

NAMES = [module.name for module in pkgutil.iter_modules(mattegui.core.__path__)]


@pytest.mark.parametrize("name", NAMES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"mattegui.core.{name}")).failed == 0
