"""A simulation's figures as text for the terminal, and as JSON."""

import json
from collections.abc import Iterable, Iterator

import attrs

from tools.simulate.figures import Share, Spread
from tools.simulate.report import MARGIN, Compared, Report

MOST = 15
"""Lines of a list on the terminal; the JSON has all."""

FORMAT = 1
"""The version of the JSON; it changes where a key does."""


def as_json(report: Report) -> str:
    """All figures; shares are of `of`, with an interval of 95 %."""
    data = attrs.asdict(report)
    for each, compared in zip(data["compared"], report.compared, strict=True):
        each["dominated"] = compared.dominated
    return json.dumps({"format": FORMAT, **data}, ensure_ascii=False, indent=1) + "\n"


def as_text(report: Report) -> str:
    """The figures in words, lists cut short."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    last = report.seed + report.runs - 1
    yield f"{report.title}: {report.runs} games, seeds {report.seed} to {last}"
    yield f"Policy {report.policy}; {report.choices_taken} choices; shares have 95 % intervals"
    yield ""
    yield "Endings"
    for ending in sorted(report.endings, key=lambda each: (-each.games.count, each.id)):
        yield f"  {percent(ending.games)}  {ending.id}: {ending.title}"
    for trouble in report.troubles:
        seeds = ", ".join(map(str, trouble.seeds))
        yield f"  {percent(trouble.games)}  NO ENDING, {trouble.kind}"
        yield f"      seeds {seeds}; see one with: --show {trouble.seeds[0]}"
    yield ""
    yield "Length of a game      mean     min      5%  median     95%     max"
    for name, spread in report.lengths.items():
        yield f"  {name:16}{numbers(spread)}"
    if report.stats:
        yield ""
        yield "Stats as a chapter was left, or the game ended in it"
        yield "                                        mean     min      5%  median     95%     max"
    for stat in report.stats:
        yield f"  {stat.stat[:14]:14}  {stat.chapter[:18]:18}{numbers(stat.spread)}"
    yield from _never(report)
    yield from _least(report)
    yield from _comparisons(report)


def percent(share: Share) -> str:
    """A share as 12.3 % with its interval."""
    return f"{share.share:7.2%} ({share.low:6.2%} to {share.high:6.2%})"


def numbers(spread: Spread) -> str:
    """Mean, lowest, the middle, highest, in columns."""
    values = (spread.lowest, spread.p5, spread.median, spread.p95, spread.highest)
    return f"{spread.mean:10.1f}" + "".join(f"{value:8}" for value in values)


def _never(report: Report) -> Iterator[str]:
    for what, names in never(report).items():
        yield ""
        yield f"Never: {len(names)} {what}" if names else f"Never: no {what}; all came up"
        yield from _cut(f"  {name}" for name in names)


def never(report: Report) -> dict[str, list[str]]:
    """What never came up, by kind."""
    return {
        "endings": [each.id for each in report.endings if not each.games.count],
        "passages": [each.id for each in report.passages if not each.visits],
        "choices taken": [each.key for each in report.choices if not each.taken.count],
        "choices open": [each.key for each in report.choices if not each.taken.of],
        "paragraphs read": [
            f"{each.passage}, line {each.line}: {each.beginning}"
            for each in report.paragraphs
            if not each.times
        ],
    }


def _least(report: Report) -> Iterator[str]:
    yield ""
    yield "Least seen of what was seen, in games"
    seen = [each for each in report.passages if each.visits]
    for passage in sorted(seen, key=lambda each: (each.games.count, each.id))[:MOST]:
        yield f"  {percent(passage.games)}  {passage.id}"
    read = [each for each in report.paragraphs if each.times]
    yield "Least read paragraphs, times read"
    for paragraph in sorted(read, key=lambda each: (each.times, each.passage, each.line))[:MOST]:
        where = f"{paragraph.passage}, line {paragraph.line}"
        yield f"  {paragraph.times:8}  {where}: {paragraph.beginning}"


def _comparisons(report: Report) -> Iterator[str]:
    yield ""
    if report.policy != "uniform":
        yield "Whether choices matter is an experiment of the uniform policy; play that to know."
        return
    if report.alike:
        yield "Every game came out alike, so that no choice matters to the ending."
        yield from _dominated(report)
        return
    if not report.compared:
        yield "No choice could be compared: too few games, or no ending but one."
        return
    unmoved = [each for each in report.compared if each.verdict == "does not matter"]
    undecided = sum(each.verdict == "undecided" for each in report.compared)
    yield f"Choices that do not matter to the ending: {len(unmoved)} of {len(report.compared)}"
    yield f"  ({undecided} undecided. Taken at the first visit, beside the next open choice taken"
    yield f"  instead: no ending's share is farther apart than {MARGIN:.0%}, at 95 % for all"
    yield "  choices and endings together, Newcombe with Bonferroni's correction.)"
    yield from _cut(_compared(each) for each in unmoved)
    yield from _dominated(report)


def _dominated(report: Report) -> Iterator[str]:
    dominated = [each for each in report.compared if each.dominated]
    players = ", ".join(report.measures) or "none here"
    yield ""
    yield f"Dominated choices: {len(dominated)}"
    yield f"  (Worse than the next open choice by the measure of every player: {players};"
    yield "  a lower mean at the end of the game, p < 5 % each, Holm's correction.)"
    yield from _cut(f"  {each.key}" for each in dominated)


def _compared(each: Compared) -> str:
    games = f"{each.games} and {each.beside} games"
    return f"  {each.low:+7.2%} to {each.high:+7.2%}  {each.key} ({games})"


def _cut(lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:MOST]
    if len(every) > MOST:
        yield f"  … and {len(every) - MOST} more (all in --json)"
