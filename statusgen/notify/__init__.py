"""What is new since the last publication, sent to wherever subscribers are."""

from statusgen.notify.deliver import Limits
from statusgen.notify.receivers import mistyped
from statusgen.notify.report_text import describe
from statusgen.notify.run import Errand, Report, notify

__all__ = ["Errand", "Limits", "Report", "describe", "mistyped", "notify"]
