"""The layouts of public Deep Image Matting weights: how each names its tensors, what it computes.

A layout's function lists where the tensors of our network are found in a checkpoint. Its variants
differ in what the network computes; several may share one layout, to the last shape.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

ENDINGS: Final = (".pth", ".pt", ".tar", ".ckpt", ".bin", ".safetensors")
"""Of the files that weights come in."""

CONVS: Final = (2, 2, 3, 3, 3)
"""Convolutions of each encoder stage."""

NON_COMMERCIAL: Final = (
    "Trained on Adobe's Deep Image Matting data, whose terms allow non-commercial use only."
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a convolution of ours comes from.

    Attributes:
        ours: Name of our convolution.
        conv: Name of the checkpoint's; empty for one that changes nothing, which it lacks.
        norm: Name of the batch norm behind it, to be folded into it; empty if there is none.
    """

    ours: str
    conv: str
    norm: str = ""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Variant:
    """What a network computes with the tensors of a layout.

    Attributes:
        name: As the user may ask for it.
        title: As shown to people.
        settings: Fields of `DIMConfig` that the tensors do not tell.
        kernel: Side of its conv6; 0 if the layout has only this variant.
        published: SADs on Composition-1k that its authors gave.
        words: Any of these in a file's name speaks for it.
    """

    name: str
    title: str
    settings: dict[str, Any] = field(default_factory=dict)
    kernel: int = 0
    published: tuple[float, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A way to name the tensors.

    Attributes:
        name: As the user may ask for it.
        origin: Whose it is.
        marks: Tensors that no other layout has.
        sources: Lists where our convolutions come from; those of the refinement may be missing.
        variants: At least one.
        licence: A note on the weights that its authors publish.
        ignored: Beginnings of names that mean nothing to the network.
    """

    name: str
    origin: str
    marks: tuple[str, ...]
    sources: Callable[[], Iterator[Source]]
    variants: tuple[Variant, ...]
    licence: str
    ignored: tuple[str, ...] = ()


def _encoder(conv: str, norm: str = "") -> Iterator[Source]:
    """Yield the encoder's convolutions.

    Args:
        conv: Their names; `{k}` stands for the stage, `{j}` for the place in it, both from 1, and
            `{i}` for the place counted with the activations, from 0.
        norm: Those of their batch norms, likewise.
    """
    for k, count in enumerate(CONVS, start=1):
        for j in range(1, count + 1):
            ours = f"encoder.{k - 1}.convs.{j - 1}.0"
            names = (name.format(k=k, j=j, i=2 * j - 2) for name in (conv, norm))
            yield Source(ours, *names)


def _huochaitiantang() -> Iterator[Source]:
    """huochaitiantang/pytorch-deep-image-matting: conv1_1 … deconv1, refine_conv1 …."""
    yield from _encoder("conv{k}_{j}")
    yield Source("conv6.0", "conv6_1")
    yield from _classic_decoder("", "")


def _mmagic() -> Iterator[Source]:
    """open-mmlab/mmagic, before that mmediting: VGG blocks of conv, relu, …, pool."""
    yield from _encoder("backbone.encoder.layer{k}.{i}")
    yield Source("conv6.0", "backbone.encoder.conv6")
    yield from _classic_decoder("backbone.decoder.", "refiner.")


def _classic_decoder(decoder: str, refiner: str) -> Iterator[Source]:
    yield Source("deconv6.0", f"{decoder}deconv6_1")
    for stage in range(5, 0, -1):
        yield Source(f"decoder.{5 - stage}.conv.0", f"{decoder}deconv{stage}_1")
    yield Source("alpha", f"{decoder}deconv1")
    for place in range(3):
        yield Source(f"refinement.convs.{place}.0", f"{refiner}refine_conv{place + 1}")
    yield Source("refinement.convs.3", f"{refiner}refine_pred")


def _foamliu() -> Iterator[Source]:
    """foamliu/Deep-Image-Matting-PyTorch: batch norm everywhere, no conv6, no head of its own."""
    yield from _encoder("down{k}.conv{j}.cbr_unit.0", "down{k}.conv{j}.cbr_unit.1")
    yield Source("conv6.0", "")
    yield Source("deconv6.0", "")
    for stage in range(5, 0, -1):
        ours = f"decoder.{5 - stage}.conv.0" if stage > 1 else "alpha"
        yield Source(ours, f"up{stage}.conv.cbr_unit.0", f"up{stage}.conv.cbr_unit.1")


def _indexnet() -> Iterator[Source]:
    """poppinace/indexnet_matting's DeepMatting: batch norm in the encoder, the paper's conv6."""
    yield from _encoder("conv{k}{j}", "bn{k}{j}")
    yield Source("conv6.0", "conv6")
    yield Source("deconv6.0", "dconv6")
    for stage in range(5, 0, -1):
        yield Source(f"decoder.{5 - stage}.conv.0", f"dconv{stage}")
    yield Source("alpha", "alpha_pred")


LAYOUTS: Final[dict[str, Layout]] = {
    layout.name: layout
    for layout in (
        Layout(
            name="m",
            origin="mmagic (open-mmlab)",
            marks=("backbone.encoder.layer1.0.weight", "backbone.decoder.deconv6_1.weight"),
            sources=_mmagic,
            variants=(Variant(name="m", title="mmagic", settings={"skip": False}),),
            licence=NON_COMMERCIAL,
            ignored=("data_preprocessor.",),
        ),
        Layout(
            name="h",
            origin="huochaitiantang/pytorch-deep-image-matting",
            marks=("conv1_1.weight", "deconv6_1.weight"),
            sources=_huochaitiantang,
            variants=(
                Variant(
                    name="h-v1.0",
                    title="v1.0: takes BGR from 0 to 255",
                    settings={
                        "skip": False,
                        "colours": "bgr-255",
                        "trimap_top": 255.0,
                        "refine_scale": 256.0,
                    },
                    kernel=1,
                    published=(72.9,),
                    words=("72.9",),
                ),
                Variant(
                    name="h-v1.1",
                    title="v1.1: its refinement takes alpha times 256",
                    settings={"skip": False, "refine_scale": 256.0},
                    kernel=1,
                    published=(69.1,),
                    words=("norm_e12", "69.1"),
                ),
                Variant(
                    name="h-v1.2",
                    title="v1.2 and v1.3",
                    settings={"skip": False},
                    kernel=1,
                    published=(62.0, 58.7, 57.9, 57.7, 57.1),
                    words=("norm_balance", "62.0", "58.7", "57.9", "57.1"),
                ),
                Variant(
                    name="h-v1.4",
                    title="v1.4: 3×3 conv6",
                    settings={"skip": False},
                    kernel=3,
                    published=(56.01, 55.48, 54.42, 53.74),
                    words=("sad_54.4",),
                ),
                Variant(
                    name="h-v1.5",
                    title="V1.5: 3×3 conv6 and skips",
                    settings={"skip": True},
                    kernel=3,
                    published=(52.99,),
                    words=("skip",),
                ),
            ),
            licence=NON_COMMERCIAL,
        ),
        Layout(
            name="f",
            origin="foamliu/Deep-Image-Matting-PyTorch",
            marks=("down1.conv1.cbr_unit.0.weight",),
            sources=_foamliu,
            variants=(
                Variant(
                    name="f",
                    title="foamliu",
                    settings={"skip": False, "decoder_relu": False, "deconv1": False},
                ),
            ),
            licence=NON_COMMERCIAL,
        ),
        Layout(
            name="i",
            origin="IndexNet's DeepMatting",
            marks=("conv11.weight", "dconv6.weight"),
            sources=_indexnet,
            variants=(
                Variant(
                    name="i",
                    title="IndexNet's DeepMatting",
                    settings={"skip": False, "conv6_channels": 4096, "output": "linear"},
                ),
            ),
            licence=f"{NON_COMMERCIAL} Its authors limit it to academic purposes.",
        ),
    )
}


def layout_names() -> list[str]:
    """Return all names: of each layout, and of each of its variants."""
    variants = (variant.name for layout in LAYOUTS.values() for variant in layout.variants)
    return list(dict.fromkeys([*LAYOUTS, *variants]))
