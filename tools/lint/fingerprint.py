"""What tells a finding from others while the lines above it come and go."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from game.diagnostics.diagnostic import Diagnostic
from game.diagnostics.span import Source


def fingerprints(found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> list[str]:
    """For each finding a digest of its rule, its file, the text of its line, and which such it is.

    Of a rule that breaks twice on lines that read the same, the first is told from the second.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    prints: list[str] = []
    for each in found:
        key = (each.rule.id, each.span.file, text_of(each, sources))
        number = seen[key]
        seen[key] += 1
        digest = blake2b("\0".join((*key, str(number))).encode("utf-8", "surrogatepass"))
        prints.append(digest.hexdigest()[:32])
    return prints


def text_of(found: Diagnostic, sources: Mapping[str, Source]) -> str:
    """The line of a finding, white space made single; its message where no line is known."""
    source = sources.get(found.span.file)
    return " ".join(source.line(found.span.line).split()) if source else found.message
