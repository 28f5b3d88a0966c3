"""Faces and their looks, read from trees."""

from game.diagnostics.diagnostic import Rule, Severity
from game.diagnostics.suggest import did_you_mean
from game.model import keys
from game.model.face import FIELDS, Face, FieldValue, NumberField, WordField, WordsField
from game.model.reader import MISSING_KEY, WRONG_TYPE, Reader
from game.model.story import Look
from game.text.nodes import Scalar, Seq, Tree

UNKNOWN_WORD = Rule("unknown-word", Severity.ERROR, "A word that is not among those allowed.")

_LOOK = {**keys.LOOK, **dict.fromkeys(FIELDS, "")}


class Portrayal(Reader):
    """Reads how people look."""

    def face(self, node: Tree) -> Face:
        """A face; what cannot be read of it is as usual."""
        entries = self.record(node, dict.fromkeys(FIELDS, ""), "a face")
        return Face(**self._fields(entries))  # type: ignore[arg-type]

    def looks(self, node: Tree, whose: str) -> tuple[Look, ...]:
        """The looks of somebody, in the order they are laid over the face."""
        looks: list[Look] = []
        for name, value in self.pairs(node, "looks"):
            if not self.id(name, "a look"):
                continue
            what = f'the look "{name.text}" of "{whose}"'
            entries = self.record(value, _LOOK, what, "as in: old: {since: 1926, age: 70}")
            condition = self.condition(entries["if"][1]) if "if" in entries else None
            since = self.date(entries["since"][1]) if "since" in entries else ""
            fields = self._fields(entries)
            if not {"if", "since"} & entries.keys():
                message = f"{what} says neither when it holds nor since when"
                hint = "add `if:` with a condition, or `since:` with a date"
                self.report(MISSING_KEY, name.span, message, hint)
            elif not FIELDS.keys() & entries.keys():
                hint = "add a field of the face, as in: age: 70"
                self.report(MISSING_KEY, name.span, f"{what} changes nothing", hint)
            looks.append(Look(name.text, condition, since, fields, span=name.span))
        return tuple(looks)

    def _fields(self, entries: dict[str, tuple[Scalar, Tree]]) -> dict[str, FieldValue]:
        """The fields of a face among the entries."""
        values: dict[str, FieldValue] = {}
        for key, (_, value) in entries.items():
            match FIELDS.get(key):
                case NumberField(low, high):
                    number = self.integer(value, key, low)
                    if not low <= number <= high:
                        message = f"{key} must lie between {low} and {high}, not {number}"
                        self.report(WRONG_TYPE, value.span, message)
                        continue
                    values[key] = number
                case WordField(words):
                    values[key] = self.word_of(value, words, key)
                case WordsField(words):
                    nodes = value.items if isinstance(value, Seq) else (value,)
                    values[key] = tuple(self.word_of(item, words, key) for item in nodes)
                case None:
                    pass  # not of the face: when the look holds
        return values

    def word_of(self, node: Tree, words: tuple[str, ...], what: str) -> str:
        """One of some words, the first of them where it is none."""
        word = self.text(node, what)
        if word in words:
            return word
        hint = did_you_mean(word, words, "words there are: " + ", ".join(words))
        self.report(UNKNOWN_WORD, node.span, f'"{word}" is no {what}', hint)
        return words[0]
