"""A campaign of any size whose faults are known, the same for the same size and seed.

A chapter is a row of passages that lead on and back within it; its first leads on to other
chapters whatever holds, so that every passage that is not planted can be reached. Between them
stand gadgets: a few passages with one thing about them that cannot happen, or one much like it that
can. Names of a chapter are lent to its gadgets, which give them values as they begin; what reaches
from chapter to chapter has names of its own.
"""

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import exp, log
from pathlib import Path

import attrs

from tests.bench.peer_story import write

LONG = 40
"""Passages of a chapter, about."""

NAMES = ((100, 90), (1_000, 500), (10_000, 1_040), (50_000, 1_860))
"""Names of all kinds by size; straight lines between them on logarithmic paper."""

COPIED = 4
"""Events, and decks: each is played in a copy for every place it may interrupt."""


@attrs.frozen
class Fact:
    """What is known of a thing: its kind and subject as the prover names them, if it is at fault.

    A fault is something wanted that cannot happen, or something unwanted that can.
    """

    kind: str
    subject: tuple[str, ...]
    fault: bool


@attrs.frozen
class Planted:
    """A campaign's declarations and chapters as YAML, and what is true of it."""

    head: str
    chapters: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    names: int

    def text(self) -> str:
        """The campaign in one file."""
        parts = [self.head, "chapters:\n"]
        for id_, text in self.chapters:
            parts.append(f"  {id_}:\n")
            parts += [f"    {line}\n" if line else "\n" for line in text.splitlines()]
        return "".join(parts)

    def write(self, folder: Path) -> Path:
        """The campaign as a folder of chapter files."""
        files = [("campaign.yaml", self.head)]
        files += [
            (f"chapters/{id_}.yaml", f"chapter: {id_}\n{text}") for id_, text in self.chapters
        ]
        return write(files, folder)


def planted(size: int, density: float = 0.01, seed: int = 1) -> Planted:
    """A campaign of about so many passages, of which so many are at fault."""
    return _Planter(size, density, seed).campaign()


def named(size: int) -> int:
    """How many names a campaign of a size has."""
    reach = (pair for pair in pairwise(NAMES) if size <= pair[1][0])
    (low, few), (high, many) = next(reach, (NAMES[-2], NAMES[-1]))
    along = (log(size) - log(low)) / (log(high) - log(low))
    return max(20, round(exp(log(few) + along * (log(many) - log(few)))))


@attrs.define
class _Own:
    """The names that a chapter speaks of."""

    flags: list[str]
    stats: list[str]
    word: str
    condition: str


@attrs.define
class _Wait:
    """A gadget that is begun in one chapter and comes to its point in a later one."""

    chapter: int
    passages: Callable[[str, str], Iterator[str]]


