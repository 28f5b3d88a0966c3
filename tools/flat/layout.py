"""Where everything stands: in the array of a story, its code, and in the array of a state.

The head of the code gives the place at which each of its sections begins, and how a state is laid
out. What grows stands last in a state, so that one with more room keeps all other places.
"""

from typing import Final

from game.engine.walk import DEEPEST_STACK, LONGEST_CHAIN

# The head of the code

PASSAGES: Final = 0
CHOICES: Final = 1
START: Final = 2
EVENT_COUNT: Final = 3
CARD_COUNT: Final = 4
ROOM: Final = 5
"""Frames and delays that a state has room for."""
MOST_ARGUMENTS: Final = 6
"""Values that one called scene changes."""
STATE_SIZE: Final = 7

# In a state, after its registers
VALUES: Final = 8
VISITS: Final = 9
CHOSEN: Final = 10
FIRED: Final = 11
DRAWN: Final = 12
"""Of each card: the chapters entered when it was drawn, -1 before."""
PASSED: Final = 13
"""Of each fleeting passage: one more than the turn in which it was last passed through."""
ENTERED: Final = 14
"""The passages entered, in the order of their first visit."""
SCRATCH: Final = 15
STACK: Final = 16
RESTORE: Final = 17
DELAYED: Final = 18
READY: Final = 19
DUE: Final = 20

# Sections of the code. What acts is a passage or a choice; it stands at its number, that of a
# choice after all passages.
TEMPLATE: Final = 21
CHAPTER: Final = 22
DATE: Final = 23
MARKS: Final = 24
TEXT: Final = 25
"""The ladder of a fleeting passage's text."""
FLEETING_NUMBER: Final = 26
DOORS: Final = 27
OPENS: Final = 28
CHOICE_MARKS: Final = 29
HOME: Final = 30
EFFECT_FIRST: Final = 31
EFFECTS: Final = 32
LATER_FIRST: Final = 33
LATER: Final = 34
RUNG_FIRST: Final = 35
RUNGS: Final = 36
CALLS: Final = 37
ARGUMENTS: Final = 38
DECKS: Final = 39
CARDS: Final = 40
DRAW_PLACE: Final = 41
EVENTS: Final = 42
TERM_FIRST: Final = 43
CODE_AT: Final = 44
TERMS: Final = 45
CODE: Final = 46
CHANCES: Final = 47
PLACE_FIRST: Final = 48
PLACE_TEXT: Final = 49
ENDINGS: Final = 50
"""The ladder of the endings."""
HASHING: Final = 51
"""In a state: where dice are hashed."""
HEAD: Final = 52
HASH_ROOM: Final = 40
"""A block, the hash, and what is mixed: 16, 8 and 16 words."""

# Marks of passages and of choices

SILENT: Final = 1
FLEETING: Final = 2
ENDS: Final = 4
RETURNING: Final = 8
RETURNS: Final = 16
FALLBACKS: Final = 32
ONCE: Final = 1
FALLBACK: Final = 2

# Ladders of what acts: three for each

CALL_LADDER: Final = 0
DRAW_LADDER: Final = 1
WAY_LADDER: Final = 2

# Targets of a way that are no passage

NOWHERE: Final = -1
RETURN_WAY: Final = -2
ENDING_WAY: Final = -3

# What an effect does: rows of operation, place in the state, amount, low, high, place of the dice

ADD: Final = 0
SET: Final = 1
ADD_PART: Final = 2
ADD_ROLL: Final = 3
SET_ROLL: Final = 4
EFFECT_ROW: Final = 6

# Triggers

IN_CHAPTERS: Final = 0
ON_DATE: Final = 1
WHEN: Final = 2

# Operations of conditions that are more than a few ranges

PUSH: Final = 0
LOAD: Final = 1
RANGE: Final = 2
PLUS: Final = 3
MINUS: Final = 4
TIMES: Final = 5
DIVIDE: Final = 6
NEGATE: Final = 7
NOT: Final = 8
ELSE_FALSE: Final = 9
"""Jump and keep the value where it is false, else drop it."""
ELSE_TRUE: Final = 10
LESS: Final = 11
LESS_EQUAL: Final = 12
EQUAL: Final = 13
UNEQUAL: Final = 14
GREATER_EQUAL: Final = 15
GREATER: Final = 16
CHANCE: Final = 17
ASK: Final = 18
ANSWER: Final = 19
DONE: Final = 20

# Registers of a state

PASSAGE: Final = 0
TURN: Final = 1
SEED: Final = 2
DICE: Final = 3
CHAPTERS: Final = 4
"""How many chapters were entered."""
LAST_CHAPTER: Final = 5
LATEST: Final = 6
"""The latest date, by its rank among all dates."""
FRAMES: Final = 7
SCENES: Final = 8
"""Frames that are not at stage `enter`."""
RESTORED: Final = 9
DELAYS: Final = 10
SCHEDULED: Final = 11
ENTERED_COUNT: Final = 12
DUE_COUNT: Final = 13
STATUS: Final = 14
FRAME_PASSAGE: Final = 15
FRAME_CHOICE: Final = 16
FRAME_STAGE: Final = 17
REGISTERS: Final = 18

# Where the dice come from

ENGINE_DICE: Final = 0
"""The engine's own: what a game of this seed shows."""
FAST_DICE: Final = 1
"""As good, from a generator that takes a few nanoseconds."""
GIVEN_DICE: Final = 2
"""From the log, and where it has none the engine's own."""

# The log: how many rolls, how many of them differ within a turn and place, then rows of turn,
# place and value

LOG_COUNT: Final = 0
LOG_CLASHES: Final = 1
LOG_HEAD: Final = 2

# Stages of a frame; a passage left begins at CALLING

CALLING: Final = 0
DRAWING: Final = 1
GOING: Final = 2
SHOWING: Final = 3
ENTERING: Final = 4
FRAME_ROW: Final = 4

# What follows in a turn, where it is no passage

SHOWN: Final = -1
RESUMED: Final = -2
STOPPED: Final = -3

# How a turn came out

WENT: Final = 0
NO_WAY: Final = 1
ENDLESS: Final = 2
TOO_DEEP: Final = 3
NO_CALLER: Final = 4
NO_ROOM: Final = 5
"""Nothing of the story's: the state must be played again with more room."""

CHAIN: Final = LONGEST_CHAIN
DEEPEST: Final = DEEPEST_STACK
