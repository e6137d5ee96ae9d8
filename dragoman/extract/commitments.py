"""Sentences → Commitments: what somebody bound themselves to, for whom, by when, and whether it can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.data import toml
from dragoman.dates import find_dates
from dragoman.extract.modality import negated, status
from dragoman.extract.parties import acting, owners, spotted
from dragoman.extract.scene import Scene
from dragoman.extract.sides import refs, sides
from dragoman.extract.syntax import (
    NAME_PARTS,
    agent,
    ancestors,
    child,
    children,
    is_noun,
    is_verb,
    passive,
    prep_object,
    subject,
    subtree,
)  # fmt: skip
from dragoman.grammar import Token
from dragoman.model import Commitment, Mention, Span, When


@dataclass(frozen=True, slots=True)
class Bond:
    """Who bound themselves by which word, to what, towards whom."""

    cue: Token
    what: Token
    who: list[Mention]
    to: list[Mention]


def commitments(scene: Scene, report: str) -> Iterator[Commitment]:
    """Yield the commitments made in the sentence; those only urged, possible or denied are none."""
    if scene.doc[-1].text == "?":
        return
    for token in scene.doc:
        bond = _bond(scene, token)
        if bond is not None and bond.who:
            yield _commitment(scene, bond, report)


def _bond(scene: Scene, token: Token) -> Bond | None:
    lemma = str(token.lemma_).lower()
    if lemma in _words("verbs") and (is_verb(token) or _mistagged(token)):
        return _by_verb(scene, token)
    if not is_noun(token):
        return None
    if lemma in _words("nouns"):
        return _by_noun(scene, token)
    if lemma in _words("understandings"):
        return _by_understanding(scene, token)
    return _by_plan(scene, token) if lemma in _words("plans") else None


# Verbs


def _mistagged(token: Token) -> bool:
    """A headline's "Sweden pledges 50 vehicles", in which the tagger takes the verb for a noun."""
    return token.dep_ == "ROOT" and child(token, "dobj", "xcomp") is not None


def _by_verb(scene: Scene, verb: Token) -> Bond | None:
    what = _promised(verb)
    if what is None or (is_verb(verb) and status(verb) in {"mooted", "denied"}):
        return None
    who = _binding(scene, verb)
    taken = {one.span for one in who}
    return Bond(verb, what, who, [one for one in _given(scene, verb, what) if one.span not in taken])


def _binding(scene: Scene, verb: Token) -> list[Mention]:
    if not is_verb(verb):
        before = [kid for kid in verb.children if kid.i < verb.i]
        return [one for kid in before for one in spotted(scene, kid.left_edge.idx, kid.idx + len(kid))]
    doer = agent(verb) if passive(verb) else subject(verb)
    return sides(scene, doer) if doer is not None else []


def _promised(verb: Token) -> Token | None:
    """The deed or thing promised; a bare object of "agree" and an opinion agreed on are none."""
    clause = _clause(verb)
    if clause is not None:
        return clause
    to, thing = prep_object(verb, "to"), _object(verb)
    if verb.lemma_ == "agree":
        on = to if to is not None else prep_object(verb, "on")
        return on if on is not None and on.lemma_.lower() not in _words("views") else None
    if verb.lemma_ == "undertake":
        return None
    if thing is None and passive(verb):
        return child(verb, "nsubjpass")
    if thing is not None and (thing.tag_ in {"WP", "WDT"} or not _givable(verb, thing)):
        return None
    return thing if thing is not None else to


def _givable(verb: Token, thing: Token) -> bool:
    """Whether the object can be promised: "commit" takes crimes too, and binds only with a receiver or a number."""
    if verb.lemma_ != "commit":
        return True
    counted = any(word.dep_ == "nummod" for word in thing.subtree)
    return thing.lemma_.lower() not in _words("misdeeds") and (counted or prep_object(verb, "to") is not None)


def _clause(verb: Token) -> Token | None:
    """The infinitive or that-clause; also where the parser hung it on the verb as a purpose."""
    for kid in children(verb, "xcomp", "ccomp", "advcl"):
        infinitive = _infinitive(kid) and not (kid.dep_ == "advcl" and prep_object(verb, "on", "to") is not None)
        if infinitive or (kid.dep_ == "ccomp" and _of_deed(verb, kid)):
            return kid
    return None


def _infinitive(verb: Token) -> bool:
    return any(aux.lower_ == "to" for aux in children(verb, "aux"))


