"""Noun phrases → Mentions: names with their titles, offices, pronouns, "the two sides", organs and nameless voices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.data import toml, words
from dragoman.dates import MONTH_NAMES, WEEKDAY_NAMES
from dragoman.extract.phrases import (
    LISTED,
    apposed,
    apposed_title,
    called_like_a_month,
    is_listed,
    lemma_of,
    listed_names,
    listed_surname,
    name_and_title,
    phrase_span,
    plural,
    portfolio_of,
    post_beside,
    premodifiers,
    state_words,
    title_words,
    with_phrase,
)  # fmt: skip
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import NAME_PARTS, child, children, is_noun, is_verb
from dragoman.extract.transcripts import initials
from dragoman.gazetteer import Name, gazetteer
from dragoman.grammar import Token
from dragoman.model import Mention, MentionForm

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "dative"})
"""Places in a clause where a listed surname is somebody even if the tagger takes it for no noun."""


PARTY_TAG = re.compile(r"[DRI]-[A-Z]")
"""An American politician's party and state, as it stands after the name: "(D-Md.)"."""


QUANTITIES = frozenset({
    "both", "all", "some", "many", "others", "several", "few", "most", "neither", "either", "two", "three", "four",
    "pair", "duo", "trio",
})  # fmt: skip
"""Words of number that can stand for somebody by themselves."""


NUMBERS = frozenset({"two", "three", "four", "both", "neither", "either"})
"""Of these, those that no tag shows to be nouns."""

FEW = frozenset({"side", "party", "country", "nation", "neighbour", "neighbor", "state", "government", "capital"})
"""Words that mean the parties with "two" alone; "two ministers" are any two."""

FAR = 9
"""Words between a post and the name set beside it: "the head of Russia's foreign intelligence service, *Naryshkin*"."""


def told_states(one: Mention) -> frozenset[str]:
    """The states that the mention's own words name."""
    return frozenset(one.states) | {state for _, _, state in one.names if state}


def mention(scene: Scene, token: Token) -> Mention | None:
    """Return the mention whose noun phrase `token` heads or belongs to, or None where it names no possible actor."""
    head = _head(token)
    found = scene.mentions.get(head.i)
    if found is None and head.i not in scene.nobody:
        found = _build(scene, head)
        if found is None:
            scene.nobody.add(head.i)
        else:
            scene.mentions[head.i] = found
    return found


def named(scene: Scene, start: int, end: int, names: Iterable[Name]) -> Mention:
    """Return the mention of a listed state or body that only an adjective or part of a word names ("US-Russia")."""
    token = scene.token_at(start)
    return Mention(
        span=scene.at(start, end),
        sentence=scene.index,
        form="listed",
        head=scene.text[start:end].lower(),
        names=tuple((name.sense, name.id, name.state) for name in names),
        quoted=scene.quoted(token),
    )


def voiced(scene: Scene, head: Token) -> Mention:
    """Return the mention of a noun that only its speaking shows to be somebody."""
    if head.i not in scene.mentions:
        title = title_words(premodifiers(head), head)
        scene.mentions[head.i] = _make(scene, head, "voice", _Named(name=with_phrase(scene, head), title=title))
    return scene.mentions[head.i]


def labelled(scene: Scene, label: str, start: int = 0) -> Mention | None:
    """Return the mention of a speaker's label ("MR. PRICE", "Zhao Lijian", "Moscow"); None where it names nobody known.

    `start` is its offset in the sentence. Labels in capitals and those of a transcript are turns: whoever they name
    speaks, listed or not; one that only says who answers ("A:") means the guest.
    """
    answers = label in words("statements", "labels", "answering") or label == initials(scene.talk.guest)
    called = scene.talk.guest if answers else label
    cased = called.title() if called.isupper() else called
    hit = next((one for one in gazetteer().spot(cased) if one.end == len(cased)), None)
    listed = hit is not None and {name.sense for name in hit.names} & LISTED
    title, name = _parted(cased)
    title, name = _billed(scene.talk.head, name) if not title and " " not in name else (title, name)
    if not (hit is not None and (listed or any(name.sense == "person" for name in hit.names))):
        hit = None
        turn = called != label or label.isupper() or label in scene.talk.names
        if not called or not (turn or gazetteer().surname(name.split()[-1])):
            return None
    made = Mention(
        span=scene.at(start, start + len(label)),
        sentence=scene.index,
        form="listed" if listed else "person",
        head=cased.split()[-1].lower(),
        name="" if listed else name,
        title=title,
        names=tuple((one.sense, one.id, one.state) for one in hit.names) if hit is not None else (),
        states=_states_in(title),
        subject=True,
    )
    scene.adjectives[start, start + len(label)] = made
    return made


