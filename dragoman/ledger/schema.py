"""A path in → an open SQLite connection whose tables are those of this version, or one line why not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import InstallationError, LedgerError, LedgerFull, LedgerLocked, LedgerTooNew, NotFound, UsageError
from dragoman.settings import APPLICATION_ID, LedgerLimits

try:
    import apsw
except ImportError as error:
    raise InstallationError("the package apsw is missing: pip install 'apsw>=3.54.1'") from error

# Older libraries can corrupt a WAL under load (before 3.51.3) and overflow the heap in FTS5 (before 3.54.0).
OLDEST_SQLITE = (3, 54, 1)

_STEP_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- number is the order of arrival; day is `published` where it is an ISO date and '' where it is not known;
-- thread is what versions of one article share.
CREATE TABLE report (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  day TEXT NOT NULL,
  thread TEXT,
  title TEXT, outlet TEXT, byline TEXT, published TEXT, language TEXT, url TEXT,
  headline TEXT,
  furniture TEXT NOT NULL,
  supersedes INTEGER REFERENCES report (number),
  superseded_by INTEGER REFERENCES report (number),
  first_read TEXT NOT NULL
) STRICT;
CREATE INDEX report_order ON report (day DESC, number DESC);
CREATE INDEX report_source ON report (source);
CREATE INDEX report_thread ON report (thread) WHERE thread IS NOT NULL;

-- Texts lie apart so that walking reports in order touches few pages.
CREATE TABLE report_text (number INTEGER PRIMARY KEY REFERENCES report (number), text TEXT NOT NULL) STRICT;
CREATE TRIGGER report_text_stays BEFORE UPDATE ON report_text
  BEGIN SELECT RAISE(ABORT, 'the text of a report never changes'); END;

CREATE TABLE finding (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  report INTEGER NOT NULL REFERENCES report (number),
  kind TEXT NOT NULL,
  begins INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  type TEXT, status TEXT, stance TEXT,
  rule TEXT NOT NULL,
  said_by TEXT,
  first_seen TEXT NOT NULL,
  retired TEXT
) STRICT;
CREATE INDEX finding_order ON finding (report, begins, number);

CREATE TABLE finding_body (
  number INTEGER PRIMARY KEY REFERENCES finding (number),
  evidence TEXT NOT NULL,
  sentence_begins INTEGER NOT NULL,
  sentence_ends INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;

-- Who takes part: a row for each code (of the actor or of the state it speaks for), in the order entries are shown.
CREATE TABLE party (
  code TEXT NOT NULL,
  day TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES report (number),
  begins INTEGER NOT NULL,
  finding INTEGER NOT NULL REFERENCES finding (number),
  roles TEXT NOT NULL,
  PRIMARY KEY (code, day DESC, report DESC, begins, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_finding ON party (finding, code);

CREATE TABLE issue (
  number INTEGER PRIMARY KEY,
  source TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
  first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, count INTEGER NOT NULL,
  UNIQUE (source, code, message)
) STRICT;

CREATE TABLE judgement (
  number INTEGER PRIMARY KEY,
  finding TEXT NOT NULL REFERENCES finding (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('confirm', 'reject', 'edit', 'unsure')),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT,
  edited TEXT
) STRICT;
CREATE INDEX judgement_finding ON judgement (finding);
CREATE TRIGGER judgement_stays BEFORE UPDATE ON judgement
  BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;
CREATE TRIGGER judgement_is_kept BEFORE DELETE ON judgement
  BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;

CREATE VIEW reading AS SELECT number, title, text FROM report JOIN report_text USING (number);
CREATE VIRTUAL TABLE report_words USING fts5 (
  title, text, content = 'reading', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER report_words_in AFTER INSERT ON report_text BEGIN
  INSERT INTO report_words (rowid, title, text) SELECT number, title, text FROM reading WHERE number = new.number;
END;
CREATE TRIGGER report_words_title AFTER UPDATE OF title ON report BEGIN
  INSERT INTO report_words (report_words, rowid, title, text)
    SELECT 'delete', number, old.title, text FROM report_text WHERE number = new.number;
  INSERT INTO report_words (rowid, title, text)
    SELECT number, new.title, text FROM report_text WHERE number = new.number;
END;

CREATE VIRTUAL TABLE sentence_words USING fts5 (
  sentence, content = 'finding_body', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentence_words_in AFTER INSERT ON finding_body BEGIN
  INSERT INTO sentence_words (rowid, sentence) VALUES (new.number, new.sentence);
END;
CREATE TRIGGER sentence_words_change AFTER UPDATE OF sentence ON finding_body BEGIN
  INSERT INTO sentence_words (sentence_words, rowid, sentence) VALUES ('delete', old.number, old.sentence);
  INSERT INTO sentence_words (rowid, sentence) VALUES (new.number, new.sentence);
END;
"""

