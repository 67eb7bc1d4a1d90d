"""Helpers of packaging/dev.py; standard library only, so they run before anything is installed."""
