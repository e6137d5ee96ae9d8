"""How the reading network is trained: annotated corpus in, weights out. Not part of the package."""
