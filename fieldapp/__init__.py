"""FieldApp without a window: records, vault, sharing and printing."""

__version__ = "0.1.0"
