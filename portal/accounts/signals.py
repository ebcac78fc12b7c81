"""News about accounts for the floors above, sent inside the transaction of what it tells of."""

from blinker import signal

#: sender: the app; user_id: whose account was closed just now
account_deactivated = signal("account_deactivated")
