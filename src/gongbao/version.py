"""The engine's version, as receipts carry it."""

VERSION = "0.2.0"
