"""What YAML makes of prose, and what to write instead: remedies for its syntax errors."""

import re
from typing import Any

from game.diagnostics.diagnostic import Diagnostic, Rule, Severity
from game.diagnostics.span import Source

COMMENT = Rule("comment-in-prose", Severity.WARNING, "Prose cut off by ` #`, a YAML comment.")

_QUOTE_WHOLE = "put the whole of it between '…', or begin with >- and write it on the next line"
_NO_BREAK = {"\u00a0": "a no-break space", "\u2007": "a figure space", "\u202f": "a thin space"}
_AFTER_QUOTE = re.compile(r"""^\s*(?:- |[\w-]+:\s+)?(["']).*\1\s*\S""")
_COMMENT = re.compile(r"^(?P<lead>\s*- )(?P<prose>[^\s\"'|>#][^\n]*?)\s#(?P<cut>[^\n]*)$", re.M)


def after_error(source: Source, error: Any, at: int) -> tuple[str, str, int]:
    """What to say of a YAML syntax error at an offset: message, remedy, better offset."""
    span = source.span(at, at)
    line = source.line(span.line)
    problem = str(error.problem or "this is not YAML")
    start = at - (span.column - 1)
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        column = line.find("\t")
        return "a tab indents this line", "indent with spaces", start + max(column, 0)
    for letter, name in _NO_BREAK.items():
        if letter in line[: len(line) - len(line.lstrip())]:
            return f"{name} indents this line", "indent with spaces", start + line.find(letter)
    if "scanning a quoted scalar" in str(error.context):
        message = "a quotation mark opens here and never closes"
        return message, "close it, or " + _QUOTE_WHOLE, at
    quoted = _quoted_line_before(source, span.line)
    if quoted and ("expected <block end>" in problem or "expected" in problem):
        number, column = quoted
        better = source.starts[number - 1] + column
        message = "YAML ends the value at the closing quotation mark; text follows it"
        return message, _QUOTE_WHOLE, better
    if "mapping values are not allowed" in problem:
        message = "YAML reads a colon and a space as a key with a value"
        return message, _QUOTE_WHOLE, at
    if "cannot start any token" in problem:
        sign = source.text[at : at + 1]
        return f'YAML keeps "{sign}" at the start of a value for itself', _QUOTE_WHOLE, at
    if re.match(r"\s*(?:- |[\w-]+:\s+)[{\[]", line):
        message = "YAML reads { or [ at the start of a value as a mapping or a list"
        return message, _QUOTE_WHOLE, at
    if "undefined alias" in problem or "while scanning an a" in str(error.context):
        return "YAML reads * or & at the start of a value as an alias", _QUOTE_WHOLE, at
    if _dedented(source, span.line):
        hint = "did you mean this line to belong to the text above? indent it as far"
        return "this line is neither a key nor part of the text above", hint, at
    if "could not find expected ':'" in problem:
        hint = "a key needs a colon after it; prose of several lines begins with | or >-"
        return "a line that is neither a key nor part of a text", hint, at
    return problem, "compare the indentation with the lines above", at


def comment_traps(source: Source) -> list[Diagnostic]:
    """Warnings for list items of prose of which YAML drops the end as a comment."""
    if " #" not in source.text:
        return []
    found = []
    for match in _COMMENT.finditer(source.text):
        if re.match(r"[\w-]+:(\s|$)", match["prose"]) or "lint:" in match["cut"]:
            continue
        if match["prose"].lstrip()[:1] in "{[" or "expect:" in match["cut"]:
            continue
        start = match.end("prose") + 1
        message = f'YAML drops "#{match["cut"]}" as a comment'
        hint = "if it belongs to the prose, put the whole line between '…'"
        found.append(Diagnostic(COMMENT, source.span(start, match.end()), message, hint))
    return found


def _quoted_line_before(source: Source, line: int) -> tuple[int, int] | None:
    """The nearest line up to this one with text after a closed quotation, and the column."""
    for number in range(line, max(0, line - 3), -1):
        text = source.line(number)
        match = _AFTER_QUOTE.match(text)
        if match:
            quote = match[1]
            return number, text.find(quote, text.find(quote) + 1) + 1
    return None


def _dedented(source: Source, line: int) -> bool:
    """Whether the line looks like prose that slipped out of the block above it."""
    text = source.line(line)
    above = source.line(line - 1)
    indent = len(text) - len(text.lstrip())
    indent_above = len(above) - len(above.lstrip())
    return bool(above.strip()) and 0 < indent < indent_above and ":" not in text.split(" ")[0]
