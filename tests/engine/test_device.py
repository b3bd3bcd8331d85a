import pytest
import torch

from mattegui.engine.device import DeviceError, describe_device, pick_device


def provide(monkeypatch: pytest.MonkeyPatch, *, cuda: bool, mps: bool) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"),
    [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")],
)
def test_auto_takes_the_fastest(
    cuda: bool, mps: bool, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    provide(monkeypatch, cuda=cuda, mps=mps)
    assert pick_device("auto").type == expected
    assert pick_device("cpu").type == "cpu"


@pytest.mark.parametrize("name", ["cuda", "mps"])
def test_a_named_device_is_never_replaced(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    provide(monkeypatch, cuda=False, mps=False)
    with pytest.raises(DeviceError, match=f"'{name}' is not available here; use 'auto' or 'cpu'"):
        pick_device(name)  # type: ignore[arg-type]


def test_devices_have_names_for_people() -> None:
    assert describe_device(torch.device("cpu")) == f"CPU ({torch.get_num_threads()} threads)"
    assert describe_device(torch.device("mps")) == "MPS"
