"""The player's language: which can be chosen, and how one is taken into use."""

from pathlib import Path
from typing import Final

from game.model.catalogue import INTERFACE, CatalogueProblem, Language, languages, read_catalogue
from game.model.translation import languages_of
from game.session.library import Library
from game.session.settings import Settings
from game.text import tongue

SOURCE: Final = Language("", "English")
"""The language of the code, which needs no catalogue."""


def choices(settings: Settings, assets: Path | None) -> tuple[Language, ...]:
    """The languages that can be chosen; the pseudo-language only where the settings name it."""
    found = [SOURCE, *(languages(_folder(assets)) if assets is not None else ())]
    if settings.language == tongue.PSEUDO.code:
        found.append(Language(tongue.PSEUDO.code, tongue.pseudo("pseudo")))
    return tuple(found)


def is_known(code: str, library: Library, assets: Path | None) -> bool:
    """Whether the interface or a campaign speaks a language."""
    known = {"", tongue.PSEUDO.code}
    if assets is not None:
        known |= {language.code for language in languages(_folder(assets))}
    return code in known or any(code in languages_of(entry.path) for entry in library.entries)


def apply(settings: Settings, assets: Path | None) -> str:
    """Take the language of the settings into use.

    What kept it from that comes back, empty where nothing did; then it is English.
    """
    code = settings.language
    problem = ""
    catalogue: tongue.Catalogue | None = None
    if code == tongue.PSEUDO.code:
        catalogue = tongue.PSEUDO
    elif code and assets is not None:
        path = _folder(assets) / code / INTERFACE
        try:
            catalogue = read_catalogue(path) if path.is_file() else None
        except CatalogueProblem as found:
            problem = str(found)
    tongue.use(catalogue)
    return problem


def _folder(assets: Path) -> Path:
    return assets / "languages"
