"""nbgrader's course folder and configuration, as Peakend uses them."""

import errno
import re
from pathlib import Path
from typing import TYPE_CHECKING

from traitlets.config import Config

from peakend.base.errors import PeakendError
from peakend.base.files import sentence_for, write_text
from peakend.base.language import translate as _

if TYPE_CHECKING:
    from nbgrader.apps import NbGraderAPI

STUB = {"zh": "在此作答", "en": "Your answer here"}
CELL_SECONDS = 60
COURSE_ID = "peakend"
# Kernels speak over an encrypted wire where they can, instead of warning that they do not.
KERNELS = Config({"KernelManager": {"transport_encryption": "auto"}})
_KIND = re.compile(r"^\([\w.]+\) ")  # of the driver's error, which SQLAlchemy puts before its words
_FILE = re.compile(r"sqlite:///([^?]+)")


def nbgrader_config(root: Path, language: str) -> Config:
    """Return nbgrader's configuration for a course folder.

    Parameters
    ----------
    root : Path
        The course folder: ``source``, ``release``, ``submitted``, ``autograded``, ``feedback`` and the gradebook.
    language : {"zh", "en"}
        Language of the text that takes a solution's place.

    Returns
    -------
    traitlets.config.Config
    """
    root = root.resolve()  # nbgrader changes its working directory
    config = Config(KERNELS)
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = COURSE_ID
    config.CourseDirectory.db_url = f"sqlite:///{(root / 'gradebook.db').as_posix()}"
    config.ClearSolutions.code_stub = {"python": f"# {STUB[language]}"}
    config.ClearSolutions.text_stub = STUB[language]
    config.ExecutePreprocessor.timeout = CELL_SECONDS
    # Without a widget's state a page falls back to the answers as a table; with it, it would fetch scripts.
    config.NotebookClient.store_widget_state = False
    return config


_CONFIG = f"""from peakend_grading.results.hide_tests import STEPS

c = get_config()
c.CourseDirectory.course_id = "{COURSE_ID}"
c.GenerateFeedback.preprocessors = STEPS
c.HTMLExporter.preprocessors = ["peakend_grading.results.formgrader.AnswersFirst"]
"""


def prepare_course(root: Path) -> None:
    """Write nbgrader's configuration into a course folder, for formgrader and nbgrader's own commands there."""
    write_text(root / "nbgrader_config.py", _CONFIG)


def open_course(root: Path, language: str, database: str = "") -> "NbGraderAPI":
    """Return nbgrader's own interface to a course folder, with the gradebook in it or elsewhere."""
    from nbgrader.apps import NbGraderAPI

    prepare_course(root)
    config = nbgrader_config(root, language)
    if database:
        config.CourseDirectory.db_url = database
    return NbGraderAPI(config=config)


def prepare_database(url: str) -> None:
    """Tell a new database its version, for which nbgrader would start a program of its own."""
    from sqlalchemy import NullPool, create_engine, inspect, text  # here, since only some commands need a database

    try:
        engine = create_engine(url, poolclass=NullPool)  # it holds no connection after this
        with engine.begin() as connection:
            if not inspect(connection).get_table_names():
                connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
                connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": _newest_version()})
    except Exception as error:
        raise PeakendError(no_database(url, error)) from None


def _newest_version() -> str:
    """Return the version of nbgrader's tables: of its steps from version to version the one that no other follows."""
    from nbgrader import dbutil

    steps = [file.read_text(encoding="utf-8") for file in Path(dbutil.ALEMBIC_DIR, "versions").glob("*.py")]
    versions = {found[1] for step in steps if (found := re.search(r"^revision = ['\"](\w+)", step, re.MULTILINE))}
    earlier = {found[1] for step in steps if (found := re.search(r"^down_revision = ['\"](\w+)", step, re.MULTILINE))}
    (newest,) = versions - earlier
    return newest


def refusal(error: Exception) -> str:
    """Return in a database's own words what it refused."""
    return _KIND.sub("", (str(error).strip() or type(error).__name__).splitlines()[0])


def no_database(url: str, error: Exception) -> str:
    """Return the sentence that says why a gradebook cannot be opened, without its password."""
    reason = refusal(error)
    file = _FILE.match(url)
    if file and reason.endswith("disk is full"):  # in SQLite's words, which know no number
        return sentence_for(OSError(errno.ENOSPC, reason), Path(file[1]))
    return _("The gradebook {url} cannot be opened: {reason}", url=url.rpartition("@")[2], reason=reason)
