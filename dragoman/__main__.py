"""`python -m dragoman`: the command line."""

from dragoman.cli import main

if __name__ == "__main__":  # workers import this module too
    raise SystemExit(main())
