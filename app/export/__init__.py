"""From a run folder to GGUF, with the proof that it is the same model."""
