"""Turns as plain text: for the terminal, for transcripts, for the plain-text view of any paper."""

import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from game.engine.calendar import old_style, spoken_date
from game.engine.forms import form_name, kind_name
from game.engine.labels import number_label
from game.engine.prose import Entry, FrontPage, Line, Paper, Sheet, Table, Word, Words, text_of
from game.engine.removed import shown_name
from game.engine.state import Change, Offer, Turn
from game.model.story import Achievement, CharacterId, Story
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


def opening_words(turn: Turn) -> str:
    """What a page is known by: a paper's headline or title, else the first paragraph."""
    if turn.front_page:
        return text_of(turn.front_page.headline)
    if turn.paper:
        form, title = form_name(turn.paper.form), text_of(turn.paper.title)
        return ": ".join(part for part in (form[:1].upper() + form[1:], title) if part)
    if turn.sheet:
        kind, title = kind_name(turn.sheet.kind), sheet_title(turn.sheet, turn.program.story)
        return ": ".join(part for part in (kind[:1].upper() + kind[1:], title) if part)
    for page in turn.pages:
        for line in page:
            return f"{line.name}: {text_of(line.words)}" if line.name else text_of(line.words)
    return ""


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
    """A front page as it was printed, a paragraph each."""
    head = (page.masthead.upper(), page_date(page, date), page.price)
    yield " · ".join(filter(None, head))
    if page.organ:
        yield plain(page.organ)
    if page.motto:
        yield page.motto
    if page.ear:
        yield from _table(page.ear)
    yield plain(page.headline).upper()
    if page.deck:
        yield plain(page.deck)
    yield from map(line_text, page.lead)
    if page.caption:
        yield say("[Photograph: {caption}]", caption=plain(page.caption))
    for column in (page.editorial, page.decree, *page.columns):
        if column is not None:
            title = f"{plain(column.title)}. " if column.title else ""
            body = " ".join(map(line_text, column.lines))
            yield f"{title}{body}"
    if page.figures:
        yield from _table(page.figures)
    if page.slogan:
        yield plain(page.slogan).upper()
    if page.stamp:
        yield say("[Stamped: {words}]", words=plain(page.stamp))


def proof_text(page: FrontPage, story: Story) -> Iterator[str]:
    """What the censor did to a front page, in words; nothing where there is no proof."""
    proof = page.proof
    if proof is None:
        return
    for words in proof.bars:
        yield say("Painted over: “{words}”", words=words)
    for words in proof.strikes:
        yield say("Struck out: “{words}”", words=words)
    for title in proof.lifted:
        yield say("Lifted: “{title}”", title=title)
    for person in proof.missing:
        role = story.cast[person].role
        yield say("Name removed: {role}", role=role) if role else say("Name removed.")
    for note, _ in proof.notes:
        yield say("Written beside it: “{words}”", words=plain(note))
    if proof.refusal:
        yield say("[Stamped: {words}]", words=plain(proof.refusal))


def page_date(page: FrontPage, date: str) -> str:
    """The date of a front page: where it uses both calendars, the old one's first."""
    old = old_style(date) if page.old_style else ""
    if not old:
        return spoken_date(date)
    return say("{old} ({new})", old=spoken_date(old), new=spoken_date(date))


def _table(table: Table) -> Iterator[str]:
    pairs = (filter(None, map(plain, row)) for row in table.rows)
    rows = "; ".join(map(" ".join, pairs))
    title, note = plain(table.title), plain(table.note)
    yield ". ".join(filter(None, (f"{title}: {rows}" if title and rows else title or rows, note)))


def paper_text(paper: Paper) -> Iterator[str]:
    """A document, a paragraph each."""
    heading = " · ".join(
        part for part in (form_name(paper.form).upper(), plain(paper.title)) if part
    )
    if heading:
        yield f"[{heading}]"
    yield from map(line_text, paper.lines)


def sheet_text(sheet: Sheet, story: Story) -> Iterator[str]:
    """An interlude, a paragraph each: what it is, then its fields as they would be read aloud."""
    yield from _READERS[sheet.kind](sheet, story)


def sheet_title(sheet: Sheet, story: Story) -> str:
    """What an interlude is known by: a title, a station, names; a letter has none."""
    if people := sheet.people.get("subject"):
        return names(people, story)
    for field in ("case", "book", "station", "title", "caption"):
        if field in sheet.lines:
            return text_of(sheet.lines[field])
    return ""


