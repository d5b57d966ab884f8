"""Fixtures of the preview's tests."""

import pytest

from .desk import TinySite


@pytest.fixture
def tiny(tmp_path):
    """A tiny site."""
    return TinySite(tmp_path)
