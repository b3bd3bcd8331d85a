"""What of all that is installed goes into the frozen program, and what stays out."""

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

PARTS: Final = ("samples", "models", "icons", "translations")
"""The folders of `resources/` that the program reads."""

UNUSED: Final = ("mattegui.core.metrics",)
"""Modules of ours that training alone imports."""

EXCLUDES: Final = [
    *UNUSED,
    # torch: compilers, other devices' tools, distributed training, its tests.
    *("torch._inductor", "torch._dynamo", "torch.onnx", "torch.ao.pruning", "functorch"),
    *("torch.utils.tensorboard", "torch.utils.benchmark", "torch.utils.bottleneck"),
    *("torch.utils.hipify", "torch.utils.cpp_extension", "torch.distributed.tensor"),
    *("torch.distributed.fsdp", "torch.distributed.pipelining", "torch.distributed.elastic"),
    *("torch.distributed.checkpoint", "torch.distributed._shard", "torch.distributed._tools"),
    *("torch.distributed.run", "torch.distributed.launcher"),
    *("torch.testing._internal.common_utils", "torch.testing._internal.opinfo"),
    *("torch.testing._internal.distributed", "torch.testing._internal.common_methods_invocations"),
    # scipy: pymatting needs sparse matrices only; see stand_ins/scipy_solvers.py.
    *("scipy.linalg", "scipy.sparse.linalg", "scipy.sparse.csgraph"),
    *("scipy.stats", "scipy.optimize", "scipy.special", "scipy.spatial", "scipy.io"),
    *("scipy.signal", "scipy.interpolate", "scipy.integrate", "scipy.ndimage", "scipy.fft"),
    *("scipy.cluster", "scipy.datasets", "scipy.differentiate", "scipy.misc", "scipy.odr"),
    # What the others could use if it were there.
    *("llvmlite", "networkx", "jinja2", "markupsafe", "fsspec", "setuptools"),
    # Symbols take the place of sizes only where a network is compiled.
    *("sympy", "mpmath"),
    *("pkg_resources", "triton", "tensorboard", "torchvision", "train", "tests"),
    *("tkinter", "matplotlib", "IPython", "pandas", "pytest", "onnx", "onnxruntime"),
    *("lib2to3", "pydoc_data", "pdb", "sqlite3", "readline", "PIL.ImageQt", "PIL.ImageTk"),
    *("PIL._avif", "PIL.AvifImagePlugin", "PIL._imagingft", "cv2.gapi", "pydantic.v1"),
    *("PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtQml", "PySide6.QtQuick"),
    *("PySide6.QtOpenGL", "PySide6.QtTest"),
]

STOOD_IN_FOR: Final = ("scipy.sparse.linalg",)
"""Modules that are loaded under a name that is left out."""

_EVERYWHERE: Final = (
    r"\.dist-info/(?!METADATA|licenses|LICEN)",
    r"^(torch|numpy|scipy)/.*\.(h|hpp|cuh|cmake|a|lib|pyi)$",
    r"^torch/(test|include|share)/",
    r"^OpenImageIO/(bin|include|share/doc)/",
    r"^cv2/(data|gapi|misc|utils)/.*\.(xml|pyi)$",
    r"PySide6/(Qt/)?plugins/(generic|networkinformation|tls|qmltooling|sqldrivers)/",
    r"PySide6/(Qt/)?plugins/imageformats/(lib)?q(pdf|wbmp|tga|icns)",
    r"PySide6/(Qt/)?translations/(?!qtbase_(de|zh_CN)\.qm$)",
)
_LINUX: Final = (
    r"PySide6/Qt/plugins/(egldeviceintegrations|wayland-graphics-integration-server)/",
    r"PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc)",
    r"PySide6/Qt/plugins/platformthemes/libqgtk3",
    r"libQt6(EglFS|EglFs|Network|Pdf|Qml|Quick|VirtualKeyboard)",
    # The GTK stack comes with libqgtk3 alone.
    r"^lib(atk|cairo|pango|gdk|gio-2|gmodule|gobject|harfbuzz\.so|thai|datrie|fribidi|pixman)",
    r"^lib(gtk-3|epoxy|atspi|graphite2|Xrender|Xext|mount|blkid|selinux|jpeg\.so)",
    r"^libX(composite|cursor|damage|fixes|i|inerama|randr)\.so",
    # No connection is ever opened.
    r"lib-dynload/_ssl\.",
    r"^lib(krb5|gssapi|k5crypto|com_err|keyutils|ssl|sqlite3|readline|tinfo)",
    # Those of the computer: Mesa brings an LLVM that needs them as new as itself.
    r"^lib(stdc\+\+|gcc_s)\.so",
    # CUDA: compilers for other programs, profilers, many computers at once.
    r"^triton/|libcudnn_adv|libcusolverMg|libnvperf|libpcsampling|libnvblas|libcufftw",
    r"libcheckpoint|nvshmem_(transport|bootstrap)|libcupti",
)
_DROPPED: Final = re.compile("|".join((*_EVERYWHERE, *(_LINUX if sys.platform == "linux" else ()))))

