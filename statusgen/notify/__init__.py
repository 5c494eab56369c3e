"""What is new since the last publication, sent to wherever subscribers are."""

from statusgen.notify.deliver import Limits
from statusgen.notify.run import Errand, Report, notify
from statusgen.notify.targets import mistyped
from statusgen.notify.words import describe

__all__ = ["Errand", "Limits", "Report", "describe", "mistyped", "notify"]
