"""One parsed sentence with what every extractor asks of it: names spotted in it, quoted words, spans in the report."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.extract.transcripts import NO_TALK, Talk
from dragoman.gazetteer import Hit, gazetteer
from dragoman.grammar import Doc, Token
from dragoman.model import Mention, Ref, Span


@dataclass(slots=True)
class Scene:
    """A sentence as the extractors see it.

    `text` is the sentence as printed, `start` its offset in the report, `index` its place in the report, `block` its
    paragraph, `quotes` the quoted stretches of the report that touch it. `mentions` maps the head token of a noun
    phrase to its mention and is filled as extractors ask; `nobody` are the heads found to name none. `talk` says who
    has the word where the report is a transcript.
    """

    doc: Doc
    text: str
    start: int
    index: int
    block: int
    headline: bool
    quotes: tuple[Span, ...]
    hits: list[Hit] = field(default_factory=list)
    hit_of: dict[int, Hit] = field(default_factory=dict)
    mentions: dict[int, Mention] = field(default_factory=dict)
    nobody: set[int] = field(default_factory=set)
    dates: list[Span] | None = None
    talk: Talk = NO_TALK
    span: Span = field(init=False)
    adjectives: dict[tuple[int, int], Mention] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.span = self.at(0, len(self.text))
        self.hits = gazetteer().spot(self.doc.text if self.text.isupper() else self.text)
        for hit in self.hits:
            for token in self.doc.within(hit.start, hit.end):
                self.hit_of[token.i] = hit

    def at(self, start: int, end: int) -> Span:
        """Return the span of sentence offsets `start`…`end` in the report."""
        return Span(self.start + start, self.start + end, self.text[start:end])

    def of(self, *tokens: Token) -> Span:
        """Return the span from the first to the last of `tokens`."""
        first, last = min(tokens, key=lambda token: token.i), max(tokens, key=lambda token: token.i)
        return self.at(first.idx, last.idx + len(last))

    def hits_within(self, first: int, last: int) -> list[Hit]:
        """Return the names spotted between two sentence offsets."""
        return [hit for hit in self.hits if hit.start >= first and hit.end <= last]

    def quoted(self, token: Token) -> bool:
        """Whether the token stands inside quotation marks."""
        at = self.start + token.idx
        return any(quote.start <= at < quote.end for quote in self.quotes)

    def token_at(self, start: int) -> Token:
        """Return the token that holds the sentence offset `start`."""
        return self.doc.within(start, start + 1)[0]


def pending(mention: Mention) -> Ref:
    """Return a Ref that holds only the words: `resolve` puts the actor in its place."""
    return Ref(None, mention.name or mention.span.quote, "voice", basis="context", surface=mention.span)
