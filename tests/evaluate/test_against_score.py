"""dragoman.evaluate.news agrees to the digit with the independent scorer that lies beside the annotated news.

Needs the sets outside the repository: the folder $DRAGOMAN_SETS with gold/score.py and gold/dev.
"""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from dragoman.evaluate import evaluate
from dragoman.evaluate.files import json_object
from dragoman.evaluate.floors import SETS_VARIABLE
from dragoman.evaluate.layers import records_of
from dragoman.evaluate.news import load

FOLDER = Path(os.environ.get(SETS_VARIABLE, "nosuch")) / "gold"

pytestmark = pytest.mark.skipif(
    not (FOLDER / "score.py").is_file(), reason=f"${SETS_VARIABLE} names no folder with gold/score.py and gold/dev"
)


def scorer():
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the other scorer, which closes no file
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_figure_is_the_other_scorers():
    other = scorer()
    news = FOLDER / "dev"
    articles = other.load_articles(str(news / "articles"))
    notes = (json_object(path) for path in sorted((news / "annotations").glob("*.json")))
    annotations = {own["id"]: {one["n"]: one for one in own["sentences"]} for own in notes}
    records = [record for article in load(news).documents for record in records_of(article.report)]
    ours = evaluate("news", news)
    for view in ("all", "sure"):
        theirs, _ = other.score(articles, annotations, json.loads(json.dumps(records)), view == "sure")
        lines = {line.row.name: line for line in ours.lines if line.view == view}
        assert {name: shown(lines[name]) for name in theirs} == theirs
        assert set(lines) == set(theirs)


def shown(line):
    """A row as the other scorer gives it."""
    rounded = {name: round(figure.value, 3) for name, figure in line.figures.items()}
    if line.row.sort == "tally":
        return rounded | {"gold": line.cells[1], "found": line.cells[2]}
    return {"wrong" if line.row.lower else "right": rounded["share"], "of": line.cells[1]}
