"""A campaign's folder → `Loaded`: the story, or everything that is wrong with it."""

import gc
import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from game.diagnostics.diagnostic import (
    Diagnostic,
    Related,
    Rule,
    Severity,
    has_errors,
    in_order,
)
from game.diagnostics.span import Source, Span
from game.diagnostics.suggest import did_you_mean
from game.model import cache, keys
from game.model.link import link
from game.model.outline import Outline
from game.model.records import Places, Records, scan
from game.model.story import Story
from game.text.nodes import Map, Scalar, Tree
from game.text.read import UNREADABLE, decode, read
from game.text.scope import LineBook, Scope
from game.text.tree import Parsed, parse

NO_CAMPAIGN = Rule("no-campaign", Severity.ERROR, "A folder without a campaign in it.")
NOT_A_RECORD = Rule("not-a-record", Severity.ERROR, "A file that says nothing of the notation.")
MISSING_FILE = Rule("missing-file", Severity.ERROR, "A file that is named and not there.")
OUTSIDE = Rule("outside-the-folder", Severity.ERROR, "A file that is a link out of the story.")
TOO_MANY = Rule("too-many-files", Severity.ERROR, "More files than a story may have.")

IDS = ".ids.yaml"
"""How the names of side files end, which bind lines to ids."""

MOST_FILES = 20_000
MOST_ENTRIES = 200_000
"""Files of any kind below a story's folder, at most."""

LARGE = 262_144
"""Characters of a campaign's file from which on its chapters are not read for the summary."""


@attrs.frozen
class Loaded:
    """What loading gave: `story` is None only where a diagnostic is an error."""

    story: Story | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


@attrs.frozen
class Summary:
    """What the list of campaigns shows before any is loaded."""

    id: str
    title: str
    years: str
    about: str
    ink: str
    player: str


def load(
    path: Path,
    root: Path | None = None,
    cache: Path | None = None,
    book: LineBook | None = None,
) -> Loaded:
    """The campaign in a folder, or in one file. Files are named relative to `root`.

    `root` is the folder of stories; beside the campaign's own files only `root/cast`, and what the
    campaign shares of `root/scenes`, are read. `cache` is a folder for compiled files; `book` is
    asked for every line in another language.
    """
    base = root if root is not None else path.parent
    found: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    for file in _files(path, base, found):
        name = _name(file, base)
        source, problems = read(file, name)
        found += problems
        if source is not None:
            sources[name] = source
    shared: dict[str, Source] = {}
    if (base / "scenes").is_dir() and base / "scenes" != path:
        for file in sorted((base / "scenes").glob("*.yaml")):
            source, _ = read(file, _name(file, base))
            if source is not None and not file.name.endswith(IDS):
                shared[file.stem] = source
    if not sources and not found:
        span = Span(_name(path, base), 1, 1, 1, 1)
        message = "there is no campaign here: no file ends in .yaml"
        hint = "a campaign is a folder with a campaign.yaml and chapters"
        found.append(Diagnostic(NO_CAMPAIGN, span, message, hint))
    return _load(sources, shared, found, cache, book)


def load_text(text: str, name: str = "story.yaml", book: LineBook | None = None) -> Loaded:
    """The campaign that a text of one file holds."""
    source, found = decode(text.encode("utf-8", "surrogatepass"), name)
    return _load({} if source is None else {name: source}, {}, found, None, book)


def campaigns(root: Path) -> tuple[Path, ...]:
    """The folders of a story root that hold a campaign.yaml, by name; or the root itself."""
    if (root / "campaign.yaml").is_file() or root.is_file():
        return (root,)
    try:
        folders = sorted(child for child in root.iterdir() if child.is_dir())
    except OSError:
        return ()
    return tuple(folder for folder in folders if (folder / "campaign.yaml").is_file())


def summary(path: Path) -> Summary:
    """What a campaign says of itself; of one that cannot be read, its folder's name."""
    file = path / "campaign.yaml" if path.is_dir() else path
    source, _ = read(file, file.name)
    if source is not None and len(source.text) > LARGE:
        declared = re.split(r"^(?:passages|chapters):", source.text, maxsplit=1, flags=re.M)[0]
        source = Source.of(source.file, declared)
    tree = parse(source).tree if source is not None else None
    texts = {
        key.text: value.text.strip()
        for key, value in (tree.items() if isinstance(tree, Map) else ())
        if isinstance(value, Scalar)
    }
    id_ = texts.get("campaign", "")
    id_ = id_ if re.fullmatch(r"[^\W_][\w-]*", id_) else path.stem
    return Summary(
        id_,
        texts.get("title", id_),
        texts.get("years", ""),
        " ".join(texts.get("about", "").split()),
        texts.get("ink", "vermilion"),
        texts.get("player", ""),
    )


