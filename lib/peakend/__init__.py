"""Peakend (峰终): measure, draw and redesign service experience.

``import peakend as pe`` loads nothing heavy: every name is fetched when it is first used. The public names are
listed, with their types, in ``__init__.pyi`` beside this file.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

__version__ = "0.1.0"
