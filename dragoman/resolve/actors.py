"""Mentions → Refs: names, titles, pronouns, metonyms and "the two sides", read in the order of the report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.data import toml, words
from dragoman.dateline import seat
from dragoman.gazetteer import Gazetteer, Person, Sense, Term, fold, gazetteer
from dragoman.model import ActorKind, Extracted, Mention, Ref, RefBasis, Refs, Report, Span, Statement
from dragoman.resolve.discourse import NEARBY, Discourse, Known, bare
from dragoman.resolve.doubtful import Doubts
from dragoman.resolve.people import (
    NOT_FOR_STATE,
    acts_for_state,
    as_spelt,
    candidates,
    choose,
    held_on,
    human,
    known_on,
    lesser,
    of_state,
    other_person,
    plain,
    roles,
    so_titled,
    term_on,
    within,
)  # fmt: skip
from dragoman.resolve.surroundings import by_sentence, contents, home, issuer, topic
from dragoman.resolve.unnamed import named_posts

Key = tuple[int, int]
Cast = Mapping[Key, Refs]
"""Who is meant by the mention that stands at (start, end)."""


SENSES: tuple[Sense, ...] = ("state", "body", "organ", "people", "metonym", "capital", "adjective")
"""What a listed name that is nobody's is taken for first."""


def resolve_actors(extracted: Extracted, report: Report) -> Cast:
    """Return who each mention of the report means.

    Every mention gets at least one Ref; one nobody knows keeps its words as name, with id and state None.
    """
    return _Reader(report, extracted).cast


