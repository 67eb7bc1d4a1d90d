"""One SQLite database a workspace: typed queries by noun, no SQL elsewhere."""
