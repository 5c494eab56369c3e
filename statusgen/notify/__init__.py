"""Send what is new since the last publication to subscribers.

`run.notify` compares two feeds (`feeds`, `new_entries`), finds receivers (`receivers`, `channels/`), sends
each new entry once to each of them (`deliver`), and remembers who has what (`delivery_log`).
"""

from statusgen.notify.deliver import Limits
from statusgen.notify.receivers import mistyped_variable
from statusgen.notify.report_text import format_report
from statusgen.notify.run import NotifyOptions, Report, notify

__all__ = ["Limits", "NotifyOptions", "Report", "format_report", "mistyped_variable", "notify"]
