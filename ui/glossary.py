"""Terms of art in plain words, for “What is this?”."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_ENTRIES: dict[str, tuple[object, object]] = {
    "teacher": (
        QT_TRANSLATE_NOOP("Glossary", "Teacher"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The large language model whose answers are the example to learn from. It can be a "
            "model on this machine, or a file of answers that were recorded earlier.",
        ),
    ),
    "student": (
        QT_TRANSLATE_NOOP("Glossary", "Student"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The small model that learns from the teacher. It is what you take along: it runs on "
            "an ordinary computer without a network.",
        ),
    ),
    "prompt": (
        QT_TRANSLATE_NOOP("Glossary", "Prompt"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "One question or text that the teacher answers. A few hundred to a few thousand "
            "prompts like those of your daily work are a good start.",
        ),
    ),
    "dataset": (
        QT_TRANSLATE_NOOP("Glossary", "Frozen dataset"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "A fixed copy of the kept examples, in three parts: one to train on, one to watch "
            "the training with, and one that is kept aside for the final test. It never changes, "
            "so that results can be compared.",
        ),
    ),
    "test": (
        QT_TRANSLATE_NOOP("Glossary", "Test part"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Examples that the student never sees while it learns. Only they can say how it will "
            "do on new texts.",
        ),
    ),
    "validation": (
        QT_TRANSLATE_NOOP("Glossary", "Validation part"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Examples that the student does not learn from. While it trains they show whether it "
            "still gets better, or has begun to learn by heart.",
        ),
    ),
    "rules": (
        QT_TRANSLATE_NOOP("Glossary", "Checking by rules"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The student copies whatever it is shown, mistakes included. Each rule finds one kind "
            "of answer that teaches nothing good. You can switch a rule off, or decide on single "
            "answers yourself: your word goes before every rule.",
        ),
    ),
    "length": (
        QT_TRANSLATE_NOOP("Glossary", "Longest answer"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How much the teacher may write, in tokens: pieces of words, about three quarters of "
            "an English word each. An answer that reaches the limit is cut off there.",
        ),
    ),
    "lora": (
        QT_TRANSLATE_NOOP("Glossary", "LoRA"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "A way to train that leaves the model as it is and learns a small addition to it. It "
            "needs far less memory than changing all of the model.",
        ),
    ),
    "method": (
        QT_TRANSLATE_NOOP("Glossary", "Distillation method"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "What the student learns from. Response level: the teacher's text. Logit level: also "
            "how likely the teacher held every other word at each place.",
        ),
    ),
    "temperature": (
        QT_TRANSLATE_NOOP("Glossary", "Temperature"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How freely a model chooses its words. At 0 the same question always gets the same "
            "answer; higher values vary more.",
        ),
    ),
    "loss": (
        QT_TRANSLATE_NOOP("Glossary", "Loss"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How surprised the student is by the teacher's words: lower is better. The "
            "validation line shows texts that it does not train on; when that line turns up "
            "again while the other falls, the student only learns by heart.",
        ),
    ),
    "retention": (
        QT_TRANSLATE_NOOP("Glossary", "Retention"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How much of the teacher's quality the student keeps: its score on the test part "
            "divided by the teacher's. The interval says how far chance alone may move it (95 "
            "times of 100 it lies within).",
        ),
    ),
    "gguf": (
        QT_TRANSLATE_NOOP("Glossary", "GGUF"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "One file that holds the whole student. Many programs open it, among them "
            "llama.cpp, which Stillroom brings along.",
        ),
    ),
    "quant": (
        QT_TRANSLATE_NOOP("Glossary", "Quantization"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Storing the model's numbers with fewer digits: the file gets smaller and faster, at "
            "a small loss of quality that Stillroom measures. F16 is nearly exact, Q8_0 half as "
            "big, Q4_K_M a quarter.",
        ),
    ),
    "parity": (
        QT_TRANSLATE_NOOP("Glossary", "Parity check"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The proof that the exported file is the model that was trained: both read the same "
            "texts, and their next-word probabilities are compared.",
        ),
    ),
    "epochs": (
        QT_TRANSLATE_NOOP("Glossary", "Epoch"),
        QT_TRANSLATE_NOOP("Glossary", "One pass of the training over all training examples."),
    ),
    "token": (
        QT_TRANSLATE_NOOP("Glossary", "Token"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "A piece of text as a model reads and writes it: a short word, or a part of a long "
            "one. A hundred words are about 130 tokens in English, and more in other languages.",
        ),
    ),
    "system": (
        QT_TRANSLATE_NOOP("Glossary", "Instruction"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "What the model is told before each text: its task and how to answer. It is also "
            "known as the system prompt.",
        ),
    ),
    "checkpoint": (
        QT_TRANSLATE_NOOP("Glossary", "Saved state"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "A copy of everything the training has reached. After a pause, a power cut or a "
            "crash the training goes on from the last one.",
        ),
    ),
    "score": (
        QT_TRANSLATE_NOOP("Glossary", "Score"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How good the answers on the test part are, from 0 to 100%. For answers with "
            "fields: how many of the fields are right. For free text: how many words the "
            "answer has in common with the known good answer, or with the teacher's where "
            "there is none.",
        ),
    ),
    "kl": (
        QT_TRANSLATE_NOOP("Glossary", "Distance of the probabilities"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "How far the word probabilities of the file are from those of the trained model, "
            "in nats for each token. 0 is the same; below 0.01 hardly a sentence changes.",
        ),
    ),
    "sha256": (
        QT_TRANSLATE_NOOP("Glossary", "Fingerprint (sha256)"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "A number that is computed from every byte of a file. If a copy has the same one, "
            "not a single byte has changed.",
        ),
    ),
    "objective": (
        QT_TRANSLATE_NOOP("Glossary", "Objective"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "What the training counts as better: the student is changed a little at each "
            "step, so that it holds the teacher's words more likely.",
        ),
    ),
}


def entry(term: str) -> tuple[str, str]:
    """The title and the text on a term. KeyError for a term that is not there."""
    title, text = _ENTRIES[term]
    return (
        QCoreApplication.translate("Glossary", str(title)),
        QCoreApplication.translate("Glossary", str(text)),
    )


def terms() -> list[str]:
    """All terms."""
    return list(_ENTRIES)
