"""The environment libraries run in: no network, quiet, no spinning; set before any is imported."""

from __future__ import annotations

import os

_VARIABLES = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",  # its threads and ours would fight, and warn about forks
    "TQDM_DISABLE": "1",  # progress goes through our jobs
    "TRANSFORMERS_VERBOSITY": "error",
    # torch and llama.cpp bring a thread pool each. Idle threads that spin steal the cores from the
    # other pool, and from any other program: parity was five times slower.
    "OMP_WAIT_POLICY": "PASSIVE",
}


def prepare() -> None:
    """Switch downloads, telemetry, progress bars and idle spinning off in this process."""
    os.environ.update(_VARIABLES)
