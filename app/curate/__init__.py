"""From responses to an immutable dataset."""
