"""Games played one after another in compiled code, and what is counted of them.

Nothing but integers is counted, so that the sum over all games is the same in whatever order and
on however many cores they were played.
"""

from typing import NamedTuple

from tools.flat import walk
from tools.flat.dice import mixed
from tools.flat.jit import Integers, bare, compiled
from tools.flat.judge import affect, holds
from tools.flat.layout import (
    CHAPTERS,
    CHOSEN,
    DICE,
    DOORS,
    ENGINE_DICE,
    ENTERED,
    ENTERED_COUNT,
    FIRED,
    LAST_CHAPTER,
    LOG_HEAD,
    NO_ROOM,
    PASSAGE,
    PASSAGES,
    SEED,
    STACK,
    TEMPLATE,
    TURN,
    VISITS,
    WENT,
)

UNIFORM = 0
LEAST_USED = 1
WEIGHED = 2
WISHED = 3

STUCK = 0
TOO_LONG = 1
STOPS = 2
"""What comes after the endings among outcomes: stuck, too long, and the reasons to stop."""
NOT_ENDINGS = 6

BINS = 101
"""Columns in which the values of a number are counted."""

ROW = 6
"""What is kept of a game: outcome, choices, turns, passages, words, chapters."""


class Setup(NamedTuple):
    """What games are played by: the story's code, the policy, and where things stand.

    `weights` belong to choices; `wishes` are rows of a choice (or -1) and else a condition;
    `ending` is the outcome of each passage, `gauges` rows of place, low and width of a column;
    `goals` are rows of goal, place, word (or -1) and weight. The choices of the last game are
    written into `picks`, as far as there is room.
    """

    code: Integers
    policy: int
    longest: int
    endings: int
    weights: Integers
    wishes: Integers
    ending: Integers
    gauges: Integers
    goals: Integers
    goal_count: int
    rung_first: Integers
    rungs: Integers
    paragraphs: Integers
    papers: Integers
    answers: Integers
    picks: Integers


class Tally(NamedTuple):
    """What is counted; see `Report` for what it is called there.

    `passages` are rows of games and visits, `choices` of games, times taken and times open;
    `deeds` are, for each choice, two rows: the games in which it was taken at the first visit,
    and those in which the next open choice was; each with outcomes, then for each goal the sum
    and the sum of squares.
    """

    rows: Integers
    passages: Integers
    choices: Integers
    deeds: Integers
    curves: Integers
    seen: Integers


