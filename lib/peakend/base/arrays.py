"""How arrays are called in annotations, by what they hold."""

from typing import Any

import numpy.typing as npt

Floats = npt.NDArray[Any]
Mask = npt.NDArray[Any]
