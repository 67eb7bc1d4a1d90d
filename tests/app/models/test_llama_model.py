"""llama.cpp gives the logits and the answers of the torch model, batched, streamed and resumed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch

from app.domain import Capability, FinishReason, Message, Messages, Role, Teacher, TeacherKind
from app.errors import InputError, ModelError
from app.models import llama_model, teachers
from app.models.base import Generated, Sampling
from app.models.llama_model import LlamaModel, choose, common_prefix
from app.models.transformers_model import TransformersModel, load_model
from tests import tiny

Rows = npt.NDArray[np.float32]


def user(text: str) -> Messages:
    return (Message(Role.USER, text),)


# Clauses of very different length behind one system prompt, as a project has them.
SYSTEM = Message(Role.SYSTEM, "Read the clause.")
QUESTIONS = [(SYSTEM, *user(text[: 40 + 9 * n])) for n, text in enumerate(tiny.texts()[1:60:3])]
SHORT = Sampling(max_tokens=12)


@pytest.fixture(scope="module")
def model(tiny_gguf: Path) -> Iterator[LlamaModel]:
    """The tiny GGUF, for eight conversations at a time."""
    with LlamaModel(tiny_gguf, context=512, sequences=8, threads=1) as loaded:
        yield loaded


@pytest.fixture(scope="module")
def torch_model(tiny_model: Path) -> Any:
    """The same model in torch."""
    return load_model(tiny_model)


def answers(loaded: Any, group: Sequence[Messages], sampling: Sampling) -> list[Generated]:
    """The answers in the order of the questions."""
    found = dict(event for event in loaded.generate(group, sampling) if event is not None)
    assert sorted(found) == list(range(len(group)))
    return [found[number] for number in range(len(group))]


def torch_rows(torch_model: Any, tokens: Sequence[int], first: int) -> Rows:
    """What the torch model gives for ``LlamaModel.score``."""
    with torch.no_grad():
        logits = torch_model(input_ids=torch.tensor([list(tokens)])).logits[0, first - 1 : -1]
    rows: Rows = logits.numpy()
    return rows


def close_to(found: Rows, expected: Rows) -> bool:
    """Whether logits are those of the torch model but for half precision."""
    assert found.shape == expected.shape
    assert expected.std() > 0.3
    return bool(np.abs(found - expected).mean() < 5e-3 and np.abs(found - expected).max() < 0.1)


def scored(model: LlamaModel, tokens: Sequence[int], first: int) -> Rows:
    return np.stack([row.copy() for row in model.score(tokens, first)])


def test_scores_are_the_torch_models_logits(model: LlamaModel, torch_model: Any) -> None:
    same = total = 0
    for text in tiny.texts()[:8]:
        tokens = model.encode(text, control=False)[:200]
        first = len(tokens) // 3
        found, expected = scored(model, tokens, first), torch_rows(torch_model, tokens, first)
        assert len(found) == len(tokens) - first
        assert close_to(found, expected)
        same += int((found.argmax(1) == expected.argmax(1)).sum())
        total += len(found)
    assert same / total > 0.97


def test_a_text_longer_than_a_batch_is_scored_in_parts(
    tiny_gguf: Path, torch_model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(llama_model, "_BATCH", 32)
    with LlamaModel(tiny_gguf, context=256, threads=1) as small:
        for length, first in ((97, 1), (96, 33), (33, 32), (32, 31), (2, 1)):
            tokens = small.encode(" ".join(tiny.texts()[:3]), control=False)[:length]
            found = scored(small, tokens, first)
            assert len(found) == length - first
            expected = torch_rows(torch_model, tokens, first)
            assert close_to(found, expected), (length, first)
        asked = user(tiny.texts()[1])
        assert small.prompt_tokens(asked) > 64
        assert _prefilled_row(small, asked, torch_model)


def _prefilled_row(model: LlamaModel, messages: Messages, torch_model: Any) -> bool:
    """Ask, and compare the logits of the first token with the torch model's."""
    found: list[Rows] = []
    decode = model._decode

    def watched(entries: Any) -> Any:
        rows = decode(entries)
        found.extend(row.copy() for row in rows.values())
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "_decode", watched)
        for _ in model.stream(messages, SHORT):
            pass
    tokens = model.format.prompt_ids(messages, model)
    return close_to(found[0][None], torch_rows(torch_model, [*tokens, 0], len(tokens)))


def test_too_long_a_text_is_not_scored(model: LlamaModel) -> None:
    with pytest.raises(InputError, match="has 513 tokens, but the context holds 512") as caught:
        next(model.score([5] * 513, 1))
    assert caught.value.hint
    assert len(scored(model, [5] * 512, 500)) == 12


def test_greedy_answers_are_those_of_torch(model: LlamaModel, tiny_model: Path) -> None:
    found = answers(model, QUESTIONS, SHORT)
    expected = answers(TransformersModel(tiny_model), QUESTIONS, SHORT)
    same = [one == other for one, other in zip(found, expected, strict=True)]
    assert sum(same) >= 0.8 * len(same)
    assert len({answer.text for answer in found}) > len(found) / 2, "answers that differ at all"
    for messages, answer in zip(QUESTIONS, found, strict=True):
        assert answer.prompt_tokens == model.prompt_tokens(messages)


