"""Several processes: what becomes of the workers when the reading process is killed."""

import json
import subprocess
import sys


def test_workers_end_with_the_process_that_asked(tmp_path):
    """Killed, it cannot tell them; were they to live on, whoever reads from its pipes would wait for ever."""
    table = tmp_path / "reports.jsonl"
    rows = (
        {"id": f"r{n}", "text": f"Oslo has lifted {n + 2} sanctions on Lima, the minister said."} for n in range(64)
    )
    table.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    command = [sys.executable, "-m", "dragoman", "extract", str(table), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603 - our own
        assert process.stdout.readline()
        process.kill()
        process.communicate(timeout=120)
    assert process.returncode
