"""A new campaign to begin from: small, whole, and full of comments that teach.

The templates beside this file are a campaign themselves; only its id and title are put in.
"""

import re
from pathlib import Path

FILES = ("campaign.yaml", "cast.yaml", "chapters/one.yaml")

_FOLDER = Path(__file__).resolve().parent
_ID = "new-campaign"
_TITLE = "A New Campaign"
_WORD = re.compile(r"[^\W_][\w-]*\Z")


class ScaffoldProblem(Exception):
    """Why no campaign was made; the message is for the writer."""


def scaffold(root: Path, campaign: str) -> Path:
    """The folder of the new campaign, made below a folder of campaigns.

    Raises ScaffoldProblem where the id is no id, something is there already, or it cannot be
    written.
    """
    if not _WORD.match(campaign):
        example = re.sub(r"[^\w]+", "-", campaign).strip("-_").lower() or "winter-palace"
        raise ScaffoldProblem(
            f'"{campaign}" cannot be the id of a campaign: '
            f"an id is a word of letters, digits, - and _, as in: {example}"
        )
    folder = root / campaign
    if folder.exists():
        raise ScaffoldProblem(f'"{folder}" is there already, and nothing of it was touched')
    title = campaign.replace("-", " ").replace("_", " ").title()
    try:
        for name in FILES:
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            text = (_FOLDER / name).read_text("utf-8")
            file.write_text(text.replace(_ID, campaign).replace(_TITLE, title), "utf-8")
    except OSError as error:
        raise ScaffoldProblem(f'cannot write "{folder}": {error.strerror}') from None
    return folder
