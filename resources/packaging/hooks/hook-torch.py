"""How torch is packed, in place of PyInstaller's own hook, which takes every module there is.

Its modules come from `probe.py`, by way of `build.spec`, and so do the few of its sources that it
reads while it is imported; this hook brings its libraries.
"""

from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, get_package_paths

_TESTS = ("libtorchbind_test", "libjitbackend_test", "libbackend_with_compiler")
_UNUSED = (*_TESTS, "libaoti_custom_ops")

binaries = [
    (source, folder)
    for source, folder in collect_dynamic_libs(
        "torch", search_patterns=["*.so", "*.so.*", "*.dll", "*.dylib"]
    )
    if not Path(source).name.startswith(_UNUSED)
]
_, _package = get_package_paths("torch")
_manager = Path(_package, "bin", "torch_shm_manager")
if _manager.exists():
    # On Linux and macOS the import of torch asks for it.
    binaries.append((str(_manager), "torch/bin"))
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