class _Reader:
    """Reads the mentions in order and remembers whom the report has spoken of."""

    def __init__(self, report: Report, extracted: Extracted) -> None:
        self.tables: Gazetteer = gazetteer()
        self.day, self.text = report.published, report.text
        self.issuer = issuer(self.tables, report)
        self.told = Discourse(self.tables, self.issuer, report.text, said=contents(extracted), topic=topic(extracted))
        self.told.quoting = self._quoting
        self.told.seat = seat(report.text) or home(self.tables, report)
        self.cast: dict[Key, Refs] = {}
        self.speeches = by_sentence(extracted)
        self.openings = sorted(self.speeches)
        doubts = Doubts(self.tables, report.text)
        self.written = {(one.span.start, one.span.end): one for one in extracted.mentions}
        mentions = [doubts.settle(mention) for mention in extracted.mentions]
        self.ahead = {(one.span.start, one.span.end): one for one in mentions if not _first_person(one)}
        self.beside = _named_states(mentions)
        later: list[Mention] = []
        for mention in mentions:
            if _first_person(mention):
                later.append(mention)
            else:
                self._take(mention)
        for mention in later:
            self._put(mention, self._speaker_of(mention))
        self._look_ahead(mentions)
        self.cast |= dict(named_posts(mentions, self.cast, self._speaks))

    def _look_ahead(self, mentions: Sequence[Mention]) -> None:
        """A pronoun that nothing before explains means the subject that follows: "After *his* talks, Lavrov said …"."""
        for mention in mentions:
            refs = self.cast[mention.span.start, mention.span.end]
            if mention.form == "person" and " " not in mention.name and refs[0].id is None and refs[0].state is None:
                again = self.told.named_before(mention)
                if again is not None and again.kind == "person" and " " in again.name and not mention.title:
                    self._put(mention, (replace(again, basis="named", antecedent=again.surface),))
            if (
                mention.form != "pronoun"
                or refs[0].kind != "voice"
                or mention.head not in {"he", "his", "she", "her", "its", "their"}
            ):
                continue
            later = (one for one in mentions if one.sentence == mention.sentence and one.span.start > mention.span.end)
            named = next((one for one in later if one.subject and one.form in {"person", "listed", "office"}), None)
            if named is not None:
                found = self.cast[named.span.start, named.span.end]
                self._put(mention, tuple(replace(ref, basis="pronoun", antecedent=named.span) for ref in found))

    def _take(self, mention: Mention) -> None:
        refs = getattr(self, f"_{mention.form}")(mention)
        self._put(mention, refs)
        self.told.remember(mention, refs)

    def _put(self, mention: Mention, refs: Refs) -> None:
        surfaced = tuple(replace(ref, surface=mention.span, name=self._called(ref)) for ref in refs)
        self.cast[mention.span.start, mention.span.end] = surfaced

    def _called(self, ref: Ref) -> str:
        """The name by which somebody stands on record: "his government" is nobody's away from its report."""
        whose, _, rest = ref.name.partition(" ")
        if ref.state is None or not rest or whose.lower() not in _WHOSE:
            return ref.name
        return rest if rest[0].isupper() else f"{self.tables.label(ref.state)} {rest}"

    # People ---------------------------------------------------------------------------------------------------------

    def _person(self, mention: Mention) -> Refs:
        countryman = self._countryman(mention)
        if countryman is not None:
            return countryman
        again = self.told.named_before(mention)
        if again is not None and not other_person(mention, again):
            return (replace(again, basis="named", antecedent=None),)
        possible = candidates(self.tables, mention)
        people = choose(possible, mention, self.day, self.told.company(mention), self.beside.get(mention.sentence, ()))
        if len(people) == 1 and self._plausible(people[0], mention):
            lost = tuple(person.id for person in possible if person.id != people[0].id)
            return (replace(self._listed_person(people[0], mention, "named"), candidates=lost),)
        others = () if lesser(mention.title) and not mention.states else tuple(person.id for person in people)
        return (self._unlisted(mention, others),)

    def _countryman(self, mention: Mention) -> Refs | None:
        """ "the American", "the Hungarian": the one person of that state whom the text just before names."""
        if mention.title or mention.plural or " " in mention.name or not self.told.definite(mention):
            return None
        states = {one.state for one in self.tables.meanings(mention.name) if one.sense in {"adjective", "people"}}
        found = self.told.person_of(mention, states.pop() or "") if len(states) == 1 else None
        return (replace(found.refs[0], basis="title", antecedent=found.mention.span),) if found is not None else None

    def _plausible(self, person: Person, mention: Mention) -> bool:
        """A bare surname names a listed person only while they are in office, in their state's company, or with a title
        they had at some time: "Acting Secretary Su" in Washington is no former premier of Taiwan."""
        foreign = bool(mention.states and person.states) and not set(mention.states) & person.states
        if self.text[: mention.span.start].lower().endswith("the ") and mention.span.quote == mention.name:
            return False  # "the West"
        if " " in mention.name or self.day is None:
            return not foreign
        if lesser(mention.title) and not mention.states:
            return False
        around = bool(person.offices(self.day)) or bool(person.states & set(self.told.company(mention)))
        if not mention.title:
            return around
        families, held = set(roles(mention.title)), {term.office.role for term in person.terms}
        return not foreign and (around or not families or bool(families & held))

    def _listed_person(self, person: Person, mention: Mention, basis: RefBasis) -> Ref:
        term = term_on(person, self.day, mention.title)
        acts = term is not None and not self._left_office(term, mention)
        name = as_spelt(person, mention, self.text)
        if term is None or not acts:
            state = self._beyond_office(person, mention) if term is None else None
            return Ref(person.id, name, "person", state, mention.title or None if state else None, basis)
        known = self.day is None or term.known(self.day)
        office = term.office.title if known else mention.title or None
        return Ref(person.id, name, "person", term.office.state, office, basis)

    def _beyond_office(self, person: Person, mention: Mention) -> str | None:
        """Whom somebody acts for whose office the tables lack: the words say it, or the office is about to begin."""
        own = [state for state in mention.states if state in person.states]
        if own and not NOT_FOR_STATE.search(mention.title):
            return own[0]
        families = set(roles(mention.title))
        left = families & {term.office.role for term in person.terms if term.end is not None and self._begun(term)}
        if families and not left and acts_for_state(mention.title):
            states = mention.states or tuple(person.states)
            return states[0] if mention.states or len(states) == 1 else None
        soon = {term.office.state for term in person.terms if self.day is not None and within(self.day, term.start)}
        return soon.pop() if len(soon) == 1 else None

    def _begun(self, term: Term) -> bool:
        return self.day is None or term.start <= self.day

    def _left_office(self, term: Term, mention: Mention) -> bool:
        """Whether "former" is to be believed: not while the tables have the office going on."""
        serving = term.end is None or self.day is not None
        return bool(NOT_FOR_STATE.search(mention.title)) and not serving

    def _unlisted(self, mention: Mention, others: tuple[str, ...]) -> Ref:
        """Somebody the tables do not list: kept with the state their office names."""
        acts = acts_for_state(mention.title)
        state = mention.states[0] if (acts or of_state(mention)) and mention.states else None
        if state is None and acts and mention.owner is not None:
            state = self._state_at(mention.owner)
        if state is None and acts and roles(mention.title) and not lesser(mention.title):
            foreign = mention.owner is not None and not self._of_organ(mention.owner)
            own = None if foreign else self.told.home(mention) or self._whose_will(mention) or self._here(mention)
            state = self.issuer or own
            state = None if state == "USA" and "minister" in mention.title.lower() else state
        if state is None and (acts or self._one_of_them(mention, others)):
            state = self._agreed_state(others)
        kind: ActorKind = "person" if others or human(mention) else "organization"
        return Ref(None, mention.name, kind, state, mention.title or None, "named", candidates=others)

    def _of_organ(self, owner: Span) -> bool:
        """Whether somebody serves an organ: "the undersecretary of *the ministry*"."""
        whose = self.ahead.get((owner.start, owner.end))
        return whose is not None and whose.form == "organ"

    def _whose_will(self, mention: Mention) -> str | None:
        """The state whose will somebody in a post tells: "the foreign secretary said *Nepal* was waiting for …"."""
        told = self.told.said.get((mention.span.start, mention.span.end), ())
        for one in self.ahead.values() if told else ():
            willing = one.subject and one.form == "listed" and _WILL.match(self.text, one.span.end)
            if willing and any(content.covers(one.span) for content in told):
                state = one.names[0][2] if one.names else None
                if state is not None and self.told.topic.get(state, 0.0) >= OWN_SHARE:
                    return state
        return None

    def _here(self, mention: Mention) -> str | None:
        """The state whose minister needs no name: that of the town they speak in, or of which they tell the will."""
        own = self.told.said.get((mention.span.start, mention.span.end), ())
        for one in self.ahead.values():
            state = next((name[2] for name in one.names if name[0] in {"capital", "state"}), None)
            if state is None or one.sentence != mention.sentence:
                continue
            town = any(name[0] == "capital" for name in one.names)
            if any(content.covers(one.span) for content in own):
                opens = any(content.start == one.span.start for content in own)
                if one.subject and (town or (opens and _INTENT.match(self.text, one.span.end))):
                    return state
            elif town and self.told.sets(one):
                return state
        return None

    def _one_of_them(self, mention: Mention, others: Sequence[str]) -> bool:
        """Whether a bare surname is that of several who are all in office: "Wang" is one of two ministers."""
        serving = self.day is not None and all(self.tables.people[one].offices(self.day) for one in others)
        return len(others) > 1 and serving and mention.span.quote == mention.name and " " not in mention.name

    def _agreed_state(self, others: Sequence[str]) -> str | None:
        """The state that all the people act for whom a name can mean, though which of them is meant stays open."""
        terms = [term_on(self.tables.people[other], self.day) for other in others]
        states = {term.office.state if term is not None else None for term in terms}
        return states.pop() if len(states) == 1 else None

    # Offices --------------------------------------------------------------------------------------------------------

    def _office(self, mention: Mention) -> Refs:
        if mention.same is not None and (mention.same.start, mention.same.end) in self.cast:
            return self.cast[mention.same.start, mention.same.end]
        mention = self._top_diplomat(mention)
        families = (
            frozenset(roles(mention.title) or roles(mention.head))
            if mention.head in words("actors", "nouns", "loose_office")
            else frozenset()
        )
        state = mention.states[0] if mention.states else None
        if state is None and mention.owner is not None:
            state = self._state_at(mention.owner)
        if state is None and mention.owner is not None and mention.head not in {"head", "chief", "leader"}:
            return (Ref(None, mention.label, "voice", None, None, "title"),)
        known = self.told.office_before(mention, families, state)
        nameless = self.told.nameless_before(mention, state)
        if nameless is not None and (known is None or known.mention.span.start < nameless.mention.span.start):
            known = nameless
        if known is None and state is not None and mention.head in words("actors", "nouns", "any_post"):
            known = self.told.person_of(mention, state)
        if known is not None:
            return (replace(known.refs[0], basis="title", antecedent=known.mention.span),)
        if state is None and mention.head in {"president", "secretary"} and self.issuer is not None:
            own = roles(mention.title) or roles(mention.head)
            return (self._holder(mention, frozenset(own), self.issuer),)
        if state is not None and not NOT_FOR_STATE.search(mention.title):
            return (self._holder(mention, families, state),)
        return (Ref(None, mention.label, "voice", None, None, "title"),)

    def _top_diplomat(self, mention: Mention) -> Mention:
        """ "Russia's top diplomat" is its foreign minister; one "in Kabul" is not."""
        said = set(mention.title.lower().split())
        follows = self.text[mention.span.end : mention.span.end + 4].split()[:1]
        if mention.head != "diplomat" or not said & {"top", "chief"} or follows in (["in"], ["at"], ["on"], ["for"]):
            return mention
        return replace(mention, head="minister", title="foreign minister")

    def _holder(self, mention: Mention, families: frozenset[str], state: str) -> Ref:
        """Who held the office that day, if the tables know exactly one."""
        title = mention.title or mention.head
        shifted = title.lower().startswith("a ") or bool(_SHIFTING & set(title.lower().split()))
        several: dict[str, None] = {}
        if self.day is not None and plain(self.tables, title) and not shifted:
            for family in self._families(mention, title):
                people = so_titled(self.tables.holders(state, family, self.day), title, self.day)
                alone = [person for person in people if held_on(person, family, state, self.day)]
                known = [one for one in alone if known_on(one, family, state, self.day)]
                if len(people) == 1 and known and (family in families or not families):
                    return self._listed_person(people[0], mention, "title")
                several |= dict.fromkeys(person.id for person in people)
        open_ = tuple(several) if len(several) <= SHARED else ()
        return Ref(None, title, "person", state, title, "title", candidates=open_)

    def _families(self, mention: Mention, title: str) -> Iterator[str]:
        """The families of offices a title means; an ambassador is one to the UN only where the UN is spoken of."""
        beside = f"{title} {self.text[mention.span.end : mention.span.end + BESIDE]}"
        for family in roles(title):
            if (
                family != "un_ambassador"
                or _AT_UN.search(beside)
                or any(one.state == "UNO" for one in self.told.refs())
            ):
                yield family

    def _counterpart(self, mention: Mention) -> Refs:
        if mention.same is not None and (mention.same.start, mention.same.end) in self.cast:
            return self.cast[mention.same.start, mention.same.end]
        owner = self.cast.get((mention.owner.start, mention.owner.end)) if mention.owner else None
        own = owner[0].state if owner else None
        if mention.head in words("actors", "nouns", "relations"):
            mention = replace(mention, states=tuple(state for state in mention.states if state != own))
            if not mention.states:
                return self._facing(mention, own)
        state = mention.states[0] if mention.states else None
        if state is None:
            return (Ref(None, mention.label, "voice", None, None, "title"),)
        if mention.plural and len(mention.states) > 1:
            return self._each_state(mention)
        families = self.told.families_of(owner[0]) if owner else frozenset()
        for family in sorted(families):
            people = self.tables.holders(state, family, self.day) if self.day else ()
            if len(people) == 1 and self.day and known_on(people[0], family, state, self.day):
                return (self._listed_person(people[0], replace(mention, title=""), "title"),)
        return (Ref(None, mention.label, "person", state, None, "title"),)

    def _facing(self, mention: Mention, own: str | None) -> Refs:
        """ "its neighbour", "his host": the other of two that deal with each other."""
        if own is not None and mention.head in words("actors", "nouns", "facing"):
            other = self.told.other_than(mention, own)
            if other is not None:
                return (other,)
        return (Ref(None, mention.label, "voice", None, None, "title"),)

    def _each_state(self, mention: Mention) -> Refs:
        """ "his Greek and French counterparts", "Russian and American negotiators": one for each state, and of "the
        foreign ministers of Chad and Mali" those who held the office that day."""
        name = mention.span.quote.split()[-1]
        said = [word for word in mention.title.split() if word.islower() and word not in {"and", "the"}]
        post = " ".join([*said[:-1], mention.head])
        one, families = replace(mention, name="", title=post), frozenset(roles(post))
        known = bool(families) and mention.head not in words("actors", "nouns", "any_holder")
        held = [self._holder(one, families, code) if known else None for code in mention.states]
        return tuple(
            ref if ref and ref.id else Ref(None, f"{self.tables.label(code)} {name}", "voice", code, None, "title")
            for code, ref in zip(mention.states, held, strict=True)
        )

    # States, bodies, organs, voices ---------------------------------------------------------------------------------

    def _listed(self, mention: Mention) -> Refs:
        if mention.states and mention.span.quote.removeprefix("the ").split("'s ")[-1] in toml("doubtful")["shared"]:
            return (Ref(None, mention.span.quote, "organization", mention.states[0], None, "named"),)
        for sense in SENSES:
            for kind, id_, state in mention.names:
                if kind == sense:
                    ref = self._listed_ref(sense, id_, state)
                    return (replace(ref, candidates=self._others(mention, ref)),)
        return (Ref(None, mention.span.quote, "voice", candidates=self._others(mention, None)),)

    def _others(self, mention: Mention, chosen: Ref | None) -> tuple[str, ...]:
        """What else the words can mean by the tables, whatever spoke against it: "Georgia" is also one of the states
        of another state, and that has no id."""
        key = mention.span.start, mention.span.end
        ids = (id_ for sense, id_, _ in self.written[key].names if sense in SENSES)
        taken = {chosen.id, chosen.state} if chosen is not None else set()
        return tuple(dict.fromkeys(id_ for id_ in ids if id_ not in taken))

    def _listed_ref(self, sense: str, id_: str, state: str | None) -> Ref:
        if sense == "organ":
            return Ref(id_, self.tables.organs[id_], "organization", state, None, "named")
        basis: RefBasis = "metonym" if sense in {"capital", "metonym"} else "named"
        state = None if id_ in words("actors", "private") else state
        return Ref(id_, self.tables.label(id_), self.tables.kinds.get(id_, "state"), state, None, basis)

    def _organ(self, mention: Mention) -> Refs:
        if mention.same is not None and (mention.same.start, mention.same.end) in self.cast:
            return self.cast[mention.same.start, mention.same.end]
        state = mention.states[0] if mention.states else None
        if mention.plural and len(mention.states) > 1:  # "the Kenyan and Ugandan navies"
            return self._states(mention)
        if "opposition" in (mention.head, *mention.title.lower().split()):  # it does not speak for the state
            return (Ref(None, mention.label, "organization", None, None, "named"),)
        if state is None and mention.owner is not None:
            state = self._state_at(mention.owner)
        territory = "islands" if mention.head == "island" and mention.plural else mention.head
        if state is None and territory in toml("actors")["territories"]:
            found = self.told.territory_before(mention, toml("actors")["territories"][territory])
            return (found or Ref(None, mention.label, "voice", None, None, "named"),)
        if state is not None:
            if mention.head in {"state", "country", "nation", "side", "capital", "republic", "kingdom"}:
                kind = self.tables.kinds.get(state, "state")
                return (Ref(state, self.tables.label(state), kind, state, None, "title"),)
            if self._private(mention):
                return (Ref(None, mention.label, "organization", None, None, "named"),)
            band = mention.head in words("actors", "nouns", "bands") and self.told.definite(mention)
            group = self.told.group_before(mention) if band else None
            return (group or Ref(None, mention.label, "organization", state, None, "named"),)
        if mention.head == "administration" and any("USA" in (ref.state, ref.id) for ref in self.told.refs()):
            return (Ref(None, mention.label, "organization", "USA", None, "context"),)
        printed = mention.head in words("actors", "nouns", "printed") and bare(mention)
        outlet = self.told.outlet_before(mention) if printed and self.told.definite(mention) else ()
        return outlet or self._issuers(mention) or self.told.organ_before(mention)

    def _private(self, mention: Mention) -> bool:
        """ "Turkish media outlets", "U.S. business groups": of a nation, and nobody who speaks for the state."""
        said = set(mention.title.lower().split())
        press = mention.head in (words("actors", "nouns", "printed") - {"agency"}) | {"company"} or "news" in said
        civic = mention.head in words("actors", "nouns", "civic_bodies") and said & words("actors", "nouns", "civic")
        return bool(press or civic) and not said & {"state", "state-run", "state-owned"}

    def _issuers(self, mention: Mention) -> Refs:
        """ "the Administration", "the country" in a release of the state that issues it."""
        if self.issuer is None or mention.head not in words("actors", "nouns", "own") or not bare(mention):
            return ()
        if mention.head in {"country", "nation"}:
            if set(self.told.company(mention)) - {self.issuer}:
                return ()
            return (Ref(self.issuer, self.tables.label(self.issuer), "state", self.issuer, None, "context"),)
        return (Ref(None, mention.label, "organization", self.issuer, None, "context"),)

    def _voice(self, mention: Mention) -> Refs:
        state = mention.states[0] if mention.states and not NOT_FOR_STATE.search(mention.title) else None
        if mention.plural and mention.states and mention.head in {"country", "nation", "power", "state"}:
            return self._states(mention)
        if mention.head in words("actors", "nouns", "documents") and mention.owner is None and state is None:
            return self._issued(mention) or (Ref(None, mention.label, "voice", None, None, "named"),)
        if mention.head not in toml("actors")["nouns"]["for_state"]:
            return (Ref(None, mention.label, "voice", None, None, "named"),)
        if mention.plural and len(mention.states) > 1 and state is not None:
            return self._each_state(mention)
        if state is None and mention.owner is not None and mention.head not in words("actors", "nouns", "own_voice"):
            state = self._state_at(mention.owner)
        if state is not None and mention.head == "official" and not mention.plural and self.told.definite(mention):
            spoke = next(self._spoke_before(mention), ())
            if spoke and spoke[0].kind == "person" and spoke[0].state == state:
                return spoke
        if state is None and mention.owner is None and not mention.plural:
            state = self._state_of_whose(mention)
            organs = self._state_of_organ(mention) if state is None else None
            if organs is not None:
                return (Ref(None, mention.label, "voice", organs, None, "context"),)
        if state is None and mention.owner is None and bare(mention) and self.told.definite(mention):
            again = self._again(mention)
            if again is not None:
                return again
        if (
            state is None
            and mention.head == "official"
            and mention.title.lower().split()[0] in words("actors", "nouns", "bare")
        ):
            before = None if mention.plural else self.told.voice_before(mention)
            spoken_of = self.issuer or (before.refs[0].state if before else self.told.subject_state(mention))
            return (Ref(None, mention.label, "voice", spoken_of, None, "context"),)
        return (Ref(None, mention.label, "voice", state, None, "named"),)

    def _again(self, mention: Mention) -> Refs | None:
        """ "the source", "the officials": those quoted before; "the official" also whoever last spoke in a post."""
        before = self.told.voice_before(mention)
        if before is not None:
            return (replace(before.refs[0], basis="title", antecedent=before.mention.span, candidates=()),)
        if mention.plural or mention.head not in words("actors", "nouns", "any_post") | {"official"}:
            return None
        spoke = next(self._spoke_before(mention), None)
        return None if spoke is None or spoke[0].kind != "person" else spoke

    def _spoke_before(self, mention: Mention) -> Iterator[Refs]:
        """Who spoke in the sentences before, latest first, as whoever the mention now means."""
        for speech, refs in self._told_before(mention):
            yield tuple(replace(ref, basis="title", antecedent=speech.speaker.surface, candidates=()) for ref in refs)

    def _told_before(self, mention: Mention) -> Iterator[tuple[Statement, Refs]]:
        """The last statements before the mention with whose they are, latest first."""
        place = bisect_right(self.openings, mention.span.start)
        for opening in reversed(self.openings[max(0, place - ISSUED) : place]):
            for speech in self.speeches[opening]:
                surface = speech.speaker.surface
                refs = self.cast.get((surface.start, surface.end), ()) if surface is not None else ()
                if surface is not None and surface != mention.span and refs and surface.start < mention.span.start:
                    yield speech, refs

    def _state_of_whose(self, mention: Mention) -> str | None:
        """ "a *Putin* aide": the state of the person whose name stands before the post."""
        before = mention.name.split()[:-1]
        if not before or not before[-1][0].isupper() or before[-1].lower() in words("actors", "titles", "words"):
            return None
        known = self.told.called.get(fold(before[-1]).lower())
        if known is not None:
            return known.state
        whose = replace(mention, form="person", name=before[-1], head=before[-1].lower(), title="", plural=False)
        return self._person(whose)[0].state

    def _state_of_organ(self, mention: Mention) -> str | None:
        """ "an *army* spokesman", "a *government* spokeswoman": of the state whose organs the report speaks of."""
        if not set(mention.title.lower().split()) & words("actors", "nouns", "homely_posts"):
            return None
        return self.issuer or self.told.home(mention) or self.told.subject_state(mention)

    def _issued(self, mention: Mention) -> Refs:
        """ "the statement added", "according to the report": whose it is, as the sentences before tell.

        It is a ministry's or a state's that spoke there, or anybody's whose words were told to be such a paper.
        """
        if not (mention.subject or self._speaks(mention)) or not (bare(mention) and self.told.definite(mention)):
            return ()
        if mention.head in words("actors", "nouns", "printed"):
            return self.told.outlet_before(mention)
        for speech, refs in self._told_before(mention):
            paper = mention.head in speech.sentence.quote.lower().split()
            known = refs[0].kind != "voice" and (paper or (refs[0].kind != "person" and refs[0].state is not None))
            if len(refs) == 1 and known:
                return (replace(refs[0], basis="context", antecedent=speech.speaker.surface, candidates=()),)
        return ()

    def _state_at(self, owner: Span) -> str | None:
        """Whom the owner acts for; one that stands further on is read ahead ("an adviser to *the president*")."""
        refs = self._read_ahead(owner)
        return refs[0].state if refs else None

    def _read_ahead(self, span: Span) -> Refs:
        key = span.start, span.end
        mention = self.ahead.get(key)
        if key not in self.cast and mention is not None and mention.form != "pronoun":
            self._put(mention, getattr(self, f"_{mention.form}")(mention))
        return self.cast.get(key, ())

    # Pronouns and parties -------------------------------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Refs:
        kind = toml("actors")["pronouns"][mention.head]
        if kind in {"m", "f"}:
            fitting = self.told.people_before(mention, kind)
        elif kind == "many":
            fitting = [one for one in (self.told.many_before(mention),) if one is not None]
        else:
            fitting = self.told.things_before(mention) if kind == "thing" else []
        if not fitting:
            return (Ref(None, mention.span.quote, "voice", None, None, "pronoun"),)
        lost = _passed_over(fitting)
        known = fitting[0]
        return tuple(
            replace(ref, basis="pronoun", antecedent=known.mention.span, candidates=lost) for ref in known.refs
        )

    def _parties(self, mention: Mention) -> Refs:
        if len(mention.states) >= 2:
            return self._states(mention)
        count = _count(mention)
        several = self.told.several_of(mention, count) if count else None
        if several is not None:
            return several
        if len(mention.states) == 1:
            return self._within(mention)
        if count:
            return (Ref(None, mention.label, "voice", None, None, "named"),)
        if mention.head in words("actors", "nouns", "delegates"):
            pair = None if self._speaks(mention) else self.told.pair_of(mention, False, NEARBY)
            return pair or (Ref(None, mention.label, "voice", None, None, "named"),)
        wants_people = mention.head in {
            "leader",
            "president",
            "minister",
            "diplomat",
            "official",
            "man",
            "head",
            "pair",
        }
        found = self.told.pair_of(mention, wants_people) or (
            self.told.pair_of(mention, False) if wants_people else None
        )
        return found or (Ref(None, mention.label, "voice", None, None, "context"),)

    def _within(self, mention: Mention) -> Refs:
        """ "two Turkish ministers" are one state's; "Libya's rivals" that state's and the group spoken of with it."""
        state = mention.states[0]
        own = Ref(None, mention.label, "voice", state, None, "named")
        if mention.head in words("actors", "nouns", "divided"):
            group = self.told.group_before(mention)
            return (self._states(mention)[0], group) if group is not None else (own,)
        return (own,)

    def _states(self, mention: Mention) -> Refs:
        """The states that the words themselves name together: "the two Koreas", "Baltic countries"."""
        return tuple(
            Ref(code, self.tables.label(code), self.tables.kinds.get(code, "state"), code) for code in mention.states
        )

    def _speaks(self, mention: Mention) -> bool:
        """Whether the mention is a speaker: unnamed negotiators who talk to the press are a voice, not their states."""
        return any(speech.speaker.surface == mention.span for speech in self._speeches_around(mention))

    def _speeches_around(self, mention: Mention) -> Sequence[Statement]:
        place = bisect_right(self.openings, mention.span.start)
        return self.speeches[self.openings[place - 1]] if place else ()

    # The first person -----------------------------------------------------------------------------------------------

    def _quoting(self, mention: Mention) -> set[str]:
        """Who says the words that the mention stands in, by id and state, as far as it is known by then."""
        for speech in self._speeches_around(mention):
            surface = speech.speaker.surface
            if surface is not None and speech.content.covers(mention.span):
                refs = self.cast.get((surface.start, surface.end)) or self._read_ahead(surface)
                return {ref.key for ref in refs} | {ref.state for ref in refs if ref.state}
        return set()

    def _speaker_of(self, mention: Mention) -> Refs:
        """ "I" and "we": whoever speaks the words they stand in; outside quotations the issuer of the report."""
        for speech in self._speeches_around(mention):
            surface = speech.speaker.surface
            if surface is not None and speech.content.covers(mention.span) and surface != mention.span:
                refs = self.cast.get((surface.start, surface.end))
                if refs:
                    return tuple(replace(ref, basis="pronoun", antecedent=surface) for ref in refs)
        if self.issuer is not None and not mention.quoted:
            kind = self.tables.kinds.get(self.issuer, "state")
            return (Ref(self.issuer, self.tables.label(self.issuer), kind, self.issuer, None, "context"),)
        return (Ref(None, mention.span.quote, "voice", None, None, "pronoun"),)


