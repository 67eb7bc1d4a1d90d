"""The environment that keeps libraries off the network and quiet; set before any is imported."""

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
}


def prepare() -> None:
    """Switch downloads, telemetry and libraries' own progress bars off in this process."""
    os.environ.update(_VARIABLES)
