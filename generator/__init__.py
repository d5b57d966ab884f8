"""Baozhai (报摘): from a city's printed newspaper to a site people can search."""

__version__ = "0.1.0"