@compiled
def play_games(
    setup: Setup, tally: Tally, s: Integers, t: Integers, seed: int, first: int, games: int
) -> int:
    """Play so many games, from the seed `seed` on; their rows begin at that of number `first`.

    Gives NO_ROOM where a state was too small: then nothing counted is of any use.
    """
    f, answers, ending = setup.code, setup.answers, setup.ending
    weights, wishes, gauges, goals = setup.weights, setup.wishes, setup.gauges, setup.goals
    rung_first, rungs, paragraphs = setup.rung_first, setup.rungs, setup.paragraphs
    picks = setup.picks
    papers, policy, endings, longest = setup.papers, setup.policy, setup.endings, setup.longest
    rows, of_passages, of_choices = tally.rows, tally.passages, tally.choices
    deeds, curves, seen = tally.deeds, tally.curves, tally.seen
    found = t[len(s) :]  # room for the choices that are open, after a copy of the state
    log = t[len(t) - LOG_HEAD :]
    used = _zeros_like(weights)
    stamp = _zeros_like(papers)
    decided = _zeros_like(papers)
    others = _zeros_like(papers)
    width = endings + NOT_ENDINGS + 2 * setup.goal_count
    for number in range(games):
        game = seed + number
        _reset(f, s)
        s[SEED] = game
        s[DICE] = ENGINE_DICE
        noise = mixed(game) ^ mixed(game >> 32)
        status = walk.begin(f, s, log)
        decisions = choices = words = 0
        chapter = -1
        outcome = -1
        while True:
            if status != WENT:
                if status == NO_ROOM:
                    return NO_ROOM
                outcome = endings + STOPS + status - 1
                break
            passage = s[PASSAGE]
            if s[LAST_CHAPTER] != chapter:
                if chapter >= 0:
                    _measure(gauges, curves, s, chapter)
                chapter = s[LAST_CHAPTER]
            words += papers[passage]
            words += _read(f, s, log, rung_first, rungs, paragraphs, seen, passage)
            count = walk.choices_open(f, s, log, found)
            if s[TURN] >= longest and (count or ending[passage] < 0):
                outcome = endings + TOO_LONG
                break
            if count == 0:
                if ending[passage] >= 0:
                    outcome = ending[passage]
                    break
                if not walk.goes_on(f, s, log):
                    outcome = endings + STUCK
                    break
                status = walk.advance(f, s, log)
                continue
            noise = mixed(noise + s[TURN] + 0x9E3779B9)
            if count == 1:
                at = 0
            elif policy == UNIFORM:
                at = (noise * count) >> 32
            else:
                at = _picked(f, s, t, log, policy, weights, wishes, found, count, used, noise)
            choice = found[at]
            for i in range(count):
                of_choices[3 * found[i] + 2] += 1
            if policy == LEAST_USED:
                used[choice] += 1
            if count > 1 and stamp[passage] != number + 1:
                stamp[passage] = number + 1
                decided[decisions] = choice
                others[decisions] = found[at - 1] if at > 0 else found[count - 1]
                decisions += 1
            of_choices[3 * choice + 1] += 1
            words += answers[choice]
            if choices < len(picks):
                picks[choices] = choice
            choices += 1
            status = walk.take(f, s, log, choice)
        if chapter >= 0:
            _measure(gauges, curves, s, chapter)
        visits = 0
        for i in range(s[ENTERED_COUNT]):
            passage = s[f[ENTERED] + i]
            times = s[f[VISITS] + passage]
            visits += times
            of_passages[2 * passage] += 1
            of_passages[2 * passage + 1] += times
            for choice in range(f[f[DOORS] + passage], f[f[DOORS] + passage + 1]):
                if s[f[CHOSEN] + choice] > 0:
                    of_choices[3 * choice] += 1
        at = ROW * (first + number)
        rows[at] = outcome
        rows[at + 1] = choices
        rows[at + 2] = s[TURN]
        rows[at + 3] = visits
        rows[at + 4] = words
        rows[at + 5] = s[CHAPTERS]
        for goal in range(setup.goal_count):
            score = _score(goals, s, goal)
            to = endings + NOT_ENDINGS + 2 * goal
            for i in range(decisions):
                row = 2 * width * decided[i] + to
                deeds[row] += score
                deeds[row + 1] += score * score
                row = 2 * width * others[i] + width + to
                deeds[row] += score
                deeds[row + 1] += score * score
        for i in range(decisions):
            deeds[2 * width * decided[i] + outcome] += 1
            deeds[2 * width * others[i] + width + outcome] += 1
    return WENT


@compiled
def _zeros_like(values: Integers) -> Integers:
    made = values.copy()  # type: ignore[attr-defined]
    for i in range(len(made)):
        made[i] = 0
    return made  # type: ignore[no-any-return]


@bare
def _reset(f: Integers, s: Integers) -> None:
    """Make a state again what it was before anything was entered."""
    template = f[TEMPLATE]
    for i in range(s[ENTERED_COUNT]):
        passage = s[f[ENTERED] + i]
        s[f[VISITS] + passage] = 0
        for choice in range(f[f[DOORS] + passage], f[f[DOORS] + passage + 1]):
            s[f[CHOSEN] + choice] = 0
    for i in range(f[VISITS]):
        s[i] = f[template + i]
    for i in range(f[FIRED], f[ENTERED]):
        s[i] = f[template + i]


