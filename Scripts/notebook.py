#!/usr/bin/env python3
"""Runs a notebook on a sweep and fails when one of its cells does.

usage: notebook.py NOTEBOOK SWEEP [--out FILE]
The notebook finds the sweep's folder in HITL_SWEEP. --out keeps the executed notebook; the original stays without
outputs. Needs the network once for the packages of notebooks/requirements.txt, which go into a virtual environment
outside of the tree (HITL_NOTEBOOK_ENV, default ~/.cache/hitl-notebook).
Exit code 1 when a cell fails, 64 for wrong usage, 69 when the packages cannot be fetched.
"""
import argparse
import hashlib
import os
import pathlib
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "notebooks" / "requirements.txt"
SECONDS_A_CELL = 120


def say(text):
    print(text, file=sys.stderr, flush=True)


def environment():
    """The Python of an environment that has the packages, made where it is not there yet."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    base = pathlib.Path(os.environ.get("HITL_NOTEBOOK_ENV") or cache / "hitl-notebook")
    wanted = REQUIREMENTS.read_bytes() + "{}.{}".format(*sys.version_info).encode()
    # One folder for each list of packages: nobody's environment changes under him.
    folder = base / hashlib.sha256(wanted).hexdigest()[:12]
    python = folder / "bin" / "python"
    stamp = folder / "complete"
    if stamp.exists() and python.exists():
        return python
    say(f"making a Python environment for notebooks in {folder} (60 MB, once)")
    venv.create(folder, with_pip=True, clear=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS]
    if subprocess.run(install, stdout=sys.stderr).returncode != 0:
        say("the packages of notebooks/requirements.txt could not be fetched: is there a network?")
        sys.exit(69)
    stamp.touch()
    return python


def execute(notebook, out):
    """Runs inside the environment."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    document = nbformat.read(notebook, as_version=4)
    client = NotebookClient(document, timeout=SECONDS_A_CELL, kernel_name="python3",
                            resources={"metadata": {"path": str(pathlib.Path(notebook).resolve().parent)}})
    try:
        client.execute()
    except CellExecutionError as error:
        say(f"{notebook}: a cell failed\n{error}")
        return 1
    if out:
        nbformat.write(document, out)
    cells = sum(cell.cell_type == "code" for cell in document.cells)
    print(f"{notebook}: {cells} cells ran")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook")
    parser.add_argument("sweep")
    parser.add_argument("--out")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return execute(options.notebook, options.out)
    for path, kind in ((options.notebook, pathlib.Path.is_file), (options.sweep, pathlib.Path.is_dir)):
        if not kind(pathlib.Path(path)):
            say(f"{path}: there is no such {'file' if kind is pathlib.Path.is_file else 'folder'}")
            return 64
    python = environment()
    command = [python, __file__, options.notebook, options.sweep, "--inside"]
    if options.out:
        command += ["--out", options.out]
    settings = dict(os.environ, HITL_SWEEP=str(pathlib.Path(options.sweep).resolve()), PYTHONWARNINGS="ignore",
                    JUPYTER_PLATFORM_DIRS="1", IPYTHONDIR=str(python.parent.parent / "ipython"))
    # The environment's own kernel, whatever others are installed for this user.
    settings["JUPYTER_PATH"] = str(python.parent.parent / "share" / "jupyter")
    settings["PATH"] = str(python.parent) + os.pathsep + settings.get("PATH", "")
    return subprocess.run(list(map(str, command)), env=settings).returncode


if __name__ == "__main__":
    sys.exit(main())
