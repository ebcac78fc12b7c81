"""News for the floors above, sent inside the transaction of what it tells of."""

from blinker import Namespace

_namespace = Namespace()

#: sender: the app; feedback: the new row; details: what the form knew besides
feedback_received = _namespace.signal("feedback-received")
#: sender: the app; feedback_id: whose address was confirmed just now
address_confirmed = _namespace.signal("address-confirmed")
#: sender: the app; feedback: the row about to be emptied, taken back or disposed of
feedback_withdrawn = _namespace.signal("feedback-withdrawn")
#: sender: the app; feedback_id; closed_on: the day from which its file is kept, None: open again
record_closed = _namespace.signal("record-closed")
