"""What effects do to one name: functions from values to values, closed under composition.

Nearly all are `x → min(high, max(low, x + step))`, kept as `(step, low, high)`; the others are
tables, `("t", values)`. `("any", mask)` gives any of some values: what luck decides, or what is not
told apart.
"""

from typing import Any, TypeAlias

Change: TypeAlias = Any
"""`(step, low, high)`, `("t", values)` or `("any", mask)`."""


def same(size: int) -> Change:
    """The change that changes nothing."""
    return (0, 0, size - 1)


def given(value: int) -> Change:
    """The change to one value."""
    return (0, value, value)


def after(change: Change, value: int) -> int:
    """The value that a change makes of one; of those that luck decides the lowest."""
    first = change[0]
    if first == "t":
        return int(change[1][value])
    if first == "any":
        return int((change[1] & -change[1]).bit_length() - 1)
    step, low, high = change
    return int(min(high, max(low, value + step)))


def of_table(table: tuple[int, ...]) -> Change:
    """The change that a table describes, as steps within bounds where it is that."""
    low, high = min(table), max(table)
    if low == high:
        return (0, low, high)
    steps = {new - old for old, new in enumerate(table) if low < new < high}
    if len(steps) <= 1:
        guess = steps or {new - old for old, new in enumerate(table)}
        for step in sorted(guess, key=abs):
            if all(new == min(high, max(low, old + step)) for old, new in enumerate(table)):
                if step == 0 and low == 0 and high == len(table) - 1:
                    return same(len(table))
                return (step, low, high)
    return ("t", table)


def then(first: Change, second: Change, size: int) -> Change:
    """The change that does one after the other."""
    if second[0] == "any" or (second[0] != "t" and second[1] == second[2]):
        return second
    if first[0] == "any":
        return ("any", image(second, first[1]))
    if first[0] == "t" or second[0] == "t":
        return of_table(tuple(after(second, after(first, value)) for value in range(size)))
    step, low, high = first
    if low == high:
        value = after(second, low)
        return (0, value, value)
    low, high = after(second, low), after(second, high)
    return (step + second[0] if low != high else 0, low, high)


def image(change: Change, mask: int) -> int:
    """The values that a change makes of some."""
    if not mask:
        return 0
    first = change[0]
    if first == "any":
        return int(change[1])
    if first == "t":
        table = change[1]
        made = 0
        while mask:
            low_bit = mask & -mask
            made |= 1 << table[low_bit.bit_length() - 1]
            mask ^= low_bit
        return made
    step, low, high = change
    if low == high:
        return 1 << int(low)
    if step >= 0:
        shifted, below = mask << step, 0
    else:
        below = mask & ((1 << -step) - 1)
        shifted = mask >> -step
    if below or shifted & ((1 << low) - 1):
        shifted = shifted >> low << low | 1 << low
    if shifted >> (high + 1):
        shifted = shifted & ((1 << (high + 1)) - 1) | 1 << high
    return int(shifted)


def cuts_before(change: Change, cuts: int, full: int) -> int:
    """The cuts before a change that its cuts after it ask for.

    Bit c stands for "less than c" and "c or more" being told apart.
    """
    first = change[0]
    if not cuts or first == "any":
        return 0
    if first == "t":
        table = change[1]
        made = 0
        for value in range(1, len(table)):
            low, high = sorted((table[value - 1], table[value]))
            if cuts & ((1 << (high + 1)) - (1 << (low + 1))):
                made |= 1 << value
        return made
    step, low, high = change
    inner = cuts & ((1 << (high + 1)) - 1) & ~((1 << (low + 1)) - 1)
    return int((inner >> step if step >= 0 else inner << -step) & full & ~1)