def _of_deed(verb: Token, clause: Token) -> bool:
    """Whether a that-clause tells a deed to come: both "agreed that the weather was dreadful" does not."""
    return verb.lemma_ != "agree" or any(aux.lower_ in {"will", "would", "shall"} for aux in children(clause, "aux"))


def _object(verb: Token) -> Token | None:
    """The thing given, not the one who gets it nor "themselves"."""
    for kid in children(verb, "dobj"):
        if kid.tag_ != "PRP":
            return kid
    receiver = child(verb, "dative", "dobj")
    return child(receiver, "appos") if receiver is not None else None


def _given(scene: Scene, verb: Token, what: Token) -> list[Mention]:
    """To whom: the indirect object, "to X", or the receiver of what is to be delivered."""
    receivers = [kid for kid in children(verb, "dative", "dobj") if kid != what and is_noun(kid)]
    if passive(verb) and child(verb, "nsubjpass") != what:
        receivers += children(verb, "nsubjpass")
    receivers += _ends(verb, what)
    found = [one for end in receivers if end != what for one in sides(scene, end)]
    return found or _squeezed(scene, verb, what)


def _ends(verb: Token, what: Token) -> Iterator[Token]:
    places = [verb, *([what] if what.lemma_.lower() in _words("deliveries") or is_noun(what) else [])]
    for place in places:
        end = prep_object(place, "to")
        if end is not None and is_noun(end):
            yield end
        thing = child(place, "dobj") if is_verb(place) and place != verb else None
        inner = prep_object(thing, "to") if thing is not None else None
        if inner is not None:
            yield inner


def _squeezed(scene: Scene, verb: Token, what: Token) -> list[Mention]:
    """The receiver that the parser took for a part of the thing: "promised *the IAEA* access"."""
    if verb.lemma_ not in _words("ditransitive") or not is_noun(what):
        return []
    at = next((word for word in scene.doc[verb.i + 1 : what.i] if word.dep_ != "det"), None)
    hit = scene.hit_of.get(at.i) if at is not None else None
    if hit is None or hit.end > what.idx or scene.text[hit.end : hit.end + 1] != " ":
        return []
    return list(spotted(scene, hit.start, hit.end)) if {name.sense for name in hit.names} != {"adjective"} else []


# Nouns


def _by_noun(scene: Scene, noun: Token) -> Bond | None:
    """ "Norway's commitment to deliver …", "gave a pledge to …"; an infinitive goes before "to Syria"."""
    what = next((kid for kid in children(noun, "acl", "relcl") if _infinitive(kid)), None) or _thing(scene, noun)
    verb = next((head for head in ancestors(noun) if is_verb(head)), None)
    if what is None or verb is None or _unreal(noun, verb):
        return None
    who = owners(scene, noun)
    if not who and noun.dep_ == "dobj" and verb.lemma_.lower() in _words("givers"):
        doer = agent(verb) if passive(verb) else subject(verb)
        who = sides(scene, doer) if doer is not None else []
    receiver = prep_object(noun, "to")
    receivers = [] if receiver is None or receiver == what else sides(scene, receiver)
    ends = [one for end in _ends(noun, what) if end not in (receiver, what) for one in sides(scene, end)]
    taken = {one.span for one in who}
    return Bond(noun, what, who, [one for one in (receivers or ends) if one.span not in taken])


def _thing(scene: Scene, noun: Token) -> Token | None:
    """What the word was given on; a state or person after "to" is the receiver and no deed."""
    found = prep_object(noun, "to", "of", "on")
    return found if found is not None and acting(scene, found) is None else None


def _unreal(noun: Token, verb: Token) -> bool:
    """Whether the word is only asked for, planned or denied; one that is reaffirmed or welcomed was given."""
    lemma, owned = str(verb.lemma_).lower(), child(noun, "poss") is not None
    if lemma in _words("takers") or (owned and lemma in _words("givers")):
        return negated(verb)
    return status(noun) in {"mooted", "denied", "planned"}


def _by_understanding(scene: Scene, noun: Token) -> Bond | None:
    """An understanding reached or an agreement signed to do something: both sides bind themselves."""
    reached = _reached(noun)
    if reached is None or status(noun) in {"mooted", "denied"} or status(reached) in {"mooted", "denied", "planned"}:
        return None
    deeds = [*children(reached, "advcl", "xcomp"), *children(noun, "acl")]
    what = next((deed for deed in deeds if _infinitive(deed)), None)
    if what is None:
        return None
    ends = [subject(reached), prep_object(reached, "with", "between"), prep_object(noun, "with", "between")]
    clause = next((head for head in ancestors(noun) if is_verb(head) and head != reached), None)
    teller = subject(clause) if clause is not None and reached.dep_ == "acl" else None
    who = [one for end in (teller, *ends) if end is not None and end != noun for one in sides(scene, end)]
    return Bond(noun, what, who, [])


