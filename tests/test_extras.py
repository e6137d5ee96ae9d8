"""dragoman.extras: what is missing is named with the extra that brings it."""

import pytest

from dragoman.errors import InstallationError
from dragoman.extras import need


def test_a_package_that_is_there_needs_nothing():
    need("json", "export")


def test_a_missing_package_names_its_extra():
    with pytest.raises(InstallationError, match=r"nosuchpackage needs the extra 'web': pip install 'dragoman\[web\]'"):
        need("nosuchpackage", "web")


def test_what_it_is_needed_for_can_be_said():
    with pytest.raises(InstallationError, match="a PDF needs the extra 'export'"):
        need("nosuchpackage", "export", "a PDF")
