"""Turns as plain text: for the terminal, for transcripts, for the plain-text view of any paper."""

import textwrap
from collections.abc import Iterator

from game.engine.calendar import spoken_date
from game.engine.forms import form_name
from game.engine.labels import number_label
from game.engine.prose import FrontPage, Line, Paper, Word, Words, text_of
from game.engine.state import Change, Offer, Turn
from game.model.story import Story
from game.text.tongue import say

_MARKS = {"": "", "stress": "*", "title": "_"}


def plain(words: Words) -> str:
    """Words with stress and titles marked by signs, as in a typescript."""
    return "".join(map(_marked, words))


def _marked(word: Word) -> str:
    """The word between its signs; the white space at its ends stays outside them."""
    mark = _MARKS[word.look]
    inner = word.text.strip()
    if not mark or not inner:
        return word.text
    lead, trail = word.text.split(inner, 1)
    return f"{lead}{mark}{inner}{mark}{trail}"


def line_text(line: Line) -> str:
    """A paragraph, with who speaks."""
    if line.speaker is None:
        return plain(line.words)
    if line.private:
        return f"{line.name} {plain(line.words)}"
    notes = [f"({note})" for note in (line.expression, line.aside) if note]
    notes += [f"[{line.channel}]"] if line.channel else []
    return f"{' '.join([line.name, *notes])}: {plain(line.words)}"


def front_page_text(page: FrontPage, date: str) -> Iterator[str]:
    """A front page, a paragraph each."""
    head = [page.masthead.upper(), spoken_date(date), page.price]
    yield " · ".join(part for part in head if part)
    if page.motto:
        yield page.motto
    yield plain(page.headline).upper()
    if page.deck:
        yield plain(page.deck)
    yield from map(line_text, page.lead)
    if page.caption:
        yield say("[Photograph: {caption}]", caption=plain(page.caption))
    for column in page.columns:
        title = f"{plain(column.title)}. " if column.title else ""
        body = " ".join(map(line_text, column.lines))
        yield f"{title}{body}"


def paper_text(paper: Paper) -> Iterator[str]:
    """A document, a paragraph each."""
    heading = " · ".join(
        part for part in (form_name(paper.form).upper(), plain(paper.title)) if part
    )
    if heading:
        yield f"[{heading}]"
    yield from map(line_text, paper.lines)


def reading_text(turn: Turn, skip_hard: bool = False) -> Iterator[str]:
    """All that a turn gives to read, a paragraph each: answer, text, papers, ending."""
    yield from map(line_text, turn.answer)
    if skip_hard and turn.instead:
        yield from map(line_text, turn.instead)
    else:
        for number, page in enumerate(turn.pages):
            if number:
                yield "* * *"
            yield from map(line_text, page)
    if turn.front_page:
        yield from front_page_text(turn.front_page, turn.date)
    if turn.paper:
        yield from paper_text(turn.paper)
    if turn.over:
        title = text_of(turn.title)
        yield say("THE END: {title}", title=title) if title else say("THE END")
        yield from map(line_text, turn.verdict)


def dateline(turn: Turn) -> str:
    """Place, date and hour."""
    parts = [turn.place, spoken_date(turn.date), turn.passage.time]
    return " · ".join(part for part in parts if part)


def offer_text(number: int, offer: Offer) -> str:
    """A choice as numbered; a closed one with its reason and figures."""
    label = plain(offer.label)
    if offer.open:
        return f"  {number}. {label}"
    locked = say("(locked: {reason})", reason=lock_text(offer))
    return f"  {number}. {label} {locked}"


def lock_text(offer: Offer) -> str:
    """Why a choice is closed: in the story's words, then in figures."""
    reason = text_of(offer.reason)
    if not offer.figures:
        return reason or say("not now")
    return f"{reason.rstrip('.')} ({offer.figures})" if reason else offer.figures


def change_text(change: Change, story: Story) -> str:
    """A change of a number, as `paranoia 40 → 45`."""
    label = number_label(story.numbers[change.name], story)
    return f"  {label} {change.before} → {change.after}"


def turn_text(turn: Turn, width: int | None = None, skip_hard: bool = False) -> str:
    """A whole turn: changes, dateline, what is read, what can be done."""
    story = turn.program.story
    blocks: list[str] = []
    if turn.changes:
        blocks.append("\n".join(change_text(change, story) for change in turn.changes))
    head = dateline(turn)
    if len(turn.state.chapters) and turn.state.visits.get(turn.passage.id) == 1:
        started = turn.chapter.start == turn.passage.id
        head = f"{turn.chapter.title.upper()}\n{head}".rstrip() if started else head
    if head:
        blocks.append(head)
    blocks += [_wrapped(text, width) for text in reading_text(turn, skip_hard)]
    if turn.offers:
        numbered = enumerate(turn.offers, start=1)
        blocks.append("\n".join(_wrapped(offer_text(*pair), width, "     ") for pair in numbered))
    elif turn.stuck:
        blocks.append(say("(The story stops here. This is a mistake in the story, not yours.)"))
    return "\n\n".join(blocks)


def _wrapped(text: str, width: int | None, indent: str = "") -> str:
    if width is None:
        return text
    return textwrap.fill(text, width, subsequent_indent=indent, break_on_hyphens=False)
