"""Complaints and notes of core and engine, said in the language of the user.

Core and engine know nothing of Qt and speak English, each time with what was wrong and where. What
one of the sentences below fits is said in its translation, with the same names and numbers in it;
what none fits is passed on as it is.
"""

import errno
import re
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

SENTENCES: Final = (
    # Importing weights; see `engine.importers`. First, as what they say of the file fits others.
    "{path} cannot be used: {reason}",
    "{path} is the model {name} now: {reason}",
    "it is empty",
    "it is damaged or no safetensors file: {detail}",
    # Reading; see `core.decode`, `core.io`, `core.heif`.
    "there is no file {path}",
    "{path} is a folder, not an image",
    "{path} is empty",
    "{path} is no image of a kind that can be read: {kinds}",
    "{path} cannot be read: its name, or that of its folder, is not UTF-8",
    "{path} cannot be read as an image: {reason}",
    "{path} is damaged or incomplete: {reason}",
    "{path} is damaged: a text in it is not UTF-8",
    "{path} is damaged: {reason}",
    "{path} measures {size} pixels, more than the {most} megapixels that can be opened",
    "{path} measures {size} pixels of {count} channels, more than this machine's memory holds",
    "{path} measures {size} pixels, the project {other}",
    "{path} claims to show {size} pixels and holds {other}",
    "{path} has no colour channels: it holds {channels}",
    "{path}: {count} pixels hold values that are not finite numbers",
    "{path} is a HEIC file; to read these, install the extra heif (pillow-heif)",
    "{path} is no OpenRaster file, or it is cut off",
    # Trimaps and masks; see `core.arrays`, `core.makers.segmentation`.
    "the trimap measures {size} pixels, the image {other}; they must be the same",
    "the mask measures {size} pixels, the image {other}; they must be the same",
    # Writing; see `core.io`, `core.files`, `core.openraster`.
    "cannot write {path}: the name must end in one of {suffixes}",
    "cannot write {path}: the name of a project ends in {suffix}",
    "cannot write {path}: it is a folder",
    "cannot write {path}: there is no folder {folder}",
    "cannot write {path}: its folder is read-only",
    "cannot write {path}: it would be larger than 4 GB",
    "cannot write {path}: {reason}",
    "its name, or that of its folder, is not UTF-8",
    "its encoder died, exit code {code}; the memory may not have sufficed",
    "it would have {count} bytes, and PSD holds no more than {most}",
    "it would measure {size} pixels, and {format} holds no side longer than {most}",
    "alpha is 0 everywhere: there is nothing to crop to",
    "{path} is what is read; choose another name for the export",
    # Batches; see `engine.batch`, `engine.batch_items`, `engine.batch_member`.
    "{path} is being written by another batch",
    "{path} is there already and of no batch",
    "{path} is there already, of another image: {image}",
    "{path} is there already, of an image in a folder that its batch did not note",
    "there is no trimap for {path}",
    "there is no mask for {path}",
    "{path} was used in place of the mask.",
    # Estimating; see `engine.models`, `engine.device`, `engine.estimator`, `engine.apart`.
    "there is no model {name}; there are {names}",
    "the model {name} has no weights here: put {file} into {folder}",
    "there is no weights file {path}",
    "the device {name} is not available here; use 'auto' or 'cpu'",
    "the memory does not hold a tile of {side} pixels of the model {name}; "
    "close other programs or choose a smaller model",
    "there is not enough memory for {size} pixels of {name}",
    "the process of {name} ended {end}; the memory may not have sufficed. "
    "The next stroke begins another",
    "there is a model {name} already; choose another name",
    "{name} is no name for a model: use a-z, 0-9, '.', '_' and '-'",
    "{path} is no weights file of this program: {found}, not {format}",
    "{path} does not fit its own description: {detail}",
    "{path} is damaged or no safetensors file: {detail}",
    "{path}: {key} holds values that are not finite numbers",
    "The memory ran out; going on with tiles of {side} pixels.",
    "The graphics memory ran out; going on with tiles of {side} pixels.",
    "The graphics memory does not hold even a small tile; going on with the CPU.",
    "Half precision is too narrow for the model {name}; "
    "going on with single precision, which is slower.",
    "{title} runs on the CPU; {device} is not used.",
    # The same, of what `engine.importers` imports.
    "it begins with {head}, like no checkpoint",
    "it is a zip file that is cut short",
    "it is a damaged zip file: {detail}",
    "it is a zip file, but none that torch wrote: it has {names}",
    "it is a pickle, but none that torch wrote",
    "it holds no tensors but {found}",
    "there is not enough memory to read {name}",
    "it is no Deep Image Matting network that is known here. It is a {container} "
    "of {count} tensors, {found} …; known are those of {origins}",
    "it would need {size} GB of memory; the largest network that is known has 0.5 GB",
    "it is of the layout {layout}, but has no {name}",
    "it is of the layout {layout}, but has {count} tensors more, such as "
    "{name}: it computes something else",
    "it is in this program's own format.",
    "read as {variant} ({origin}: {title}), because {reason}.",
    "only it has these tensors",
    "the file's name is {path}",
    "its best SAD is {error}, and {sad} was published for that one",
    "neither a known error nor the file's name tells, and on a composite with known alpha "
    "the mean errors are {errors}",
    # What had to be changed to read a file; see `core.io`, `core.channels`, `core.decode`.
    "{path} has {count} channels; {used} of them are used.",
    "{path} has pixels outside of its display window; they were cut off.",
    "{path} holds linear light; its colour profile was left out.",
    "{path} holds linear light; it was converted to sRGB's primaries.",
    "Values below 0 or above 1 (brighter than white) were clipped.",
    "The colour profile of {path} is damaged and was left out.",
    "The colour profile of {path} is for {space}, not RGB; it was left out.",
    "The colours of {path} are taken for sRGB; of its profile: {detail}.",
    "{path} is taken for sRGB; what its {chunk} chunk says was not heeded.",
    "{path} holds CMYK inks; its colours were converted to RGB simply.",
    "{path} holds CMYK inks; they were converted to sRGB by its profile.",
    "{path} holds CMYK inks of 16 bits; they were converted to sRGB with 8 bits by its profile.",
    "The {kind} data of {path} was left out: {detail}.",
    # Projects; see `core.project_reader`, `core.project_writer`.
    "The trimap in {path} was changed by another program; the alpha has to be computed again.",
    "{path} was saved by another program, which left out the settings and the original file.",
    "{path} has {count} layers named {name}; the topmost was taken.",
    "{path} is not where it was, or was changed",
    "{reason}. Its pixels were taken from the project, without what else the file said.",
    "{path} has more than {size} MB and is not inside the project; keep both in one folder.",
    "{path} has changed or gone since it was opened; "
    "the project has its pixels and its colour profile only.",
    # Trimaps that lack something; see `core.trimap`.
    "Nothing is marked unknown: the alpha is the trimap itself, with hard edges.",
    "Everything is marked unknown: the alpha is a guess without any hint.",
    "No foreground is marked: there is no sample of the subject to go by.",
    "No background is marked: there is no sample of what to remove.",
)
"""A sentence with fewer names in it stands before one that fits the same complaints and has more.

What stands for `{reason}` is a complaint itself.
"""

