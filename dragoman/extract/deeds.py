"""A telling → whether it rather tells of a deed: "ordered the army to halt", "recalled its envoy", "a request to"."""

from __future__ import annotations

from dragoman.data import words
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import child, children, is_verb
from dragoman.extract.telling import Telling
from dragoman.grammar import Token


def deed(scene: Scene, telling: Telling) -> bool:
    """Return whether what the words tell is an act by itself, so that nobody's words are reported.

    What stands in quotation marks is somebody's words in any case.
    """
    token = telling.token
    if telling.label or any(_quoted(scene, start, end) for start, end in telling.content):
        return False
    if token.dep_ == "relcl" and [scene.text[start:end] for start, end in telling.content] == ["for"]:
        return True  # "a pause that the hosts had asked for"
    lemma = token.lemma_.lower()
    if not is_verb(token):
        judges = lemma in words("statements", "nouns", "judgements") and token.dep_ in {"nsubj", "nsubjpass", "ROOT"}
        act = token.tag_ in {"NN", "NNS"} and lemma in words("statements", "nouns", "acts")
        return act and not judges and not _that(token)
    if lemma in words("statements", "verbs", "answered_by_acts") and token.tag_ != "VBG":
        return child(token, "ccomp") is None and child(token, "prep") is not None
    if lemma in words("statements", "verbs", "ordering") and child(token, "prt") is None:
        return child(token, "ccomp") is None or child(child(token, "ccomp") or token, "mark") is None
    if lemma == "agree":
        return not _opinion(token) or _together(token)
    if lemma == "deny":
        return child(token, "dative") is not None
    if lemma == "call" and any(kid.lower_ == "on" and kid.i == token.i + 1 for kid in children(token, "prep")):
        return child(token, "xcomp", "ccomp", "advcl") is None and not _for(token)
    if lemma in {"recall", "withdraw"} and not _marked(token):
        return any(
            word.lemma_.lower() in words("statements", "nouns", "posted") for word in token.subtree if word.i > token.i
        )
    return lemma in words("statements", "verbs", "thinking") and token.dep_ in {"relcl", "acl"}


def _marked(verb: Token) -> bool:
    """Whether a clause with "that" follows: "recalled *that* envoys had come" reports words."""
    told = child(verb, "ccomp")
    return told is not None and child(told, "mark") is not None


def _opinion(verb: Token) -> bool:
    """ "agreed *that* the map was wrong"; "agreed to meet" is an agreement."""
    told = child(verb, "ccomp")
    return told is not None and (told.tag_ != "VB" or _marked(verb))


def _together(verb: Token) -> bool:
    """ "the two sides agreed that": what several agree on they have done together."""
    who = child(verb, "nsubj")
    return who is not None and (who.tag_ in {"NNS", "NNPS"} or who.lower_ == "they" or child(who, "conj") is not None)


def _for(verb: Token) -> bool:
    """ "called on both *for* restraint": asked, not visited."""
    return any(word.lower_ in {"for", "to"} and word.i > verb.i + 1 for word in verb.subtree)


def _quoted(scene: Scene, start: int, end: int) -> bool:
    return any(quote.start - scene.start < end and start < quote.end - scene.start for quote in scene.quotes)


def _that(noun: Token) -> bool:
    """Whether a clause fills the noun that tells what was said: "the claim *that* …", not "the request *to* …"."""
    clauses = [
        *children(noun, "acl", "relcl", "ccomp"),
        *(children(noun.head, "ccomp") if noun.dep_ == "nsubj" else []),
    ]
    return any(child(one, "nsubj", "nsubjpass", "expl") is not None for one in clauses)


__all__ = ["deed"]
