"""The window: PySide6 screens over the core in app/."""