def _name(file: Path, base: Path) -> str:
    try:
        return file.relative_to(base).as_posix()
    except ValueError:
        return file.name


def _files(path: Path, base: Path, found: list[Diagnostic]) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        span = Span(_name(path, base), 1, 1, 1, 1)
        hint = "give the folder of a campaign, or a file"
        found.append(Diagnostic(UNREADABLE, span, "there is nothing here", hint))
        return []
    inside = path.resolve()
    files = []
    shared = base / "cast"
    candidates = _yaml_files(path)
    if candidates is None:
        span = Span(_name(path, base), 1, 1, 1, 1)
        message = (
            f"more than {MOST_FILES} story files, or {MOST_ENTRIES} files of any kind, are here"
        )
        hint = "give the folder of a campaign, which holds its campaign.yaml"
        found.append(Diagnostic(TOO_MANY, span, message, hint))
        return []
    if shared.is_dir() and shared != path:
        candidates += sorted(shared.glob("*.y*ml"))
    for file in candidates:
        if file.suffix not in (".yaml", ".yml") or not file.is_file():
            continue
        if file.name.endswith(IDS):
            continue  # which line has which id is asked where the story is translated
        real = file.resolve()
        if not (real.is_relative_to(inside) or real.is_relative_to(base.resolve())):
            span = Span(_name(file, base), 1, 1, 1, 1)
            message = "this file is a link to outside the story's folder"
            found.append(Diagnostic(OUTSIDE, span, message, "put a copy of it here"))
            continue
        files.append(file)
    return files


def _yaml_files(folder: Path) -> list[Path] | None:
    """The story files below a folder by name; None where there are too many to be a story."""
    files: list[Path] = []
    entries = 0
    for inside, folders, names in os.walk(folder):
        entries += len(folders) + len(names)
        files += [Path(inside, name) for name in names if name.endswith((".yaml", ".yml"))]
        if len(files) > MOST_FILES or entries > MOST_ENTRIES:
            return None
    return sorted(files)


def _load(
    sources: dict[str, Source],
    shared: Mapping[str, Source],
    found: list[Diagnostic],
    folder: Path | None,
    book: LineBook | None,
) -> Loaded:
    """The story of files; of the scenes that are shared, those that the campaign names are read."""
    enabled = gc.isenabled()
    gc.disable()  # walking all that grows again and again makes the load quadratic
    try:
        files = {name: _File.open(source, folder) for name, source in sources.items()}
        records = _records(files, shared, folder, found, book)
        sources |= {name: file.source for name, file in files.items()}
        story = link(records, found, _hash(sources)) if records.draft.id else None
        ordered = in_order(found)
        if folder is not None and book is None:
            _compile(files, ordered, records, folder)
        files.clear()
    finally:
        if enabled:
            gc.enable()
    records.found = []  # what is read from here on has been vouched for
    if has_errors(ordered):
        story = None
    return Loaded(story, tuple(ordered), dict(sources))


@attrs.define(eq=False)
class _File:
    """A file on its way to records: compiled earlier, or parsed now."""

    source: Source
    compiled: cache.Compiled | None
    parsed: Parsed | None
    used: frozenset[str] = frozenset()
    landed: Mapping[str, str] = attrs.field(factory=dict)

    @classmethod
    def open(cls, source: Source, folder: Path | None) -> "_File":
        compiled = None if folder is None else cache.read(folder, source)
        return cls(source, compiled, parse(source) if compiled is None else None)

    @property
    def tree(self) -> Tree | None:
        if self.compiled is not None:
            return self.compiled.tree
        return self.parsed.tree if self.parsed else None

    def settled(self, records: Records) -> Map:
        """Its tree, parsed anew if what it was compiled under has changed since."""
        if self.compiled is not None and not self.compiled.holds(
            records.scope, records.places.starts
        ):
            self.compiled, self.parsed = None, parse(self.source)
        tree = self.tree
        assert isinstance(tree, Map)
        return tree


def _compile(
    files: Mapping[str, _File], found: list[Diagnostic], records: Records, folder: Path
) -> None:
    """Keep what was parsed now and has no finding, for the next time."""
    faulty = {each.span.file for each in found}
    outlines: dict[str, dict[str, Outline]] = {}
    for id_, outline in records.draft.outlines.items():
        outlines.setdefault(outline.source.file, {})[id_] = outline
    written = False
    for name, file in files.items():
        tree = file.tree
        if file.compiled is None and name not in faulty and isinstance(tree, Map):
            of_file = outlines.get(name, {})
            if of_file:
                cache.write(
                    folder, file.source, tree, of_file, records.scope, file.used, file.landed
                )
                written = True
    if written:
        cache.tidy(folder)


