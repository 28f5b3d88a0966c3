"""A simulation's figures as one page of HTML without a network: plots as SVG, lists whole."""

import io
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Any, Final

from tools.embed import embedded
from tools.simulate.figures import Share
from tools.simulate.report import Report
from tools.simulate.text import never, numbers, percent

HERE: Final = Path(__file__).parent

INK, PAPER, RED, GREY = "#1C1715", "#F1E9D6", "#A3231A", "#B9A67C"

FACES: Final = (
    ("PTSerif-Regular", "PT Serif", "400"),
    ("PTSerif-Bold", "PT Serif", "700"),
    ("Oswald-Bold", "Oswald", "700"),
)

_NUMBER = re.compile(r"[+-]?[0-9., ]+(%|$)")

MOST_NAMED = 40
"""Names of what never came up that are told at once; the rest is folded away."""


def as_page(report: Report, assets: Path) -> str:
    """The page, with the game's fonts in it as far as these are there."""
    body = "".join(_parts(report, assets))
    letters = set(body) | set(report.title.upper()) | set(map(chr, range(32, 127)))
    fonts = "".join(embedded(assets, [(*face, letters) for face in FACES]))
    return Template((HERE / "page.html").read_text("utf-8")).substitute(
        title=escape(report.title),
        fonts=fonts,
        style=(HERE / "page.css").read_text("utf-8"),
        games=f"{report.runs:,}",
        told=escape(
            f"games by the policy {report.policy}, {report.choices_taken:,} choices, "
            f"seeds {report.seed:,} to {report.seed + report.runs - 1:,}"
        ),
        body=body,
    )


def _parts(report: Report, assets: Path) -> Iterator[str]:
    endings = sorted(report.endings, key=lambda each: (-each.games.count, each.id))
    yield "<section><h2>Endings</h2>"
    yield _bars([each.title or each.id for each in endings], [e.games for e in endings], assets)
    rows = [(percent(each.games), each.title, each.id) for each in endings]
    yield _table(("share of games", "ending", "passage"), rows)
    yield "<p class=note>Shares stand with Wilson’s intervals of 95 %.</p></section>"
    if report.troubles:
        yield "<section><h2 class=trouble>Games without an ending</h2>"
        rows_ = [(percent(t.games), t.kind, ", ".join(map(str, t.seeds))) for t in report.troubles]
        yield _table(("share of games", "why", "seeds, for --show"), rows_)
        yield "</section>"
    yield "<section><h2>Length of a game</h2>"
    heads = ("", "mean", "shortest", "5 %", "median", "95 %", "longest")
    yield _table(heads, [(name, *numbers(each).split()) for name, each in report.lengths.items()])
    yield "</section>"
    if report.stats:
        yield "<section class=wide><h2>Stats by chapter</h2>"
        yield _ridges(report, assets)
        yield "<p class=note>How many games stood where as a chapter was left, or the game ended "
        yield "in it; the stroke is the median.</p></section>"
    yield "<section><h2>Never seen</h2>"
    unseen = never(report)
    if any(unseen.values()):
        for what, names in unseen.items():
            if names:
                yield f"<h3>{len(names)} {what}</h3>"
                yield _listed(list(names))
    else:
        yield "<p>Everything came up: every ending, passage, choice and paragraph.</p>"
    yield "</section>"
    yield from _compared(report)
    yield "<section class=wide><h2>Passages</h2>"
    passages = sorted(report.passages, key=lambda each: (each.games.count, each.id))
    yield _details(
        "the least seen first",
        _table(
            ("share of games", "times", "passage"),
            [(percent(each.games), f"{each.visits:,}", each.id) for each in passages],
        ),
    )
    yield "</section><section class=wide><h2>Choices</h2>"
    choices = sorted(report.choices, key=lambda each: (each.taken.count, each.key))
    yield _details(
        "the least taken first",
        _table(
            ("taken where open", "taken", "open", "choice"),
            [(percent(c.taken), f"{c.taken.count:,}", f"{c.taken.of:,}", c.key) for c in choices],
        ),
    )
    yield "</section><section class=wide><h2>Paragraphs</h2>"
    read = sorted(report.paragraphs, key=lambda each: (each.times, each.passage, each.line))
    yield _details(
        "the least read first",
        _table(
            ("times", "passage", "line", "paragraph"),
            [(f"{each.times:,}", each.passage, str(each.line), each.beginning) for each in read],
        ),
    )
    yield "</section>"


