"""Prompts and responses into the store."""
