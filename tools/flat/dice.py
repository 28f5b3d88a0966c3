"""Dice: the engine's own rolls, and a faster generator, both pure functions of seed, turn, place.

The engine hashes `seed/turn/place` with BLAKE2b; here is the same function over 64-bit words
(RFC 7693, section 3), for numba, and without it that of the standard library.
"""

from game.engine.chance import roll
from tools.flat.jit import JITTED, Integers, bare
from tools.flat.layout import HASHING, PLACE_FIRST, PLACE_TEXT, SEED

_LOW32 = 0xFFFFFFFF


@bare
def mixed(x: int) -> int:
    """32 bits, each of which depends on every bit of `x` (after C. Wellons' lowbias32)."""
    x &= _LOW32
    x ^= x >> 16
    x = (x * 0x7FEB352D) & _LOW32
    x ^= x >> 15
    x = (x * 0x846CA68B) & _LOW32  # beyond 63 bits it wraps; the low half is right all the same
    return x ^ (x >> 16)


@bare
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
    ).view(numpy.int64)
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
    _PARAMETERS = 0x01010008
    """No key, and a digest of 8 bytes."""

    @bare
    def _turned(x: int, by: int) -> int:
        """64 bits turned right; the sign that shifting draws in is masked away."""
        return ((x >> by) & ((1 << (64 - by)) - 1)) | (x << (64 - by))

    @bare
    def _compress(s: Integers, at: int, count: int, last: bool) -> None:
        """Take the block at hand into the hash; `count` bytes have been read with it."""
        h, v = at + 16, at + 24
        for i in range(8):
            s[v + i] = s[h + i]
            s[v + 8 + i] = _IV[i]
        s[v + 12] ^= count
        if last:
            s[v + 14] = ~s[v + 14]
        for turn in range(12):
            for lane in range(8):
                i, j = v + _LANES[lane, 0], v + _LANES[lane, 1]
                k, n = v + _LANES[lane, 2], v + _LANES[lane, 3]
                a = s[i] + s[j] + s[at + _SIGMA[turn % 10, 2 * lane]]
                d = _turned(s[n] ^ a, 32)
                c = s[k] + d
                b = _turned(s[j] ^ c, 24)
                a = a + b + s[at + _SIGMA[turn % 10, 2 * lane + 1]]
                d = _turned(d ^ a, 16)
                c = c + d
                s[i], s[j], s[k], s[n] = a, _turned(b ^ c, 63), c, d
        for i in range(8):
            s[h + i] ^= s[v + i] ^ s[v + 8 + i]
        for i in range(16):
            s[at + i] = 0

    @bare
    def _put(s: Integers, at: int, count: int, byte: int) -> int:
        """Add a byte to the block at hand, a full one taken in first; how many there are now."""
        if count > 0 and count % _BLOCK == 0:
            _compress(s, at, count, False)
        inside = count % _BLOCK
        s[at + (inside >> 3)] |= byte << (8 * (inside & 7))
        return count + 1

    @bare
    def _put_number(s: Integers, at: int, count: int, number: int) -> int:
        """Add the digits of a number, and a slash."""
        if number < 0:
            count = _put(s, at, count, 45)
            number = -number
        power = 1
        while number // power >= 10:
            power *= 10
        while power > 0:
            count = _put(s, at, count, 48 + number // power % 10)
            power //= 10
        return _put(s, at, count, 47)

    @bare
    def engine_roll(f: Integers, s: Integers, turn: int, place: int, of: int) -> int:
        """The roll that the engine makes at a place of the story, in a state of its seed."""
        at = f[HASHING]
        for i in range(16):
            s[at + i] = 0
        for i in range(8):
            s[at + 16 + i] = _IV[i]
        s[at + 16] ^= _PARAMETERS
        count = _put_number(s, at, _put_number(s, at, 0, s[SEED]), turn)
        for i in range(f[f[PLACE_FIRST] + place], f[f[PLACE_FIRST] + place + 1]):
            count = _put(s, at, count, f[f[PLACE_TEXT] + i])
        _compress(s, at, count, True)
        digest = 0
        for i in range(8):  # the first byte of the digest is the highest
            digest = (digest << 8) | ((s[at + 16] >> (8 * i)) & 255)
        rolled: int = numpy.int64(numpy.uint64(digest) % numpy.uint64(of))  # type: ignore[assignment]
        return rolled

else:

    def engine_roll(f: Integers, s: Integers, turn: int, place: int, of: int) -> int:
        """The roll that the engine makes at a place of the story, in a state of its seed."""
        first, last = f[f[PLACE_FIRST] + place], f[f[PLACE_FIRST] + place + 1]
        text = f[PLACE_TEXT]
        name = bytes(f[i] for i in range(text + first, text + last)).decode()
        return roll(s[SEED], turn, name, of)