def _compared(report: Report) -> Iterator[str]:
    if not report.compared:
        return
    yield "<section class=wide><h2>What choices matter</h2>"
    yield "<p>Each beside the next open one: the largest difference in the share of any ending, "
    yield "with an interval that holds for all of them at once (Newcombe, Bonferroni); p after "
    yield "Holm. Dominated: by every player’s measure the mean at the end is lower.</p>"
    order = {"does not matter": 0, "undecided": 1, "matters": 2}
    every = sorted(report.compared, key=lambda each: (order[each.verdict], each.key))
    rows = [
        (
            each.verdict,
            f"{each.low:+.2%} to {each.high:+.2%}",
            f"{each.p:.3g}",
            "dominated" if each.dominated else "",
            each.key,
            each.outcome,
        )
        for each in every
    ]
    heads = ("verdict", "difference", "p", "", "choice", "in")
    yield _details("those that do not matter first", _table(heads, rows))
    yield "</section>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; columns of numbers stand to the right."""
    first = rows[0] if rows else heads
    marks = [" class=n" if _NUMBER.match(cell) else "" for cell in first]

    def row(cells: Sequence[str], tag: str) -> str:
        told = zip(cells, marks, strict=True)
        return "<tr>" + "".join(f"<{tag}{mark}>{escape(cell)}</{tag}>" for cell, mark in told)

    return f"<table>{row(heads, 'th')}{''.join(row(each, 'td') for each in rows)}</table>"


def _listed(names: Sequence[str]) -> str:
    def told(some: Sequence[str]) -> str:
        return "<ul>" + "".join(f"<li>{escape(name)}" for name in some) + "</ul>"

    if len(names) <= MOST_NAMED:
        return told(names)
    return told(names[:MOST_NAMED]) + _details("the others", told(names[MOST_NAMED:]))


def _details(what: str, inside: str) -> str:
    return f"<details><summary>{escape(what)}</summary>{inside}</details>"


# Plots


def _figure(width: float, height: float, assets: Path) -> tuple[Any, Any]:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.fonttype"] = "none"
    matplotlib.rcParams["svg.hashsalt"] = "undone"  # the same page for the same figures
    matplotlib.rcParams["font.family"] = "serif"
    face = assets / "fonts" / "PTSerif-Regular.ttf"
    if face.is_file():
        from matplotlib import font_manager

        font_manager.fontManager.addfont(face)
        matplotlib.rcParams["font.family"] = "PT Serif"
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="none", layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor("none")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(INK)
    axes.tick_params(colors=INK, left=False)
    return figure, axes


def _svg(figure: Any, title: str) -> str:
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Title": title})
    text = written.getvalue()
    return text[text.index("<svg") :]


def _bars(names: Sequence[str], shares: Sequence[Share], assets: Path) -> str:
    figure, axes = _figure(8, 0.6 + 0.36 * len(names), assets)
    places = range(len(names))
    low = [each.share - each.low for each in shares]
    high = [each.high - each.share for each in shares]
    widths = [each.share for each in shares]
    axes.barh(places, widths, color=RED, height=0.6, xerr=(low, high), ecolor=INK, capsize=3)
    labels = [name.replace("$", r"\$") for name in names]
    axes.set_yticks(places, labels, color=INK)
    axes.invert_yaxis()
    axes.set_xlim(0, min(1.0, max([each.high for each in shares], default=1.0) * 1.05))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    return _svg(figure, "Endings by share of games")


def _ridges(report: Report, assets: Path) -> str:
    """For each stat a hill to a chapter: how many games stood where."""
    made = []
    for stat in dict.fromkeys(each.stat for each in report.stats):
        rows = [each for each in report.stats if each.stat == stat]
        figure, axes = _figure(8, 0.7 + 0.55 * len(rows), assets)
        for place, each in enumerate(rows):
            most = max((count for _, count in each.columns), default=1)
            lows = [low for low, _ in each.columns]
            foot = len(rows) - 1 - place
            heights = [foot + 0.82 * count / most for _, count in each.columns]
            step = min((b - a for a, b in pairwise(lows)), default=1)
            edges = [*lows, lows[-1] + step] if lows else [0, 1]
            axes.stairs(heights or [foot], edges, baseline=foot, fill=True, color=RED, alpha=0.85)
            axes.hlines(foot, edges[0], edges[-1], color=INK, linewidth=0.8)
            axes.vlines(each.spread.median + step / 2, foot, foot + 0.9, color=INK, linewidth=1.6)
        axes.set_yticks(
            [len(rows) - 0.65 - place for place in range(len(rows))],
            [each.chapter.replace("$", r"\$") for each in rows],
            color=INK,
        )
        axes.set_ylim(-0.05, len(rows))
        axes.set_title(rows[0].label.replace("$", r"\$"), loc="left", color=INK)
        made.append(_svg(figure, rows[0].label))
    return f"<div class=plots>{''.join(made)}</div>"