def _reached(noun: Token) -> Token | None:
    """The verb that makes the understanding: "reached an understanding", "an understanding reached with …"."""
    if noun.dep_ in {"dobj", "nsubjpass"} and str(noun.head.lemma_).lower() in _words("reaching"):
        return noun.head
    return next((kid for kid in children(noun, "acl") if str(kid.lemma_).lower() in _words("reaching")), None)


def _by_plan(scene: Scene, noun: Token) -> Bond | None:
    """A plan that the parties declare together; one side's plan is an announcement and binds nobody."""
    what, verb = child(noun, "acl"), noun.head
    if what is None or not is_verb(verb) or negated(verb) or not _infinitive(what):
        return None
    if noun.dep_ == "dobj" and str(verb.lemma_).lower() in _words("declaring"):
        doer = subject(verb)
        who = sides(scene, doer) if doer is not None and status(verb) == "held" else []
    elif noun.dep_ == "attr" and child(verb, "expl") is not None and _firm(noun):
        who = [one for end in _joined(what) for one in sides(scene, end)]
    else:
        return None
    together = len(who) > 1 or any(one.form == "parties" for one in who)
    return Bond(noun, what, who, []) if together else None


def _firm(noun: Token) -> bool:
    return any(kid.lower_ in _words("firm") for kid in children(noun, "amod"))


def _joined(what: Token) -> Iterator[Token]:
    """Those between whom the deed is to be done."""
    for word in what.subtree:
        if word.dep_ == "pobj" and word.head.lower_ in {"between", "among"}:
            yield word


# The record


def _commitment(scene: Scene, bond: Bond, report: str) -> Commitment:
    words, cue = scene.at(*subtree(bond.what)), bond.cue
    by_when, measure = _deadline(scene, bond), _measure(scene, bond.what)
    start, end = min(words.start, scene.start + cue.idx), max(words.end, scene.start + cue.idx + len(cue))
    return Commitment(
        report=report, evidence=scene.at(start - scene.start, end - scene.start), sentence=scene.span,
        rule="commitments.bind/2", who=refs(bond.who), what=words, to=refs(bond.to), measure=measure, by_when=by_when,
        verifiable=measure is not None or by_when is not None,
    )  # fmt: skip


def _measure(scene: Scene, what: Token) -> Span | None:
    """The words that would let one check it: a number with its noun, or words of inspection and access."""
    for word in what.subtree:
        if word.dep_ == "nummod" and is_noun(word.head) and word.head.lemma_.lower() not in _words("parties"):
            return scene.of(word, word.head)
        if word.lemma_.lower() in _words("measures"):
            return scene.of(word)
    return None


def _deadline(scene: Scene, bond: Bond) -> When | None:
    """The date set after the cue in what is promised or right behind it; the day of the promise itself is none."""
    deed = bond.what
    last = max(deed.right_edge.i, bond.cue.right_edge.i if bond.cue.dep_ != "ROOT" or is_verb(bond.cue) else 0)
    end = scene.doc[last].idx + len(scene.doc[last])
    first = scene.start + min(bond.cue.idx, deed.left_edge.idx)
    for span in find_dates(scene.text, scene.start):
        if first < span.start < scene.start + end and _lies_ahead(scene, bond, span):
            return When(None, "unknown", span)
    return None


def _lies_ahead(scene: Scene, bond: Bond, span: Span) -> bool:
    """Whether the date belongs to the deed, or bounds it: "pledged on Monday" tells when the word was given."""
    token = scene.token_at(span.start - scene.start)
    inside = bond.what.left_edge.i <= token.i <= bond.what.right_edge.i
    before = scene.doc[token.i - 1].lower_ if token.i else ""
    last = scene.token_at(span.end - scene.start - 1)
    if before == "of" or (last.dep_ in NAME_PARTS | {"amod", "nmod", "poss"} and last.head.i > last.i):
        return False
    return inside or token.lower_ in _words("bounds") or before in _words("bounds")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(toml("commitments")[key])
