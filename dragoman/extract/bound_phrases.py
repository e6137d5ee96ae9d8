"""A word that binds without a clause → the condition it sets: "without guarantees", "depends on", "needs"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.extract.bond import (
    Bond,
    actor_of,
    around,
    demanded,
    first_actor,
    match,
    modal,
    step_word,
    strict,
    tells_when,
    widened,
    withheld,
    words,
)
from dragoman.extract.bound_clauses import last_of
from dragoman.extract.matters import base, matter_of
from dragoman.extract.matters import words as matter_words
from dragoman.extract.modality import negated
from dragoman.extract.parties import acting
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import ancestors, child, children, conjuncts, is_noun, is_verb, prep_object, subject
from dragoman.grammar import Token


def by_phrase(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "without guarantees", "in exchange for …", "only after a withdrawal"."""
    length, phrase = match(token, "prepositions")
    if not length or token.dep_ in {"mark", "advmod"} or tells_when(token):
        return
    final = token.doc[token.i + length - 1]
    thing = child(final, "pobj", "pcomp")
    if thing is None or not _binds(token, phrase, thing):
        return
    step, last = _host(token, final), _acting_last(final)
    inside = range(token.i, last.i + 1)
    offered = any(base(one) in words("prepositions", "offering") for one in (step, *ancestors(step)))
    trade = phrase.endswith(" for") and phrase.startswith("in ")
    traded = (trade and modal(step)) or (phrase.endswith(" for") and offered and acting(scene, thing) is None)
    if traded or strict(scene, token, step) or any(step_word(word) for word in around(step) if word.i not in inside):
        doer = subject(thing) if is_verb(thing) else thing
        yield Bond(widened(token), last, phrase, step, first_actor(scene, doer))


def _acting_last(final: Token) -> Token:
    """The last word of a phrase, with what its noun is to do, though hung higher: "in return for Kyiv | ending …"."""
    last = final.right_edge
    following = last.nbor(1) if last.i + 1 < len(last.doc) else last
    hung = following.tag_ == "VBG" and following.dep_ in {"acl", "advcl"} and following.head.i < final.i
    return following.right_edge if hung else last


def _host(token: Token, final: Token) -> Token:
    host = token.head
    while token.i <= host.i <= final.right_edge.i and host.head != host:
        host = host.head
    return next((one for one in (host, *ancestors(host)) if is_verb(one)), host)


def _binds(token: Token, phrase: str, thing: Token) -> bool:
    before = token.nbor(-1).lower_ if token.i else ""
    host = _host(token, token)
    if base(thing) == "anonymity":
        return False
    if phrase in words("prepositions", "denying"):
        demand = base(thing) not in words("prepositions", "idle")
        return demand and withheld(host) and (phrase == "without" or _event(thing))
    if phrase in words("prepositions", "only"):
        alone = any(kid.lower_ == "only" and kid.i < host.i for kid in host.children) and modal(host)
        if phrase == "through" and matter_of(thing, weak=False) is not None:
            return False  # "can only be resolved through talks": the way to do it
        return (before == "only" or (alone and phrase not in {"on", "upon"})) and _event(thing)
    return _open_ended(host) or phrase in {"pending", "absent"}


def _event(thing: Token) -> bool:
    """Whether a noun names something that must be done, not a date or a place."""
    return thing.tag_ in {"NN", "NNS", "VBG"}


def _open_ended(verb: Token) -> bool:
    """No step hangs on anything in a clause that tells what has happened, unless it was only offered."""
    told = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ == "agree" else verb
    past = told.tag_ in {"VBD", "VBN"} and not modal(told)
    return not past or verb.lemma_ in {"offer", "propose", "promise", "pledge"}


