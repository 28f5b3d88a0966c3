"""The order of a turn over a flat story: what `game.engine.walk` does, in the same order.

The functions take the code of a story, a state and a log of rolls (see `layout`), change the state,
and give back how the turn came out: WENT, or why the story stops. After anything but WENT the state
is of no use.
"""

from tools.flat.jit import Integers, bare
from tools.flat.judge import affect, first_rung, holds, rolled, way
from tools.flat.layout import (
    ARGUMENTS,
    CALL_LADDER,
    CALLING,
    CALLS,
    CARDS,
    CHAIN,
    CHAPTER,
    CHAPTERS,
    CHOICE_MARKS,
    CHOSEN,
    DATE,
    DECKS,
    DEEPEST,
    DELAYED,
    DELAYS,
    DOORS,
    DRAW_LADDER,
    DRAW_PLACE,
    DRAWING,
    DRAWN,
    DUE,
    DUE_COUNT,
    ENDLESS,
    ENDS,
    ENTERED,
    ENTERED_COUNT,
    ENTERING,
    EVENT_COUNT,
    EVENTS,
    FALLBACK,
    FALLBACKS,
    FIRED,
    FLEETING,
    FLEETING_NUMBER,
    FRAME_CHOICE,
    FRAME_PASSAGE,
    FRAME_ROW,
    FRAME_STAGE,
    FRAMES,
    GOING,
    IN_CHAPTERS,
    LAST_CHAPTER,
    LATER,
    LATER_FIRST,
    LATEST,
    MARKS,
    NO_CALLER,
    NO_ROOM,
    NO_WAY,
    NOWHERE,
    ON_DATE,
    ONCE,
    OPENS,
    PASSAGE,
    PASSAGES,
    PASSED,
    READY,
    RESTORE,
    RESTORED,
    RESUMED,
    RETURN_WAY,
    RETURNING,
    RETURNS,
    ROOM,
    RUNG_FIRST,
    SCENES,
    SCHEDULED,
    SHOWING,
    SHOWN,
    SILENT,
    STACK,
    START,
    STATUS,
    STOPPED,
    TEXT,
    TOO_DEEP,
    TURN,
    VISITS,
    WAY_LADDER,
    WENT,
)


@bare
def begin(f: Integers, s: Integers, log: Integers) -> int:
    """How the first turn comes out, of a state that is as the story's template."""
    s[PASSAGE] = f[START]
    return _follow(f, s, log, f[START])


@bare
def choices_open(f: Integers, s: Integers, log: Integers, found: Integers) -> int:
    """How many choices are open, which are written into `found`; it must have room for all."""
    passage = s[PASSAGE]
    marks = f[f[MARKS] + passage]
    if marks & ENDS:
        return 0
    count = others = 0
    for choice in range(f[f[DOORS] + passage], f[f[DOORS] + passage + 1]):
        marked = f[f[CHOICE_MARKS] + choice]
        if marked & ONCE and s[f[CHOSEN] + choice] > 0:
            continue
        if holds(f, s, log, f[f[OPENS] + choice]):
            found[count] = choice
            count += 1
            if not marked & FALLBACK:
                others += 1
    if not marks & FALLBACKS or others == 0 or others == count:
        return count
    kept = 0
    for i in range(count):
        if not f[f[CHOICE_MARKS] + found[i]] & FALLBACK:
            found[kept] = found[i]
            kept += 1
    return kept


@bare
def goes_on(f: Integers, s: Integers, log: Integers) -> bool:
    """Whether the story goes on without a choice, where none is open."""
    passage = s[PASSAGE]
    marks = f[f[MARKS] + passage]
    if marks & ENDS:
        return False
    if marks & RETURNS:
        return s[FRAMES] > 0
    ways = 3 * passage + WAY_LADDER
    if _has_rungs(f, ways) and (
        _has_rungs(f, 3 * passage + CALL_LADDER) or _has_rungs(f, 3 * passage + DRAW_LADDER)
    ):
        return True
    target = way(f, s, log, ways)
    return target >= 0 or (target == RETURN_WAY and s[FRAMES] > 0)


