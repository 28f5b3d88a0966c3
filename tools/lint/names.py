"""The names that a campaign declares for its passages to use."""

from collections.abc import Mapping

from game.diagnostics.span import Span
from game.model.story import Story

_GIVEN = ("trust.", "fate.", "archive.", "award.")
"""What the names begin with that nobody declares: they come with the cast and with pages."""


def declared(story: Story) -> Mapping[str, tuple[str, Span]]:
    """Flags, numbers and named values by name: what each is, and where it is declared.

    The stats that the player sees are not among them, for to be seen is use enough.
    """
    names: dict[str, tuple[str, Span]] = {}
    names |= {flag.id: ("flag", flag.span) for flag in story.flags.values()}
    names |= {stat.id: ("number", stat.span) for stat in story.numbers.values() if not stat.gauge}
    names |= {named.id: ("named value", named.span) for named in story.named.values()}
    return {name: each for name, each in names.items() if not name.startswith(_GIVEN)}