def _billed(head: str, surname: str) -> tuple[str, str]:
    """The title and the full name that the words before a talk give whoever its turns call by a surname alone."""
    bill = (
        re.search(rf"((?:[A-Z][\w.’'-]+ (?:of |for |and )?){{1,8}}){re.escape(surname)}\b", head) if surname else None
    )
    title, name = _parted(bill.group()) if bill is not None else ("", surname)
    return (title, name) if title and name.endswith(surname) and len(name.split()) < 5 else ("", surname)


def _states_in(title: str) -> tuple[str, ...]:
    """The states that a title names: "Yemeni Minister of Foreign Affairs"."""
    hits = (one for hit in gazetteer().spot(title) for one in hit.names if one.sense in LISTED | {"adjective"})
    return tuple(dict.fromkeys(one.state for one in hits if one.state is not None))


def _parted(label: str) -> tuple[str, str]:
    """The title and the name of a label: "Putin Spokesman" and "Peskov", "Mr." and "Price"."""
    parts = label.split()
    titles = words("actors", "titles", "words") | words("actors", "titles", "address")
    last = max((at for at, word in enumerate(parts[:-1]) if word.lower().rstrip(".") in titles), default=-1)
    return " ".join(parts[: last + 1]), " ".join(parts[last + 1 :])


def surnamed(scene: Scene, start: int, end: int) -> Mention:
    """Return the mention of a person whose surname is used as a compound ("a Lavrov-Blinken meeting")."""
    name = scene.text[start:end]
    token = scene.token_at(start)
    return Mention(
        scene.at(start, end), scene.index, "person", name.lower(), name=name, quoted=scene.quoted(token)
    )  # fmt: skip


def all_mentions(scene: Scene) -> list[Mention]:
    """Return every mention of the sentence in order; pronouns and names alike."""
    for token in scene.doc:
        if token.dep_ in NAME_PARTS and token.head.i > token.i and is_noun(token.head):
            continue
        counts = token.lower_ in NUMBERS or token.tag_ in {"PRP", "PRP$"}
        if counts or is_noun(token) or token.i in scene.hit_of or listed_surname(token):
            mention(scene, token)
    found = [*scene.mentions.values(), *scene.adjectives.values()]
    return sorted(found, key=lambda one: (one.span.start, one.span.end))


def _head(token: Token) -> Token:
    """Climb out of a name: "Lavrov" of "Foreign Minister Sergei Lavrov" is its head, "Sergei" is not."""
    while token.dep_ in NAME_PARTS and is_noun(token.head) and token.head.i > token.i:
        token = token.head
    return token


def _build(scene: Scene, head: Token) -> Mention | None:
    if head.tag_ in {"PRP", "PRP$"}:
        return _pronoun(scene, head)
    if head.lower_ in QUANTITIES and head.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj"}:
        return _common(scene, head)
    if head.text in toml("actors")["together"]["names"]:
        return _make(scene, head, "parties")
    if not (is_noun(head) or head.i in scene.hit_of or (head.dep_ in ARGUMENTS and listed_surname(head))):
        return None
    if not head.text[0].isalpha() or (head.lower_ in _dates() and not called_like_a_month(head)):
        return None
    half = _half(head)
    if half:
        return _make(scene, head, "listed", _Named(listed=half))
    beside = _named_beside(scene, head)
    if beside is not None:
        title = title_words(premodifiers(head), head)
        called = _Named(name_and_title(scene, beside)[0], title, listed_names(scene, beside))
        return _make(scene, head, "person", called)
    names = listed_names(scene, head)
    if names and all(name.sense == "place" for name in names):
        return None
    if names and is_listed(names, head):
        return _make(scene, head, "listed", _Named(listed=names))
    proper, title = name_and_title(scene, head)
    if PARTY_TAG.match(proper) or (proper and _site(head)):
        return None
    if proper:
        return _make(scene, head, "person", _Named(name=proper, title=title, listed=names))
    return _common(scene, head)


def _site(head: Token) -> bool:
    """ "Natanz Nuclear *Facility*", "Taganrog *Bay*": a place, not somebody's surname."""
    before = head.nbor(-1) if head.i else head
    return head.lower_ in words("actors", "sites") and before.dep_ in NAME_PARTS and before.head == head


