import pytest
import torch

from mattegui.engine import memory


def test_a_store_takes_a_share_of_what_is_free_and_at_least_a_gigabyte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for free, budget in [(32, 8), (8, 2), (3, 1), (0, 1)]:
        monkeypatch.setattr(memory, "available_memory", lambda free=free: free * 10**9)
        assert memory.store_budget() == budget * 10**9


def test_this_machine_says_how_much_is_free() -> None:
    assert 100_000_000 < memory.available_memory() < 1 << 50


def test_only_errors_about_memory_are_taken_for_such() -> None:
    assert memory.ran_out(MemoryError())
    assert memory.ran_out(torch.OutOfMemoryError("CUDA out of memory."))
    with pytest.raises(RuntimeError) as caught:
        torch.empty(1 << 60)
    assert memory.ran_out(caught.value), "what torch itself raises on a processor"
    assert memory.ran_out(RuntimeError("CUDA error: out of memory")), "of pinned memory"
    assert memory.ran_out(RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"))
    assert memory.ran_out(RuntimeError("MPS backend out of memory (MPS allocated: 8.00 GB, other"))
    assert not memory.ran_out(RuntimeError("CUDA error: an illegal memory access"))
    assert not memory.ran_out(RuntimeError("shapes cannot be multiplied"))
    assert not memory.ran_out(ValueError("not enough memory"))


@pytest.mark.parametrize("kind", ["cuda", "mps", "cpu"])
def test_only_the_cache_of_the_device_that_ran_out_is_given_back(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr("torch.cuda.empty_cache", lambda: given.append("cuda"))
    monkeypatch.setattr("torch.mps.empty_cache", lambda: given.append("mps"))
    memory.release_cache(torch.device(kind))
    assert given == [kind] * (kind != "cpu")
