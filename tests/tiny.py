"""A real model in miniature: trained tokenizer, ChatML template, random Llama weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.export.convert import write_f16
from app.models import quiet
from app.models.chat_format import CHATML
from app.models.trained import TrainedStudent

SAMPLE = Path(__file__).parents[1] / "resources" / "samples" / "contracts" / "responses.jsonl"
END_OF_TEXT, START, END, PAD = "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|pad|>"
CONTEXT = 512
_ROWS = 300  # of the sample: enough for a vocabulary of this size


def texts(count: int = _ROWS) -> list[str]:
    """The turns of the sample's first conversations."""
    lines = SAMPLE.read_text("utf-8").splitlines()[:count]
    return [turn["content"] for line in lines for turn in json.loads(line)["messages"]]


def tokenizer(
    vocabulary: int = 600,
    template: str = CHATML,
    *,
    adds_bos: bool = False,
    words: tuple[str, ...] = (),
) -> Any:
    """A byte-level BPE tokenizer, trained on the sample, as transformers loads it.

    With ``adds_bos`` it puts a beginning-of-text token before any text by itself. ``words`` are
    tokens of their own that are no control tokens.
    """
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers

    backend: Any = Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[END_OF_TEXT, START, END, PAD],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(texts(), trainer)
    if adds_bos:
        backend.post_processor = processors.TemplateProcessing(
            single=f"{END_OF_TEXT} $A",
            special_tokens=[(END_OF_TEXT, backend.token_to_id(END_OF_TEXT))],
        )
    backend.add_tokens(list(words))
    return quiet.transformers().PreTrainedTokenizerFast(
        tokenizer_object=backend,
        bos_token=END_OF_TEXT,
        eos_token=END,
        pad_token=PAD,
        additional_special_tokens=[START],
        model_max_length=CONTEXT,
        chat_template=template,
    )


def model_folder(
    path: Path,
    *,
    seed: int = 0,
    layers: int = 4,
    hidden: int = 64,
    tied: bool = False,
    vocabulary: int = 600,
    template: str = CHATML,
    adds_bos: bool = False,
    words: tuple[str, ...] = (),
    context: int = CONTEXT,
) -> Path:
    """Write a model that knows nothing but works; the same options give the same weights.

    Its weights are large, so that its greedy answers vary and do not hang on rounding.
    """
    import torch

    transformers = quiet.transformers()
    made = tokenizer(vocabulary, template, adds_bos=adds_bos, words=words)
    end = made.convert_tokens_to_ids(END)
    config = transformers.LlamaConfig(
        vocab_size=len(made),
        hidden_size=hidden,
        intermediate_size=2 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=hidden // 4,
        max_position_embeddings=context,
        tie_word_embeddings=tied,
        initializer_range=0.1,
        bos_token_id=made.bos_token_id,
        eos_token_id=end,
        pad_token_id=made.pad_token_id,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = transformers.LlamaForCausalLM(config)
    if not tied:
        with torch.no_grad():  # so that some answers end by themselves
            model.lm_head.weight[end] *= 2.0
    model.generation_config.eos_token_id = end
    model.save_pretrained(path)
    made.save_pretrained(path)
    # The converter knows pre-tokenizers of published models only.
    (path / "stillroom.json").write_text(json.dumps({"gguf_pre": "gpt-2"}), "utf-8")
    return path


def gguf(folder: Path, target: Path, **provenance: str) -> Path:
    """The F16 GGUF of a model folder, with ``stillroom.`` metadata of these names."""
    write_f16(TrainedStudent(folder), target, "tiny", provenance)
    return target