class _Planter:
    def __init__(self, size: int, density: float, seed: int) -> None:
        self.size = size
        self.density = density
        self.chance = random.Random(f"planted/{seed}/{size}/{density}")
        self.facts: list[Fact] = []
        self.rules: list[str] = []
        self.made = 0
        self.faults = 0
        self.gadgets = 0
        self.private: list[str] = []
        total = named(size)
        self.flags = [f"flag{n}" for n in range(max(8, total * 50 // 100))]
        self.stats = [f"stat{n}" for n in range(max(3, total * 8 // 100))]
        self.words = [f"word{n}" for n in range(max(1, total * 4 // 100))]
        self.most_private = total * 20 // 100
        self.most_counted = total * 18 // 100
        self.counted = 0
        self.waiting: list[_Wait] = []
        self.asides: list[str] = []
        self.endings = 0
        self.events = 0
        self.kinds: list[Callable[[str, str, _Own, bool], Iterator[str]]] = [
            self.exclusive_choice,
            self.always_open,
            self.far_stat,
            self.dead_route,
            self.soft_lock,
            self.summed_lock,
            self.trap,
            self.fading_trap,
            self.lost_ending,
            self.unread_variant,
            self.too_many_visits,
            self.once_only,
        ]

    def campaign(self) -> Planted:
        chance = self.chance
        count = max(2, self.size // LONG)
        chapters: list[tuple[str, str]] = []
        self.aside()
        for number in range(count):
            chapters.append((f"c{number}", "".join(self.chapter(number, count))))
        last = "".join(
            f"  the-end{n}: {{text: It is over., ending: {{title: The end {n}, order: {n}}}}}\n"
            for n in range(4)
        )
        chapters.append(("the-end", f"passages:\n{last}"))
        chapters.append(("aside", "passages:\n" + "".join(self.asides)))
        chance.shuffle(self.facts)
        told = len(self.flags) + len(self.stats) + len(self.words) + len(self.private)
        head = "".join(self.head())
        return Planted(head, tuple(chapters), tuple(self.facts), told + self.counted)

    def head(self) -> Iterator[str]:
        yield "campaign: planted\ntitle: Planted\nstart: c0-p0\nplayer: mika\nstats:\n"
        for stat in self.stats:
            yield f"  {stat}: {{start: 40, bands: {{low: 0, middling: 34, high: 67}}}}\n"
        yield "flags:\n" + "".join(f"  {flag}: So it was.\n" for flag in self.flags + self.private)
        yield "named:\n"
        yield from (f"  {word}: {{one of: [one, two, three], start: one}}\n" for word in self.words)
        yield "conditions:\n"
        for n, stat in enumerate(self.stats):
            yield f"  case{n}: {stat} < 60 and not {self.flags[n % len(self.flags)]}\n"
        yield "cast:\n  mika: {name: Mika, says: MIKA}\n  joe: {name: Joe, says: JOE, trust: 50}\n"
        if self.rules:
            yield "rules:\n" + "".join(f"  - {rule}\n" for rule in self.rules)

    # Chapters

    def chapter(self, number: int, count: int) -> Iterator[str]:
        """A chapter with its gadgets."""
        chance = self.chance
        own = self.own(number)
        here = f"c{number}"
        yield "passages:\n"
        until = self.size * (number + 1) // count
        body: list[str] = []
        gadgets: list[tuple[str, str]] = []
        self.chapters_left = count - number - 1
        for wait in [each for each in self.waiting if each.chapter <= number]:
            self.waiting.remove(wait)
            gate = f"{here}-w{len(gadgets)}"
            gadgets.append((gate, f"{here}-p{len(gadgets) + 1}"))
            body += wait.passages(gate, f"{here}-p{len(gadgets) + 1}")
        begun: list[str] = []
        # As much of the chapter is gadgets as the faults that are due need.
        while self.faults < self.density * until and self.made + len(gadgets) < until - 4:
            if chance.random() < 0.12:
                more = self.far(number, count, begun)
                if more:
                    continue
            before = self.facts[-1] if self.facts else None
            gate = f"{here}-g{len(gadgets)}"
            onwards = f"{here}-p{len(gadgets) + 1}"
            gadget = chance.choice(self.kinds)
            self.gadgets += 1
            fault = chance.random() < 0.5
            body += gadget(gate, onwards, own, fault)
            assert self.facts[-1] is not before
            gadgets.append((gate, onwards))
        plain = max(len(gadgets) + 2, until - self.made)
        for place in range(plain):
            self.made += 1
            gate = gadgets[place][0] if place < len(gadgets) else ""
            yield from self.plain(number, place, plain, count, own, gate, begun)
        yield from body

    def own(self, number: int) -> _Own:
        """The names of a chapter: those of its neighbours, in part."""

        def some(pool: list[str], many: int, step: int) -> list[str]:
            return [pool[(number * step + n) % len(pool)] for n in range(min(many, len(pool)))]

        stats = some(self.stats, 3, 1)
        condition = f"case{self.stats.index(stats[0])}"
        return _Own(some(self.flags, 8, 3), stats, self.words[number % len(self.words)], condition)

    def plain(
        self,
        chapter: int,
        place: int,
        places: int,
        chapters: int,
        own: _Own,
        gate: str,
        begun: list[str],
    ) -> Iterator[str]:
        """A passage of a chapter's row, with a way to a gadget."""
        chance = self.chance
        yield f"  c{chapter}-p{place}:\n"
        if place and chance.random() < 0.02:
            yield "    draw: evenings\n" if chance.random() < 0.5 else "    call: questioning\n"
        yield "    text: |\n      Rain came down upon every roof.\n\n"
        yield f"      {{if {self.condition(own)}}} Nobody spoke of it.\n"
        yield "    choices:\n"
        last = chapter == chapters - 1
        farthest = max(1, chapters // 40)
        following = f"c{min(chapters - 1, chapter + chance.randint(1, farthest))}-p0"
        end = f"the-end{chance.randrange(4)}"
        following = end if last else following
        onwards = f"c{chapter}-p{place + 1}" if place + 1 < places else following
        yield f"      - {{id: on, text: Go on., goto: {onwards}}}\n"
        if gate:
            yield f"      - {{id: detour, text: Look into it., goto: {gate}}}\n"
        if not place:
            yield f"      - {{id: away, text: Leave it., goto: {following}}}\n"
            next_ = end if last else f"c{chapter + 1}-p0"
            yield f"      - {{id: next, text: Leave it soon., goto: {next_}}}\n"
            for n, effect in enumerate(begun):
                yield f"      - {{id: begin{n}, text: Begin., do: '{effect}', goto: {next_}}}\n"
            begun.clear()
        for n in range(chance.randint(1, 2)):
            step = chance.randint(1, 6) * (-1 if place > 1 and chance.random() < 0.4 else 1)
            target = f"c{chapter}-p{min(places - 1, max(1, place + step))}"
            asks = place and chance.random() < 0.6
            yield f"      - {{id: c{n}, text: Turn aside {n}.,"
            if asks:
                yield f" if: '{self.condition(own)}',"
            if self.counted < self.most_counted and chance.random() < 0.04:
                self.counted += 1
                yield " once: yes,"
            # What is set only where something is set already may never be: that is not planted.
            effect = self.step(own) if asks else self.effect(own)
            yield f" do: '{effect}', goto: {target}}}\n"

    def effect(self, own: _Own) -> str:
        chance = self.chance
        kind = chance.random()
        if kind < 0.6:
            return f"{chance.choice(('set', 'set', 'clear'))} {chance.choice(own.flags)}"
        if kind < 0.75:
            return f"{own.word} is {chance.choice(('one', 'two', 'three'))}"
        return self.step(own)

    def step(self, own: _Own) -> str:
        chance = self.chance
        kind = chance.random()
        if kind < 0.1:
            return f"clear {chance.choice(own.flags)}"
        if kind < 0.8:
            return (
                f"{chance.choice(own.stats)} {chance.choice((-17, -13, -8, -4, 5, 7, 11, 19)):+d}"
            )
        if kind < 0.9:
            return f"trust.joe {chance.choice((-3, 4)):+d}"
        return f"{chance.choice(own.stats)} {chance.choice((-4, 4)):+d} to {chance.choice((5, 6))}"

    def condition(self, own: _Own) -> str:
        chance = self.chance
        flag, other = chance.sample(own.flags, 2)
        stat = chance.choice(own.stats)
        return chance.choice(
            (
                f"{stat} >= {chance.randint(20, 70)}",
                f"{flag} or {stat} is middling",
                f"not {flag} and {stat} <= {chance.randint(30, 85)}",
                own.condition,
                f"{flag} and not {other}",
                f"{own.word} is {chance.choice(('one', 'two', 'three'))} or {flag}",
                f"{stat} + {own.stats[0]} > {chance.randint(50, 120)}",
                flag,
                f"not {other}",
            )
        )

    # Beside the story

    def aside(self) -> None:
        """Cards, a scene that returns, and events of which some never come."""
        told = self.asides
        for n in range(COPIED):
            told.append(
                f"  card{n}: {{text: It is lit., do: {self.stats[n % len(self.stats)]} +{n + 1},"
                f" card: {{deck: evenings, once: {'yes' if n % 2 else 'no'}, weight: {n + 1}}}}}\n"
            )
        told.append("  questioning: {text: He looks at the lamp., next: questioned}\n")
        told.append("  questioned: {text: He looks away., do: trust.joe -2, next: return}\n")
        self.made += COPIED + 2

    def flag(self) -> str | None:
        """A flag of its own, while there are any."""
        if len(self.private) >= self.most_private:
            return None
        self.private.append(f"own{len(self.private)}")
        return self.private[-1]

    def fact(self, kind: str, subject: tuple[str, ...], fault: bool) -> None:
        self.facts.append(Fact(kind, subject, fault))
        self.faults += fault

    def sub(self, id_: str, body: str) -> str:
        """A passage of a gadget."""
        self.made += 1
        return f"  {id_}: {{text: So it stands., {body}}}\n"

    # What reaches from chapter to chapter

    def far(self, number: int, count: int, begun: list[str]) -> bool:
        """Two flags of which only one can be set, or both; a later chapter asks for them."""
        chance = self.chance
        one, other = self.flag(), self.flag()
        if one is None or other is None or count - number < 4:
            return False
        fault = chance.random() < 0.5
        # Of the ways on from a chapter's first passage, which nothing leads back to, one is taken.
        begun.append(f"set {one}")
        both = f"set {one}, set {other}" if not fault else f"set {other}"
        begun.append(both)
        later = number + chance.randint(2, min(40, count - number - 1))
        kind = chance.choice(("choice", "variant", "passage", "event", "rule"))
        asks = f"{one} and {other}"
        if kind == "event":
            if self.events >= COPIED:
                kind = "choice"
            else:
                id_ = f"event{self.events}"
                self.events += 1
                self.asides.append(f"  {id_}: {{text: It has come., event: when {asks}}}\n")
                self.made += 1
                self.fact("event", (id_,), fault)
                return True
        if kind == "rule":
            if len(self.rules) >= COPIED:
                kind = "choice"
            else:
                self.fact("rule", ("", str(len(self.rules))), not fault)
                self.rules.append(f"never: {asks}")
                return True

        def passages(gate: str, onwards: str) -> Iterator[str]:
            if kind == "choice":
                self.fact("choice", (gate, "both"), fault)
                yield self.sub(
                    gate,
                    f"choices: [{{id: both, text: Both., if: {asks}, goto: {onwards}}},"
                    f" {{id: on, text: Go on., goto: {onwards}}}]",
                )
            elif kind == "variant":
                self.fact("variant", (gate, "text"), fault)
                self.made += 1
                yield f"  {gate}: {{text: 'So. {{if {asks}: Both.}}', next: {onwards}}}\n"
            else:
                self.fact("passage", (f"{gate}-b",), fault)
                yield self.sub(gate, f"next: [{{if {asks}: {gate}-b}}, {{otherwise: {onwards}}}]")
                yield self.sub(f"{gate}-b", f"next: {onwards}")

        self.waiting.append(_Wait(later, passages))
        return True

    # Gadgets within a chapter. Each begins at its gate and goes on at the next passage of the row.

    def arms(self, gate: str, own: _Own, all_of: bool, to: str) -> Iterator[str]:
        """A fork that sets one of two flags, or with `all_of` maybe both."""
        one, other = own.flags[:2]
        again = f"{gate}-f" if all_of else to
        yield self.sub(gate, f"do: 'clear {one}, clear {other}', next: {gate}-f")
        yield self.sub(
            f"{gate}-f",
            f"choices: [{{id: a, text: One., do: set {one}, goto: {again}}},"
            f" {{id: b, text: Other., do: set {other}, goto: {to}}}]",
        )

    def exclusive_choice(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        one, other = own.flags[:2]
        yield from self.arms(gate, own, not fault, f"{gate}-m")
        yield self.sub(f"{gate}-m", f"next: {gate}-e")
        yield self.sub(
            f"{gate}-e",
            f"choices: [{{id: both, text: Both., if: {one} and {other}, goto: {onwards}}},"
            f" {{id: on, text: Go on., goto: {onwards}}}]",
        )
        self.fact("choice", (f"{gate}-e", "both"), fault)

    def always_open(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        one, other = own.flags[:2]
        yield self.sub(gate, f"do: 'clear {one}, clear {other}', next: {gate}-f")
        third = "" if fault else f", {{id: c, text: Neither., goto: {gate}-e}}"
        yield self.sub(
            f"{gate}-f",
            f"choices: [{{id: a, text: One., do: set {one}, goto: {gate}-e}},"
            f" {{id: b, text: Other., do: set {other}, goto: {gate}-e}}{third}]",
        )
        yield self.sub(
            f"{gate}-e",
            f"choices: [{{id: some, text: One of them., if: {one} or {other}, goto: {onwards}}},"
            f" {{id: on, text: Go on., goto: {onwards}}}]",
        )
        self.fact("fails", (f"{gate}-e", "some"), fault)

    def far_stat(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        stat = own.stats[0]
        step, most = self.chance.randint(3, 17), self.chance.randint(40, 70)
        top = 20
        while top < most:
            top += step
        asked = top + 1 if fault else top
        yield self.sub(gate, f"do: {stat} = 20, next: {gate}-l")
        yield self.sub(
            f"{gate}-l",
            f"choices: [{{id: more, text: More., if: {stat} < {most}, do: {stat} +{step},"
            f" goto: {gate}-l}}, {{id: far, text: Far., if: {stat} >= {asked}, goto: {onwards}}},"
            f" {{id: on, text: Go on., goto: {onwards}}}]",
        )
        self.fact("choice", (f"{gate}-l", "far"), fault)

    def dead_route(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        one, other = own.flags[:2]
        yield from self.arms(gate, own, not fault, f"{gate}-m")
        yield self.sub(
            f"{gate}-m", f"next: [{{if {one} and {other}: {gate}-x}}, {{otherwise: {onwards}}}]"
        )
        yield self.sub(f"{gate}-x", f"next: {gate}-y")
        yield self.sub(f"{gate}-y", f"next: {onwards}")
        self.fact("passage", (f"{gate}-x",), fault)
        self.fact("passage", (f"{gate}-y",), fault)

    def soft_lock(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        one, other = own.flags[:2]
        third = f", {{id: c, text: Neither., goto: {gate}-e}}" if fault else ""
        yield self.sub(gate, f"do: 'clear {one}, clear {other}', next: {gate}-f")
        yield self.sub(
            f"{gate}-f",
            f"choices: [{{id: a, text: One., do: set {one}, goto: {gate}-e}},"
            f" {{id: b, text: Other., do: set {other}, goto: {gate}-e}}{third}]",
        )
        yield self.sub(
            f"{gate}-e",
            f"choices: [{{id: a, text: One., if: {one}, goto: {onwards}}},"
            f" {{id: b, text: Other., if: {other}, goto: {onwards}}}]",
        )
        self.fact("stuck", (f"{gate}-e",), fault)

    def summed_lock(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        one, other = own.stats[0], own.stats[1]
        limit = self.chance.randint(60, 130)
        below = limit - 1 if fault else limit
        # 30 + 9a and 20 + 7b: the gap of one is met for some a and b, or a limit is taken that is.
        sums = {30 + 9 * a + 20 + 7 * b for a in range(6) for b in range(7)}
        while limit not in sums:
            limit -= 1
            below -= 1
        yield self.sub(gate, f"do: '{one} = 30, {other} = 20', next: {gate}-f")
        yield self.sub(
            f"{gate}-f",
            f"choices: [{{id: a, text: One., if: {one} < 75, do: {one} +9, goto: {gate}-f}},"
            f" {{id: b, text: Other., if: {other} < 62, do: {other} +7, goto: {gate}-f}},"
            f" {{id: c, text: Enough., goto: {gate}-e}}]",
        )
        yield self.sub(
            f"{gate}-e",
            f"choices: [{{id: a, text: Much., if: {one} + {other} > {limit}, goto: {onwards}}},"
            f" {{id: b, text: Little., if: {one} + {other} <= {below}, goto: {onwards}}}]",
        )
        self.fact("stuck", (f"{gate}-e",), fault)

    def trap(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        key = own.flags[2]
        gain = "" if fault else f"do: set {key}, "
        yield self.sub(gate, f"do: clear {key}, next: {gate}-f")
        yield self.sub(
            f"{gate}-f",
            f"choices: [{{id: a, text: Take it., do: set {key}, goto: {gate}-r}},"
            f" {{id: b, text: Leave it., goto: {gate}-r}}]",
        )
        yield self.sub(
            f"{gate}-r",
            f"choices: [{{id: out, text: Out., if: {key}, goto: {onwards}}},"
            f" {{id: round, text: Round., goto: {gate}-s}}]",
        )
        yield self.sub(f"{gate}-s", f"choices: [{{id: back, text: Back., {gain}goto: {gate}-r}}]")
        self.fact("trap", (f"{gate}-r",), fault)

    def fading_trap(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        stat = own.stats[1]
        step = self.chance.randint(3, 11)
        gain = (
            ""
            if fault
            else (f", {{id: rest, text: Rest., do: {stat} +{2 * step}, goto: {gate}-r}}")
        )
        yield self.sub(gate, f"do: {stat} = 60, next: {gate}-r")
        yield self.sub(
            f"{gate}-r",
            f"choices: [{{id: out, text: Out., if: {stat} >= {60 - step}, goto: {onwards}}},"
            f" {{id: work, text: Work., do: {stat} -{step}, goto: {gate}-r}}{gain}]",
        )
        self.fact("trap", (f"{gate}-r",), fault)

    def lost_ending(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        one, other = own.flags[:2]
        self.endings += 1
        yield from self.arms(gate, own, not fault, f"{gate}-m")
        yield self.sub(
            f"{gate}-m",
            f"choices: [{{id: end, text: End it., if: {one} and {other}, goto: {gate}-end}},"
            f" {{id: on, text: Go on., goto: {onwards}}}]",
        )
        yield self.sub(
            f"{gate}-end", f"ending: {{title: Ending {self.endings}, order: {self.endings + 9}}}"
        )
        self.fact("ending", (f"{gate}-end",), fault)
        self.fact("choice", (f"{gate}-m", "end"), fault)

    def unread_variant(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        word = own.word
        known = ("one", "two") if fault else ("one", "two", "three")
        choices = ", ".join(
            f"{{id: {each}, text: Say {each}., do: {word} is {each}, goto: {gate}-e}}"
            for each in known
        )
        yield self.sub(gate, f"choices: [{choices}]")
        self.made += 1
        yield (
            f"  {gate}-e: {{text: 'He nods. {{if {word} is three: At three.}}', next: {onwards}}}\n"
        )
        self.fact("variant", (f"{gate}-e", "text"), fault)

    def too_many_visits(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        """A passage that can be seen twice, or three times."""
        if self.counted + 4 > self.most_counted:
            yield from self.exclusive_choice(gate, onwards, own, fault)
            return
        self.counted += 4
        third = (
            "" if fault else (f"{{id: third, text: Once more still., once: yes, goto: {gate}-v}}, ")
        )
        yield self.sub(
            gate,
            f"choices: [{{id: first, text: Once., once: yes, goto: {gate}-v}},"
            f" {{id: second, text: Once more., once: yes, goto: {gate}-v}},"
            f" {third}{{id: on, text: Go on., goto: {onwards}}}]",
        )
        yield self.sub(
            f"{gate}-v",
            f"choices: [{{id: thrice, text: It is known., if: seen({gate}-v) >= 3,"
            f" goto: {onwards}}}, {{id: back, text: Back., goto: {gate}}}]",
        )
        self.fact("choice", (f"{gate}-v", "thrice"), fault)

    def once_only(self, gate: str, onwards: str, own: _Own, fault: bool) -> Iterator[str]:
        """A passage whose ways on are taken once, beside one that stays open, or not."""
        if self.counted + 2 > self.most_counted:
            yield from self.soft_lock(gate, onwards, own, fault)
            return
        self.counted += 2
        stay = "" if fault else f", {{id: c, text: Go on., goto: {onwards}}}"
        yield self.sub(
            gate,
            f"choices: [{{id: a, text: One., once: yes, goto: {gate}-b}},"
            f" {{id: b, text: Other., once: yes, goto: {gate}-b}}{stay}]",
        )
        yield self.sub(f"{gate}-b", f"next: {gate}")
        self.fact("stuck", (gate,), fault)
