"""What YAML makes of prose, and what to write instead: remedies for its traps."""

import re
from collections.abc import Iterator
from typing import Any

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Source
from game.text.nodes import Scalar

COMMENT = Rule("comment-in-prose", Severity.WARNING, "Prose cut off by ` #`, a YAML comment.")

_QUOTE_WHOLE = "put the whole of it between '…', or begin with >- and write it on the next line"
_STRANGE = {
    "\t": "a tab",
    "\u00a0": "a no-break space",
    "\u2007": "a figure space",
    "\u202f": "a thin no-break space",
    "\u200b": "a zero-width space",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
    "\u00ad": "a soft hyphen",
    "‘": "a curly quotation mark",
    "’": "a curly quotation mark",
    "“": "a curly quotation mark",
    "”": "a curly quotation mark",
}
_VALUE = r"^\s*(?:- )*(?:[^\s\"'{\[#-][^\"':]*:\s+)?"
_QUOTED = re.compile(_VALUE + r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?=[^\s#,:])""")
_PROSE_BRACE = r"\{\s*(?:if|first|cycle|once|shuffle|count|otherwise)\b"
_BRACKET = re.compile(_VALUE + r"[{\[]")
_MARKER = re.compile(r"(---|\.\.\.)\s*$")
_BLOCK = re.compile(r"\s*(?:- )*(?P<key>[^#]*?)\s*:?\s*[|>][-+\d]*\s*(?:#.*)?$")
_COMMENT = re.compile(r"[ \t](#(?!\s*(?:lint|expect):)[^\n]*)")

Advice = tuple[str, str, int]
"""What to say of a syntax error: message, remedy, and the offset it is about."""


def after_error(source: Source, error: Any) -> Advice:
    """What to say of a YAML syntax error."""
    problem = str(error.problem or "this is not YAML")
    context = str(error.context or "")
    at = _offset(source, error.problem_mark or error.context_mark)
    since = _offset(source, error.context_mark) if error.context_mark else at
    if "unknown escape" in problem:
        message = "between double quotation marks a backslash has a meaning to YAML"
        return message, "put the whole of it between '…', or begin with >-", at
    if "scanning a quoted scalar" in context:
        message = "a quotation mark opens here and never closes"
        return message, "close it, or " + _QUOTE_WHOLE, since
    if "simple key" in context or "scanning an a" in context or "comment or line" in problem:
        at = since
    return (
        _indented(source, at)
        or _strange_before(source, at, problem)
        or _document_before(source, at)
        or _text_after_quotation(source, at, problem)
        or _colon_without_space(source, at)
        or _dedented(source, at, problem)
        or _sign(source, at, problem, context)
        or _misaligned(source, at, problem)
        or (problem, "compare the indentation with the lines above", at)
    )


def comment_after(node: Scalar) -> Diagnostic | None:
    """The warning that YAML dropped the end of a line of prose as a comment.

    A comment that is meant as one stands apart, by two spaces at least.
    """
    if node.style in ("|", ">"):
        return None
    match = _COMMENT.match(node.source.text, node.end)
    if match is None:
        return None
    span = node.source.span(match.start(1), match.end(1))
    hint = "if it belongs to the prose, put the whole of it between '…'"
    return Diagnostic(COMMENT, span, f'YAML drops "{match[1]}" as a comment', hint)


def strange_character(node: Scalar) -> str:
    """A hint that names a character that only looks right in a word; empty where there is none."""
    for offset, letter in enumerate(node.text):
        if letter in _STRANGE:
            column = node.span_of(offset, offset + 1).column
            name = f"{_STRANGE[letter]} (U+{ord(letter):04X})"
            return f"{name} stands in column {column}: take it out"
    return ""


def _offset(source: Source, mark: Any) -> int:
    return min(mark.index, len(source.text)) if mark else 0


def _line(source: Source, at: int) -> tuple[int, int, str]:
    """The number of the line of an offset, the offset of its start, and the line."""
    number = source.span(at, at).line
    return number, source.starts[number - 1], source.line(number)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indented(source: Source, at: int) -> Advice | None:
    """White space that YAML does not take for indentation."""
    _, start, line = _line(source, at)
    for column, letter in enumerate(line):
        if letter in "\t\u00a0\u2007\u202f\u200b\ufeff":
            return f"{_STRANGE[letter]} indents this line", "indent with spaces", start + column
        if letter not in " -":
            return None
    return None


def _strange_before(source: Source, at: int, problem: str) -> Advice | None:
    """A character that only looks like a space or a quotation mark, here or on the line above."""
    if "mapping values" not in problem:
        return None
    number = _line(source, at)[0]
    for line_number in (number, number - 1):
        line = source.line(line_number)
        start = source.starts[line_number - 1]
        if match := re.match(r"\s*(?:- )*[^:#]*?:([\u00a0\u2007\u202f\u200b])", line):
            message = f"{_STRANGE[match[1]]} follows this colon"
            return message, "write a plain space after the colon", start + match.start(1)
    if match := re.match(_VALUE + "([“”‘’])", source.line(number)):
        message = f"{_STRANGE[match[1]]} begins this value, which is no quotation mark to YAML"
        return message, _QUOTE_WHOLE, source.starts[number - 1] + match.start(1)
    return None


def _misaligned(source: Source, at: int, problem: str) -> Advice | None:
    """A line that is indented like no other around it."""
    if "expected" not in problem:
        return None
    number, start, line = _line(source, at)
    above = next(_lines_above(source, number), "")
    message = f"this line is indented by {_indent(line)}, unlike the lines that it belongs to"
    hint = f"the line above is indented by {_indent(above)}; keys of one record stand in line"
    return message, hint, start + _indent(line)


def _document_before(source: Source, at: int) -> Advice | None:
    """The mark of a new document, at the start of a line, that was meant to turn a page."""
    number = _line(source, at)[0]
    for above in range(number, 1, -1):
        match = _MARKER.match(source.line(above))
        if match and source.text[: source.starts[above - 1]].strip():
            message = f"`{match[1]}` at the start of a line ends the YAML document"
            hint = "indent it with the text it stands in; there `---` turns the page"
            return message, hint, source.starts[above - 1]
    return None


def _text_after_quotation(source: Source, at: int, problem: str) -> Advice | None:
    number = _line(source, at)[0]
    if "expected" not in problem:
        return None
    for above in range(number, max(0, number - 3), -1):
        match = _QUOTED.match(source.line(above))
        if match:
            message = "YAML ends the value at the closing quotation mark; text follows it"
            end = source.starts[above - 1] + match.end(1)
            if match[1].startswith("'") and "'" in source.line(above)[match.end(1) :]:
                return message, "between '…' write an apostrophe twice: 'It''s mine'", end
            return message, _QUOTE_WHOLE, end
    return None


def _dedented(source: Source, at: int, problem: str) -> Advice | None:
    """A line of a block of text that slipped out of it to the left."""
    if "expected" not in problem:
        return None
    number, start, line = _line(source, at)
    above = _lines_above(source, number)
    inside = next(above, "")
    header = next((text for text in above if _indent(text) < _indent(inside)), "")
    match = _BLOCK.match(header)
    if match is None or _indent(line) >= _indent(inside):
        return None
    if _indent(line) == _indent(header) and re.match(r"\s*[\w-]+:(\s|$)", line):
        return None
    key = match["key"] or "text"
    message = f'this line is neither a key nor part of "{key}" above'
    hint = f'did you mean this line to belong to "{key}" above? indent it as far'
    if ":" not in line:
        hint += "; a key needs a colon after it"
    return message, hint, start + _indent(line)


def _lines_above(source: Source, number: int) -> Iterator[str]:
    """The lines above one that are not blank, from the nearest up."""
    for above in range(number - 1, 0, -1):
        text = source.line(above)
        if text.strip():
            yield text


def _colon_without_space(source: Source, at: int) -> Advice | None:
    _, start, line = _line(source, at)
    match = re.match(r"\s*(?:- )*[\w-]+:(?=[^ \n])", line)
    if match is None:
        return None
    following = line[match.end()]
    if following in _STRANGE:
        message = f"{_STRANGE[following]} follows this colon"
        return message, "write a plain space after the colon", start + match.end()
    return "no space follows this colon", "write a space after it", start + match.end() - 1


def _sign(source: Source, at: int, problem: str, context: str) -> Advice | None:
    """A sign that means something to YAML where prose was meant."""
    _, start, line = _line(source, at)
    if "could not find expected ':'" in problem:
        hint = "a key needs a colon after it; prose of several lines begins with | or >-"
        return "a line that is neither a key nor part of a text", hint, at
    sign = source.text[at : at + 1]
    if "mapping values are not allowed" in problem:
        return "YAML reads a colon and a space as a key with a value", _QUOTE_WHOLE, at
    if sign == "\t":
        return "a tab stands at the start of this value", "write a space", at
    bracket = _BRACKET.match(line)
    if re.match(_VALUE + _PROSE_BRACE, line) and bracket:
        message = "YAML reads { or [ at the start of a value as a mapping or a list"
        return message, _QUOTE_WHOLE, start + bracket.end() - 1
    if "cannot start any token" in problem or sign in (":", ",", "?", "|", ">"):
        return f'YAML keeps "{sign}" at the start of a value for itself', _QUOTE_WHOLE, at
    if "scanning an a" in context or re.match(_VALUE + "[*&]", line):
        return "YAML reads * or & at the start of a value as an alias", _QUOTE_WHOLE, at
    if "tag" in context or re.match(_VALUE + "!", line):
        return "YAML reads ! at the start of a value as a tag", _QUOTE_WHOLE, at
    if bracket:
        message = "YAML reads { or [ at the start of a value as a mapping or a list"
        return message, _QUOTE_WHOLE, start + bracket.end() - 1
    return None
