"""Where a piece of a story was written."""

from bisect import bisect_right

import attrs


@attrs.frozen(order=True)
class Span:
    """A stretch of a file, from 1, in code points; the end is exclusive.

    `file` is the path as the player or writer knows it: relative to the story root.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def start(self) -> "Span":
        """The empty span where this one begins."""
        return Span(self.file, self.line, self.column, self.line, self.column)


@attrs.frozen(eq=False)
class Source:
    """A file's text and where its lines start."""

    file: str
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, file: str, text: str) -> "Source":
        """The source of a text whose lines end in a line feed."""
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return cls(file, text, tuple(starts))

    def line(self, number: int) -> str:
        """The text of a line, from 1, without its end; empty past the last one."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r")

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets in code points, from 0."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end) - 1
        return Span(
            self.file,
            first + 1,
            start - self.starts[first] + 1,
            last + 1,
            end - self.starts[last] + 1,
        )