@bare
def take(f: Integers, s: Integers, log: Integers, choice: int) -> int:
    """How the turn comes out that an open choice leads to."""
    s[TURN] += 1
    affect(f, s, log, f[PASSAGES] + choice)
    s[f[CHOSEN] + choice] += 1
    if not _schedule(f, s, f[PASSAGES] + choice):
        return NO_ROOM
    return _follow(f, s, log, _leave(f, s, log, CALLING, s[PASSAGE], choice))


@bare
def advance(f: Integers, s: Integers, log: Integers) -> int:
    """How the turn comes out that the passage's own ways lead to."""
    s[TURN] += 1
    return _follow(f, s, log, _leave(f, s, log, CALLING, s[PASSAGE], -1))


@bare
def is_over(f: Integers, s: Integers) -> bool:
    """Whether this is an ending."""
    return f[f[MARKS] + s[PASSAGE]] & ENDS != 0


@bare
def _follow(f: Integers, s: Integers, log: Integers, following: int) -> int:
    for _ in range(CHAIN):
        if following == SHOWN:
            return WENT
        if following == STOPPED:
            return s[STATUS]
        resumed = following == RESUMED
        following = _resumed(f, s, log) if resumed else _enter(f, s, log, following)
    return s[STATUS] if following == STOPPED else ENDLESS


@bare
def _stop(s: Integers, status: int) -> int:
    s[STATUS] = status
    return STOPPED


@bare
def _has_rungs(f: Integers, ladder: int) -> bool:
    return f[f[RUNG_FIRST] + ladder] < f[f[RUNG_FIRST] + ladder + 1]


@bare
def _schedule(f: Integers, s: Integers, actor: int) -> bool:
    """Schedule what comes later; whether there was room."""
    first = f[LATER_FIRST] + actor
    for later in range(f[first], f[first + 1]):
        if s[DELAYS] >= f[ROOM]:
            return False
        row = f[LATER] + 3 * later
        counted = f[row] == IN_CHAPTERS and f[row + 1] > 0
        at = f[DELAYED] + 2 * s[DELAYS]
        s[at] = later
        s[at + 1] = s[CHAPTERS] + f[row + 1] if counted else 0
        s[DELAYS] += 1
        s[SCHEDULED] += 1
    return True


# One step of the way: each gives what follows


@bare
def _resumed(f: Integers, s: Integers, log: Integers) -> int:
    passage, stage = s[FRAME_PASSAGE], s[FRAME_STAGE]
    if stage == ENTERING:
        return passage
    if stage == SHOWING:
        s[PASSAGE] = passage
        return _shown(f, s, log, passage)
    return _leave(f, s, log, stage, passage, s[FRAME_CHOICE])


@bare
def _enter(f: Integers, s: Integers, log: Integers, passage: int) -> int:
    s[PASSAGE] = passage
    at = f[VISITS] + passage
    s[at] += 1
    if s[at] == 1:
        s[f[ENTERED] + s[ENTERED_COUNT]] = passage
        s[ENTERED_COUNT] += 1
    marks = f[f[MARKS] + passage]
    s[DUE_COUNT] = 0
    if s[FRAMES] > 0 and not marks & RETURNING:
        _leave_for_good(f, s)
    if s[FRAMES] == 0:
        chapter = f[f[CHAPTER] + passage]
        if chapter != s[LAST_CHAPTER]:
            s[LAST_CHAPTER] = chapter
            s[CHAPTERS] += 1
        if f[f[DATE] + passage] > s[LATEST]:
            s[LATEST] = f[f[DATE] + passage]
    affect(f, s, log, passage)
    if not _schedule(f, s, passage):
        return _stop(s, NO_ROOM)
    if (f[EVENT_COUNT] or s[DELAYS] or s[DUE_COUNT]) and not marks & ENDS:
        _come_due(f, s, log)
        _happen(f, s, log)
        count = s[DUE_COUNT]
        if count > 0:
            if s[FRAMES] + count > f[ROOM]:
                return _stop(s, NO_ROOM)
            _push(f, s, passage, -1, SHOWING, -1)
            for i in range(count - 1, 0, -1):
                _push(f, s, s[f[DUE] + i], -1, ENTERING, -1)
            return _stop(s, TOO_DEEP) if s[SCENES] > DEEPEST else s[f[DUE]]
    if marks & (SILENT | FLEETING):
        return _shown(f, s, log, passage)
    return SHOWN