def names(
    people: tuple[CharacterId, ...], story: Story, gone: frozenset[CharacterId] = frozenset()
) -> str:
    """The names of some of the cast, in order; of those who were removed, that they were."""
    return ", ".join(shown_name(person, story, gone) for person in people)


def posts(people: tuple[CharacterId, ...], story: Story) -> str:
    """What some of the cast are, in order."""
    return "; ".join(filter(None, (story.cast[person].role for person in people)))


def numbered(number: str) -> str:
    """A number as printed, `No. 114`; one that is written otherwise as it is."""
    return say("No. {number}", number=number) if number[:1].isdigit() else number


def by_side(units: tuple[Entry, ...]) -> Mapping[str, list[Entry]]:
    """The units of each side, in the order in which the sides come; those of none first."""
    sides: dict[str, list[Entry]] = {"": []}
    for unit in units:
        sides.setdefault(text_of(unit.fields.get("side", ())), []).append(unit)
    return {side: group for side, group in sides.items() if group}


def _telegram(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(
        sheet,
        _field(say("From: {words}"), sheet, "from"),
        _field(say("To: {words}"), sheet, "to"),
    )
    yield from _words(sheet)
    yield from _fields(sheet, (say("In pencil: {words}"), "answer"))


def _letter(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(sheet, _field(say("From: {words}"), sheet, "from"))
    yield from _fields(sheet, ("{words}", "to"))
    yield from _words(sheet)
    yield from _fields(
        sheet, ("{words}", "signed"), (say("Below the signature: {words}"), "postscript")
    )


def _court(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(
        sheet,
        _line(sheet, "case"),
        _field(say("Session: {words}"), sheet, "session"),
        _field(say("Presiding: {words}"), sheet, "presiding"),
    )
    yield from _words(sheet)
    yield from _fields(sheet, (say("Stamped across it: {words}"), "stamp"))


def _historian(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(
        sheet,
        _line(sheet, "book"),
        _field(say("By {words}"), sheet, "author"),
        _line(sheet, "year"),
        _field(say("Page {words}"), sheet, "page"),
    )
    yield from _words(sheet)
    for number, note in enumerate(sheet.lists.get("notes", ()), start=1):
        words = _of(note, "text")
        yield say("Note {number}: {words}", number=number, words=words)


def _dossier(sheet: Sheet, story: Story) -> Iterator[str]:
    post = posts(sheet.people.get("subject", ()), story)
    yield _head(
        sheet,
        _people(say("Subject: {words}"), sheet, "subject", story),
        say("Post: {words}", words=post) if post else "",
        _field(say("Opened: {words}"), sheet, "opened"),
        _field(say("Charge: {words}"), sheet, "charge"),
    )
    yield from _words(sheet)
    yield from _fields(sheet, (say("In pencil: {words}"), "verdict"))


def _radio(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(sheet, _line(sheet, "station"), _field(say("Heard at: {words}"), sheet, "hour"))
    yield from _words(sheet)


def _order_of_battle(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(sheet, _line(sheet, "title"))
    for side, units in by_side(sheet.lists.get("units", ())).items():
        if side:
            yield f"{side}:"
        for unit in units:
            what = ", ".join(filter(None, (_of(unit, "kind"), _of(unit, "strength"))))
            name = ": ".join(filter(None, (_of(unit, "name"), what)))
            commander = _of(unit, "commander")
            led = say("Commander: {words}", words=commander) if commander else ""
            yield _run_in(name, led, _of(unit, "note"))


def _map(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(sheet, _line(sheet, "title"))
    for place in sheet.lists.get("places", ()):
        side = _of(place, "side")
        held = say("Held by: {words}", words=side) if side else ""
        yield _run_in(_told(place), held)
    yield from _fields(sheet, (say("The arrow: {words}"), "arrow"), ("{words}", "caption"))


def _ledger(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(sheet, _line(sheet, "title"))
    for entry in sheet.lists.get("names", ()):
        beside = _of(entry, "mark")
        yield _run_in(_told(entry), say("Beside the name: {words}", words=beside) if beside else "")


def _photograph(sheet: Sheet, story: Story) -> Iterator[str]:
    yield _head(sheet, _line(sheet, "caption"), _field(say("Taken at: {words}"), sheet, "place"))
    many = len(sheet.people.get("group", ())) > 1
    label = say("From left to right: {words}") if many else say("In the picture: {words}")
    if group := _people(label, sheet, "group", story):
        yield _sentence(group)
    yield from _fields(sheet, (say("On the back: {words}"), "back"))


_READERS: Final[Mapping[str, Callable[[Sheet, Story], Iterator[str]]]] = {
    "telegram": _telegram,
    "letter": _letter,
    "court": _court,
    "historian": _historian,
    "dossier": _dossier,
    "radio": _radio,
    "order-of-battle": _order_of_battle,
    "map": _map,
    "ledger-of-names": _ledger,
    "photograph": _photograph,
}


def _head(sheet: Sheet, *parts: str) -> str:
    """The heading: in capitals what paper it is, its number, then what stands at its head."""
    kind = kind_name(sheet.kind).upper()
    return _run_in(f"{kind} {numbered(_line(sheet, 'number'))}".rstrip(), *parts)


def _run_in(*parts: str) -> str:
    """The parts that are not empty as sentences of one paragraph."""
    return " ".join(map(_sentence, filter(None, parts)))


def _sentence(text: str) -> str:
    return text if text.rstrip("*_’”»)").endswith((".", "!", "?", "…", ":")) else f"{text}."


def _words(sheet: Sheet) -> Iterator[str]:
    yield from map(line_text, sheet.texts.get("words", ()))


def _line(sheet: Sheet, name: str) -> str:
    return plain(sheet.lines.get(name, ()))


def _of(entry: Entry, name: str) -> str:
    return plain(entry.fields.get(name, ()))


def _told(entry: Entry) -> str:
    """A name, and after it what is noted of it."""
    return ": ".join(filter(None, (_of(entry, "name"), _of(entry, "note"))))


def _field(label: str, sheet: Sheet, name: str) -> str:
    """A line with what it is, empty where it has no words."""
    words = _line(sheet, name)
    return label.format(words=words) if words else ""


def _fields(sheet: Sheet, *fields: tuple[str, str]) -> Iterator[str]:
    """Lines as paragraphs, those without words left out."""
    yield from filter(None, (_field(label, sheet, name) for label, name in fields))


def _people(label: str, sheet: Sheet, name: str, story: Story) -> str:
    people = sheet.people.get(name, ())
    return label.format(words=names(people, story, sheet.removed)) if people else ""


def reading_text(turn: Turn, skip_hard: bool = False) -> Iterator[str]:
    """All that a turn gives to read, a paragraph each: answer, text, papers, ending."""
    yield from map(line_text, turn.answer)
    yield from _told_here(turn, skip_hard)


def _told_here(turn: Turn, skip_hard: bool) -> Iterator[str]:
    """What the passage itself gives to read."""
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
    if turn.sheet:
        yield from sheet_text(turn.sheet, turn.program.story)
    if turn.over:
        title = text_of(turn.title)
        yield say("THE END: {title}", title=title) if title else say("THE END")
        yield from map(line_text, turn.verdict)


def dateline(turn: Turn) -> str:
    """Place, date and hour; of a page of a book, which has its own year, the place."""
    if turn.sheet is not None and turn.sheet.kind == "historian":
        return turn.place
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


def award_text(award: Achievement) -> str:
    """What was achieved, with the sentence that says it."""
    sentence = award.means if award.means != award.title else ""
    return say("Achieved: {title}. {sentence}", title=award.title, sentence=sentence).strip()


def turn_text(
    turn: Turn,
    width: int | None = None,
    skip_hard: bool = False,
    hidden: bool = True,
    mark_hard: bool = False,
) -> str:
    """A whole turn: the answer, changes, dateline, what is read, what can be done.

    The answer to a choice stands over the place and the date, for it belongs to where the choice
    was taken. Numbers that the player does not see are told of only with `hidden`; hard scenes
    are announced with `mark_hard`.
    """
    story = turn.program.story
    blocks = [_wrapped(line_text(line), width) for line in turn.answer]
    changes = [each for each in turn.changes if hidden or story.numbers[each.name].gauge]
    if changes:
        blocks.append("\n".join(change_text(change, story) for change in changes))
    blocks += [award_text(award) for award in turn.awards]
    head = dateline(turn)
    if len(turn.state.chapters) and turn.state.visits.get(turn.passage.id) == 1:
        started = turn.chapter.start == turn.passage.id
        head = f"{turn.chapter.title.upper()}\n{head}".rstrip() if started else head
    if mark_hard and turn.passage.hard:
        blocks.append(say("[A hard scene: {note}]", note=turn.passage.hard.note))
    if head:
        blocks.append(head)
    blocks += [_wrapped(text, width) for text in _told_here(turn, skip_hard)]
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