def by_dependence(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "depends on X", "conditional on X", "contingent on X pulling back"."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    joined = {"to"} if token.lower_ in words("verbs", "to") else {"on", "upon"}
    if after not in joined or negated(token) or ("to" in joined and token.dep_ in {"acl", "amod"}):
        return
    prep = token.nbor(1)
    first = prep.nbor(1) if prep.i + 1 < len(token.doc) else None
    last = _before_aside(prep, _stretched(token, prep.right_edge))
    if first is None or last.i < first.i:
        return
    step = _before(token) or (_top(token.nbor(-1)) if token.i and base(token) in words("verbs", "sure") else None)
    if step is None:
        return
    thing = child(prep, "pcomp", "pobj")
    doer = subject(thing) if thing is not None and is_verb(thing) else thing
    yield Bond(first, last, f"{base(token)} {after}", step, first_actor(scene, doer))


def _before_aside(first: Token, last: Token) -> Token:
    """The last word before what is only added: "conditional on talks with Norway, *which Norway rejected*"."""
    for word in first.doc[first.i : last.i + 1]:
        edge = word.left_edge
        if word.dep_ == "relcl" and edge.i > first.i + 1 and edge.nbor(-1).text == ",":
            return edge.nbor(-2)
    return last


def _stretched(token: Token, last: Token) -> Token:
    """Take in a phrase the parser hung on the predicate: "hinges on guarantees | against another withdrawal"."""
    following = last.nbor(1) if last.i + 1 < len(last.doc) else None
    if following is not None and following.dep_ == "prep" and following.head == token:
        return following.right_edge
    return _acting_last(token.nbor(1)) if last == token.nbor(1).right_edge else last


def _before(token: Token) -> Token | None:
    """The step in the words before a predicate, back to the start of its clause."""
    for word in reversed(list(token.doc[: token.i])):
        if word.text in {",", ";", ":"} or word.lower_ in {"that", "because", "while"}:
            return None
        if step_word(word):
            return _top(word)
    return None


def _top(word: Token) -> Token:
    """The noun of which a step is part: "return" of "Riyadh's return to the talks"."""
    while word.dep_ in {"pobj", "prep", "compound"} and (is_noun(word.head) or word.head.dep_ == "prep"):
        word = word.head
    return word


def by_object(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "Progress would require Western governments to stop …", "a summit needs guarantees"."""
    step = child(verb, "nsubj", "csubj") or (child(verb.head, "nsubj", "csubj") if verb.dep_ == "conj" else None)
    step = _named_before(step) if step is not None else None
    if step is None or not any(step_word(word) for word in step.subtree):
        return
    if acting(scene, step) is not None and not step_word(step):
        return
    thing, action = child(verb, "dobj"), child(verb, "xcomp", "ccomp")
    what = thing if thing is not None else action
    if what is None or base(what) in words("verbs", "vague") or (thing is None and _goes_ahead(what)):
        return
    last = max((one.right_edge for one in (thing, action) if one is not None), key=lambda one: one.i)
    doer = thing if thing is not None else subject(what)
    yield Bond(_start(what), _trimmed(last, what), base(verb), step, first_actor(scene, doer))


def _goes_ahead(action: Token) -> bool:
    """ "the talks need *to be resumed*": wanted, and nothing is asked for it."""
    return action.dep_ == "xcomp" and base(action) in matter_words("contact", "held") | matter_words("contact", "going")


def _named_before(step: Token) -> Token:
    """ "another summit could happen, but *it* would require …": the step the pronoun stands for."""
    if step.lower_ not in {"it", "this", "that"}:
        return step
    named = [word for word in step.doc[: step.i] if step_word(word) and word.dep_ in {"nsubj", "nsubjpass"}]
    return named[-1] if named else step


def by_need(scene: Scene, verb: Token) -> Iterator[Bond]:
    """ "Russia needs guarantees to respect the deal": what an actor needs for a step of its own."""
    own, thing = subject(verb), child(verb, "dobj")
    things = conjuncts(thing) if thing is not None else []
    step = next((kid for part in (verb, *things) for kid in children(part, "advcl", "xcomp", "acl")), None)
    if own is None or thing is None or step is None or step.i < thing.i or acting(scene, own) is None:
        return
    aims = any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in step.children)
    if aims and any(step_word(word) for word in step.subtree) and step.left_edge.i > thing.i:
        yield Bond(_start(thing), step.left_edge.nbor(-1), "need", step, first_actor(scene, prep_object(thing, "from")))


def _start(word: Token) -> Token:
    return next((one for one in word.doc[word.left_edge.i : word.i + 1] if not one.is_punct), word)


def _trimmed(last: Token, head: Token) -> Token:
    """Without an "including …" that only lists."""
    listing = [one for one in head.doc[head.i : last.i] if one.lower_ == "including" and one.nbor(-1).text == ","]
    last = listing[0].nbor(-2) if listing else last
    while last.is_punct and last.i > head.i:
        last = last.nbor(-1)
    return last


def by_order(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "Before any talks, Greece must lift its veto": what has to come first is the condition."""
    if token.lower_ == "ahead":
        step, governor = prep_object(token, "of"), token.head
    elif token.dep_ in {"mark", "advmod"}:
        step, governor = token.head, token.head.head
    else:
        step, governor = child(token, "pobj", "pcomp"), token.head
    if governor.lower_ in words("cues", "needing"):
        governor = child(governor, "xcomp") or governor
    if step is None or not is_verb(governor) or not demanded(governor):
        return
    if not any(step_word(word) or base(word) in words("first", "entering") for word in step.subtree):
        return
    hanging = {word.i for word in (step.subtree if step == token.head else token.subtree)}
    clause = governor.head if governor.dep_ == "xcomp" and governor.head.lemma_ in {"have", "need"} else governor
    hanging -= {governor.i, clause.i}
    own = [word for word in clause.subtree if word.i not in hanging and not word.is_punct and word.lower_ != "that"]
    own = [word for word in own if (word.i > max(hanging)) == (governor.i > max(hanging))]
    if own:
        yield Bond(own[0], own[-1], "before", step, first_actor(scene, subject(governor)), clause)


def by_first(scene: Scene, token: Token) -> Iterator[Bond]:
    """ "Baku must first open the road", "Rome wants a list first"."""
    verb = token.head
    if token.dep_ != "advmod" or not is_verb(verb):
        return
    thing, own = child(verb, "dobj"), subject(verb)
    told = child(verb, "ccomp")
    if thing is None and told is not None and token.i < told.i and base(verb) in words("first", "wanting"):
        yield Bond(_start(told), last_of(scene, told), "first", verb, actor_of(scene, told, token))
    elif thing is not None and base(verb) in words("first", "wanting"):
        yield Bond(_start(thing), token, "first", verb, first_actor(scene, thing))
    elif (
        verb.tag_ in {"VB", "VBP"}
        and demanded(verb)
        and (_steps_of(scene) or (own is not None and acting(scene, own) is not None))
    ):
        first = next((one for one in verb.doc[_start(verb).i : verb.i + 1] if one.dep_ != "mark"), verb)
        yield Bond(first, last_of(scene, verb), "first", verb, first_actor(scene, own), verb)


def _steps_of(scene: Scene) -> bool:
    return any(step_word(word) for word in scene.doc)
