"""A sentence → when and where its events are set: the date words and place names that belong to a verb."""

from __future__ import annotations

from dragoman.data import words as listed
from dragoman.dates import find_dates
from dragoman.extract.event_words import things, words
from dragoman.extract.phrases import phrase_span, state_words
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, clause_verb, is_noun, is_verb
from dragoman.gazetteer import Hit, gazetteer
from dragoman.grammar import Token
from dragoman.model import Place, Span, When

PLACES = frozenset({"place", "capital"})

TOWNS = frozenset({"city", "capital", "town", "resort", "port", "village", "suburb"})
"""What "of" joins to a name: "the Turkish resort of *Antalya*"."""

PEOPLE = ("office", "loose_office", "delegates")
"""Lists of nouns for those who meet."""


def when_of(scene: Scene, cue: Token) -> When | None:
    """Return the date words nearest in the parse to the verb of the event that `cue` names, still unresolved; None
    where the sentence gives none. The year in "the 2015 deal" is the deal's alone."""
    verb = cue if is_verb(cue) else clause_verb(cue)
    best: tuple[int, Span] | None = None
    for span in _dates(scene):
        named = _year_of(scene, span)
        if named is not None and named != cue:
            continue
        distance = _distance(scene, span.start - scene.start, verb)
        if distance is not None and (best is None or distance < best[0]):
            best = distance, span
    return When(None, "unknown", best[1]) if best is not None else None


def _year_of(scene: Scene, span: Span) -> Token | None:
    """The noun before which a bare year stands."""
    year = scene.token_at(span.start - scene.start)
    before = year.dep_ in {"nummod", "compound", "nmod", "amod"} and year.i < year.head.i and is_noun(year.head)
    return year.head if before and span.quote.isdigit() else None


def said_when(scene: Scene, cue: Token) -> When | None:
    """Return the date words that hang on the reporting verb itself, still unresolved; None where there are none."""
    own = next((span for span in _dates(scene) if _distance(scene, span.start - scene.start, cue) == 0), None)
    return When(None, "unknown", own) if own is not None and is_verb(cue) else None


def _dates(scene: Scene) -> list[Span]:
    if scene.dates is None:
        scene.dates = find_dates(scene.text, scene.start)
    return scene.dates


def _distance(scene: Scene, start: int, verb: Token) -> int | None:
    """How many verbs lie between the date words and `verb`; None where they belong to another clause."""
    token = scene.token_at(start)
    passed = 0
    for head in (token, *ancestors(token)):
        if head == verb:
            return passed
        if is_verb(head):
            passed += 1
            if head.dep_ in {"ccomp", "relcl", "ROOT", "advcl"}:
                return None
    return None


def place_of(scene: Scene, cue: Token) -> Place | None:
    """Return the place named with in, at, to or near beside the cue or its verb; the name as the tables have it.

    A city or venue comes before a capital that is only meant, and that before a state.
    """
    verb = cue
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    for hit in scene.hits:
        if any(name.sense in PLACES for name in hit.names) and _set_in(scene, hit, {cue, verb}):
            return _place(scene, hit)
    return _capital(scene, {cue, verb}) or _state(scene, {cue, verb})


def _set_in(scene: Scene, hit: Hit, homes: set[Token]) -> bool:
    return _inside(scene.token_at(hit.end - 1), homes)


def _inside(token: Token, homes: set[Token]) -> bool:
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in TOWNS:
        token = token.head.head
    if token.dep_ == "dobj" and token.head in homes and token.head.lemma_.lower() in {"visit", "tour"}:
        return True
    if token.dep_ != "pobj" or token.head.lower_ not in {"in", "at", "near", "to", "outside"}:
        return False
    home = token.head.head
    while home not in homes and not is_verb(home) and home.dep_ in {"pobj", "prep", "dobj", "attr", "appos"}:
        home = home.head
    return home in homes and (
        token.head.lower_ != "to" or home.lemma_ in {"travel", "fly", "go", "visit", "trip", "invite", "head"}
    )


def _place(scene: Scene, hit: Hit) -> Place:
    """The place as the tables have it; of one name in several countries the country stays open."""
    text = scene.at(hit.start, hit.end)
    sites = gazetteer().sites(text.quote)
    country = sites[0].country if len(sites) == 1 else None
    return Place(sites[0].name if sites else text.quote, country, "stated", text)


def _state(scene: Scene, homes: set[Token]) -> Place | None:
    """The one state that is named as the place: "met in Egypt", "a trip to Egypt", not "talks with Egypt", "the war in
    Egypt"."""
    for hit in scene.hits:
        codes = {name.state for name in hit.names if name.sense == "state"}
        token = scene.token_at(hit.end - 1)
        if len(codes) == 1 and token.tag_.startswith("N") and _inside(token, homes) and _its_own(token, homes):
            code = str(codes.pop())
            return Place(gazetteer().label(code), code, "stated", scene.at(hit.start, hit.end))
    return None


def _its_own(name: Token, homes: set[Token]) -> bool:
    """Whether it is where the meeting was: no other state stands beside it, and "in" belongs to no other thing."""
    prep = name.head
    if any(kid.dep_ == "conj" for kid in name.children):
        return False
    if name.dep_ == "dobj" or prep.lower_ == "to" or prep.i == 0:
        return True
    before = prep.nbor(-1)
    thing = is_noun(before) and before.tag_ in {"NN", "NNS"} and before not in homes and not _meets(before)
    return prep.lower_ == "in" and not thing and prep.head.lemma_.lower() not in words("no_setting")


def _meets(noun: Token) -> bool:
    """Whether a noun is a meeting or those who meet: "for talks in Egypt", "met officials in Egypt"."""
    base = noun.lemma_.lower()
    return base in things("meeting") or any(base in listed("actors", "nouns", kind) for kind in PEOPLE)


def _capital(scene: Scene, homes: set[Token]) -> Place | None:
    """ "in the Saudi capital": Riyadh. Which resort "the Turkish resort" is, no table says."""
    for token in scene.doc:
        if token.lower_ == "capital" and _inside(token, homes):
            states = dict.fromkeys(state_words(scene, token))
            name = gazetteer().capitals.get(next(iter(states))) if len(states) == 1 else None
            if name is not None:
                return Place(name, next(iter(states)), "inferred", phrase_span(scene, token))
    return None
