"""transformers without its own progress bars and advice: our jobs and errors speak instead."""

from __future__ import annotations

from typing import Any


def transformers() -> Any:
    """The transformers module, silenced. Imported late: it takes seconds."""
    import transformers as module

    logging: Any = module.utils.logging
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return module
