"""Mentions with who is meant → whom a post without a name means, where the report names its holder elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from dragoman.data import words
from dragoman.gazetteer import fold
from dragoman.model import Mention, Ref, Refs
from dragoman.resolve.people import acts_for_state

Key = tuple[int, int]

AHEAD = 6
"""Sentences within which a post told without a name is told with it: "A ministry spokesman said … . *Li Wei* …"."""

NEXT = 2
"""Sentences behind one who speaks in a post within which the name of the same one stands."""

_SAME = {"spokesman": "spokesperson", "spokeswoman": "spokesperson", "advisor": "adviser"}
"""Words for one post."""

_LESSER = frozenset({"deputy", "vice", "former", "acting", "prime"})
"""Words that make another post of the one they stand before."""


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody in a post whom the report names: where first, and the words of the post."""

    ref: Ref
    first: Mention
    post: frozenset[str]


def named_posts(
    mentions: Sequence[Mention], cast: Mapping[Key, Refs], speaks: Callable[[Mention], bool]
) -> Iterator[tuple[Key, Refs]]:
    """Yield the mentions to be understood anew, with whom they mean; `speaks` tells who is quoted.

    A post of a state is somebody's whom the report names within a few sentences, or anywhere if it does not say whose
    minister they are; the post then says that. Where two fit, none is chosen. Who speaks in a post is whoever goes on
    right behind with a name and no title.
    """
    people = _people(mentions, cast)
    posts = words("actors", "nouns", "office") - words("actors", "nouns", "any_holder")
    found: dict[Key, Refs] = {}
    for place, mention in enumerate(mentions):
        ref = cast[_key(mention)][0]
        nameless = mention.head in posts and _nameless(mention, ref)
        fitting = [one for one in people if _fits(mention, ref, one)] if nameless else []
        if nameless and not fitting and speaks(mention):
            fitting = list(_introduced(mention, mentions[:place], mentions[place + 1 :], cast, speaks))
        if len(fitting) == 1:
            who = fitting[0]
            named = replace(who.ref, state=ref.state, basis="title", antecedent=who.first.span, surface=mention.span)
            found[_key(mention)] = (named,)
    if not found:
        return
    yield from found.items()
    states = {refs[0].key: refs[0].state for refs in found.values()}
    for key, refs in cast.items():
        first, back = refs[0], refs[0].antecedent
        if len(refs) == 1 and first.state is None and first.key in states:
            yield key, (replace(first, state=states[first.key]),)
        elif len(refs) == 1 and back is not None and (back.start, back.end) in found:
            yield key, (replace(found[back.start, back.end][0], basis=first.basis, surface=first.surface),)


def _introduced(
    post: Mention, before: Sequence[Mention], after: Sequence[Mention], cast: Mapping[Key, Refs],
    speaks: Callable[[Mention], bool],
) -> Iterator[_Named]:  # fmt: skip
    """The name by which the next one who speaks is first called: "the minister said. … *Ana Ruiz* added"."""
    near = takewhile(lambda one: one.sentence - post.sentence <= NEXT, after)
    later = next((one for one in near if one.form != "pronoun" and speaks(one)), None)
    if later is None or later.form != "person" or later.title or " " not in later.name or later.owner is not None:
        return
    anybody = words("actors", "nouns", "voice") | words("statements", "nouns", "speakers")
    ref = cast[_key(later)][0]
    unknown = ref.kind == "person" and ref.id is None and ref.state is None
    spoken_of = (*before, *takewhile(lambda one: one != later, after))
    earlier = (cast[_key(one)][0].key for one in spoken_of if one.form == "person")
    if unknown and later.name.split()[0].lower() not in anybody and ref.key not in earlier:
        yield _Named(ref, later, frozenset())


def _people(mentions: Sequence[Mention], cast: Mapping[Key, Refs]) -> Sequence[_Named]:
    found: dict[str, _Named] = {}
    for mention in mentions:
        ref = cast[_key(mention)][0]
        if mention.form == "person" and ref.kind == "person" and mention.title and ref.key not in found:
            found[ref.key] = _Named(ref, mention, _post(mention.title))
    return list(found.values())


def _nameless(mention: Mention, ref: Ref) -> bool:
    """Whether it is one post of a state that nothing before gave a name."""
    return not mention.plural and ref.id is None and ref.antecedent is None and ref.state is not None


def _fits(mention: Mention, ref: Ref, one: _Named) -> bool:
    post = _post(f"{mention.title} {mention.head}")
    apart = (post ^ one.post) & _LESSER
    if _alike(mention.head) not in one.post or apart or not (post <= one.post or one.post <= post):
        return False
    if one.ref.state is None:
        return acts_for_state(one.first.title)
    later = one.first.span.start > mention.span.start and one.first.sentence - mention.sentence <= AHEAD
    return later and one.ref.state == ref.state


def _post(title: str) -> frozenset[str]:
    """The words of a title that say which post it is."""
    said = (_alike(word) for word in fold(title).lower().split())
    return frozenset(word for word in said if word in words("actors", "titles", "words")) - {"the", "of", "mr", "top"}


def _alike(word: str) -> str:
    return _SAME.get(word, word)


def _key(mention: Mention) -> Key:
    return mention.span.start, mention.span.end


__all__ = ["named_posts"]
