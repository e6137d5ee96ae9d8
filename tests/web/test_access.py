"""Who may what: every route for every role, sessions, tokens, log-ins, requests that another site sends."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from dragoman.errors import NotFound, UsageError
from dragoman.web import DeskSettings, application
from dragoman.web.accounts import TRIES, Accounts
from dragoman.web.route import ROLES, UNSAFE
from dragoman.web.routes import ROUTES, answers, table

PASSWORD = "correct horse battery"  # noqa: S105 - of no account outside these tests
SAME = {"Sec-Fetch-Site": "same-origin"}
CASES = [
    pytest.param((route, method, role, answer), id=f"{method}-{route.path}-{role}")
    for route in ROUTES
    for role, answer in zip(ROLES, answers(route), strict=True)
    for method in route.methods
]


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    """Passwords that take a millisecond: the strength of the real ones is not what is tested here."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(Accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def accounts(ledger):
    """An account for each role."""
    made = Accounts(DeskSettings(ledger).accounts)
    for role in ROLES[1:]:
        made.add(f"{role}-1", role, PASSWORD)
    yield made
    made.close()


@pytest.fixture
def guarded(accounts, ledger, serve):
    return serve(ledger)


def bearer(accounts: Accounts, role: str) -> dict[str, str]:
    return {} if role == "visitor" else {"Authorization": f"Bearer {accounts.token(f'{role}-1', 1)}"}


def login(client, name: str, password: str = PASSWORD, **headers: str):
    return client.post("/login", data={"name": name, "password": password, "next": "/"}, headers=SAME | headers)


def test_the_first_account_shuts_the_door_of_a_desk_that_is_open(ledger, serve):
    desk = serve(ledger)
    assert desk.get("/").status_code == 200
    made = Accounts(DeskSettings(ledger).accounts)
    made.add("ada", "reader", PASSWORD)
    made.close()
    assert desk.get("/").status_code == 303
    assert desk.get("/api/status").status_code == 401
    assert login(desk, "ada").status_code == 303
    assert desk.get("/").status_code == 200


@pytest.mark.parametrize("case", CASES)
def test_every_route_answers_every_role_as_the_table_says(accounts, guarded, case):
    route, method, role, answer = case
    path = re.sub(r"\{[^}]+\}", "1", route.path)
    headers = bearer(accounts, role) | (SAME if method in UNSAFE else {})
    got = guarded.request(method, path, headers=headers)
    told = {"401": 401, "403": 403}
    if answer in told:
        assert got.status_code == told[answer]
    elif answer == "login":
        assert (got.status_code, got.headers["location"].partition("?")[0]) == (303, "/login")
    else:
        assert got.status_code not in {401, 403, 405} or route.name == "login-post"


def test_the_table_in_the_docs_is_that_of_the_routes():
    docs = Path(__file__).parents[2] / "docs" / "desk.md"
    assert table() in docs.read_text("utf-8"), "renew it: python -m dragoman.web docs/desk.md"


@pytest.mark.parametrize("method", sorted(UNSAFE))
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_what_another_site_sends_changes_nothing(client, method, headers):
    for route in ROUTES:
        if method in route.methods:
            path = re.sub(r"\{[^}]+\}", "1", route.path)
            got = client.request(method, path, headers=headers)
            assert got.status_code == 403
            assert "did not come from" in got.text


def test_an_old_browser_says_its_origin_instead(client):
    assert client.post("/logout", headers={"Origin": "http://localhost"}).status_code == 303


def test_a_session_is_a_cookie_no_script_reads_and_ends_with_logging_out(guarded):
    assert guarded.get("/").headers["location"] == "/login?next=%2F"
    cookie = login(guarded, "reader-1").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert guarded.get("/").status_code == 200
    assert "reader-1" in guarded.get("/").text
    kept = dict(guarded.cookies)
    guarded.post("/logout", headers=SAME)
    guarded.cookies.update(kept)
    assert guarded.get("/").status_code == 303


def test_over_tls_the_cookie_is_secure(accounts, ledger, serve):
    served = serve(ledger, secure=True)
    got = login(served, "reader-1")
    assert "Secure" in got.headers["set-cookie"]
    assert got.headers["strict-transport-security"]


def test_a_session_runs_out(accounts, ledger, serve):
    served = serve(ledger, session=0)
    login(served, "reader-1")
    assert served.get("/").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("reader-1", "wrong horse battery"), ("nobody", PASSWORD)])
def test_a_wrong_name_is_told_like_a_wrong_password(guarded, name, password):
    got = login(guarded, name, password)
    assert got.status_code == 401
    assert "Name and password do not go together" in got.text
    assert "set-cookie" not in got.headers


@pytest.mark.parametrize("name", ["reader-1", "nobody"])
def test_who_guesses_has_to_wait_whether_the_name_is_known_or_not(guarded, name):
    for _ in range(TRIES):
        assert login(guarded, name, "wrong horse battery").status_code == 401
    got = login(guarded, name)
    assert got.status_code == 429
    assert got.headers["retry-after"]
    assert login(guarded, "reviewer-1").status_code == 303


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", ""])
def test_logging_in_leads_to_no_other_site(guarded, target):
    data = {"name": "reader-1", "password": PASSWORD, "next": target}
    assert guarded.post("/login", data=data, headers=SAME).headers["location"] == "/"


def test_who_is_disabled_is_out_at_once(accounts, guarded):
    login(guarded, "reader-1")
    token = bearer(accounts, "reader")
    accounts.disable("reader-1")
    assert guarded.get("/").status_code == 303
    guarded.cookies.clear()
    assert guarded.get("/", headers=token).status_code == 303
    assert login(guarded, "reader-1").status_code == 401


def test_the_file_of_accounts_is_private_and_holds_no_password_or_key(accounts, guarded, ledger):
    session = login(guarded, "reader-1").headers["set-cookie"].partition("=")[2].partition(";")[0]
    token = accounts.token("reader-1", 1)
    content = accounts.path.read_bytes()
    assert stat.S_IMODE(os.stat(accounts.path).st_mode) == 0o600
    assert not any(secret.encode() in content for secret in (PASSWORD, session, token))
    assert b"$argon2id$" in content
    assert b"argon2" not in ledger.read_bytes()


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [(" ada", "reader", PASSWORD), ("local", "reader", PASSWORD), ("", "reader", PASSWORD),
     ("a\nb", "reader", PASSWORD),
     ("ada", "visitor", PASSWORD), ("ada", "reader", "short"), ("ada", "reader", "x" * 2000)],
)  # fmt: skip
def test_what_cannot_be_an_account_is_refused(accounts, name, role, password):
    with pytest.raises(UsageError):
        accounts.add(name, role, password)


def test_only_somebody_there_can_be_disabled_or_get_a_token(accounts):
    for change in (lambda: accounts.disable("ada"), lambda: accounts.token("ada", 1)):
        with pytest.raises(NotFound):
            change()


def test_a_desk_that_others_reach_needs_an_account(ledger):
    with pytest.raises(UsageError, match="dragoman accounts add"):
        application(DeskSettings(ledger, exposed=True))