def _records(
    files: dict[str, _File],
    shared: Mapping[str, Source],
    folder: Path | None,
    found: list[Diagnostic],
    book: LineBook | None,
) -> Records:
    """All files read as records: declarations first, because prose refers to them."""
    roots: list[tuple[str, Map]] = []
    records = Records(found, Scope(book=book))
    for name, file in files.items():
        tree = file.tree
        problems = file.parsed.diagnostics if file.parsed else []
        found += problems
        if file.parsed:
            records.draft.lost |= file.parsed.lost
        if isinstance(tree, Map):
            roots.append((name, tree))
        elif tree is not None or not problems:
            span = tree.span if tree else Span(name, 1, 1, 1, 1)
            message = "this file holds no record of the story language"
            found.append(Diagnostic(NOT_A_RECORD, span, message, _FILE_HINT))
    campaign_files = [(name, tree) for name, tree in roots if "campaign" in tree.entries]
    cast_files = [
        (name, tree) for name, tree in roots if "campaign" not in tree.entries and _is_cast(tree)
    ]
    rest = [pair for pair in roots if pair not in campaign_files and pair not in cast_files]
    unread = any(file.tree is None for file in files.values())
    if not campaign_files and not unread:
        _report_no_campaign(files, records.draft.lost, found)
    for (name, tree), (_, first) in zip(
        campaign_files[1:], campaign_files[:1] * len(campaign_files), strict=False
    ):
        message = f"a second campaign, in {name}"
        related = (Related(first.entries["campaign"][0].span, "the first one"),)
        span = tree.entries["campaign"][0].span
        found.append(Diagnostic(NO_CAMPAIGN, span, message, "a folder holds one", related))
    for _, tree in cast_files:
        entries = records.record(tree, {"cast": "the characters by id"}, "a cast file")
        records.cast(entries["cast"][1])
    for _, tree in campaign_files[:1]:
        records.campaign(tree)
    for name, span in records.draft.scenes:
        source = shared.get(name)
        if source is None:
            known = did_you_mean(name, shared, f"write it, as scenes/{name}.yaml")
            message = f'there is no file of scenes "{name}"'
            found.append(Diagnostic(MISSING_FILE, span, message, known))
            continue
        file = files[source.file] = _File.open(source, folder)
        found += file.parsed.diagnostics if file.parsed else []
        if isinstance(file.tree, Map):
            rest.append((source.file, file.tree))
    chapters = [chapter for _, tree in [*campaign_files[:1], *rest] for chapter in scan(tree)]
    records.places = Places(
        frozenset(id_ for _, _, ids in chapters for id_ in ids),
        {name: start for name, start, _ in chapters},
    )
    for name, _ in [*campaign_files[:1], *rest]:
        _read_chapters(name, files[name], records, found)
    return records


def _read_chapters(name: str, file: _File, records: Records, found: list[Diagnostic]) -> None:
    """Read the chapters of a file."""
    records.scope.used, records.scope.landed = set(), {}
    tree = file.settled(records)
    if "campaign" in tree.entries:
        records.campaign_chapters(tree)
    elif "chapter" in tree.entries or "passages" in tree.entries:
        records.chapter(tree)
    else:
        message = "this file is neither a campaign, nor a cast, nor a chapter"
        found.append(Diagnostic(NOT_A_RECORD, tree.span, message, _FILE_HINT))
    file.used, file.landed = frozenset(records.scope.used), records.scope.landed


_FILE_HINT = "begin it with `chapter: some-id`, `cast:` or `campaign: some-id`"


def _is_cast(tree: Map) -> bool:
    return "cast" in tree.entries and "chapter" not in tree.entries


def _report_no_campaign(names: Iterable[str], lost: set[str], found: list[Diagnostic]) -> None:
    name = min(names, default="")
    if name and not lost & set(keys.CAMPAIGN):
        message = "no file here begins with `campaign:`"
        hint = "add a campaign.yaml that says `campaign:`, `title:` and `start:`"
        found.append(Diagnostic(NO_CAMPAIGN, Span(name, 1, 1, 1, 1), message, hint))


def _hash(sources: Mapping[str, Source]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for name in sorted(sources):
        digest.update(f"{name}\0{sources[name].text}\0".encode())
    return digest.hexdigest()
