"""What was made smaller does what it did before."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux libraries are replaced"),
]

SORTED = """
from PySide6.QtCore import QCollator, QLocale, Qt
words = ("Ärger Zebra zoo ärmer arm Öl ol img10.png img9.png ñu nu çok cok łódź lodz 李 王 张 あい "
    "アイ 東京 김 이 Straße Strasse åka I ı i İ хлеб ёж éa Ea -a _b").split()
every = QLocale.matchingLocales(QLocale.AnyLanguage, QLocale.AnyScript, QLocale.AnyTerritory)
for locale in sorted(every, key=QLocale.name):
    for numeric in (False, True):
        collator = QCollator(locale)
        collator.setNumericMode(numeric)
        print(locale.name(), *sorted(words, key=collator.sortKey))
"""


def run_python(script: str, *arguments: str, **variables: str) -> str:
    """Run a script in this interpreter and return what it printed."""
    command = [sys.executable, "-c", script, *arguments]
    own = os.environ | {"PYTHONIOENCODING": "utf-8"} | variables
    ended = subprocess.run(command, env=own, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    return ended.stdout


def test_names_are_sorted_as_before_in_every_language(program: Path, tmp_path: Path) -> None:
    (table,) = program.glob("_internal/PySide6/Qt/lib/libicudata.so.*")
    assert table.stat().st_size < 6_000_000
    shutil.copy(table, tmp_path)
    assert run_python(SORTED, LD_LIBRARY_PATH=str(tmp_path)) == run_python(SORTED)
