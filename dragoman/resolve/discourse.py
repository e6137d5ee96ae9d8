"""Mentions so far → the one that a pronoun, title or "the two sides" points back to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from dragoman.data import words
from dragoman.gazetteer import Gazetteer, fold, surname_of
from dragoman.model import Mention, Ref, Refs, Span
from dragoman.outlets import called_so
from dragoman.resolve.go_between import helps
from dragoman.resolve.people import gender as gender_of
from dragoman.resolve.people import roles

REACH = 6
"""Sentences that a pronoun looks back."""

NEARBY = 2
"""Sentences that "it" and "they" look back."""

MEMORY = 80
"""Sentences that a title, an organ or "the two sides" look back: more than most reports have, and a bound on the time
that a very long one takes."""


FADING = 0.6
SUBJECT = 1.5
"""Weights of a mention when the two parties are sought: a sentence further back, and as a subject."""

SPEAKS = 1.0
"""What it counts that somebody spoke, where it is asked who a pronoun that speaks is."""

HOLDS_FORTH = 2.0
"""What it counts with each sentence that somebody's words go on right up to the pronoun's own."""

APART = 4
"""Characters between two stretches of words that go on."""

TOPIC = 8.0
"""What the share of a state in all that the report names counts where the two parties are sought."""

HELPER = 0.25
"""What is left of the weight of one who mediates, where the two parties are sought."""

PAIRED = 2.0
"""Weight of a state named together with one other ("Chad and Niger"), where the two parties are sought."""

HELPING = frozenset({"listed", "person", "office", "organ"})
"""Forms of mention that name who mediates."""

ASIDE = 0.6
"""What remains of the weight of whoever the sentence shows to deal with both parties."""

_NO_NOUN = re.compile(
    r"\s*(?:[^\w\s]|$|(?:and|or|to|for|in|on|at|with|that|of|by|from|back|as|after|before|into|over|about|whether|if|"
    r"he|she|it|they|during|when|while|last|this|next|not|was|is|had|would|will)\b)"
)
"""What follows "her" where it is an object, not a possessor."""

_BACKED = re.compile(r"(?:backed|aligned|allied|supported|funded)$")

_NO_OFFICE = frozenset({"the", "mr", "acting", "interim", "top", "senior", "outgoing", "incoming", "elect", "kremlin"})
"""Words of titles that do not say which office it is."""

_MEANWHILE = re.compile(r"\b(?:after|before|when|while|since)\s+(?!\w+ing\b)")
"""What opens a clause of what else happened."""

_SETTING = re.compile(r"(?<!\w)(?:in|at|near|outside)\s+(?:the\s+)?$", re.IGNORECASE)
_GATHERED = re.compile(r"\b(?:summit|conference|forum|assembly|meeting|talks)\s+in\s+$", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:,\s*)?(?:(?:and|as well as|along with|together with)\s+)?(?:the\s+)?")


@dataclass(slots=True)
class Known:
    """Somebody the report has spoken of, with where and how last."""

    refs: Refs
    mention: Mention
    gender: str
    families: frozenset[str]
    place: bool = False


@dataclass(slots=True)
class Discourse:
    """Whom the report has spoken of so far, in order. `issuer` is the state that speaks as "we" in its own releases."""

    tables: Gazetteer
    issuer: str | None
    text: str
    known: list[Known] = field(default_factory=list)
    latest: dict[str, Known] = field(default_factory=dict)
    called: dict[str, Ref] = field(default_factory=dict)
    said: Mapping[tuple[int, int], Sequence[Span]] = field(default_factory=dict)
    topic: Mapping[str, float] = field(default_factory=dict)
    seat: str | None = None
    quoting: Callable[[Mention], set[str]] = lambda _: set()

    def refs(self) -> Iterator[Ref]:
        """Yield everybody spoken of so far."""
        return (ref for one in self.known for ref in one.refs)

    def remember(self, mention: Mention, refs: Refs) -> None:
        first = refs[0]
        person = self.tables.people.get(first.id or "")
        families = set(roles(mention.title)) | set(roles(first.office or ""))
        gender = person.gender if person is not None else gender_of(mention.title)
        earlier = self.latest.get(first.key)
        if earlier is not None:
            families |= earlier.families
            gender = gender or earlier.gender
        one = Known(refs, mention, gender, frozenset(families), self._is_place(mention, first))
        self.known.append(one)
        self.latest[first.key] = one
        if mention.form == "person":
            name = fold(first.name).lower()
            bare_names = (word.removeprefix("al-") for word in name.split())  # "Bashar al-Assad", then "Mr Assad"
            self.called |= dict.fromkeys((*name.split(), *bare_names, fold(surname_of(first.name)).lower()), first)

    def _is_place(self, mention: Mention, ref: Ref) -> bool:
        """Whether a capital or state is only where something happens: "in Riyadh"."""
        if mention.form != "listed" or (ref.basis != "metonym" and ref.kind != "state"):
            return False
        return self.sets(mention)

    def sets(self, mention: Mention) -> bool:
        """Whether the words say where something happens: "*in* Riyadh"."""
        return _SETTING.search(self.text, max(0, mention.span.start - 12), mention.span.start) is not None

    def named_before(self, mention: Mention) -> Ref | None:
        """Whoever the report last called by this surname."""
        return self.called.get(fold(surname_of(mention.name)).lower())

    def _before(self, mention: Mention, reach: int) -> list[Known]:
        """Whom the report has spoken of in the mention's sentence and the `reach` before it, latest first."""
        near = takewhile(lambda one: mention.sentence - one.mention.sentence <= reach, reversed(self.known))
        return list(near)

    def definite(self, mention: Mention) -> bool:
        """Whether "the", "this" or "that" stands before the words."""
        before = self.text[max(0, mention.span.start - 5) : mention.span.start].lower().split()
        first = mention.span.quote.lower().split()[:1]
        return bool({*before[-1:], *first} & {"the", "this", "that", "same"})

    def _free(self, mention: Mention, reach: int) -> list[Known]:
        """Whom a pronoun can mean, oldest first: not whoever acts on it, nor whom its own speech names."""
        before = self._before(mention, reach)
        barred = self._acting_on(mention, before) | self._speaking(mention)
        own = self._own_speech(mention)
        return [
            one
            for one in reversed(before)
            if not (barred & _keys(one))
            and (_own_words(one.mention) or not any(words.covers(one.mention.span) for words in own))
        ]

    def _own_speech(self, mention: Mention) -> Sequence[Span]:
        """What the mention is told to have said."""
        return self.said.get((mention.span.start, mention.span.end), ())

    def _acting_on(self, mention: Mention, before: Iterable[Known]) -> set[str]:
        """Who the subject beside an object is: "*Trump* assured him", "*Taiwan* broke with it"."""
        if mention.subject or not self._object(mention):
            return set()
        subject = next((one for one in before if one.mention.subject and one.mention.form != "voice"), None)
        if subject is None or subject.mention.sentence != mention.sentence:
            return set()
        return _keys(subject)

    def _speaking(self, mention: Mention) -> set[str]:
        """Whoever says the quoted words that "they" and "it" stand in: the speaker is "we"."""
        if not mention.quoted or mention.head not in {"they", "them", "their", "it", "its"}:
            return set()
        return self.quoting(mention)

    def _object(self, mention: Mention) -> bool:
        if mention.head == "her":
            return _NO_NOUN.match(self.text, mention.span.end) is not None
        return mention.head in {"him", "it", "them"}

    def company(self, mention: Mention) -> list[str]:
        """The states spoken of in the sentences just before."""
        return [
            ref.state
            for one in self.known[-12:]
            for ref in one.refs
            if ref.state is not None and mention.sentence - one.mention.sentence <= REACH
        ]

    def office_before(self, mention: Mention, families: frozenset[str], state: str | None) -> Known | None:
        """The latest person in the report who fits the office words and, where one is named, the state."""
        head = mention.head
        if head == "president" and state is None and self.issuer is not None:
            return None
        own = _qualifiers(mention)
        exact = bool(own) and state is None and self.definite(mention)
        fitting = [
            one
            for one in self._before(mention, MEMORY)
            if one.mention.form in {"person", "office"}
            and one.refs[0].kind == "person"
            and (state is None or one.refs[0].state == state)
            and not (one.mention.form == "person" and one.mention.sentence == mention.sentence and not exact)
        ]
        called = (one for one in fitting if head in _title_of(one).split() and own <= set(_title_of(one).split()))
        alike = (one for one in fitting if families & one.families and not own)
        return next(called, None) or next(alike, None)

    def families_of(self, ref: Ref) -> frozenset[str]:
        known = self.latest.get(ref.key)
        return known.families if known is not None else frozenset()

    def subject_state(self, mention: Mention) -> str | None:
        """The state the text is about where bare "officials" speak: the latest that was a subject, nearby."""
        for one in self._before(mention, 3):
            if one.mention.subject and one.refs[0].state is not None:
                return one.refs[0].state
        return None

    def home(self, mention: Mention) -> str | None:
        """The state whose offices are named without it: the sentence's seat, else the report's, if it is about it."""
        for one in self._before(mention, 0):
            start = one.mention.span.start
            abroad = _GATHERED.search(self.text, max(0, start - 40), start)
            told = any(words.covers(one.mention.span) for words in self._own_speech(mention))
            if one.place and one.refs[0].basis == "metonym" and not abroad and not told:
                return one.refs[0].state
        first = sorted(self.topic, key=lambda state: -self.topic[state])[:3]
        return self.seat if self.seat in first else None

    def people_before(self, mention: Mention, gender: str) -> list[Known]:
        """Whom "he" or "she" can mean, the likeliest first."""
        fitting = [one for one in self._free(mention, REACH) if _somebody(one, gender)]
        if not fitting:  # "*Lukashenko* would host the talks, *he* said"
            own = self._own_speech(mention)
            here = (one for one in self._before(mention, 0) if any(words.covers(one.mention.span) for words in own))
            fitting = [one for one in here if one.mention.subject and not one.mention.quoted and _somebody(one, gender)]
        told = [one for one in fitting if not self._beside_another(one, mention, fitting)]
        return sorted(told, key=lambda one: -(_salience(one, mention) + self._both_speak(one, mention)))

    def _beside_another(self, one: Known, mention: Mention, fitting: Sequence[Known]) -> bool:
        """Whether another is the subject that this one stands beside: "*Cossio* spoke after *Rubio* had said …"."""
        if one.mention.sentence == mention.sentence:
            return False
        mates = (other for other in fitting if other.mention.sentence == one.mention.sentence)
        subject = next((other for other in mates if other.mention.subject), one)
        between = self.text[subject.mention.span.end : one.mention.span.start]
        other = subject is not one and not _keys(subject) & _keys(one)
        later = any(again.mention.sentence > one.mention.sentence and _keys(again) & _keys(one) for again in fitting)
        return other and not later and _MEANWHILE.search(between) is not None

    def _both_speak(self, one: Known, mention: Mention) -> float:
        """Who has just spoken is the likeliest to go on: "Aliyev said that Pashinyan … . *He* added"."""
        spans = ((one.mention.span.start, one.mention.span.end), (mention.span.start, mention.span.end))
        if not all(self.said.get(span) for span in spans):
            return 0.0
        return SPEAKS + (HOLDS_FORTH * (mention.sentence - one.mention.sentence) if self._goes_on(*spans) else 0.0)

    def _goes_on(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether one's words end right where the other's begin, though many sentences long."""
        begins = min(other[0], *(content.start for content in self.said[other]))
        return any(0 <= begins - content.end < APART for content in self.said[one])

    def nameless_before(self, mention: Mention, state: str | None) -> Known | None:
        """The nameless one of the same post spoken of last: "a ministry spokesperson … *the spokesperson*"."""
        if not self.definite(mention) or _qualifiers(mention):
            return None
        fitting = (
            one
            for one in self._before(mention, REACH)
            if one.mention.form == "voice" and one.mention.head == mention.head and not one.mention.plural
        )
        return next((one for one in fitting if state is None or one.refs[0].state == state), None)

    def person_of(self, mention: Mention, state: str) -> Known | None:
        """The one person of that state whom the text just before names: "Orban wrote … *the Hungarian politician*"."""
        fitting = [
            one for one in self._before(mention, REACH) if one.mention.form == "person" and self.definite(mention)
        ]
        own = [one for one in fitting if one.refs[0].state == state]
        return own[0] if len({one.refs[0].key for one in own}) == 1 else None

    def voice_before(self, mention: Mention) -> Known | None:
        """The nameless one of the same post whom the report quoted before: "an Israeli official … *the official*"."""
        fitting = (
            one
            for one in self._before(mention, MEMORY)
            if one.mention.form == "voice" and one.mention.head == mention.head and one.refs[0].state
        )
        return next((one for one in fitting if not one.mention.plural), None)

    def many_before(self, mention: Mention) -> Known | None:
        fitting = [one for one in self._free(mention, NEARBY) if _several(one) and not one.place]
        barred = self._speaking(mention)
        joined = self._joined(mention)
        if joined is not None and not barred & _keys(joined):
            return joined
        together = self._together(mention)
        together = None if together is not None and barred & _keys(together) else together
        best = max(
            fitting,
            key=lambda one: (
                _salience(one, mention) + (3 if len(one.refs) > 1 else 0) + 2 * self._both_speak(one, mention)
            ),
            default=None,
        )
        if together is not None and (best is None or not best.mention.subject or best.mention.plural):
            return together
        return best

    def _together(self, mention: Mention) -> Known | None:
        """Two people or states that the sentence before brought together: "X met Y. They …"."""
        before = reversed(self._before(mention, 1))
        near = [
            one for one in before if one.mention.sentence < mention.sentence and one.refs[0].state and not one.place
        ]
        people = [one for one in near if one.refs[0].kind == "person" and one.mention.form != "pronoun"]
        if len({one.refs[0].state for one in people}) == 2:
            near = people
        distinct: dict[str, Known] = {}
        for one in near:
            if one.mention.form in {"person", "listed", "office", "counterpart", "pronoun"}:
                distinct.setdefault(one.refs[0].state or "", one)
        if len(distinct) == 2 and any(one.mention.subject for one in distinct.values()):
            pair = list(distinct.values())
            return Known((pair[0].refs[0], pair[1].refs[0]), pair[0].mention, "", frozenset())
        return None

    def _joined(self, mention: Mention) -> Known | None:
        """All that the subject of the sentence before joined: "X and his Turkish and Greek counterparts met"."""
        chain: list[Known] = []
        for one in reversed(self._before(mention, 1)):
            if one.mention.sentence == mention.sentence or (chain and chain[-1].mention.span.covers(one.mention.span)):
                continue
            if len(chain) > 1 and one.mention.span.covers(chain[-1].mention.span):
                chain[-1] = one
            elif chain and _JOINT.fullmatch(self.text, chain[-1].mention.span.end, one.mention.span.start):
                chain.append(one)
            elif one.mention.subject and one.mention.plural:
                chain = [one]
        refs = {ref.key: ref for one in chain for ref in one.refs if ref.state is not None}
        if len({ref.state for ref in refs.values()}) < 2:
            return None
        return Known(tuple(refs.values()), chain[0].mention, "", frozenset())

    def things_before(self, mention: Mention) -> list[Known]:
        """What "it" can mean, the likeliest first."""
        fitting = [
            one
            for one in self._free(mention, NEARBY)
            if len(one.refs) == 1 and one.refs[0].kind in {"state", "organization", "group"} and not one.place
            if not (one.mention.plural and one.mention.form in {"organ", "voice"})
        ]
        return sorted(
            fitting,
            key=lambda one: (
                (0 if one.refs[0].state else 2) - _salience(one, mention) - 2 * self._both_speak(one, mention)
            ),
        )

    def pair_of(self, mention: Mention, people: bool, reach: int = MEMORY) -> Refs | None:
        """The two parties that the report speaks of most just before, in the order it named them.

        Every mention of a state counts, less with every sentence that lies between, more as a subject.
        """
        lands = mention.head in words("actors", "nouns", "lands")
        here = self._joined_here(mention) if not (people or lands) else None
        if here is not None:
            return here
        return self._foremost(mention, people, reach, 2)

    def _foremost(self, mention: Mention, people: bool, reach: int, count: int) -> Refs | None:
        """The `count` parties that weigh most in the text before, None where it knows fewer."""
        lands = mention.head in words("actors", "nouns", "lands")
        third = set() if lands or mention.subject or mention.form != "parties" else self._third(mention)
        helping = self._go_betweens(mention, reach)
        weight: dict[str, float] = defaultdict(float)
        last: dict[str, tuple[int, Ref, Mention]] = {}
        for place, one in enumerate(self._before(mention, reach)):
            for ref in one.refs:
                fits = ref.kind == "person" if people else ref.kind in {"state", "person", "organization", "group"}
                if fits and ref.state and not one.place and not (lands and self.tables.kinds.get(ref.state) != "state"):
                    distance = mention.sentence - one.mention.sentence
                    weight[ref.state] += FADING**distance * (SUBJECT if one.mention.subject else 1)
                    last.setdefault(ref.state, (place, ref, one.mention))
        if len(last) < count:
            return None
        for state, more in self._dealing_pairs(mention, reach).items() if count == 2 else ():
            if state in weight:
                weight[state] += more
        for state in weight:
            weight[state] += TOPIC * self.topic.get(state, 0.0)
            weight[state] *= (ASIDE if state in third else 1) * (HELPER if state in helping else 1)
        foremost = sorted(weight, key=lambda state: -weight[state])[:count]
        found = sorted((last[state] for state in foremost), key=lambda item: -item[0])
        return tuple(self._party(ref, of, people) for _, ref, of in found)

    def _dealing_pairs(self, mention: Mention, reach: int) -> Mapping[str, float]:
        """How much it counts that the text named two together: "between *Chad* and *Niger*", "*Togo and Mali*"."""
        found: dict[str, float] = defaultdict(float)
        for later, one in pairwise(self._before(mention, reach)):
            both = {ref.state for ref in (*one.refs, *later.refs) if ref.state}
            if len(both) == 2 and len(one.refs) == len(later.refs) == 1 and self._by_and(one.mention, later.mention):
                for state in both:
                    found[state] += PAIRED * FADING ** (mention.sentence - one.mention.sentence)
        return found

    def _go_betweens(self, mention: Mention, reach: int) -> set[str]:
        """Who helps the two to deal with each other: "talks mediated by *Qatar*"."""
        helping = (one for one in self._before(mention, reach) if one.mention.form in HELPING)
        return {
            ref.state
            for one in helping
            if helps(self.text, one.mention.span.start, one.mention.span.end)
            for ref in one.refs
            if ref.state
        }

    def _joined_here(self, mention: Mention) -> Refs | None:
        """The two that the sentence itself joined before: "met *Lula and Maduro* and would host talks if both came"."""
        for later, one in pairwise(self._before(mention, 0)):
            found = (*one.refs, *later.refs)
            if (
                self._by_and(one.mention, later.mention)
                and len(found) == len({ref.state for ref in found} - {None}) == 2
            ):
                return tuple(self._party(ref, of.mention, False) for ref, of in zip(found, (one, later), strict=True))
        return None

    def _by_and(self, one: Mention, later: Mention) -> bool:
        between = self.text[one.span.end : later.span.start]
        return "and" in between.split() and _JOINT.fullmatch(between) is not None

    def _third(self, mention: Mention) -> set[str]:
        """Who turns to both sides and is none of them: "*Michel* invited both men"."""
        here = self._before(mention, 0)
        subject = next((one for one in here if one.mention.subject), None)
        if subject is None or len(subject.refs) != 1:
            return set()
        return {ref.state for ref in subject.refs if ref.state}

    def other_than(self, mention: Mention, own: str) -> Ref | None:
        """The other of the two states that the text just before deals with, where `own` is one of them."""
        pair = self.pair_of(mention, False, REACH)
        if pair is None or own not in {ref.state for ref in pair}:
            return None
        return next(replace(ref, basis="context") for ref in pair if ref.state != own)

    def several_of(self, mention: Mention, count: int) -> Refs | None:
        """The three or more that the text just before named together, else those it speaks of most."""
        for one in self._before(mention, REACH):
            if len({ref.state for ref in one.refs if ref.state}) == count:
                return tuple(
                    replace(ref, basis="context", antecedent=one.mention.span, candidates=()) for ref in one.refs
                )
        lists = self._lists(mention)
        joined = next((refs for refs in lists if len({ref.state for ref in refs}) == count), None)
        if (
            joined is not None
            or mention.head not in words("actors", "nouns", "lands")
            or "other" in mention.name.split()
        ):
            return joined
        foremost = self._foremost(mention, False, REACH, count) or ()
        return foremost if foremost and all(ref.kind != "group" for ref in foremost) else None

    def _lists(self, mention: Mention) -> Iterator[Refs]:
        """Names joined in a row ("Mali, Niger and Burkina Faso"), latest first."""
        row: list[Known] = []
        for one in self._before(mention, REACH):
            if row and row[-1].mention.span.start < one.mention.span.end:
                continue
            if row and not _JOINT.fullmatch(self.text, one.mention.span.end, row[-1].mention.span.start):
                yield _in_row(row)
                row = []
            row.append(one)
        yield _in_row(row)

    def group_before(self, mention: Mention) -> Ref | None:
        """The armed group or movement spoken of last."""
        for one in self._before(mention, MEMORY):
            if len(one.refs) == 1 and one.refs[0].kind == "group":
                return self._party(one.refs[0], one.mention, person=False)
        return None

    def outlet_before(self, mention: Mention) -> Refs:
        """ "The paper", "the report": the outlet spoken of last."""
        for one in self._before(mention, REACH):
            if called_so(one.mention.span.quote) and one.mention.span.end <= mention.span.start:
                return (replace(one.refs[0], basis="title", antecedent=one.mention.span, candidates=()),)
        return ()

    def territory_before(self, mention: Mention, codes: Sequence[str]) -> Ref | None:
        """ "the island", "the emirate": the latest state in the report that can be one."""
        fitting = [one for one in self._before(mention, MEMORY) if len(one.refs) == 1 and one.refs[0].state in codes]
        best = max(fitting, key=lambda one: self.topic.get(one.refs[0].state or "", 0.0), default=None)
        return self._party(best.refs[0], best.mention, person=False) if best is not None else None

    def _party(self, ref: Ref, of: Mention, person: bool) -> Ref:
        if person or ref.state is None:
            return replace(ref, basis="context", antecedent=of.span, candidates=())
        kind = self.tables.kinds.get(ref.state, "state")
        return Ref(ref.state, self.tables.label(ref.state), kind, ref.state, None, "context", antecedent=of.span)

    def organ_before(self, mention: Mention) -> Refs:
        """ "the ministry", "the country": the latest organ or state of that kind in the report."""
        whole = self._so_named_before(mention)
        if whole is not None:
            return (whole,)
        before = self._before(mention, MEMORY) if bare(mention) else []
        generic = mention.head in words("actors", "nouns", "loose_organ")
        if mention.head in {"country", "nation", "state", "republic"}:
            before.sort(key=lambda one: self._in_view(one, mention), reverse=True)
        for one in before:
            ref = one.refs[0]
            called = f"{ref.name} {one.mention.span.quote}".lower().split()
            if ref.kind == "organization" and ref.state and mention.head in called:
                return (replace(ref, basis="title", antecedent=one.mention.span),)
            if generic and len(one.refs) == 1 and self._fits(mention.head, ref) and self._lately(one, mention):
                return (replace(self._party(ref, one.mention, person=False), basis="title"),)
        if mention.head in words("actors", "nouns", "homely") and self.home(mention) is not None and not mention.plural:
            return (Ref(None, mention.label, "organization", self.home(mention), None, "context"),)
        if mention.head in {"administration", "ministry", "embassy", "department"}:
            nearest = next((ref.state for one in before for ref in one.refs if ref.state), None)
            state = self.subject_state(mention) or nearest
            return (Ref(None, mention.label, "organization", state, None, "context"),)
        return (Ref(None, mention.label, "voice", None, None, "named"),)

    def _so_named_before(self, mention: Mention) -> Ref | None:
        """ "The Foreign Ministry" after "the Sudanese Foreign Ministry", or after its spokesman."""
        own = set(mention.label.lower().split()) - {"the"}
        for one in self._before(mention, MEMORY) if len(own) > 1 else ():
            ref = one.refs[0]
            if ref.state and own <= set(f"{ref.name} {one.mention.span.quote}".lower().split()):
                known = ref.kind == "organization"
                made = ref if known else Ref(None, mention.label, "organization", ref.state)
                return replace(made, basis="title", antecedent=one.mention.span)
        return None

    def _in_view(self, one: Known, mention: Mention) -> float:
        """How likely "the country" is this one: near, a subject, and what the report is about."""
        share = self.topic.get(one.refs[0].state or "", 0.0)
        return one.mention.sentence - mention.sentence + (1 if one.mention.subject else 0) + 5 * share

    def _lately(self, one: Known, mention: Mention) -> bool:
        """Whether it is near enough: a state is soon left behind, the one body of a report stays "the bloc"."""
        return mention.sentence - one.mention.sentence <= REACH or not self._state(one.refs[0])

    def _fits(self, head: str, ref: Ref) -> bool:
        if head in {"country", "state", "nation", "republic", "kingdom", "government"}:
            return ref.kind == "state"
        if head in words("actors", "nouns", "fighters") | {"militia", "faction"}:
            return ref.kind == "group"
        if head in {"group", "movement"}:  # "a Houthi negotiator said *the group* …"
            return self.tables.kinds.get(ref.state or "") == "group" or ref.kind == "group" or self._body(ref)
        return self._body(ref)

    def _state(self, ref: Ref) -> bool:
        return self.tables.kinds.get(ref.state or "", "state") == "state"

    def _body(self, ref: Ref) -> bool:
        return self.tables.kinds.get(ref.state or "") == "organization"


def _in_row(row: Sequence[Known]) -> Refs:
    return tuple(
        replace(one.refs[0], basis="context", antecedent=one.mention.span) for one in reversed(row) if one.refs[0].state
    )


def bare(mention: Mention) -> bool:
    """Whether nothing but an article stands before the noun: "the group", not "a veterans group"."""
    title = [word for word in mention.title.split() if not _BACKED.search(word)]
    return len(title) <= 1 or mention.title.lower().split()[0] in {"this", "that", "these", "those"}


def _keys(one: Known) -> set[str]:
    """Who somebody is, and for bodies whom they act for: no "it" in "the Kremlin denied it" is Russia."""
    return {ref.key for ref in one.refs} | {ref.state for ref in one.refs if ref.state and ref.kind != "person"}


def _somebody(one: Known, gender: str) -> bool:
    """Whether it is one person whom "he" or "she" can mean."""
    return len(one.refs) == 1 and one.gender in {"", gender} and (one.refs[0].kind == "person" or _nameless_person(one))


def _nameless_person(one: Known) -> bool:
    """Whether it is somebody in a post whom nobody names: "a government spokesman"."""
    posts = words("actors", "nouns", "office")
    return one.refs[0].kind == "voice" and not one.mention.plural and one.mention.head in posts


def _own_words(mention: Mention) -> bool:
    """A pronoun in somebody's words can be whoever says them ("it said it would"), but for one that is quoted."""
    return mention.form == "pronoun" and not mention.quoted


def _several(one: Known) -> bool:
    """Whether "they" can mean this one: several, or a body of many."""
    ref = one.refs[0]
    return (
        len(one.refs) > 1
        or ref.kind in {"organization", "group", "state"}
        or (one.mention.plural and one.mention.form != "person")
    )


def _qualifiers(mention: Mention) -> set[str]:
    """The words that say which office is meant: "*finance* minister", "*prime* minister"; the state's name is none."""
    title = mention.title.lower().split()
    return {word for word in title if word in words("actors", "titles", "words")} - _NO_OFFICE - {mention.head}


def _title_of(one: Known) -> str:
    return fold(f"{one.mention.title} {one.refs[0].office or ''}").lower()


def _salience(one: Known, mention: Mention) -> float:
    """How likely a pronoun means this one: nearness, then the subject, then having a name."""
    distance = mention.sentence - one.mention.sentence
    same_quote = one.mention.quoted == mention.quoted
    return (
        -2.0 * distance
        + (3.0 if one.mention.subject else 0.0)
        + (1.0 if one.refs[0].id else 0.0)
        + (0.5 if same_quote else 0.0)
        + one.mention.span.start / 1_000_000
    )
