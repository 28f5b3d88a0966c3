"""A simulation's figures as one page of HTML without a network: plots as SVG, lists whole."""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from tools.simulate.figures import Share
from tools.simulate.report import Report
from tools.simulate.text import never, numbers, percent

INK, PAPER, RED, GREY = "#1d1a17", "#f4ecd8", "#a3231c", "#8a8272"

_STYLE = f"""
body {{ background: {PAPER}; color: {INK}; font: 16px/1.5 Georgia, serif; max-width: 72rem;
  margin: 2rem auto; padding: 0 1rem }}
h1, h2 {{ font-weight: normal; border-bottom: 2px solid {RED} }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ text-align: left; padding: .15rem .6rem .15rem 0; vertical-align: top;
  border-bottom: 1px solid {GREY}55 }}
td.n, th.n {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }}
svg {{ max-width: 100%; height: auto }}
.trouble {{ color: {RED} }}
summary {{ cursor: pointer }}
pre {{ white-space: pre-wrap }}
"""


def as_page(report: Report) -> str:
    """The page."""
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(report.title)}</title>"
    return f"{head}<style>{_STYLE}</style><body>{''.join(_parts(report))}</body></html>\n"


def _parts(report: Report) -> Iterator[str]:
    last = report.seed + report.runs - 1
    yield f"<h1>{escape(report.title)}: {report.runs} games</h1>"
    yield f"<p>Policy {report.policy}, seeds {report.seed} to {last}; "
    yield f"{report.choices_taken} choices. Shares have Wilson's intervals of 95 %.</p>"
    yield "<h2>Endings</h2>"
    endings = sorted(report.endings, key=lambda each: (-each.games.count, each.id))
    yield _bars([f"{each.title} ({each.id})" for each in endings], [e.games for e in endings])
    rows = [(percent(each.games), each.id, each.title) for each in endings]
    yield _table(("share", "ending", "title"), rows)
    if report.troubles:
        yield "<h2 class=trouble>Games without an ending</h2>"
        rows_ = [(percent(t.games), t.kind, ", ".join(map(str, t.seeds))) for t in report.troubles]
        yield _table(("share", "why", "seeds, for --show"), rows_)
    yield "<h2>Length of a game</h2>"
    head = "mean     min      5%  median     95%     max"
    lines = (f"{name:10}{numbers(each)}" for name, each in report.lengths.items())
    yield _pre(f"{'':13}{head}", lines)
    if report.stats:
        yield "<h2>Stats by chapter</h2><p>As a chapter was left, or the game ended in it: the "
        yield "median, and where 50 % and 90 % of the games stand.</p>"
        yield _curves(report)
    for what, names in never(report).items():
        yield f"<h2>Never: {len(names)} {what}</h2>"
        yield _folded(f"<li>{escape(name)}" for name in names)
    yield from _compared(report)
    yield "<h2>Passages</h2>"
    passages = sorted(report.passages, key=lambda each: (each.games.count, each.id))
    yield _details(
        _table(
            ("games", "times", "passage"),
            [(percent(each.games), str(each.visits), each.id) for each in passages],
        )
    )
    yield "<h2>Choices</h2>"
    choices = sorted(report.choices, key=lambda each: (each.taken.count, each.key))
    yield _details(
        _table(
            ("taken where open", "taken", "open", "choice"),
            [(percent(c.taken), str(c.taken.count), str(c.taken.of), c.key) for c in choices],
        )
    )
    yield "<h2>Paragraphs</h2>"
    read = sorted(report.paragraphs, key=lambda each: (each.times, each.passage, each.line))
    yield _details(
        _table(
            ("times", "passage", "line", "paragraph"),
            [(str(each.times), each.passage, str(each.line), each.beginning) for each in read],
        )
    )


def _compared(report: Report) -> Iterator[str]:
    if not report.compared:
        return
    yield "<h2>Choices beside the next open one</h2><p>The largest difference in the share of any "
    yield "ending, with an interval that holds for all of them at once (Newcombe, Bonferroni); p "
    yield "after Holm. Dominated: by every player's measure the mean at the end is lower.</p>"
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
    yield _details(_table(heads, rows))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def row(cells: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(
            f"<{tag}{' class=n' if re.match(r'[+-]?[0-9. ]+(%|$)', cell) else ''}>{escape(cell)}"
            for cell in cells
        )

    return f"<table>{row(heads, 'th')}{''.join(row(each, 'td') for each in rows)}</table>"


def _pre(head: str, lines: Iterable[str]) -> str:
    return "<pre>" + escape("\n".join((head, *lines))) + "</pre>"


def _folded(items: Iterable[str]) -> str:
    every = "".join(items)
    return _details(f"<ul>{every}</ul>") if every else "<p>All came up.</p>"


def _details(inside: str) -> str:
    return f"<details><summary>show</summary>{inside}</details>"


# Plots


def _figure(width: float, height: float) -> tuple[Any, Any]:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.fonttype"] = "none"
    matplotlib.rcParams["svg.hashsalt"] = "undone"  # the same page for the same figures
    matplotlib.rcParams["font.family"] = "serif"
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="none", layout="constrained")
    axes = figure.subplots()
    axes.set_facecolor("none")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _svg(figure: Any, title: str) -> str:
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Title": title})
    text = written.getvalue()
    return text[text.index("<svg") :]


def _bars(names: Sequence[str], shares: Sequence[Share]) -> str:
    figure, axes = _figure(9, 0.6 + 0.32 * len(names))
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


def _curves(report: Report) -> str:
    made = []
    for stat in dict.fromkeys(each.stat for each in report.stats):
        rows = [each for each in report.stats if each.stat == stat]
        figure, axes = _figure(9, 2.6)
        places = range(len(rows))
        for low, high, alpha in (("p5", "p95", 0.18), ("p25", "p75", 0.3)):
            axes.vlines(
                places,
                [getattr(each.spread, low) for each in rows],
                [getattr(each.spread, high) for each in rows],
                color=RED,
                alpha=alpha,
                linewidth=14,
            )
        axes.plot(places, [each.spread.median for each in rows], "o-", color=INK)
        axes.set_xticks(places, [each.chapter for each in rows], rotation=20, ha="right")
        axes.set_title(rows[0].label.replace("$", r"\$"), loc="left", color=INK)
        axes.margins(x=0.08)
        made.append(_svg(figure, rows[0].label))
    return "".join(made)
