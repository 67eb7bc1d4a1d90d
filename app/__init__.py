"""The core of Stillroom: everything but the window; imports and tests without Qt."""

__version__ = "0.1.0"
