"""Teachers and students as models: chat format, library, adapters."""
