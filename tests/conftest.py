"""Fixtures for the whole suite: a new project, and the sample site, built once."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings
from scenario import Project

# A busy machine is no fault of what is tested; all else stays as Hypothesis chose it, under CI too.
settings.register_profile("untimed", parent=settings.default, deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-cases` rewrites the expected files of `cases/` and `golden/`, to be reviewed as a diff."""
    parser.addoption("--update-cases", action="store_true", default=False)


def pytest_configure() -> None:
    """A runner that was started in the background ignores SIGINT, and so would every program that tests start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project for 株洲."""
    return Project(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample, built; shared, so only to be read."""
    return Project(tmp_path_factory.mktemp("sample"), sample=True).build().expects()