def _named_beside(scene: Scene, head: Token) -> Token | None:
    """The name right after a noun for a person: "spokeswoman *Mao Ning*", "Dunn's mother, *Charlotte Charles*"."""
    if head.tag_ not in {"NN", "NNP"}:
        return None
    beside = child(head, "appos")
    if _can_be_named(head):
        beside = beside or _after_post(scene, head) or _after_body(scene, head)
    elif beside is None or head.tag_ != "NN" or beside.left_edge.i != head.i + 1 or beside.left_edge == beside:
        return None
    if beside is None or beside.tag_ not in {"NNP", "NNPS"} or not name_and_title(scene, beside)[0]:
        return None
    between = scene.doc[head.i + 1 : beside.i]
    if beside.left_edge.i and scene.doc[beside.left_edge.i - 1].text == "," and len(between) <= FAR:
        return beside
    return beside if all(word.tag_ in {"NNP", "NNPS", ",", "IN", "TO", "DT", "POS"} for word in between) else None


def _can_be_named(noun: Token) -> bool:
    """Whether the noun is for one person, whose name may stand beside it: "envoy", "founder", "aide"."""
    return noun.lower_ in _for_people()


@cache
def _for_people() -> frozenset[str]:
    papers = words("actors", "nouns", "documents")
    people = words("actors", "nouns", "office") | words("actors", "nouns", "voice")
    return (people - papers) | (words("statements", "nouns", "speakers") - words("actors", "nouns", "organ") - papers)


def _after_body(scene: Scene, head: Token) -> Token | None:
    """The name set off after the body somebody serves: "the head of Russia's intelligence service, *Naryshkin*,".

    Of somebody else in a post it is theirs: "an aide to the premier, *Marta Lund*,".
    """
    last = _set_off(scene, head)
    prep = child(head, "prep")
    served = child(prep, "pobj") if prep is not None else None
    if last is None or served is None or served.lower_ in words("actors", "nouns", "office"):
        return None
    hit = scene.hit_of.get(last.i)
    known = hit is not None and any(name.sense == "person" for name in hit.names)
    return last if known or (hit is None and premodifiers(last)) else None


def _set_off(scene: Scene, head: Token) -> Token | None:
    """The last word of the name between commas behind the phrase of a noun, however the parser hung it."""
    inside = [kid for kid in head.subtree if kid.dep_ == "appos" and kid.tag_ == "NNP" and kid.left_edge.i > head.i]
    near = (
        kid for kid in inside if not any(is_verb(word) and word.dep_ != "amod" for word in scene.doc[head.i : kid.i])
    )
    named = next((kid for kid in near if scene.doc[kid.left_edge.i - 1].text == ","), None)
    end = head.right_edge.i + 1
    if named is None and end + 2 < len(scene.doc) and scene.doc[end].text == ",":
        hit = scene.hit_of.get(end + 1)
        named = scene.token_at(hit.end - 1) if hit is not None else None
    closed = named is not None and named.i + 1 < len(scene.doc) and scene.doc[named.i + 1].text in {",", "."}
    return named if closed else None


def _after_post(scene: Scene, head: Token) -> Token | None:
    """The name that the parser took into the post: "US Ambassador to Germany *Richard Grenell*"."""
    for inner in _accredited(head):
        if inner.tag_ != "NNP" or is_listed(listed_names(scene, inner), inner):
            continue
        parts = [kid for kid in inner.children if kid.dep_ in NAME_PARTS]
        if any(kid.i in scene.hit_of for kid in parts) or (
            inner.head.lower_ != "to" and _after_portfolio(inner.head, parts)
        ):
            return inner
    return None


def _after_portfolio(prep: Token, parts: list[Token]) -> bool:
    """Whether a name of two words stands behind what the post is for: "Minister for Reintegration *Ion Rusu*"."""
    proper = [part for part in parts if part.tag_ == "NNP"]
    return len(proper) > 1 and proper[0].i == prep.i + 1 and prep.head.lower_ in words("actors", "nouns", "office")


def _accredited(post: Token) -> Iterator[Token]:
    """To what, and where, somebody is sent: "representative to international *organizations* in *Vienna* …"."""
    for prep in children(post, "prep"):
        inner = child(prep, "pobj") if prep.lower_ in {"to", "of", "for", "in"} else None
        if inner is not None:
            yield inner
            yield from _accredited(inner)