@bare
def _shown(f: Integers, s: Integers, log: Integers, passage: int) -> int:
    """What follows on a passage that was entered: SHOWN, where there is something to see."""
    marks = f[f[MARKS] + passage]
    if not marks & SILENT:
        if not marks & FLEETING:
            return SHOWN
        at = f[PASSED] + f[f[FLEETING_NUMBER] + passage]
        if s[at] == s[TURN] + 1:
            return SHOWN  # a second time it is shown, so that no circle is endless
        reads = first_rung(f, s, log, f[f[TEXT] + passage])
        if reads != NOWHERE and holds(f, s, log, reads):
            return SHOWN
        s[at] = s[TURN] + 1
    return _leave(f, s, log, CALLING, passage, -1)


@bare
def _leave(f: Integers, s: Integers, log: Integers, stage: int, passage: int, choice: int) -> int:
    """Leave a passage from a stage on: a scene called, a card drawn, the way taken."""
    while True:
        actor = passage if choice < 0 else f[PASSAGES] + choice
        if stage == CALLING:
            call = first_rung(f, s, log, 3 * actor + CALL_LADDER)
            if call != NOWHERE:
                return _called(f, s, passage, choice, call)
        if stage != GOING:
            deck = first_rung(f, s, log, 3 * actor + DRAW_LADDER)
            card = NOWHERE if deck == NOWHERE else _draw(f, s, log, deck, f[f[DRAW_PLACE] + actor])
            if card != NOWHERE:
                if s[FRAMES] >= f[ROOM]:
                    return _stop(s, NO_ROOM)
                _push(f, s, passage, choice, GOING, -1)
                return _stop(s, TOO_DEEP) if s[SCENES] > DEEPEST else card
        ways = 3 * actor + WAY_LADDER
        if choice >= 0 and not _has_rungs(f, ways):
            choice = -1  # it leads where the passage leads
            stage = CALLING
            continue
        target = way(f, s, log, ways)
        if target >= 0:
            return target
        if target == RETURN_WAY or (s[FRAMES] > 0 and _comes_back(f, passage)):
            return _returned(f, s)
        if choice >= 0:
            return _stop(s, NO_WAY)
        s[PASSAGE] = passage
        return SHOWN


@bare
def _comes_back(f: Integers, passage: int) -> bool:
    if _has_rungs(f, 3 * passage + WAY_LADDER):
        return False
    return f[f[MARKS] + passage] & ENDS == 0


@bare
def _called(f: Integers, s: Integers, passage: int, choice: int, call: int) -> int:
    """The scene that is called; its names get their values for as long."""
    if s[FRAMES] >= f[ROOM]:
        return _stop(s, NO_ROOM)
    row = f[CALLS] + 3 * call
    kept = f[RESTORE] + s[RESTORED]
    for i in range(f[row + 1], f[row + 2]):
        s[kept] = s[f[f[ARGUMENTS] + 2 * i]]
        kept += 1
    s[RESTORED] = kept - f[RESTORE]
    _push(f, s, passage, choice, DRAWING, call)
    if s[SCENES] > DEEPEST:
        return _stop(s, TOO_DEEP)
    for i in range(f[row + 1], f[row + 2]):
        s[f[f[ARGUMENTS] + 2 * i]] = f[f[ARGUMENTS] + 2 * i + 1]
    return f[row]


@bare
def _draw(f: Integers, s: Integers, log: Integers, deck: int, place: int) -> int:
    """An open card of a deck: of those of the highest priority, one by weight."""
    first, last = f[f[DECKS] + deck], f[f[DECKS] + deck + 1]
    weights = 0
    highest = 0
    for card in range(first, last):
        if _is_open(f, s, log, card):
            row = f[CARDS] + 6 * card
            if weights == 0 or f[row + 2] > highest:
                highest = f[row + 2]
                weights = f[row + 3]
            elif f[row + 2] == highest:
                weights += f[row + 3]
    if weights == 0:
        return NOWHERE
    left = rolled(f, s, log, place, weights)
    found = NOWHERE
    for card in range(first, last):
        row = f[CARDS] + 6 * card
        if f[row + 2] == highest and _is_open(f, s, log, card):
            found = card
            left -= f[row + 3]
            if left < 0:
                break
    s[f[DRAWN] + found] = s[CHAPTERS]
    return f[f[CARDS] + 6 * found]