_CUDA_ADDED: Final = (
    *("cudnn/lib/libcudnn_*.so*", "*/lib/libnvrtc-builtins.so*"),
    *("*/lib/libnvJitLink.so*", "*/lib/libcusolver.so*"),
)
"""What CUDA's libraries load by name once a graphics card is used."""

Entry = tuple[str, str, str]


def check_excludes(loaded: Iterable[str]) -> None:
    """Refuse to leave out what the program loads at work.

    Args:
        loaded: Names of modules, as `probe.py` prints them.

    Raises:
        SystemExit: Something of `EXCLUDES` is among them.
    """
    absent = re.compile("|".join(rf"^{re.escape(name)}(\.|$)" for name in EXCLUDES))
    clash = sorted(name for name in loaded if absent.match(name) and name not in STOOD_IN_FOR)
    if clash:
        raise SystemExit(f"pruning.py leaves out what the program loads: {', '.join(clash)}")


def hidden_imports(loaded: Iterable[str]) -> list[str]:
    """Return those of the loaded modules that PyInstaller cannot find by reading sources."""
    # These are objects in `sys.modules`, not files.
    made_up = ("torch._C.", "torch._classes", "torch._ops", "torch.ops", "torch.classes")
    packages = ("mattegui", "torch", "torchgen", "scipy", "pymatting")
    return [
        name
        for name in loaded
        if name.partition(".")[0] in packages
        and not name.startswith(made_up)
        and name not in STOOD_IN_FOR
    ]


def torch_sources(sources: Iterable[str], site: Path) -> list[tuple[str, str]]:
    """Return (path, folder inside) of those of torch's sources that it reads at work.

    Args:
        sources: Paths, as `probe.py` prints them.
        site: The environment's site-packages.
    """
    paths = [path for path in map(Path, sources) if path.is_relative_to(site / "torch")]
    return [(str(path), str(path.parent.relative_to(site))) for path in paths]


def keep_modules(entries: Iterable[Entry], loaded: Iterable[str]) -> list[Entry]:
    """Return the modules that go in, of PyInstaller's (name, path, kind)."""
    # rich imports pygments; the languages that it could colour are 1.5 MB.
    languages = re.compile(r"^pygments\.(lexers|formatters|styles)\.")
    known = {*loaded}
    return [entry for entry in entries if entry[0] in known or not languages.match(entry[0])]


def cuda_libraries(site: Path) -> list[Entry]:
    """Return what has to be added if the environment's torch is one for CUDA.

    Args:
        site: The environment's site-packages.
    """
    found = (path for pattern in _CUDA_ADDED for path in (site / "nvidia").glob(pattern))
    return [(str(path.relative_to(site)), str(path), "BINARY") for path in found]


def keep(entries: Iterable[Entry]) -> list[Entry]:
    """Return the files that go in, of PyInstaller's (name inside, path, kind)."""
    return [entry for entry in entries if not _DROPPED.search(entry[0].replace("\\", "/"))]
