"""dragoman.extras: what is missing is named with the extra that brings it."""

import pytest

from dragoman.errors import InstallationError
from dragoman.extras import need


def test_a_package_that_is_there_needs_nothing():
    need("json", "export", "JSON")


def test_what_lacks_a_package_names_its_extra():
    with pytest.raises(InstallationError, match=r"a PDF needs the extra 'export': pip install 'dragoman\[export\]'"):
        need("nosuchpackage", "export", "a PDF")
