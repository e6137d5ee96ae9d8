"""A sentence → its tellings: a reporting word, whose words it reports and which, whoever that is."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.data import words
from dragoman.extract.contents import Pieces, announces, content, pieces
from dragoman.extract.phrases import lemma_of
from dragoman.extract.reporting import goes_public, reported, reports, unsaid
from dragoman.extract.sayings import sayings, signed, tailed
from dragoman.extract.scene import Scene
from dragoman.extract.syntax import (  # fmt: skip
    agent,
    ancestors,
    child,
    children,
    is_noun,
    is_verb,
    passive,
    prep_object,
    quoted_saying,
    subject,
)
from dragoman.extract.telling import Telling, Told, owner, without
from dragoman.extract.transcripts import LABEL, QUESTION, initials
from dragoman.grammar import Token
from dragoman.model import Span
from dragoman.outlets import called_so


def tellings(scene: Scene) -> Iterator[Telling]:
    """Yield every construction of the sentence that reports words, those that were not said included."""
    yield from _labelled(scene)
    yield from signed(scene)
    yield from tailed(scene)
    for token in scene.doc:
        if token.lower_ == "according":
            yield from _according(scene, token)
        elif token.lower_ == "for" and token.dep_ == "prep":
            yield from _for(scene, token)
        elif is_verb(token) and not _first_name(token):
            yield from _verb(scene, token)
        else:
            yield from sayings(scene, token)


def _askers() -> frozenset[str]:
    """Who asks in a press conference, behind the name of their outlet: "CCTV *reporter*: …"."""
    return frozenset({"reporter", "correspondent", "journalist", "agency"})


def _first_name(word: Token) -> bool:
    """ "the ambassador, *Said* Ahmadi,": a verb of speech with a capital within a sentence is somebody's name."""
    before = word.nbor(-1).text if word.i else "."
    return word.text == "Said" and before == "," and word.i + 1 < len(word.doc) and word.nbor().tag_ == "NNP"


def _labelled(scene: Scene) -> Iterator[Telling]:
    """ "Peskov: No talks", "MR. PRICE: We have seen the reports": a name and a colon before the words."""
    if asks(scene):
        return
    label = LABEL.match(scene.text)
    if label is None:
        return
    name = label["name"]
    answers = name in words("statements", "labels", "answering")
    if {name.split()[0], name} & words("statements", "labels", "none") and not (answers and scene.talk.guest):
        return
    mark = scene.at(*label.span("colon"))
    rest = ((label.end(), len(scene.text)),) if label.end() < len(scene.text) else ()
    token = scene.token_at(label.start("name"))
    answers = answers or name == initials(scene.talk.guest)
    verbatim = name.isupper() or name in scene.talk.names or answers
    yield Telling(token, None, None, None, rest, direct=verbatim or None, label=name, mark=mark)


def asks(scene: Scene) -> bool:
    """Whether the line is a question of an interview: "Q: …", "AFP: What steps will China take?"."""
    label = LABEL.match(scene.text)
    if label is None:
        return bool(scene.talk.whole and QUESTION.match(scene.text))
    name = label["name"].split()
    if name[-1] in _askers():
        return True
    outlet = bool({word.lower() for word in name} & words("statements", "media", "carriers"))
    if label["name"] in scene.talk.askers or name[0] in words("statements", "labels", "asking"):
        return True
    return outlet and scene.text.rstrip().endswith("?")


def _cited(scene: Scene, verb: Token) -> Telling | None:
    """ "Oslo's press reported, *citing officials*, that …": whom another quotes has said what that one tells."""
    source, above = child(verb, "dobj"), verb.head
    if source is None or verb.lemma_ not in {"cite", "quote"} or verb.tag_ != "VBG" or not is_verb(above):
        return None
    voice = lemma_of(source) in words("actors", "nouns", "voice") - words("actors", "nouns", "documents")
    if not voice and source.tag_ not in {"NNP", "NNPS"}:
        return None
    carrier, speaker = whose(scene, above)
    own = child(verb, "ccomp")
    told = content(scene, verb, source, own) if own is not None else ()
    if not told and reports(scene, above):
        told = content(scene, above, carrier, reported(scene, above))
    if speaker is None or not told or not called_so(scene.text[speaker.left_edge.idx : speaker.idx + len(speaker)]):
        return None
    return Telling(verb, scene.of(verb), source, owner(source), told)


def _quoted_as(scene: Scene, verb: Token) -> Telling | None:
    """ "“…,” the minister *was quoted* by Tass as saying": the words stand before it, in quotation marks."""
    source, saying = child(verb, "nsubjpass"), prep_object(verb, "as")
    if verb.lemma_ not in {"quote", "cite"} or source is None or saying is None or saying.tag_ != "VBG":
        return None
    said = {word.i for word in scene.doc[: source.left_edge.i] if scene.quoted(word)}
    if not said or scene.quoted(verb) or child(saying, "ccomp") is not None:
        return None
    return Telling(verb, scene.of(saying), source, owner(source), pieces(scene, said), direct=True)


def _verb(scene: Scene, verb: Token) -> Iterator[Telling]:
    cited = _cited(scene, verb) or _quoted_as(scene, verb)
    if cited is not None:
        yield cited
        return
    if not reports(scene, verb):
        return
    source, speaker = whose(scene, verb)
    inside = scene.quoted(verb)
    if inside and (speaker is None or not _passed_on(verb, speaker)):
        return
    if speaker is None and not passive(verb):
        return
    found = content(scene, verb, source, reported(scene, verb))
    if found or announces(scene, verb):
        kind: Told = "unsaid" if unsaid(verb) else "thought" if _thinks(verb) else "uttered"
        yield Telling(verb, cue_span(scene, verb), source, speaker, found, kind, only_quoted(scene, found))


