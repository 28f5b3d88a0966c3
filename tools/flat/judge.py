"""Conditions, dice and effects of a flat story: what a state says, and what changes its values."""

from tools.flat.dice import drawn, engine_roll
from tools.flat.jit import Integers, bare
from tools.flat.layout import (
    ADD_PART,
    ADD_ROLL,
    ANSWER,
    ASK,
    CHANCE,
    CHANCES,
    CODE,
    CODE_AT,
    DICE,
    DIVIDE,
    DONE,
    EFFECT_FIRST,
    EFFECT_ROW,
    EFFECTS,
    ELSE_FALSE,
    ELSE_TRUE,
    ENDING_WAY,
    ENDINGS,
    EQUAL,
    FAST_DICE,
    GIVEN_DICE,
    GREATER_EQUAL,
    LESS,
    LESS_EQUAL,
    LOAD,
    LOG_CLASHES,
    LOG_COUNT,
    LOG_HEAD,
    MINUS,
    NEGATE,
    NOT,
    NOWHERE,
    PLUS,
    PUSH,
    RANGE,
    RUNG_FIRST,
    RUNGS,
    SCRATCH,
    SEED,
    SET,
    SET_ROLL,
    TERM_FIRST,
    TERMS,
    TIMES,
    TURN,
    UNEQUAL,
)


@bare
def rolled(f: Integers, s: Integers, log: Integers, place: int, of: int) -> int:
    """The roll of this turn at a place, written into the log where that has room.

    A roll of 1 is always 0, yet it is a roll.
    """
    turn = s[TURN]
    value = -1
    if s[DICE] == GIVEN_DICE:
        for i in range(log[LOG_COUNT] - 1, -1, -1):
            at = LOG_HEAD + 3 * i
            if log[at] == turn and log[at + 1] == place:
                value = log[at + 2]
                break
        if value < 0:
            value = engine_roll(f, s, turn, place, of)
        return value
    if s[DICE] == FAST_DICE:
        value = drawn(s[SEED], turn, place, of)
    else:
        value = engine_roll(f, s, turn, place, of)
    if len(log) > LOG_HEAD:
        _logged(log, turn, place, value)
    return value


@bare
def _logged(log: Integers, turn: int, place: int, value: int) -> None:
    count = log[LOG_COUNT]
    for i in range(count - 1, -1, -1):
        at = LOG_HEAD + 3 * i
        if log[at] != turn:
            break
        if log[at + 1] == place:
            if log[at + 2] != value:
                log[LOG_CLASHES] += 1
            return
    at = LOG_HEAD + 3 * count
    if at + 3 <= len(log):
        log[at], log[at + 1], log[at + 2] = turn, place, value
        log[LOG_COUNT] += 1
    else:
        log[LOG_CLASHES] += 1


@bare
def holds(f: Integers, s: Integers, log: Integers, condition: int) -> bool:
    """Whether a condition holds; that of number -1 always does."""
    if condition < 0:
        return True
    if f[f[CODE_AT] + condition] >= 0:
        return computed(f, s, log, f[f[CODE_AT] + condition]) != 0
    terms = f[TERMS]
    first = f[TERM_FIRST] + condition
    for i in range(f[first], f[first + 1]):
        at = terms + 4 * i
        value = s[f[at]]
        if (f[at + 1] <= value and value <= f[at + 2]) == (f[at + 3] != 0):
            return False
    return True


@bare
def computed(f: Integers, s: Integers, log: Integers, pc: int) -> int:
    """The value of an expression whose code begins here."""
    code = f[CODE]
    top = s_bottom = f[SCRATCH]  # where the next value goes
    while True:
        op, a = f[code + 2 * pc], f[code + 2 * pc + 1]
        pc += 1
        if op == LOAD:
            s[top] = s[a]
            top += 1
        elif op == RANGE:
            at = f[TERMS] + 4 * a
            value = s[f[at]]
            inside = f[at + 1] <= value and value <= f[at + 2]
            s[top] = 1 if inside != (f[at + 3] != 0) else 0
            top += 1
        elif op == PUSH:
            s[top] = a
            top += 1
        elif op == ELSE_FALSE:
            if s[top - 1] == 0:
                pc = a
            else:
                top -= 1
        elif op == ELSE_TRUE:
            if s[top - 1] != 0:
                pc = a
            else:
                top -= 1
        elif op == NOT:
            s[top - 1] = 1 if s[top - 1] == 0 else 0
        elif op == NEGATE:
            s[top - 1] = -s[top - 1]
        elif op == DIVIDE:
            s[top - 1] = s[top - 1] // a
        elif op == CHANCE:
            at = f[CHANCES] + 4 * a
            value = rolled(f, s, log, f[at + 3], f[at + 2])
            s[top] = 1 if f[at] <= value and value < f[at + 1] else 0
            top += 1
        elif op == ASK:
            s[top] = pc
            top += 1
            pc = a
        elif op == ANSWER:
            pc = s[top - 2]
            s[top - 2] = s[top - 1]
            top -= 1
        elif op == DONE:
            return s[s_bottom]
        else:
            top -= 1
            s[top - 1] = _joined(op, s[top - 1], s[top])


@bare
def _joined(op: int, left: int, right: int) -> int:
    if op == PLUS:
        return left + right
    if op == MINUS:
        return left - right
    if op == TIMES:
        return left * right
    if op == LESS:
        return 1 if left < right else 0
    if op == LESS_EQUAL:
        return 1 if left <= right else 0
    if op == EQUAL:
        return 1 if left == right else 0
    if op == UNEQUAL:
        return 1 if left != right else 0
    if op == GREATER_EQUAL:
        return 1 if left >= right else 0
    return 1 if left > right else 0  # GREATER


@bare
def first_rung(f: Integers, s: Integers, log: Integers, ladder: int) -> int:
    """The value of the first rung of a ladder that holds, or NOWHERE."""
    first = f[RUNG_FIRST] + ladder
    for i in range(f[first], f[first + 1]):
        at = f[RUNGS] + 2 * i
        if holds(f, s, log, f[at]):
            return f[at + 1]
    return NOWHERE


@bare
def way(f: Integers, s: Integers, log: Integers, ladder: int) -> int:
    """The target of the first way that holds; of `the-ending`, the first ending that does."""
    target = first_rung(f, s, log, ladder)
    if target == ENDING_WAY:
        return first_rung(f, s, log, f[ENDINGS])
    return target


@bare
def affect(f: Integers, s: Integers, log: Integers, actor: int) -> None:
    """Apply the effects of a passage or a choice, every number held at its bounds."""
    first = f[EFFECT_FIRST] + actor
    for i in range(f[first], f[first + 1]):
        at = f[EFFECTS] + EFFECT_ROW * i
        op, name, amount = f[at], f[at + 1], f[at + 2]
        low, high = f[at + 3], f[at + 4]
        if op == SET:
            s[name] = amount
            continue
        if op == SET_ROLL:
            s[name] = low + rolled(f, s, log, f[at + 5], high - low + 1)
            continue
        if op == ADD_PART:
            if amount > 0:
                s[name] += (high - s[name]) * amount // 100
            else:
                s[name] -= (s[name] - low) * -amount // 100
            continue
        if op == ADD_ROLL:  # the amount is what the die begins at, then how many sides it has
            sides = amount >> 32
            value = s[name] + (amount & 0xFFFFFFFF) - 0x80000000
            value += rolled(f, s, log, f[at + 5], sides)
        else:  # ADD
            value = s[name] + amount
        s[name] = low if value < low else high if value > high else value
