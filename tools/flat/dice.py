"""Dice: the engine's own rolls, and a faster generator, both pure functions of seed, turn, place.

The engine hashes `seed/turn/place` with BLAKE2b; here is the same function over 64-bit words
(RFC 7693, section 3), for numba, and without it that of the standard library.
"""

from typing import Any

from game.engine.chance import roll
from tools.flat.jit import JITTED, Integers, compiled
from tools.flat.layout import PLACE_FIRST, PLACE_TEXT

_LOW32 = 0xFFFFFFFF


@compiled
def mixed(x: int) -> int:
    """32 bits, each of which depends on every bit of `x` (after C. Wellons' lowbias32)."""
    x &= _LOW32
    x ^= x >> 16
    x = (x * 0x7FEB352D) & _LOW32
    x ^= x >> 15
    x = (x * 0x846CA68B) & _LOW32  # beyond 63 bits it wraps; the low half is right all the same
    return x ^ (x >> 16)


@compiled
def drawn(seed: int, turn: int, place: int, of: int) -> int:
    """A number from 0 up to but not including `of`, from the fast generator."""
    one = mixed(mixed(mixed(seed) ^ (turn + 0x9E3779B9)) ^ (place + 0x7F4A7C15))
    other = mixed(mixed(one ^ (seed >> 32)) + turn * 0x85EB + place)
    return ((one & 0x3FFFFFFF) << 32 | other) % of


if JITTED:
    import numpy

    _IV = numpy.array(
        [
            0x6A09E667F3BCC908,
            0xBB67AE8584CAA73B,
            0x3C6EF372FE94F82B,
            0xA54FF53A5F1D36F1,
            0x510E527FADE682D1,
            0x9B05688C2B3E6C1F,
            0x1F83D9ABFB41BD6B,
            0x5BE0CD19137E2179,
        ],
        numpy.uint64,
    )
    _SIGMA = numpy.array(
        [
            (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
            (14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3),
            (11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4),
            (7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8),
            (9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13),
            (2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9),
            (12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11),
            (13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10),
            (6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5),
            (10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0),
        ],
        numpy.int64,
    )
    _LANES = numpy.array(
        [
            (0, 4, 8, 12),
            (1, 5, 9, 13),
            (2, 6, 10, 14),
            (3, 7, 11, 15),
            (0, 5, 10, 15),
            (1, 6, 11, 12),
            (2, 7, 8, 13),
            (3, 4, 9, 14),
        ],
        numpy.int64,
    )
    _BLOCK = 128
    _PARAMETERS = numpy.uint64(0x01010008)
    """No key, and a digest of 8 bytes."""

    @compiled
    def _turned(x: Any, by: int) -> Any:
        return (x >> numpy.uint64(by)) | (x << numpy.uint64(64 - by))

    @compiled
    def _compress(h: Any, message: Any, start: int, count: int, last: bool) -> None:
        """Take a block of a message into the hash; `count` bytes have been read with it."""
        words = numpy.zeros(16, numpy.uint64)
        for i in range(min(_BLOCK, count - start)):
            words[i >> 3] |= numpy.uint64(message[start + i]) << numpy.uint64(8 * (i & 7))
        v = numpy.empty(16, numpy.uint64)
        v[:8] = h
        v[8:] = _IV
        v[12] ^= numpy.uint64(count)
        if last:
            v[14] = ~v[14]
        for turn in range(12):
            for lane in range(8):
                i, j = _LANES[lane, 0], _LANES[lane, 1]
                k, n = _LANES[lane, 2], _LANES[lane, 3]
                a = v[i] + v[j] + words[_SIGMA[turn % 10, 2 * lane]]
                d = _turned(v[n] ^ a, 32)
                c = v[k] + d
                b = _turned(v[j] ^ c, 24)
                a = a + b + words[_SIGMA[turn % 10, 2 * lane + 1]]
                d = _turned(d ^ a, 16)
                c = c + d
                b = _turned(b ^ c, 63)
                v[i], v[j], v[k], v[n] = a, b, c, d
        for i in range(8):
            h[i] ^= v[i] ^ v[i + 8]

    @compiled
    def hashed(message: Any, length: int) -> Any:
        """The first eight bytes of the BLAKE2b digest (of that length), the first the highest."""
        h = _IV.copy()
        h[0] ^= _PARAMETERS
        start = 0
        while length - start > _BLOCK:
            # A block that is not the last is counted whole.
            _compress(h, message, start, start + _BLOCK, False)
            start += _BLOCK
        _compress(h, message, start, length, True)
        digest = numpy.uint64(0)
        for i in range(8):
            byte = (h[0] >> numpy.uint64(8 * i)) & numpy.uint64(255)
            digest = (digest << numpy.uint64(8)) | byte
        return digest

    @compiled
    def _written(message: Any, at: int, number: int) -> int:
        """Write a number and a slash into a message; the place after it."""
        if number < 0:
            message[at] = 45
            at += 1
            number = -number
        digits = 1
        rest = number // 10
        while rest:
            digits += 1
            rest //= 10
        for i in range(digits - 1, -1, -1):
            message[at + i] = 48 + number % 10
            number //= 10
        message[at + digits] = 47
        return at + digits + 1

    @compiled
    def engine_roll(f: Integers, seed: int, turn: int, place: int, of: int) -> int:
        """The roll that the engine makes at a place of the story."""
        first, last = f[f[PLACE_FIRST] + place], f[f[PLACE_FIRST] + place + 1]
        message = numpy.empty(44 + last - first, numpy.uint8)  # two numbers of at most 21 signs
        at = _written(message, _written(message, 0, seed), turn)
        for i in range(first, last):
            message[at] = f[f[PLACE_TEXT] + i]
            at += 1
        rolled: int = numpy.int64(hashed(message, at) % numpy.uint64(of))  # type: ignore[assignment]
        return rolled

else:

    def engine_roll(f: Integers, seed: int, turn: int, place: int, of: int) -> int:
        """The roll that the engine makes at a place of the story."""
        first, last = f[f[PLACE_FIRST] + place], f[f[PLACE_FIRST] + place + 1]
        text = f[PLACE_TEXT]
        name = bytes(f[i] for i in range(text + first, text + last)).decode()
        return roll(seed, turn, name, of)
