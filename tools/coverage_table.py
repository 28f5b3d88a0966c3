"""Where *My Brother's Keeper* tells its plan: `python -m tools.coverage_table` writes it anew.

The plan numbers the events (T), decisions (D), newspapers (N) and endings (E) that the campaign
must tell; a passage or chapter names those it tells in `covers`. The table goes into the campaign's
COVERAGE.md, and after it how thousands of games end under each policy.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from game.diagnostics.render import report as told
from game.model.load import load
from game.model.story import PassageId, Story
from game.text.effect import Archive
from tools.simulate.policy import WEIGHED, PolicyName
from tools.simulate.report import Report, report
from tools.simulate.runs import play_all, prepared

STORIES: Final = Path(__file__).resolve().parents[1] / "story"
CAMPAIGN: Final = STORIES / "brothers-keeper"
FILE: Final = CAMPAIGN / "COVERAGE.md"
BALANCE: Final = "## Balance"

PLAN: Final[Mapping[str, tuple[str, ...]]] = {
    "Events": tuple(f"T{number:02}" for number in range(1, 46)),
    "Decisions": tuple(
        mark
        for number in range(1, 48)
        for mark in ((f"D{number:02}", "D15b") if number == 15 else (f"D{number:02}",))
    ),
    "Newspapers": tuple(f"N{number:02}" for number in range(1, 18)),
    "Endings": tuple(f"E{number:02}" for number in range(1, 15)),
}
POLICIES: Final[tuple[PolicyName, ...]] = ("uniform", "least-used", *WEIGHED)
RUNS: Final = 2000
SEED: Final = 1


def tellers(story: Story) -> dict[str, list[PassageId]]:
    """The passages that cover each mark, in the order of the story."""
    found: dict[str, list[PassageId]] = {}
    for passage in story.passages.values():
        for mark in passage.covers:
            found.setdefault(mark, []).append(passage.id)
    return found


def coverage(story: Story) -> str:
    """The first part of the file: for each id of the plan the passages that tell it."""
    return "\n".join(_coverage(story)) + "\n"


def _coverage(story: Story) -> Iterator[str]:
    found, apart = tellers(story), _archived(story)
    marks = sum(len(marks) for marks in PLAN.values())
    yield f"# {story.title}: what of the plan is told where"
    yield ""
    yield "`python -m tools.coverage_table` writes this file. A passage names in `covers:` what it"
    yield f"tells of the plan, which has {marks} ids. One marked * is not on the way through the"
    yield "story: it lies in the sealed archive, which is opened after an ending."
    for title, ids in PLAN.items():
        told_here = sum(mark in found for mark in ids)
        yield from ("", f"## {title}: {told_here} of {len(ids)}", "", "| id | passages |")
        yield "|---|---|"
        for mark in ids:
            names = (f"`{id_}`{' *' * (id_ in apart)}" for id_ in found.get(mark, ()))
            yield f"| {mark} | {', '.join(names)} |"


def _archived(story: Story) -> set[str]:
    """The passages that are put into the sealed archive."""
    return {
        effect.passage
        for passage in story.passages.values()
        for effects in (passage.effects, *(choice.effects for choice in passage.choices))
        for effect in effects
        if isinstance(effect, Archive)
    }


def balance(story: Story) -> str:
    """The second part of the file: how often each ending comes, policy by policy."""
    return "\n".join(_balance([_simulated(story, policy) for policy in POLICIES])) + "\n"


def _simulated(story: Story, policy: PolicyName) -> Report:
    simulation = prepared(story, policy, RUNS, SEED)
    return report(simulation, play_all(simulation))


def _balance(reports: list[Report]) -> Iterator[str]:
    yield BALANCE
    yield ""
    last = SEED + RUNS - 1
    yield f"The endings of {RUNS:,} games of each policy of `undone simulate`, in per cent; the"
    yield f"seeds are {SEED} to {last}. For each ending `tests/stories/endings` has the wishes of a"
    yield "player who means to come to it, and a game played by them."
    yield ""
    yield f"| ending | {' | '.join(each.policy for each in reports)} |"
    yield f"|---|{'---:|' * len(reports)}"
    for column in zip(*(each.endings for each in reports), strict=True):
        shares = (f"{100 * each.games.share:.1f}" for each in column)
        yield f"| {column[0].title} | {' | '.join(shares)} |"
    lost = [sum(trouble.games.share for trouble in each.troubles) for each in reports]
    yield f"| (no ending) | {' | '.join(f'{100 * share:.1f}' for share in lost)} |"


def main() -> None:
    """Write the file anew."""
    loaded = load(CAMPAIGN, STORIES)
    if loaded.story is None:
        sys.exit(told(loaded.diagnostics, loaded.sources))
    FILE.write_text(f"{coverage(loaded.story)}\n{balance(loaded.story)}", "utf-8")
    sys.stdout.write(f"{FILE}\n")


if __name__ == "__main__":
    main()