@bare
def _measure(gauges: Integers, curves: Integers, s: Integers, chapter: int) -> None:
    """Count the numbers as they stand when a chapter has been left, or the game is over."""
    count = len(gauges) // 3
    for gauge in range(count):
        at = 3 * gauge
        column = (s[gauges[at]] - gauges[at + 1]) // gauges[at + 2]
        column = min(max(column, 0), BINS - 1)
        curves[(chapter * count + gauge) * BINS + column] += 1


@bare
def _score(goals: Integers, s: Integers, goal: int) -> int:
    """How a goal is met: weights times values."""
    score = 0
    for row in range(0, len(goals), 4):
        if goals[row] == goal:
            value = s[goals[row + 1]]
            if goals[row + 2] >= 0:
                value = 1 if value == goals[row + 2] else 0
            score += goals[row + 3] * value
    return score


@bare
def _read(
    f: Integers,
    s: Integers,
    log: Integers,
    rung_first: Integers,
    rungs: Integers,
    paragraphs: Integers,
    seen: Integers,
    passage: int,
) -> int:
    """The words read in a passage, whose paragraphs are counted as seen."""
    words = 0
    for rung in range(rung_first[passage], rung_first[passage + 1]):
        if not holds(f, s, log, rungs[3 * rung]):
            continue
        for each in range(rungs[3 * rung + 1], rungs[3 * rung + 2]):
            condition = paragraphs[2 * each]
            if condition < 0 or holds(f, s, log, condition):
                seen[each] += 1
                words += paragraphs[2 * each + 1]
        break
    return words


@bare
def _picked(
    f: Integers,
    s: Integers,
    t: Integers,
    log: Integers,
    policy: int,
    weights: Integers,
    wishes: Integers,
    found: Integers,
    count: int,
    used: Integers,
    noise: int,
) -> int:
    """Which of the open choices is taken."""
    if policy == WEIGHED:
        total = 0
        for i in range(count):
            total += weights[found[i]]
        left = (noise * total) >> 32
        for i in range(count):
            left -= weights[found[i]]
            if left < 0:
                return i
        return count - 1
    best = 0
    ties = 0
    for i in range(count):
        if policy == LEAST_USED:
            better = used[found[i]] - used[found[best]]
        else:
            better = 0 if i == best else _preferred(f, s, t, log, wishes, found[i], found[best])
        if better < 0:
            best = i
            ties = 1
        elif better == 0:
            ties += 1
    if ties <= 1:
        return best
    at = (noise * ties) >> 32
    for i in range(count):
        if policy == LEAST_USED:
            same = used[found[i]] == used[found[best]]
        else:
            same = i == best or _preferred(f, s, t, log, wishes, found[i], found[best]) == 0
        if same:
            if at == 0:
                return i
            at -= 1
    return best


@bare
def _preferred(
    f: Integers, s: Integers, t: Integers, log: Integers, wishes: Integers, one: int, other: int
) -> int:
    """Less than 0 where the first wish that tells two choices apart is for the one."""
    for row in range(0, len(wishes), 2):
        wanted = wishes[row]
        if wanted >= 0:
            met = 1 if one == wanted else 0
            other_met = 1 if other == wanted else 0
        else:
            met = _comes_to_hold(f, s, t, log, one, wishes[row + 1])
            other_met = _comes_to_hold(f, s, t, log, other, wishes[row + 1])
        if met != other_met:
            return other_met - met
    return 0


@bare
def _comes_to_hold(
    f: Integers, s: Integers, t: Integers, log: Integers, choice: int, condition: int
) -> int:
    """1 where a condition holds after a choice's own effects, else 0."""
    for i in range(f[STACK]):
        t[i] = s[i]
    t[TURN] += 1
    affect(f, t, log, f[PASSAGES] + choice)
    t[f[CHOSEN] + choice] += 1
    return 1 if holds(f, t, log, condition) else 0
