"""LibreOffice makes the PDFs that people really send."""

import shutil
import subprocess
import tempfile
from pathlib import Path


def to_pdf(source: Path, folder: Path) -> Path:
    """A text or OpenDocument file as PDF; some seconds, with a profile of its own so that runs do not meet."""
    office = shutil.which("soffice")
    if office is None:
        raise RuntimeError("LibreOffice is missing; `make test` installs it")
    with tempfile.TemporaryDirectory(prefix="viveiro-office-") as profile:
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(source)]
        subprocess.run(
            command, check=True, capture_output=True, timeout=120, env={"HOME": profile, "PATH": "/usr/bin:/bin"}
        )
    return folder / f"{source.stem}.pdf"
