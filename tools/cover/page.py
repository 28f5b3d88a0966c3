"""Coverage as one HTML page: the story's files, each line coloured by what became of it."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from game.diagnostics.span import Source, Span
from game.screens import theme
from tools.cover.report import SHOWN, UNDECIDED, UNREACHABLE, UNSHOWN, Report, Tally
from tools.embed import embedded
from tools.storymap.drawing import hexadecimal

HERE: Final = Path(__file__).parent

MARKS: Final = {SHOWN: "s", UNSHOWN: "n", UNREACHABLE: "u", UNDECIDED: "d"}
"""What became of a line, as a class."""

MEANINGS: Final = {
    SHOWN: "shown",
    UNSHOWN: "never shown",
    UNREACHABLE: "unreachable, which is proved",
    UNDECIDED: "neither shown nor proved unreachable",
}

FACES: Final = (
    ("PTMono-Regular", "PT Mono", "400"),
    ("PTSerif-Regular", "PT Serif", "400"),
    ("PTSerif-Bold", "PT Serif", "700"),
    ("Oswald-Bold", "Oswald", "700"),
)


def html(report: Report, sources: Mapping[str, Source], assets: Path) -> str:
    """The page; it needs no network and no other file, and reads without scripts too."""
    files = list(dict.fromkeys(line.span.file for line in report.lines.all))
    known = [sources[file] for file in files if file in sources]
    letters = set(map(chr, range(32, 127))) | set("“”‘’—–…·×") | set(report.title.upper())
    letters |= set().union(*(set(source.text) for source in known)) - {"\n", "\r", "\t"}
    fonts = "".join(embedded(assets, [(*face, letters) for face in FACES]))
    story = report.lines.program.story
    whole = report.tallies[-1]
    counts = {state: len(report.of(state)) for state in MARKS}
    return Template((HERE / "page.html").read_text("utf-8")).substitute(
        language=escape(story.language or "en"),
        title=escape(report.title),
        spot=hexadecimal(theme.SPOT.get(story.ink, theme.VERMILION)),
        fonts=fonts,
        style=(HERE / "page.css").read_text("utf-8"),
        script=(HERE / "page.js").read_text("utf-8"),
        percent=f"{whole.percent} %",
        told=escape(_told(report, whole)),
        legend="".join(
            f'<li><mark class="{MARKS[state]}">{escape(MEANINGS[state])}</mark> {count}</li>'
            for state, count in counts.items()
            if count or state in (SHOWN, UNSHOWN)
        ),
        chapters="".join(map(_chapter, report.tallies[:-1])),
        contents="".join(_entry(number, file, report) for number, file in enumerate(files)),
        files="".join(_file(number, source, report) for number, source in enumerate(known)),
    )


def _told(report: Report, whole: Tally) -> str:
    games = len(report.games)
    by = "1 playthrough" if games == 1 else f"{games} playthroughs"
    return f"{whole.shown} of {whole.reachable} lines that can be shown, by {by}"


def _chapter(tally: Tally) -> str:
    name = "mastheads" if tally.chapter == "-" else tally.chapter
    missing = tally.reachable - tally.shown
    state = "none" if not missing else "some"
    return (
        f'<tr class="{state}"><th scope="row">{escape(name)}</th><td>{missing}</td>'
        f"<td>{tally.reachable}</td><td>{tally.percent} %</td></tr>"
    )


def _entry(number: int, file: str, report: Report) -> str:
    states = [
        state
        for line, state in zip(report.lines.all, report.states, strict=True)
        if line.span.file == file
    ]
    missing = len(states) - states.count(SHOWN) - states.count(UNREACHABLE)
    return f'<li><a href="#f{number}">{escape(file)}</a> <span>{missing or ""}</span></li>'


def _file(number: int, source: Source, report: Report) -> str:
    marks = _marks(source, report)
    rows = []
    for at in range(1, len(source.starts) + 1):
        text = source.line(at)
        start = source.starts[at - 1]
        if at == len(source.starts) and not text:
            continue
        parts = "".join(_parts(text, marks[start : start + len(text)]))
        rows.append(f'<li id="f{number}-{at}">{parts}</li>')
    return (
        f'<section aria-label={quoteattr(source.file)}><h2 id="f{number}">{escape(source.file)}'
        f"</h2><ol>{''.join(rows)}</ol></section>"
    )


def _marks(source: Source, report: Report) -> list[str]:
    """For each letter of a file the class of the innermost line that it is part of."""
    marks = [""] * (len(source.text) + 1)
    for line, state in zip(report.lines.all, report.states, strict=True):
        if line.span.file == source.file:
            start, end = _offsets(source, line.span)
            marks[start:end] = [MARKS[state]] * (end - start)
    return marks


def _offsets(source: Source, span: Span) -> tuple[int, int]:
    start = source.starts[span.line - 1] + span.column - 1
    end = source.starts[span.end_line - 1] + span.end_column - 1
    return start, min(end, len(source.text))


def _parts(text: str, marks: list[str]) -> Iterator[str]:
    """A line of a file: stretches of one class; what it is indented by has none."""
    indent = len(text) - len(text.lstrip())
    yield escape(text[:indent])
    at = indent
    for mark, run in groupby(marks[indent:]):
        length = len(list(run))
        words = escape(text[at : at + length])
        yield f'<mark class="{mark}">{words}</mark>' if mark else words
        at += length