# An inferred date of a report that states none: EDTF, and its reasons as JSON.
_STEP_2 = """
ALTER TABLE report ADD COLUMN dated TEXT;
ALTER TABLE report ADD COLUMN dated_by TEXT;
"""

# Who talks with whom: for each report the pairs of states and bodies (their codes are upper case, ids of persons and
# organs lower) and in how many of its findings both take part. The writer keeps it; it is never the only source.
_STEP_PAIRS = """
CREATE TABLE pair (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES report (number),
  findings INTEGER NOT NULL,
  PRIMARY KEY (one, other, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_report ON pair (report);
INSERT INTO pair
  SELECT p.code, q.code, f.report, count(*) FROM finding f
  JOIN party p ON p.finding = f.number JOIN party q ON q.finding = f.number AND q.code > p.code
  WHERE f.retired IS NULL AND p.code GLOB '[A-Z]*' AND q.code GLOB '[A-Z]*' GROUP BY 1, 2, 3;
"""

# Verdicts that take back, move or compare; and what they come to, kept beside the finding so that it can be looked up:
# finding.verdict and finding_edit follow from the judgements alone (ledger/verdicts.py).
_STEP_JUDGED = """
CREATE TABLE judged (
  number INTEGER PRIMARY KEY,
  subject TEXT NOT NULL CHECK (subject IN ('finding', 'meeting', 'actor', 'story')),
  finding TEXT NOT NULL,
  other TEXT,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirm', 'reject', 'edit', 'unsure', 'same', 'different', 'undo')),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  why TEXT,
  old TEXT,
  edited TEXT,
  undoes INTEGER REFERENCES judged (number),
  follows INTEGER REFERENCES judged (number)
) STRICT;
INSERT INTO judged (number, subject, finding, verdict, by, at, why, edited)
  SELECT number, 'finding', finding, verdict, by, at, why, edited FROM judgement;
DROP TABLE judgement;
ALTER TABLE judged RENAME TO judgement;
CREATE INDEX judgement_finding ON judgement (finding);
CREATE INDEX judgement_follows ON judgement (follows) WHERE follows IS NOT NULL;
CREATE TRIGGER judgement_stays BEFORE UPDATE ON judgement
  BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;
CREATE TRIGGER judgement_is_kept BEFORE DELETE ON judgement
  BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;

ALTER TABLE finding ADD COLUMN verdict TEXT;
CREATE INDEX finding_verdict ON finding (verdict) WHERE verdict IS NOT NULL;
CREATE TABLE finding_edit (number INTEGER PRIMARY KEY REFERENCES finding (number), record TEXT NOT NULL) STRICT;
UPDATE finding SET verdict = (
  SELECT CASE verdict WHEN 'confirm' THEN 'confirmed' WHEN 'reject' THEN 'rejected' WHEN 'unsure' THEN 'unsure' END
  FROM judgement WHERE judgement.finding = finding.id ORDER BY judgement.number DESC LIMIT 1
) WHERE id IN (SELECT finding FROM judgement);
"""

# What reports are to each other. A report's traits wait here until it is laid to a story; copy_of is the earliest known
# report of its wording; trait '' counts all reports.
_STEP_COPIES = """
ALTER TABLE report ADD COLUMN copy_of TEXT;

CREATE TABLE imprint (
  report INTEGER PRIMARY KEY REFERENCES report (number),
  minhash BLOB NOT NULL,
  traits TEXT
) STRICT;
CREATE INDEX imprint_waiting ON imprint (report) WHERE traits IS NOT NULL;
CREATE TABLE band (key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (key, report)) STRICT, WITHOUT ROWID;

CREATE TABLE copy (
  report INTEGER PRIMARY KEY REFERENCES report (number),
  of INTEGER NOT NULL REFERENCES report (number),
  kind TEXT NOT NULL,
  similarity REAL NOT NULL
) STRICT;
CREATE INDEX copy_origin ON report (copy_of) WHERE copy_of IS NOT NULL;

CREATE TABLE trait (trait TEXT PRIMARY KEY, reports INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE story (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  first TEXT, last TEXT,
  traits TEXT NOT NULL
) STRICT;
CREATE INDEX story_order ON story (last DESC, number DESC);
CREATE TABLE story_trait (trait TEXT NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (trait, story))
  STRICT, WITHOUT ROWID;
CREATE TABLE story_report (
  report INTEGER PRIMARY KEY REFERENCES report (number),
  story INTEGER NOT NULL REFERENCES story (number),
  likeness REAL,
  shared TEXT NOT NULL
) STRICT;
CREATE INDEX story_reports ON story_report (story, report);
"""

