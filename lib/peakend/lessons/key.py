"""The key of a lab: right answers and reasons, in the trainer's hands until the reveal."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

FORMAT: Literal["key/1"] = "key/1"


class KeyAnswer(BaseModel):
    """What is right in one task, and why.

    Attributes
    ----------
    task : str
        The task's id.
    title : str
        What people call it.
    answers : tuple of (str, str)
        Each question in words, and its right answer in words; empty where the answer depends on the trainee's data.
    reasons : tuple of str
        What a check says where something is wrong, which is why the right answer is right.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: str
    title: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    reasons: tuple[str, ...] = ()


class Key(BaseModel):
    """Right answers and reasons of one lab, in one language and on one case.

    Attributes
    ----------
    lab, case : str
        Which lab, on which case.
    language : {"zh", "en"}
        The language of all texts in it.
    tasks : tuple of KeyAnswer
        In the lab's order.

    Examples
    --------
    >>> answer = KeyAnswer(task="task-3", reasons=("3 + 4",))
    >>> key = Key(lab="0-warm-up", case="hospital", language="en", tasks=(answer,))
    >>> Key.model_validate_json(key.model_dump_json()) == key
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["key/1"] = FORMAT
    lab: str
    case: str
    language: Literal["zh", "en"]
    tasks: tuple[KeyAnswer, ...] = ()
