"""What is new since the last publication, told to wherever subscribers are."""

from statusgen.notify.run import Errand, Report, notify
from statusgen.notify.words import describe

__all__ = ["Errand", "Report", "describe", "notify"]