# When a report was most likely written (EDTF), as stories go by it. story.first is then the day by which one of its
# reports had been written, story.last the day before which one had not.
_STEP_WRITTEN = """
ALTER TABLE imprint ADD COLUMN written TEXT;
UPDATE imprint SET written = (SELECT nullif(day, '') FROM report WHERE number = imprint.report);
"""

# How often anything that is shown of a report has changed: what was made of reports holds as long as this is the same.
# Every change of a finding, of its body or of its edit also writes the finding's own row.
_STEP_REVISED = """
CREATE TABLE revision (report INTEGER PRIMARY KEY REFERENCES report (number), revised INTEGER NOT NULL) STRICT;
INSERT INTO revision SELECT number, 0 FROM report;
CREATE TRIGGER revision_in AFTER INSERT ON report BEGIN
  INSERT INTO revision VALUES (new.number, 0);
END;
CREATE TRIGGER revision_head AFTER UPDATE ON report
  WHEN (old.source, old.day, old.thread, old.title, old.outlet, old.published, old.url, old.superseded_by, old.dated,
    old.copy_of) IS NOT (new.source, new.day, new.thread, new.title, new.outlet, new.published, new.url,
    new.superseded_by, new.dated, new.copy_of)
BEGIN
  UPDATE revision SET revised = revised + 1 WHERE report = new.number;
END;
CREATE TRIGGER revision_finding_in AFTER INSERT ON finding BEGIN
  UPDATE revision SET revised = revised + 1 WHERE report = new.report;
END;
CREATE TRIGGER revision_finding AFTER UPDATE ON finding BEGIN
  UPDATE revision SET revised = revised + 1 WHERE report = new.report;
END;

-- What is counted of the whole ledger is counted in these alone.
CREATE INDEX finding_counted ON finding (rule, kind, report) WHERE retired IS NULL AND verdict IS NOT 'rejected';
CREATE INDEX finding_retired ON finding (retired) WHERE retired IS NOT NULL;
CREATE INDEX report_counted ON report (outlet, day, superseded_by, first_read);
"""

# A story remembers the sum of its reports' vectors and how many they are; it is named after the report that opened it.
# While it is small, the vectors of its reports are kept. Sums of before cannot be compared: those stories stay as they
# are and get no new reports but copies.
_STEP_VECTORS = """
ALTER TABLE imprint ADD COLUMN vector TEXT;
ALTER TABLE story ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN opener INTEGER;
UPDATE story SET traits = '{}',
  opener = (SELECT report FROM story_report WHERE story = story.number ORDER BY likeness IS NOT NULL, report LIMIT 1);
DELETE FROM story_trait;
CREATE UNIQUE INDEX story_opener ON story (opener);
"""

# Where people moved a report to another story (`story`), the one it was laid to: it follows from the judgements alone
# (ledger/moved.py), and what was laid is never lost.
_STEP_MOVED = """
ALTER TABLE story_report ADD COLUMN laid INTEGER REFERENCES story (number);
CREATE INDEX story_report_laid ON story_report (laid) WHERE laid IS NOT NULL;
"""

# Of the reports of small stories the traits are kept, not what they weighed: that changes with every report. The
# heaviest stand first, as they did in the vectors of before. And the stories of a trait are found from both sides.
_STEP_KEPT = """
ALTER TABLE imprint RENAME COLUMN vector TO kept;
UPDATE imprint SET kept = (
  SELECT json_group_object(key, 1) FROM (SELECT key FROM json_each(imprint.kept) ORDER BY value DESC, key)
) WHERE kept IS NOT NULL;
CREATE INDEX story_trait_story ON story_trait (story);
"""

STEPS: tuple[str, ...] = (
    _STEP_1, _STEP_2, _STEP_PAIRS, _STEP_JUDGED, _STEP_COPIES, _STEP_WRITTEN, _STEP_REVISED, _STEP_VECTORS,
    _STEP_MOVED, _STEP_KEPT,
)  # fmt: skip
"""What turns a ledger of version n - 1 into one of version n. A step that was released never changes again."""


