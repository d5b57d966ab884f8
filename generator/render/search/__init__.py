"""The search of the site: an exact index of all pairs of characters, cut so that a browser loads a few kilobytes of it."""

from generator.render.search.targets import Shelf, plan_search

__all__ = ["Shelf", "plan_search"]
