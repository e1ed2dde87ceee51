"""sitegen: a static site generator for publishing diplomatic cables."""

__version__ = "0.1.0"