def now() -> str:
    """Return this instant as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def connect(path: Path, *, create: bool, readonly: bool, limits: LedgerLimits) -> apsw.Connection:
    """Return a connection to the ledger at `path`, brought to this version unless `readonly`.

    Raises InstallationError for an SQLite that is too old, NotFound where nothing is there to open, LedgerTooNew,
    LedgerLocked, and LedgerError where the file is not a ledger or cannot be used.
    """
    _require_sqlite()
    _look(path, create=create and not readonly)
    with spoken(path):
        connection = _opened(path.absolute(), create=create, readonly=readonly)
        try:
            _configure(connection, limits)
            _upgrade(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turn what SQLite says inside the block into our errors, each one line that names the ledger and the mend."""
    try:
        yield
    except apsw.BusyError as error:
        raise LedgerLocked(f"{path}: another process is writing; try again when it has finished") from error
    except apsw.FullError as error:
        raise LedgerFull(f"{path}: the disk is full; free some space and run again: what was kept is whole") from error
    except (apsw.NotADBError, apsw.CorruptError) as error:
        reason = f"not a ledger, or damaged ({error})"
        raise LedgerError(f"{path}: {reason}; name another file with --ledger or restore a copy") from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError) as error:
        reason = f"cannot be opened for this ({error})"
        raise LedgerError(f"{path}: {reason}; check that you may write to its folder, also to read it") from error
    except OverflowError as error:
        raise UsageError(f"{path}: a number asked for has more than 64 bits; give a smaller one") from error
    except apsw.IOError as error:
        raise LedgerError(f"{path}: could not be read or written ({error}); check the disk and run again") from error


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Keep all that is written inside the block, or, whatever is raised there, nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk makes SQLite roll back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _require_sqlite() -> None:
    found = apsw.sqlite_lib_version()
    if tuple(int(part) for part in found.split(".")[:3]) < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise InstallationError(
            f"SQLite {found} is too old, {oldest} is needed: pip install --upgrade 'apsw>={oldest}'"
        )


def _look(path: Path, *, create: bool) -> None:
    if not str(path).isprintable():
        raise UsageError(f"{str(path)!r} cannot be the name of a ledger: use printable characters")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder: name a file in it, such as {path / 'dialogue.db'}")
    if not path.parent.is_dir():
        raise NotFound(f"{path}: the folder {path.parent} does not exist; create it or name another ledger")
    if not create and not path.exists():
        raise NotFound(f"{path}: there is no ledger here; read some reports first, or name another with --ledger")


def _opened(path: Path, *, create: bool, readonly: bool) -> apsw.Connection:
    """Open the file; on a share nobody may write to, as a file that nobody changes: a log beside it cannot be made."""
    log = path.with_name(f"{path.name}-wal")
    resting = not log.exists() or log.stat().st_size == 0
    if readonly and resting and not os.access(path.parent, os.W_OK):
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        return apsw.Connection(f"{path.as_uri()}?immutable=1", flags=flags)
    return apsw.Connection(str(path), flags=_flags(create=create, readonly=readonly))


def _flags(*, create: bool, readonly: bool) -> int:
    if readonly:
        return apsw.SQLITE_OPEN_READONLY
    return apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)


def _configure(connection: apsw.Connection, limits: LedgerLimits) -> None:
    connection.set_busy_timeout(round(limits.wait * 1000))
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
    connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    connection.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    connection.execute(f"PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -{limits.cache}")


def _upgrade(connection: apsw.Connection, path: Path, *, readonly: bool) -> None:
    version = _version(connection, path)
    if version == len(STEPS):
        return
    if readonly:
        hint = f"dragoman read PATH --ledger {path} brings it up to date"
        raise LedgerError(f"{path}: written by an older version, or still empty; {hint}")
    # The mark goes in before WAL so that it stands in the file itself, where other programs look for it.
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    if connection.pragma("journal_mode", "wal") != "wal":
        raise LedgerError(f"{path}: this file system cannot hold a ledger (no write-ahead log); use a local disk")
    with transaction(connection):
        for step in STEPS[_version(connection, path) :]:
            connection.execute(step)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('created', ?)", (now(),))


def _version(connection: apsw.Connection, path: Path) -> int:
    """Return the version of the ledger, 0 for a file with nothing in it."""
    mark, version = connection.pragma("application_id"), int(connection.pragma("user_version"))
    if mark != APPLICATION_ID and (mark or version or connection.execute("SELECT 1 FROM sqlite_schema").fetchall()):
        raise LedgerError(f"{path} is an SQLite file of another program; name another file with --ledger")
    if version > len(STEPS):
        versions = f"ledger version {version}, this one knows versions up to {len(STEPS)}"
        raise LedgerTooNew(f"{path} was written by a newer Dragoman ({versions}): pip install --upgrade dragoman")
    return version