def _pronoun(scene: Scene, head: Token) -> Mention | None:
    if head.lower_ not in words("actors", "pronouns") or _expletive(head):
        return None
    return _make(scene, head, "pronoun")


def _expletive(head: Token) -> bool:
    """Whether "it" stands for nothing: "it is important that", "it's a big deal", "it takes time"."""
    if head.lower_ != "it" or head.dep_ != "nsubj":
        return False
    verb = head.head
    if verb.lemma_ in words("actors", "expletive", "verbs"):
        thing = child(verb, "dobj")
        return (
            verb.lemma_ != "take" or thing is None or thing.lemma_.lower() not in words("actors", "expletive", "taken")
        )
    told = child(verb, "acomp", "attr")
    return verb.lemma_ == "be" and told is not None and told.lemma_.lower() in words("actors", "expletive", "what")


def _half(head: Token) -> tuple[Name, ...]:
    """One of two states that share a name: "*the North*" where the report is about the Koreas (see doubtful.toml)."""
    code = toml("actors")["halves"].get(head.text)
    alone = code is not None and head.tag_ in {"NNP", "NN"} and not any(kid.dep_ in NAME_PARTS for kid in head.children)
    if not alone or not any(kid.dep_ == "det" for kid in head.children):
        return ()
    return (Name("metonym", code, code),)


def _common(scene: Scene, head: Token) -> Mention | None:
    """A common noun: an office, an organ, the parties together, or a voice without a name."""
    if head.lemma_.lower() in {
        "assembly",
        "group",
        "number",
        "majority",
        "host",
        "dozen",
        "hundred",
        "couple",
        "handful",
        "series",
    }:
        of = next((child(prep, "pobj") for prep in children(head, "prep") if prep.lower_ == "of"), None)
        if of is not None and of.tag_ == "NNS" and lemma_of(of) in words("actors", "nouns", "voice"):
            return mention(scene, of)
    form = _common_form(scene, head)
    if form is None:
        return None
    name = with_phrase(scene, head) if form in {"voice", "organ", "parties"} else ""
    portfolio = portfolio_of(head) if form == "office" else ""
    return _make(scene, head, form, _Named(name=name, title=title_words(premodifiers(head), head) + portfolio))


def _common_form(scene: Scene, head: Token) -> MentionForm | None:
    lemma, several = lemma_of(head), head.tag_ in {"NNS", "NNPS"}
    if _counted(head) or ((several or _both(head)) and _pair(head, lemma)):
        return "parties"
    if lemma in words("actors", "nouns", "relations") and child(head, "poss") is not None:
        return "counterpart"
    if lemma == "counterpart":
        return "counterpart"
    if lemma in words("actors", "nouns", "fighters") and several and _only_the(head):
        return "organ"
    if lemma in words("actors", "nouns", "office") and not several:
        return "office"
    told = (*state_words(scene, head), *_seat(scene, head, "organ")) if several else ()
    if lemma in words("actors", "nouns", "organ") and (not several or told):
        return "organ"
    if lemma in toml("actors")["territories"] and _only_the(head):
        return "organ"
    if lemma in words("actors", "nouns", "voice"):
        return "voice"
    return None


def _counted(head: Token) -> bool:
    """ "the two", "both", "the pair", "neither side": parties by their number alone."""
    before = {kid.lower_ for kid in head.children if kid.i < head.i}
    if head.lower_ in {"two", "three", "four", "pair", "duo", "trio"}:
        return bool(before) and before <= {"the", "these", "those"} and not _told_apart(head)
    if head.lower_ in {"both", "neither", "either"}:
        return head.tag_ == "DT" and not before and not _told_apart(head)
    return head.lower_ in {"side", "party", "country"} and bool(before & {"each", "neither", "either"})


def _pair(head: Token, lemma: str) -> bool:
    """ "the two sides", "both capitals", "the sides", "the leaders": the parties of the dialogue together."""
    parties, paired = words("actors", "nouns", "parties"), words("actors", "nouns", "paired")
    if lemma not in parties | paired:
        return False
    before = {kid.lower_ for kid in head.children if kid.i < head.i}
    if before & {"warring", "rival", "feuding", "opposing"} and lemma in words("actors", "nouns", "divided"):
        return True
    if before & words("actors", "counts") and before & {"the", "these", "those", "all"}:
        return True
    before -= words("actors", "nouns", "parted")
    if "both" in before or ("two" in before and (before & {"the", "these", "those"} or lemma in FEW)):
        return True
    if not before and lemma in words("actors", "nouns", "delegates"):
        return not _told_apart(head)
    return lemma in parties and before == {"the"} and not _told_apart(head)


