"""Imported → the language model and the networks, loaded: by the process from which all workers are forked, so that it
is done once and the memory shared. Nothing else imports it.

Tables of names are not among it: a user's own rows may change while that process runs.
"""

import gc
from contextlib import suppress

import dragoman.pipeline  # noqa: F401 - all that reading needs
from dragoman.errors import InstallationError
from dragoman.extract.network import network
from dragoman.extract.vectors import load
from dragoman.parser import reader

with suppress(InstallationError):  # a worker that finds it out says so
    reader()
    network()
    load()
gc.freeze()
