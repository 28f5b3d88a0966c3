"""The keys each record of the notation allows, and what each is for.

One table for the loader, for the hints of its messages and for editors.
"""

from collections.abc import Mapping

CAMPAIGN: Mapping[str, str] = {
    "campaign": "the campaign's id, which is also its folder's name",
    "title": "its title",
    "years": "the years it covers",
    "player": "the id of the character whose eyes it is seen through",
    "start": "the passage or chapter that begins it",
    "ink": "the spot ink of its plates",
    "about": "two sentences for its poster",
    "content": "what hard things it holds",
    "stats": "the numbers the player sees, with bands",
    "numbers": "other numbers, each with from, to, start and what it means",
    "flags": "what can be true, each with the sentence that says it",
    "named": "names that stand for one of some words",
    "conditions": "conditions with names",
    "rules": "facts the linter proves: always, never, eventually",
    "lint": "which of the linter's rules count, how much, and their limits",
    "achievements": "what a player can achieve, each with the sentence that says it",
    "scenes": "files of the folder scenes beside the campaigns, shared with others",
    "language": "the language it is written in, as a code: en",
    "newspapers": "the newspapers and what stands on every front page of each",
    "cast": "the characters, where they are not in cast.yaml",
    "chapter": "a campaign in one file may hold its chapters",
    "chapters": "chapters by id, in a campaign of one file",
    "passages": "passages of a campaign in one file",
    "note": "for the team; never shown",
}
STAT: Mapping[str, str] = {
    "start": "its value at the start",
    "from": "its lower bound, 0 if not given",
    "to": "its upper bound, 100 if not given",
    "bands": "names of stretches of it, each with the value it begins at",
    "label": "its name on the screen",
    "means": "what it means, in words",
    "was": "names it had before",
}
FLAG: Mapping[str, str] = {
    "means": "the sentence that is true when it is set",
    "was": "names it had before",
}
NAMED: Mapping[str, str] = {
    "one of": "the words it can be",
    "start": "the word at the start",
    "means": "what it means",
    "was": "names it had before",
}
MASTHEAD: Mapping[str, str] = {
    "name": "the newspaper's name",
    "motto": "the line over it",
    "place": "where it is printed",
    "price": "what it costs",
    "organ": "whose paper it is, for the left ear",
    "ear": "the right ear: words, or a title and figures",
    "slogan": "the bar at the foot",
    "old-style": "whether both calendars are printed before 14 February 1918",
}
CHARACTER: Mapping[str, str] = {
    "name": "the full name",
    "says": "how the speaker is written in prose, in capitals",
    "born": "the year of birth",
    "died": "the year of death, in the history that happened",
    "gender": "woman or man, for translations and for {joe's gender}",
    "voice": "how this person speaks, for writers and actors; never shown",
    "fate": "the fate at the start: alive, dead, purged or exiled",
    "role": "who this is, in a few words",
    "trust": "the trust in the player at the start, 0 to 100",
    "shares": "private channels this character understands, such as georgian",
    "expressions": "a word of the writer's → one of the six expressions",
    "face": "the record the portrait is drawn from",
    "looks": "how the face changes in the story: wounds, age, fates",
    "was": "ids this character had before",
    "note": "for the team; never shown",
}
LOOK: Mapping[str, str] = {
    "if": "when it holds",
    "since": "the date from which it holds: YYYY, YYYY-MM or YYYY-MM-DD",
    "note": "for the team; never shown",
}
"""The keys of a look beside the fields of a face that it changes."""