def test_the_same_group_gives_the_same_answers(model: LlamaModel) -> None:
    for sampling in (SHORT, Sampling(max_tokens=20, temperature=1.0, top_p=0.9, seed=3)):
        first = answers(model, QUESTIONS[:11], sampling)
        list(model.stream(QUESTIONS[12], SHORT))
        half = model.generate(QUESTIONS[3:9], sampling)
        list(itertools.islice(half, 5))
        half.close()  # type: ignore[attr-defined]
        assert answers(model, QUESTIONS[:11], sampling) == first


def test_a_group_is_answered_as_each_alone(model: LlamaModel) -> None:
    together = answers(model, QUESTIONS[:8], SHORT)
    alone = [answers(model, [messages], SHORT)[0] for messages in QUESTIONS[:8]]
    assert sum(a.text == b.text for a, b in zip(together, alone, strict=True)) >= 7
    assert answers(model, [QUESTIONS[0]] * 3, SHORT)[1:] == [together[0]] * 2


def test_long_prompts_together_take_several_batches(model: LlamaModel) -> None:
    group = [user(f"{n} " + " ".join(tiny.texts()[n : n + 9])[:700]) for n in range(8)]
    lengths = [model.prompt_tokens(messages) for messages in group]
    assert sum(lengths) > 3 * 512
    together = answers(model, group, SHORT)
    alone = [answers(model, [messages], SHORT)[0] for messages in group]
    assert sum(a.text == b.text for a, b in zip(together, alone, strict=True)) >= 6


def test_why_an_answer_ended(model: LlamaModel) -> None:
    found = answers(model, QUESTIONS, Sampling(max_tokens=40))
    reasons = {answer.finish_reason for answer in found}
    assert reasons == {FinishReason.STOP, FinishReason.LENGTH}
    for answer in found:
        cut = answer.finish_reason is FinishReason.LENGTH
        assert (answer.completion_tokens == 40) if cut else (answer.completion_tokens <= 40)
        assert tiny.END not in answer.text
    once = answers(model, QUESTIONS, Sampling(max_tokens=1))
    assert all(answer.completion_tokens <= 1 for answer in once)
    assert FinishReason.LENGTH in {answer.finish_reason for answer in once}


def test_an_answer_ends_where_the_context_does(model: LlamaModel) -> None:
    long = user("a b " * 200)
    room = model.context - model.prompt_tokens(long)
    assert 0 < room < 100
    # Without the end-of-turn token, which may come before.
    sampling = Sampling(max_tokens=300, temperature=1.0, seed=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "ends_turn", lambda _: False)
        (answer,) = answers(model, [long], sampling)
        streamed = "".join(model.stream(long, Sampling(max_tokens=300)))
        assert streamed == answers(model, [long], Sampling(max_tokens=300))[0].text
    assert answer.finish_reason is FinishReason.LENGTH
    assert answer.completion_tokens == room


def test_too_long_a_prompt_is_refused(model: LlamaModel) -> None:
    long = user("a b c " * 300)
    for asked in (lambda: list(model.generate([QUESTIONS[0], long], SHORT)),
                  lambda: list(model.stream(long, SHORT))):  # fmt: skip
        with pytest.raises(InputError, match="the context holds 512") as caught:
            asked()
        assert caught.value.hint
    assert answers(model, QUESTIONS[:1], SHORT)[0].completion_tokens > 0


def test_a_stream_is_the_answer_in_pieces(model: LlamaModel) -> None:
    for messages in QUESTIONS[:6]:
        (answer,) = answers(model, [messages], Sampling(max_tokens=30))
        pieces = list(model.stream(messages, Sampling(max_tokens=30)))
        assert "".join(pieces) == answer.text
        assert sum(bool(piece) for piece in pieces) > 0.3 * answer.completion_tokens


def test_a_second_turn_reads_only_what_is_new(model: LlamaModel, torch_model: Any) -> None:
    first = (SYSTEM, *user("What is the notice period of this clause? " + tiny.texts()[1]))
    said = "".join(model.stream(first, SHORT))
    assert said
    second = (*first, Message(Role.ASSISTANT, said), Message(Role.USER, "And who is it?"))
    read: list[int] = []
    decode = model._decode

    def counted(entries: Any) -> Any:
        read.append(len(entries))
        return decode(entries)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "_decode", counted)
        next(model.stream(second, SHORT))
    known, whole = model.prompt_tokens(first), model.prompt_tokens(second)
    assert 1 < sum(read) <= whole - known + 1 < known
    assert _prefilled_row(model, second, torch_model), "what was kept is what was read"


