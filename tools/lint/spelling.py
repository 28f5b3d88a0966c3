"""How words are spelt: a dictionary of the language, and the story's own words.

The dictionary is that of pyspellchecker, which comes with the extra `tools`; its English is
American, so that what is spelt as the British do is looked up as the Americans would.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from game.model.story import Story
from tools import kept

if TYPE_CHECKING:
    from spellchecker import SpellChecker

WORD_LIST = "words.txt"
"""The story's own words, one a line, beside campaign.yaml; `#` begins a comment."""

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
COMPOUND = re.compile(rf"{WORD.pattern}(?:-{WORD.pattern})*")
"""A word, and words joined with hyphens."""

_BRITISH = (
    (r"our", "or"),
    (r"(?<=[a-z]{2})is(?=e|ing|ation|able)", "iz"),
    (r"(?<=[a-z]{2})ys(?=e|ing)", "yz"),
    (r"(?<=[^aeiou])re(?=s?$|d$)", "er"),
    (r"ll(?=ed$|ing$|er$|ers$|ery$|ous$|ist$)", "l"),
    (r"(skil|wil|instal|enrol)(?=ful|ment)", r"\1l"),
    (r"(fulfi|enro|insti|disti|appa|enthra)l(?!l)", r"\1ll"),
    (r"ogue", "og"),
    (r"ence(?=s?$)", "ense"),
    (r"aeroplane", "airplane"),
    (r"ae", "e"),
    (r"oe", "e"),
    (r"que(?=s?$)", "ck"),
    (r"grey", "gray"),
    (r"mould", "mold"),
    (r"plough", "plow"),
    (r"programme", "program"),
    (r"tyre", "tire"),
    (r"pyjama", "pajama"),
    (r"storey", "story"),
    (r"sceptic", "skeptic"),
    (r"moustache", "mustache"),
    (r"draught", "draft"),
    (r"kerb", "curb"),
    (r"gaol", "jail"),
    (r"waggon", "wagon"),
    (r"axe", "ax"),
    (r"pp(?=ed$|ing$)", "p"),
    (r"wards$", "ward"),
    (r"jewellery|jewelery", "jewelry"),
    (r"manoeuv", "maneuv"),
    (r"maneuvre", "maneuver"),
    (r"aluminium", "aluminum"),
    (r"roubl", "rubl"),
    (r"dreamt", "dreamed"),
)
"""What the British write, and what the Americans do in its place."""

MOST_FILES = 20
"""Stories whose words are remembered; the oldest go first."""

_SUFFIXES = ("'s", "s'", "'", "less", "ly", "ness", "like", "wards", "ish", "fold", "er", "s")
_PREFIXES = ("un", "re", "non", "over", "under", "out", "mis", "anti", "counter", "half")


