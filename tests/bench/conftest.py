"""What the benchmarks share: the table of ratios, printed when all have run."""

import pytest

from tests.bench.side import ROWS, Row, table


def pytest_configure(config: pytest.Config) -> None:
    config.stash[ROWS] = []


@pytest.fixture
def rows(pytestconfig: pytest.Config) -> list[Row]:
    """The table; what is added to it is printed at the end."""
    return pytestconfig.stash[ROWS]


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    rows = config.stash[ROWS]
    if rows:
        terminalreporter.section("side by side: medians, ratios of rounds that follow each other")
        for line in table(rows):
            terminalreporter.write_line(line)
