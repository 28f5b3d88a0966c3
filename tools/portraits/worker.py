"""The process that draws: a commission a line comes in, an answer goes out.

The answer's first word is `kept` (it lies in the folder), `failed`, or the length of the PNG that
follows, where the disk would not take it. With its parent gone, the process ends.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

from tools.portraits.commission import Commission
from tools.portraits.portfolio import Portfolio


def main() -> None:
    """Draw what is asked for until nothing more can be asked."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library may print is no answer
    with contextlib.suppress(OSError, AttributeError):
        os.nice(10)
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, answers, Portfolio(Path(sys.argv[1])))


def serve(commissions: BinaryIO, answers: BinaryIO, portfolio: Portfolio) -> None:
    """Answer every line."""
    for line in commissions:
        try:
            commission = Commission.unpack(line.decode("utf-8"))
            png = commission.drawn()
        except Exception:  # whatever is wrong with one must not keep the others from being drawn
            answers.write(b"failed\n")
        else:
            if portfolio.write(commission.digest, png):
                portfolio.tidy()
                answers.write(b"kept\n")
            else:
                answers.write(b"%d\n" % len(png) + png)
        answers.flush()


if __name__ == "__main__":
    main()