def _thinks(verb: Token) -> bool:
    return verb.lemma_.lower() in words("statements", "verbs", "thinking")


def whose(scene: Scene, verb: Token) -> tuple[Token | None, Token | None]:
    """Return the head of the words that name the source, and the noun that is meant by them."""
    if goes_public(verb):
        own = subject(verb.head)
        return own, own
    done = passive(verb) or _done_too(verb)
    speaker = agent(verb) if done else quoted_saying(verb) or _main_subject(verb) or subject(verb)
    if speaker is None or scene.quoted(speaker) != scene.quoted(verb):
        speaker = None if done else _beside(scene, verb)
    if speaker is None:
        return None, None
    own = next((kid for kid in children(verb, "nsubj") if kid.tag_ in {"WDT", "WP"}), None)
    return own if own is not None else speaker, owner(speaker)


def _done_too(verb: Token) -> bool:
    """ "being declared persona non grata and *ordered* to leave": joined to a passive, nobody is said to do it."""
    bare = verb.dep_ == "conj" and verb.tag_ == "VBN" and child(verb, "nsubj", "aux") is None
    return bare and passive(verb.head) and verb.head.tag_ == "VBN"


def _passed_on(verb: Token, speaker: Token) -> bool:
    """Inside a quotation another's words in a clause of their own are a statement ("Trump said, 'Let us talk'")."""
    if verb.lemma_.lower() not in words("statements", "verbs", "passed_on"):
        return False
    return (
        speaker.tag_ != "PRP" and verb.tag_ in {"VBD", "VBZ", "VBN"} and child(verb, "ccomp", "parataxis") is not None
    )


def _beside(scene: Scene, verb: Token) -> Token | None:
    """The noun next to a cue outside the quotation, where the parse lost its subject: "…," Pompeo told the press."""
    if scene.quoted(verb):
        return None
    before = [
        word for word in scene.doc[max(0, verb.i - (3 if scene.quotes else 1)) : verb.i] if not scene.quoted(word)
    ]
    after = list(scene.doc[verb.i + 1 : verb.i + 8]) if scene.quotes else []
    for word in (*reversed(before), *after):
        if scene.quoted(word) or word.tag_ in {",", ":", "."} or is_verb(word):
            if word in after:
                return None
            continue
        if is_noun(word) or word.tag_ == "PRP":
            return word if word in before else _last_of_name(word)
    return None


def _last_of_name(word: Token) -> Token:
    while word.i + 1 < len(word.doc) and word.nbor().tag_ in {"NNP", "NNPS"}:
        word = word.nbor()
    return word


def only_quoted(scene: Scene, found: Pieces) -> bool | None:
    """Whether all reported words stand in quotation marks; None without quotes."""
    if not scene.quotes:
        return None
    inside = [word for start, end in found for word in scene.doc.within(start, end) if word.text.isalnum()]
    return bool(inside) and all(scene.quoted(word) for word in inside)


def _main_subject(verb: Token) -> Token | None:
    """A trailing "…, adding that" belongs to whoever spoke before, not to the last noun or reported clause."""
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl"} or child(verb, "nsubj") is not None:
        return None
    if verb.dep_ == "acl" and verb.head.dep_ == "pobj" and verb.head.head.lower_ in {"with", "by"}:
        return None
    clauses = [head for head in ancestors(verb) if is_verb(head)]
    speaking = [
        head
        for head in clauses
        if head.lemma_.lower() in words("statements", "verbs", "any") | words("statements", "verbs", "clause")
    ]
    if speaking and (verb.dep_ == "advcl" or _astray(verb, speaking[-1])):
        return subject(speaking[-1])
    if verb.dep_ == "acl" and clauses and verb.head.dep_ == "pobj":
        return subject(clauses[0])
    return None


def _astray(verb: Token, speaking: Token) -> bool:
    """ "warned against delay while Norway builds *the dam saying* that": a thing that says nothing stands before it."""
    thing = verb.head
    voices = words("statements", "nouns", "vehicles") | words("statements", "nouns", "said")
    return (
        thing.dep_ in {"dobj", "pobj"} and thing.tag_ == "NN" and thing.head != speaking and thing.lemma_ not in voices
    )


def cue_span(scene: Scene, verb: Token) -> Span:
    particle = next((kid for kid in verb.children if kid.dep_ == "prt" and kid.i == verb.i + 1), None)
    preposition = next(
        (kid for kid in verb.children if kid.lower_ in {"on", "for", "upon"} and kid.i == verb.i + 1), None
    )
    if particle is not None:
        return scene.of(verb, particle)
    if preposition is not None and verb.lemma_ in words("statements", "verbs", "call"):
        return scene.of(verb, preposition)
    return scene.of(verb)


def _for(scene: Scene, token: Token) -> Iterator[Telling]:
    """ "*For Bozize*, the raids came from “elements outside”": whose view it is that the quoted words tell."""
    source = child(token, "pobj")
    clause = token.head
    if source is None or source.tag_ != "NNP" or not is_verb(clause) or clause.dep_ != "ROOT":
        return
    comma = source.right_edge.i + 1
    set_off = comma < len(scene.doc) and scene.doc[comma].text == ","
    if token.i == 0 and set_off and scene.quotes and not scene.quoted(token) and not scene.quoted(clause):
        yield Telling(token, scene.of(token), source, source, without(scene, clause, token))


def _according(scene: Scene, token: Token) -> Iterator[Telling]:
    to = child(token, "prep")
    source = child(to, "pobj") if to is not None else None
    if source is None or to is None:
        return
    clause = next((head for head in ancestors(token) if is_verb(head)), None)
    if clause is None:
        return
    yield Telling(token, scene.of(token, to), source, owner(source), without(scene, clause, token))