def test_a_stream_that_is_left_early_harms_nothing(model: LlamaModel, torch_model: Any) -> None:
    for pieces in (0, 1, 2, 5):
        stream = model.stream(QUESTIONS[pieces], SHORT)
        list(itertools.islice(stream, pieces))
        stream.close()  # type: ignore[attr-defined]
        assert _prefilled_row(model, QUESTIONS[pieces + 1], torch_model)
        assert _prefilled_row(model, QUESTIONS[pieces], torch_model)


def test_a_memory_that_cannot_be_cut_is_read_anew(model: LlamaModel, torch_model: Any) -> None:
    """A recurrent model refuses to forget a part; here one is played."""
    list(model.stream(QUESTIONS[0], SHORT))
    real = model._api.llama_memory_seq_rm
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model._api, "llama_memory_seq_rm", lambda *_: False)
        assert _prefilled_row(model, QUESTIONS[1], torch_model)
    assert model._api.llama_memory_seq_rm is real


def test_a_long_token_is_written_whole(model: LlamaModel) -> None:
    long = b"-" * 1000

    def piece(_vocab: Any, _token: int, buffer: Any, size: int, _strip: int, _special: bool) -> int:
        if size < len(long):
            return -len(long)
        buffer.raw = long
        return len(long)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model._api, "llama_token_to_piece", piece)
        assert model.piece(7) == long


def test_control_tokens_are_no_text(model: LlamaModel) -> None:
    ids = model.encode(f"{tiny.START}user\nÄ{tiny.END}", control=True)
    assert model.text(ids) == "user\nÄ"
    assert model.ends_turn(ids[-1])
    assert not any(model.ends_turn(token) for token in ids[1:-1])


def test_what_it_says_of_itself(model: LlamaModel) -> None:
    assert model.name == "tiny"
    assert model.context == 512
    assert model.vocabulary == 600
    assert Capability.LOGITS in model.capabilities
    assert Capability.HIDDEN_STATES not in model.capabilities


def test_closing_twice_and_a_larger_context_than_trained(tiny_gguf: Path) -> None:
    loaded = LlamaModel(tiny_gguf, context=100_000, threads=1)
    assert loaded.context == tiny.CONTEXT
    loaded.close()
    loaded.close()


def test_a_file_that_llama_cpp_does_not_know(tiny_gguf: Path, tmp_path: Path) -> None:
    data = tiny_gguf.read_bytes()
    at = data.index(b"llama", data.index(b"general.architecture"))
    path = tmp_path / "other.gguf"
    path.write_bytes(data[:at] + b"lIama" + data[at + 5 :])
    with pytest.raises(ModelError, match=r"cannot load other\.gguf") as caught:
        LlamaModel(path)
    assert "lIama" in caught.value.hint


def test_choosing_a_token() -> None:
    logits = np.log(np.array([0.1, 0.6, 0.3], dtype=np.float32))
    random = np.random.default_rng(0)
    assert choose(logits, Sampling(), random) == 1
    drawn = [choose(logits, Sampling(temperature=1.0), random) for _ in range(2000)]
    assert np.allclose(np.bincount(drawn) / 2000, [0.1, 0.6, 0.3], atol=0.04)
    nucleus = [choose(logits, Sampling(temperature=1.0, top_p=0.7), random) for _ in range(2000)]
    assert np.allclose(np.bincount(nucleus, minlength=3) / 2000, [0, 2 / 3, 1 / 3], atol=0.04)
    cold = [choose(logits, Sampling(temperature=0.5), random) for _ in range(2000)]
    assert np.allclose(np.bincount(cold) / 2000, np.array([1, 36, 9]) / 46, atol=0.04)
    tiny_p = {choose(logits, Sampling(temperature=9.0, top_p=1e-9), random) for _ in range(50)}
    assert tiny_p == {1}


def test_common_prefix() -> None:
    assert common_prefix([[1, 2, 3], [1, 2, 4]]) == 2
    assert common_prefix([[1, 2], [1, 2, 4]]) == 2
    assert common_prefix([[], [1]]) == 0
    assert common_prefix([[1, 2]]) == 2


def test_a_context_can_be_made_anew(tiny_gguf: Path) -> None:
    with LlamaModel(tiny_gguf, context=64, sequences=2, threads=1) as small:
        with pytest.raises(InputError, match="the context holds 64"):
            list(small.generate([user("law " * 100)], SHORT))
        small.reserve(384, 512)
        assert small.context == 384
        (found,) = answers(small, [user("law " * 100)], SHORT)
        assert found.prompt_tokens > 64
        small.reserve(10**6)
        assert small.context == tiny.CONTEXT, "no more than it was trained with"
        list(small.stream(user("law " * 100), SHORT))


def test_a_context_of_nothing_is_the_model_s_own(
    tiny_gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher = Teacher(1, 1, "big", TeacherKind.GGUF, str(tiny_gguf), frozenset())
    for limit, expected in ((8192, tiny.CONTEXT), (300, 300)):
        monkeypatch.setattr(llama_model, "_OWN_CONTEXT", limit)
        model = teachers.load(teacher, context=0, sequences=1)
        assert model.context == expected
        model.close()
