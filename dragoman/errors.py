"""What can go wrong for the caller. Bad input is never an exception: it becomes an `Issue` record.

DragomanError
├── UsageError           wrong arguments: the caller can mend the call
│   ├── NotFound         an id, a file or a ledger that is not there
│   └── JudgedMeanwhile  somebody else judged the finding after the caller looked at it
├── InstallationError    a package, model or data file is missing or not the one we pinned
├── LedgerError          the ledger cannot be used as it is
│   ├── LedgerTooNew     written by a newer version of Dragoman
│   ├── LedgerLocked     another process is writing and did not finish in time
│   └── LedgerFull       the disk took no more; what was written before is whole
├── ReadingFailed        our own fault met in one report; what was read before it is recorded
├── WorkerLost           a reading process died; what was recorded before is whole
└── EvidenceError        our own contradiction: a quote that is not in its report
"""


class DragomanError(Exception):
    """Base of every error raised on purpose; `str(error)` is one line that says what to do next."""


class UsageError(DragomanError):
    """The call cannot be carried out as given."""


class NotFound(UsageError):
    """What was named does not exist."""


class JudgedMeanwhile(UsageError):
    """Another person's verdict came in between."""


class InstallationError(DragomanError):
    """Something Dragoman needs is missing, or is not the version it was tested with."""


class LedgerError(DragomanError):
    """The ledger cannot be used as it is."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a newer version."""


class LedgerLocked(LedgerError):
    """Another process holds the ledger for writing."""


class LedgerFull(LedgerError):
    """The disk is full; everything recorded before is whole."""


class ReadingFailed(DragomanError):
    """A fault of ours in reading one report; the message names the report and the place of the fault."""


class WorkerLost(DragomanError):
    """A reading process was killed from outside."""


class EvidenceError(DragomanError):
    """A finding quotes words that its report does not contain: a defect in Dragoman, never in the input."""
