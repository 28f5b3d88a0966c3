"""The map as one HTML page to look about in: it needs no network, and no other file."""

import json
from pathlib import Path
from string import Template
from typing import Any, Final
from xml.sax.saxutils import escape

from game.screens import theme
from tools.storymap.drawing import STYLES, TIES, counts, css, hexadecimal, svg
from tools.storymap.plan import INLET, PAD, WIDE, Box, Line, Plan
from tools.storymap.survey import Finding

HERE: Final = Path(__file__).parent


def html(plan: Plan, assets: Path) -> str:
    """The page. The picture is in it twice: as data that is drawn, and as the SVG that is printed.

    Where no script runs, the SVG is what is seen.
    """
    survey = plan.survey
    data = json.dumps(_data(plan), ensure_ascii=False, separators=(",", ":"))
    picture = svg(plan, assets, data)
    spot = hexadecimal(theme.SPOT.get(survey.ink, theme.VERMILION))
    return Template((HERE / "page.html").read_text("utf-8")).substitute(
        title=escape(survey.title),
        language=escape(survey.language or "en"),
        years=escape(" · ".join(filter(None, (survey.years, *counts(plan))))),
        spot=spot,
        style=(HERE / "page.css").read_text("utf-8"),
        script=(HERE / "page.js").read_text("utf-8"),
        data=data.replace("<", "\\u003c"),
        picture=picture.partition("\n")[2],
    )


def _data(plan: Plan) -> dict[str, Any]:
    """What the page's script draws and tells."""
    survey = plan.survey
    return {
        "width": plan.width,
        "height": plan.height,
        "wide": WIDE,
        "pad": PAD,
        "inlet": INLET,
        "roles": {
            role: {"size": size, "colour": colour, "track": track, "css": css(face)}
            for role, (face, size, colour, track) in STYLES.items()
        },
        "ties": {tie: {"colour": colour, "dash": dash} for tie, (colour, dash) in TIES.items()},
        "blocks": [
            {
                "id": block.id,
                "title": block.title,
                "note": block.note,
                "at": [block.x, block.y, block.width, block.height],
                "rules": [y for y, _ in block.rules],
            }
            for block in plan.blocks
        ],
        "boxes": [_box(box) for box in plan.boxes],
        "links": [
            [link.start, link.end, link.tie, link.path, *(link.tip or ())] for link in plan.links
        ],
        "names": [list(each) for each in survey.names],
        "apart": [_finding(each) for each in survey.apart],
    }


def _box(box: Box) -> dict[str, Any]:
    spot = box.spot
    return {
        "id": spot.id,
        "chapter": spot.chapter,
        "kind": spot.kind,
        "badge": spot.badge,
        "title": spot.title,
        "text": spot.text,
        "condition": spot.condition,
        "at": [round(box.x, 1), round(box.y, 1), round(box.height, 1)],
        "lines": [
            [line.role, line.text, round(line.base, 1), line.tie, _lock(line)] for line in box.lines
        ],
        "rows": [
            {
                "label": row.label,
                "tie": row.tie,
                "targets": row.targets,
                "if": row.condition,
                "does": row.does,
                "choice": row.choice,
            }
            for row in spot.rows
        ],
        "ports": [round(port, 1) for port in box.ports],
        "file": spot.file,
        "line": spot.line,
        "start": spot.start,
        "reached": spot.reached,
        "level": spot.level,
        "findings": [_finding(each) for each in spot.findings],
        "reads": spot.reads,
        "changes": spot.changes,
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "level": finding.level,
        "rule": finding.rule,
        "message": finding.message,
        "at": finding.at,
    }


def _lock(line: Line) -> int:
    """1 for a line that begins with a padlock, 2 for one that stands under such a line."""
    return 0 if not line.locked else 2 if line.more else 1
