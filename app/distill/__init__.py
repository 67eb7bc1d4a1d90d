"""The distillation itself: losses, student, training loop, checkpoints."""
