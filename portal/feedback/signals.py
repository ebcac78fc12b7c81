"""News for the floors above, sent inside the transaction of what it tells of."""

from blinker import Namespace

_namespace = Namespace()

#: sender: the app; feedback: the new row; details: what the form knew besides
feedback_received = _namespace.signal("feedback-received")
#: sender: the app; feedback_id: whose address was confirmed just now
address_confirmed = _namespace.signal("address-confirmed")
#: sender: the app; feedback: the row about to be emptied
feedback_withdrawn = _namespace.signal("feedback-withdrawn")
