"""Fixtures for the whole suite: a new project, and the sample site, built once."""

from pathlib import Path

import pytest
from scenario import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project for 株洲."""
    return Project(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample, built; shared, so only to be read."""
    return Project(tmp_path_factory.mktemp("sample"), sample=True).build().expects()