def _both(head: Token) -> bool:
    """ "both side agreed": the noun is meant in the plural."""
    return any(kid.lower_ == "both" for kid in head.children if kid.i < head.i)


def _told_apart(head: Token) -> bool:
    return any(kid.dep_ in {"prep", "relcl", "acl"} for kid in head.children)


def _only_the(head: Token) -> bool:
    """Whether nothing but an article stands with the noun: whom it means was told before."""
    return {kid.lower_ for kid in head.children if kid.i < head.i} in ({"the"}, {"these"}, {"those"}) and not any(
        kid.dep_ in {"prep", "acl", "relcl"} for kid in head.children
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """What a noun phrase calls somebody: the proper name, the words of office, and what the tables list for it."""

    name: str = ""
    title: str = ""
    listed: tuple[Name, ...] = ()


_UNNAMED = _Named()


def _make(scene: Scene, head: Token, form: MentionForm, called: _Named = _UNNAMED) -> Mention:
    owner = child(head, "poss") or _served(head, form)
    owned = mention(scene, owner) if owner is not None else None
    same, title = apposed(head), called.title or apposed_title(head)
    return Mention(
        span=phrase_span(scene, head),
        sentence=scene.index,
        form=form,
        head=lemma_of(head),
        name=called.name,
        title=title,
        names=tuple((listed.sense, listed.id, listed.state) for listed in called.listed),
        states=_acting_for(scene, head, title) or tuple(_seat(scene, head, form)),
        owner=owned.span if owned is not None else None,
        same=phrase_span(scene, same) if same is not None else None,
        plural=plural(head),
        subject=head.dep_ in {"nsubj", "nsubjpass"} and not _wanted(head),
        quoted=scene.quoted(head),
    )


def _acting_for(scene: Scene, head: Token, title: str) -> tuple[str, ...]:
    """The states that the phrase names, without the body an ambassador is sent to: "Israel's *U.N.* ambassador"."""
    states = tuple(dict.fromkeys(state_words(scene, head)))
    low = f"{title} {lemma_of(head)}".lower()
    if not any(word in low for word in words("actors", "titles", "accredited")):
        return states
    return tuple(state for state in states if state not in gazetteer().hosts)


def _wanted(head: Token) -> bool:
    """Whether it is only wanted, asked or let to do something: "wants *Macron* to attend"."""
    verb = head.head
    return verb.dep_ in {"xcomp", "ccomp"} and any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in verb.children)


def _seat(scene: Scene, head: Token, form: MentionForm) -> Iterator[str]:
    """The state by whose place an organ is told: "the foreign ministry *in Tehran*", "authorities *in Chad*".

    An embassy stands elsewhere.
    """
    if form != "organ" or lemma_of(head) not in words("actors", "nouns", "seated"):
        return
    for prep in children(head, "prep"):
        inner = child(prep, "pobj")
        if prep.lower_ == "in" and inner is not None:
            yield from (
                name.state for name in listed_names(scene, inner) if name.sense in {"capital", "state"} and name.state
            )


def _served(head: Token, form: MentionForm) -> Token | None:
    """Whom somebody in a post serves: "an adviser to *President Tinubu*", "Nono, an official of *the group*"."""
    post = post_beside(head) if form == "person" else head
    if post is None or form not in {"person", "office", "voice"}:
        return None
    whose = child(post, "poss") if post != head else None
    if whose is not None:
        return whose
    inner = (child(prep, "pobj") for prep in children(post, "prep") if _serves(prep))
    found = next((noun for noun in inner if noun is not None), None)
    return found if found is not None and found != head and head not in found.subtree else None


def _serves(prep: Token) -> bool:
    """ "an aide *to* the president", "an official *in* the ministry": not who speaks in some place."""
    if prep.lower_ in {"of", "for", "to"}:
        return True
    inner = child(prep, "pobj") if prep.lower_ in {"in", "at", "from", "within", "with", "inside"} else None
    return inner is not None and lemma_of(inner) in words("actors", "nouns", "organ")


@cache
def _dates() -> frozenset[str]:
    return frozenset(name.lower() for name in (*MONTH_NAMES, *WEEKDAY_NAMES))
