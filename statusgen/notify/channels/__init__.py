"""All kinds of receivers, one file each.

To add one: write a file with a `Channel`, add it to `CHANNELS`, describe its variable in docs/notify.md, and
pass it on in the workflows. `post_message` sends to a web address. tests/notify/test_channels.py reports each
place that is missing.
"""

from statusgen.notify.channels.apprise import APPRISE
from statusgen.notify.channels.statuspage_webhook import STATUSPAGE_WEBHOOK
from statusgen.notify.channels.websub import WEBSUB

CHANNELS = (APPRISE, STATUSPAGE_WEBHOOK, WEBSUB)
