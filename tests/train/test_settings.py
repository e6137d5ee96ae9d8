"""The defaults of training: `make train` makes networks of the shapes that ship."""

import pytest

from dragoman.data import weights
from train.settings import SETTINGS


@pytest.mark.parametrize(("only", "file"), [("road", "network"), ("given", "pairs")])
def test_the_networks_that_ship_have_the_default_shapes(only, file):
    shipped, settings = weights(file), SETTINGS[only]
    assert shipped["enter.bias"].shape == (settings.dim,)
    assert sum(name.startswith("mix.") and name.endswith(".bias") for name in shipped) == settings.layers