ERRNO: Final = {
    errno.ENOENT: "there is no file {path}",
    errno.EACCES: "access to {path} is not allowed",
    errno.EPERM: "access to {path} is not allowed",
    errno.EROFS: "{path} is on a disk that cannot be written to",
    errno.ENOSPC: "the disk is full",
    errno.ENAMETOOLONG: "the name {path} is too long",
}
"""What the system says by a number, of a file or of none."""


def reason_of(error: Exception) -> str:
    """Return what an error says, in the language that is spoken."""
    if isinstance(error, OSError) and error.errno in ERRNO:
        sentence = ERRNO[error.errno]
        if error.filename is not None or "{path}" not in sentence:
            return _translated(sentence).format(path=error.filename)
    return spoken(str(error))


def spoken(text: str) -> str:
    """Return a complaint, which is written in English, in the language that is spoken."""
    for sentence in SENTENCES:
        found = _pattern(sentence).fullmatch(text)
        if found is not None:
            named = found.groupdict()
            if "reason" in named:
                named["reason"] = spoken(named["reason"])
            return _translated(sentence).format(**named)
    # Some name the file before a complaint that is made of another one.
    path, colon, rest = text.partition(": ")
    if colon and spoken(rest) != rest:
        return f"{path}: {spoken(rest)}"
    return QCoreApplication.translate("Reasons", text)


def spoken_notes(text: str) -> str:
    """Return several sentences in a line, as a batch notes them, in the language that is spoken."""
    return " ".join(spoken(sentence) for sentence in re.split(r"(?<=\.) ", text))


def _translated(sentence: str) -> str:
    return QCoreApplication.translate("Complaints", sentence)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    # Every second piece is a name: a path may hold anything, a number has no blank in it.
    pieces = re.split(r"\{(\w+)\}", sentence)
    literal = [re.escape(piece) for piece in pieces[::2]]
    named = [rf"(?P<{name}>.+?)" for name in pieces[1::2]]
    whole = [piece for pair in zip(literal, [*named, ""], strict=True) for piece in pair]
    return re.compile("".join(whole), re.DOTALL)
