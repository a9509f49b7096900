"""How far somebody is in a lab: what a lab tells the room, and nothing more."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

State = Literal["begun", "passed", "handed_in"]


class Progress(BaseModel):
    """One task of one lab, and how far it is.

    Attributes
    ----------
    lab, task : str
        The ids of the lab and of its task; a lab as a whole has no task.
    state : {"begun", "passed", "handed_in"}
        Something is filled in; the check that trainees see is passed; the lab is handed in.

    Examples
    --------
    >>> Progress(lab="3-three-surveys", task="task-2", state="passed").model_dump_json()
    '{"lab":"3-three-surveys","task":"task-2","state":"passed"}'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lab: str = Field(min_length=1, max_length=64)
    task: str = Field(default="", max_length=64)
    state: State