CHAPTER: Mapping[str, str] = {
    "chapter": "the chapter's id",
    "title": "its title",
    "date": "its date: YYYY, YYYY-MM or YYYY-MM-DD",
    "place": "where it plays",
    "music": "what is heard",
    "cast": "who is on stage",
    "start": "the passage a goto to the chapter lands on",
    "as": "whose eyes it is seen through, if not the player's",
    "covers": "what of the story bible is told here",
    "passages": "its passages by id",
    "was": "ids it had before",
    "note": "for the team; never shown",
}
PASSAGE: Mapping[str, str] = {
    "text": "what is read",
    "do": "effects on entry",
    "choices": "what the player can do",
    "next": "where it goes without a choice",
    "draw": "a deck, of which an open card is drawn before it goes on",
    "call": "a scene that is played before it goes on, and returns here",
    "later": "what comes of it later: in 3 chapters, on a date, when a condition holds",
    "ending": "makes it an ending",
    "card": "makes it a card of a deck",
    "event": "makes it interrupt the story: in 3 chapters, on a date, when a condition holds",
    "verdict": "what the historian says of this ending, or of a run that came this way",
    "newspaper": "makes it a front page of this newspaper",
    "headline": "the front page's banner, eight words at most",
    "deck": "the line under the banner",
    "lead": "the front page's leading article",
    "picture": "the front page's group photograph",
    "columns": "the front page's side items",
    "editorial": "the front page's leading opinion, in the first column",
    "decree": "what is published officially, under the picture",
    "figures": "the front page's table of the plan",
    "ear": "the right ear of this front page, instead of the newspaper's own",
    "slogan": "the bar at the foot of this front page, instead of the newspaper's own",
    "stamp": "what a reader stamped on the sheet, such as a reading room",
    "border": "black, for mourning",
    "censor": "what the censor did to the proof of the front page",
    "truth": "what really happened, for the archive",
    "document": "a paper: its form, title and words",
    "telegram": "makes it a telegram",
    "letter": "makes it a letter",
    "court": "makes it a court's transcript",
    "historian": "makes it a page of a historian's book",
    "dossier": "makes it a dossier",
    "radio": "makes it a radio bulletin",
    "order-of-battle": "makes it an order of battle",
    "map": "makes it a map with a caption",
    "ledger-of-names": "makes it a ledger of names",
    "photograph": "makes it a group photograph",
    "hard": "marks a hard scene: note, and what to read instead",
    "date": "its own date",
    "time": "the hour, as printed",
    "place": "its own place",
    "music": "what is heard from here on",
    "ledger": "names of those harmed here, with what happened",
    "covers": "what of the story bible is told here",
    "was": "ids it had before",
    "note": "for the team; never shown",
}
CHOICE: Mapping[str, str] = {
    "text": "what the player reads",
    "id": "its id; without one, its target's",
    "if": "when it is open",
    "locked": "what is read while it is not: a reason, or hidden",
    "once": "whether it can be taken only once",
    "fallback": "whether it is offered only where no other choice is open",
    "confirm": "yes, or the question that is asked before it is taken",
    "do": "its effects",
    "later": "what comes of it later: in 3 chapters, on a date, when a condition holds",
    "answer": "what is read before the target's text",
    "verdict": "what the historian says of a run that took it",
    "call": "a scene that is played before it leads on, and returns here",
    "draw": "a deck, of which an open card is drawn before it leads on",
    "goto": "where it leads; without it, where the passage's `next` leads",
    "was": "ids it had before",
    "note": "for the team; never shown",
}
ENDING: Mapping[str, str] = {
    "title": "its title",
    "kind": "what kind of ending it is",
    "order": "its turn when the endings are tried, lowest first",
    "if": "when it is the ending",
}
HARD: Mapping[str, str] = {
    "note": "what is in the scene, in a sentence",
    "instead": "what a reader who skips it reads",
}
DOCUMENT: Mapping[str, str] = {
    "form": "what paper it is: cable, letter, form",
    "title": "its heading",
    "words": "its words",
}
PICTURE: Mapping[str, str] = {
    "group": "who stands in the photograph, left to right",
    "caption": "what is printed under it",
}
ARTICLE: Mapping[str, str] = {
    "if": "when it is printed",
    "title": "its heading",
    "text": "its words",
}
FIGURES: Mapping[str, str] = {
    "title": "what is counted",
    "rows": "the rows, each with a name and a value",
    "note": "the line under them",
}
FIGURE: Mapping[str, str] = {
    "name": "what it is",
    "value": "how much there is of it",
    "if": "when it is printed",
}
CENSOR: Mapping[str, str] = {
    "if": "when the page was censored",
    "bars": "words painted over, wherever they stand",
    "strikes": "words struck out in blue pencil, wherever they stand",
    "lifted": "titles of the columns taken out of the forme",
    "missing": "who is painted out of the picture",
    "notes": "remarks in the margin",
    "refusal": "the words of the stamp that refuses it",
}
BARRED: Mapping[str, str] = {
    "words": "the words, as printed",
    "if": "when they are painted over or struck out",
}
LIFTED: Mapping[str, str] = {
    "title": "the column's title, as printed",
    "if": "when it is taken out",
}
REMARK: Mapping[str, str] = {
    "text": "what is written",
    "at": "beside what: a part of the page, or the title of a column",
    "if": "when it is written",
}
CARD: Mapping[str, str] = {
    "deck": "the deck it belongs to",
    "if": "when it is open",
    "priority": "open cards of the highest priority come first; 0 if not given",
    "weight": "how often it is drawn beside the others, 1 if not given",
    "rest": "how long it cannot be drawn again, as in: 2 chapters",
    "once": "whether it is drawn only once; yes if not given",
}
EVENT: Mapping[str, str] = {
    "when": "in 3 chapters, on 1921-03-17, or a condition",
    "if": "what must hold then, or it passes by",
    "once": "whether it comes only once; yes if not given",
    "order": "its turn among events that come at once, lowest first",
}
LINT: Mapping[str, str] = {
    "off": "rules that do not count here",
    "on": "rules that only count where they are asked for",
    "severity": "how bad a rule's findings are here: error, warning or note",
    "limits": "where a limit of the linter lies, by its name",
}
ACHIEVEMENT: Mapping[str, str] = {
    "title": "its name",
    "means": "the sentence that says what was achieved",
}
RULE: Mapping[str, str] = {
    "always": "a condition that holds in every state a player can reach",
    "never": "a condition that holds in no state a player can reach",
    "eventually": "a condition, or `ending`, that every state can still come to",
}

PARTS = (
    "headline",
    "deck",
    "lead",
    "picture",
    "editorial",
    "decree",
    "figures",
    "ear",
    "slogan",
)
BORDERS = ("black", "none")
EXPRESSIONS = ("neutral", "stern", "angry", "afraid", "pleased", "grieving")
INKS = ("vermilion", "prussian blue", "bottle green", "copying violet", "ochre")
