"""Options, profiles and the places every test may want."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

ROOT = Path(__file__).parents[1]
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("default", max_examples=25, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("soak", max_examples=2000, deadline=None, suppress_health_check=_SLOW)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="rewrite transcripts and golden pictures, to review"
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("soak" if config.getoption("markexpr") == "soak" else "default")


@pytest.fixture(scope="session")
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether what is compared with a file is written to it instead."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture(scope="session")
def story_root() -> Path:
    """The folder of the shipped campaigns."""
    return ROOT / "story"


@pytest.fixture(scope="session")
def assets() -> Path:
    """The folder of the shipped fonts and pictures."""
    return ROOT / "assets"