@attrs.define(eq=False, slots=False)
class Speller:
    """Knows the words of a language, and those of one story.

    What was looked up is remembered in a file, for a dictionary takes long to open.
    """

    language: str
    own: frozenset[str]
    names: tuple[str, ...]
    digest: str
    file: Path | None = None
    right: set[str] = attrs.field(factory=set)
    """Words as written that were looked up before and are right."""

    _new: dict[str, bool] = attrs.field(factory=dict)

    def knows(self, word: str) -> bool:
        """Whether a word is spelt right."""
        plain = word.replace("’", "'").casefold()
        known = self._new.get(plain)
        if known is None:
            known = self._old.get(plain)
        if not isinstance(known, bool):
            known = self._new[plain] = self._looked_up(plain)
        return known

    def keep(self) -> None:
        """Remember what was looked up, for the next time; where the disk will not, so be it."""
        if self.file is not None and self._new:
            kept.write(self.file, {**self._old, **self._new}, MOST_FILES)

    @cached_property
    def _old(self) -> dict[str, Any]:
        return {} if self.file is None else kept.read(self.file)

    def nearest(self, word: str) -> str:
        """The commonest word that is one letter off; empty where there is none."""
        plain = word.replace("’", "'").casefold()
        own = get_close_matches(plain, self.own, n=1, cutoff=0.85)
        if own:
            return own[0]
        dictionary = _dictionary(self.language)
        if dictionary is None:
            return ""
        near = dictionary.known(dictionary.edit_distance_1(plain))
        return max(near, key=lambda each: (dictionary.word_usage_frequency(each), each), default="")

    def name_meant(self, word: str) -> str:
        """The name of the cast that a word in capitals misspells; empty where it is none."""
        bare = re.sub(r"['’]s?$", "", word)
        if len(bare) < 5 or bare in self.names or bare.removesuffix("s") in self.names:
            return ""
        if bare.casefold() in self.own or self.knows(bare):
            return ""
        return next(iter(get_close_matches(bare, self.names, n=1, cutoff=0.86)), "")

    def _looked_up(self, word: str) -> bool:
        dictionary = _dictionary(self.language)
        if dictionary is None or word in self.own:
            return True
        return any(each in dictionary or each in self.own for each in self._forms(word))

    def _forms(self, word: str) -> Iterator[str]:
        yield word
        if not self.language.startswith("en"):
            return
        forms = [word]
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) > 2:
                forms.append(word.removesuffix(suffix))
                if suffix == "ly":
                    forms += [word.removesuffix("ly") + "le", word.removesuffix("ily") + "y"]
        for prefix in _PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) > 4:
                forms.append(word.removeprefix(prefix))
        for form in forms:
            yield form
            for british, american in _BRITISH:
                if re.search(british, form):
                    form = re.sub(british, american, form)
                    yield form


def speller(story: Story, folder: Path, cache: Path | None = None) -> Speller | None:
    """What knows the words of a story; None without a dictionary of its language.

    In the folder `cache` it is remembered which words are known.
    """
    language = story.language.partition("-")[0].partition("_")[0]
    edition = _edition(language)
    if edition is None:
        return None
    own = {word.casefold() for word in words_of(folder)}
    told: list[str] = []
    for person in story.cast.values():
        told += [person.name, person.says]
    names = [word for text in told for word in WORD.findall(text)]
    own |= {name.casefold() for name in names}
    digest = blake2b("\0".join((language, *sorted(own))).encode(), digest_size=16).hexdigest()
    spelt = sorted({name for name in names if not name.isupper() and len(name) > 4})
    file = None
    if cache is not None and edition:
        file = cache / f"{kept.digest(f'{_code()} {edition} {digest}')}.json"
    return Speller(language, frozenset(own), tuple(spelt), digest, file)


def words_of(folder: Path) -> frozenset[str]:
    """The words of a story's list; none where there is no list that can be read."""
    try:
        text = (folder / WORD_LIST).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return frozenset()
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line.replace("’", "'") for line in lines if line)


def installed() -> bool:
    """Whether there are dictionaries at all."""
    return _spec() is not None


def _edition(language: str) -> str | None:
    """What tells a dictionary from another one, without opening it; None where there is none."""
    spec = _spec()
    if spec is None or spec.origin is None or not language.isalpha():
        return None
    try:
        file = (Path(spec.origin).parent / "resources" / f"{language.lower()}.json.gz").stat()
    except OSError:
        return None if _dictionary(language) is None else ""
    return f"{language} {file.st_size} {file.st_mtime_ns}"


@lru_cache(maxsize=1)
def _code() -> str:
    return kept.digest(Path(__file__).read_text("utf-8"))


@lru_cache(maxsize=4)
def _dictionary(language: str) -> "SpellChecker | None":
    module = _module()
    if module is None:
        return None
    try:
        return module.SpellChecker(language=language, distance=1)  # type: ignore[no-any-return]
    except ValueError:  # there is none of this language
        return None


def _spec() -> ModuleSpec | None:
    """Where the module of dictionaries lies; to import it takes long."""
    return find_spec("spellchecker")


def _module() -> Any:
    if _spec() is None:
        return None
    import spellchecker

    return spellchecker