@bare
def _is_open(f: Integers, s: Integers, log: Integers, card: int) -> bool:
    row = f[CARDS] + 6 * card
    last = s[f[DRAWN] + card]
    if last >= 0 and (f[row + 5] != 0 or s[CHAPTERS] < last + f[row + 4]):
        return False
    return holds(f, s, log, f[row + 1])


# Interruptions


@bare
def _push(f: Integers, s: Integers, passage: int, choice: int, stage: int, call: int) -> None:
    at = f[STACK] + FRAME_ROW * s[FRAMES]
    s[at], s[at + 1], s[at + 2], s[at + 3] = passage, choice, stage, call
    s[FRAMES] += 1
    if stage != ENTERING:
        s[SCENES] += 1


@bare
def _returned(f: Integers, s: Integers) -> int:
    """What the story returns to, names having their values again."""
    if s[FRAMES] == 0:
        return _stop(s, NO_CALLER)
    _pop(f, s)
    return RESUMED


@bare
def _pop(f: Integers, s: Integers) -> None:
    """Take the top frame into the registers."""
    s[FRAMES] -= 1
    at = f[STACK] + FRAME_ROW * s[FRAMES]
    s[FRAME_PASSAGE], s[FRAME_CHOICE], s[FRAME_STAGE] = s[at], s[at + 1], s[at + 2]
    if s[at + 2] != ENTERING:
        s[SCENES] -= 1
    call = s[at + 3]
    if call >= 0:
        row = f[CALLS] + 3 * call
        first, last = f[row + 1], f[row + 2]
        s[RESTORED] -= last - first
        kept = f[RESTORE] + s[RESTORED]
        for i in range(first, last):
            s[f[f[ARGUMENTS] + 2 * i]] = s[kept + i - first]


@bare
def _leave_for_good(f: Integers, s: Integers) -> None:
    """Forget what was interrupted; what was due and has not been entered yet is due again."""
    while s[FRAMES] > 0:
        _pop(f, s)
        if s[FRAME_STAGE] == ENTERING:
            s[f[DUE] + s[DUE_COUNT]] = s[FRAME_PASSAGE]
            s[DUE_COUNT] += 1


@bare
def _come_due(f: Integers, s: Integers, log: Integers) -> None:
    """Add the delayed consequences that are due, in their order."""
    kept = ready = 0
    for i in range(s[DELAYS]):
        at = f[DELAYED] + 2 * i
        later, due = s[at], s[at + 1]
        row = f[LATER] + 3 * later
        if not _is_due(f, s, log, f[row], f[row + 1], due):
            s[f[DELAYED] + 2 * kept], s[f[DELAYED] + 2 * kept + 1] = later, due
            kept += 1
            continue
        key = 2 << 40
        if f[row] == IN_CHAPTERS and f[row + 1] > 0:
            key = due
        elif f[row] == ON_DATE:
            key = (1 << 40) + f[row + 1]
        to = f[READY] + 2 * ready
        while to > f[READY] and s[to - 2] > key:  # of equals what was scheduled first
            s[to], s[to + 1] = s[to - 2], s[to - 1]
            to -= 2
        s[to], s[to + 1] = key, later
        ready += 1
    s[DELAYS] = kept
    for i in range(ready):
        target = way(f, s, log, f[f[LATER] + 3 * s[f[READY] + 2 * i + 1] + 2])
        if target >= 0:
            s[f[DUE] + s[DUE_COUNT]] = target
            s[DUE_COUNT] += 1


@bare
def _happen(f: Integers, s: Integers, log: Integers) -> None:
    """Add the events that come now."""
    for event in range(f[EVENT_COUNT]):
        row = f[EVENTS] + 5 * event
        known = s[f[FIRED] + event]
        if known and f[row + 4]:
            continue
        held = 1 if _is_due(f, s, log, f[row + 1], f[row + 2], f[row + 2] + 1) else 0
        if held == known:
            continue
        s[f[FIRED] + event] = held
        if held and holds(f, s, log, f[row + 3]):
            s[f[DUE] + s[DUE_COUNT]] = f[row]
            s[DUE_COUNT] += 1


@bare
def _is_due(f: Integers, s: Integers, log: Integers, kind: int, value: int, chapters: int) -> bool:
    if kind == IN_CHAPTERS:
        return s[CHAPTERS] >= chapters
    if kind == ON_DATE:
        return s[LATEST] >= value
    return holds(f, s, log, value)