ISSUED = 5
"""Sentences with words of somebody in which a statement's issuer is looked for."""

OWN_SHARE = 0.15
"""Of the names in a report, those at least that mean a state for it to be that of an official who tells its will."""

_INTENT = re.compile(r"\s+(?:will|plans|intends|wants|has decided|is (?:ready|ready to|set|going) |would not)\b")
"""What a state is told to do by its own, where it opens what they say: "*Peru will* send police, the minister said"."""

_WILL = re.compile(rf"\s+(?:{'|'.join(words('actors', 'will'))})\b")
"""What a state is told to do by those alone who speak for it: "hopes", "is waiting", "reserves the right"."""

_WHOSE = frozenset({"his", "her", "its", "their", "our", "my"})

_SHIFTING = frozenset({"deputy", "former", "ex"})
"""Words of a title that name another than who holds the office."""

_AT_UN = re.compile(r"\b(?:UN\b|U\.N\.|United Nations|Permanent|permanent|Security Council)")

BESIDE = 25
"""Characters after a post within which the body stands that it is at: "ambassador *to the United Nations*"."""

SHARED = 4
"""Holders of an office at one time up to which they are candidates: a title that more can bear says nothing."""

PASSED = 3
"""Of those whom a pronoun could mean as well, the likeliest that are kept."""


def _passed_over(fitting: Sequence[Known]) -> tuple[str, ...]:
    """The ids of those whom a pronoun could mean too, the likeliest first."""
    chosen = {ref.id for ref in fitting[0].refs}
    ids = (ref.id for one in fitting[1:] for ref in one.refs if ref.id is not None and ref.id not in chosen)
    return tuple(dict.fromkeys(ids))[:PASSED]


def _named_states(mentions: Sequence[Mention]) -> Mapping[int, set[str]]:
    """The states that each sentence names, also by a capital."""
    found: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        found[mention.sentence] |= {name[2] for name in mention.names if name[2] and name[0] != "person"}
    return found


def _count(mention: Mention) -> int:
    """How many parties the words count, above two: "the three countries", "all four"."""
    counts: dict[str, int] = toml("actors")["counts"]
    said = (counts.get(word) for word in (*mention.name.lower().split(), mention.head))
    return next((count for count in said if count is not None), 0)


def _first_person(mention: Mention) -> bool:
    return mention.form == "pronoun" and toml("actors")["pronouns"][mention.head] in {"i", "we"}
