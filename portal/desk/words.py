"""Sentences of the desk."""

from flask_babel import lazy_gettext as _l

from portal.desk.models import Outcome, Wrong

OUTCOMES = {
    Outcome.APPROVE: _l("Approve as it is"),
    Outcome.REDACT: _l("Approve with words taken out"),
    Outcome.HOLD: _l("Hold: something has to be done first"),
    Outcome.DECLINE: _l("Decline: it will not be published"),
}
OUTCOMES_FOR_PERSON = {
    Outcome.APPROVE: _l("Your words were approved as they are."),
    Outcome.REDACT: _l("We took out some of your words before showing the others."),
    Outcome.HOLD: _l("Your words are not shown while we look into something."),
    Outcome.DECLINE: _l("Your words are not shown on our site."),
}
WRONG = {
    Wrong.OUT_OF_DATE: _l("It is wrong or out of date"),
    Wrong.ABOUT_ME: _l("It is about me or someone I know and should not be here"),
    Wrong.OFFENSIVE: _l("It is offensive"),
    Wrong.CANNOT_USE: _l("I cannot use the page"),
    Wrong.OTHER: _l("Something else"),
}
POLARITIES = {
    "positive": _l("held"),
    "negative": _l("did not hold"),
    "mixed": _l("partly held"),
}
SENTIMENTS = {
    2: _l("very positive"),
    1: _l("positive"),
    0: _l("neutral or mixed"),
    -1: _l("negative"),
    -2: _l("very negative"),
}
RISKS = {
    0: _l("No sign of risk"),
    1: _l("Look at it promptly"),
    2: _l("Urgent: someone may be at risk"),
}
ABSTENTIONS = {
    "no_text": _l("There are no words to read."),
    "no_model": _l("The reader was switched off or missing."),
    "language_not_supported": _l("The reader knows English only. A person reads this first."),
    "failed": _l("The reader failed on this text. A person reads it."),
}
DETAILS = {
    "email": _l("email address"),
    "nhs_number": _l("NHS number"),
    "phone": _l("phone number"),
    "postcode": _l("postcode"),
    "address": _l("address or bed"),
    "date": _l("date"),
    "name": _l("name"),
}
#: what the coach says of a point that an answer does not hold yet
COACH = {
    "name": _l("Your name is not in your account. People want to know who answers them."),
    "role": _l("Your role is not in your account. Say why it is you who answers."),
    "thanks": _l("There are no thanks for telling you."),
    "apology": _l(
        "Something was not good, and there is no sorry for what happened. "
        "“Sorry that you feel” is none. Write it in your own words."
    ),
    "point": _l("This seems not to be answered:"),
    "change": _l("It does not say what has changed or will change, or why it cannot."),
    "contact": _l("It names nobody to turn to: a number, an address, or this website."),
    "not_offline": _l(
        "It only asks the person to get in touch somewhere else. Answer here what you can answer."
    ),
    "plain_words": _l("These words belong to the trade. Use plain ones:"),
    "reading_age": _l("It is hard to read. Use shorter sentences and words. Reading age now:"),
    "own_words": _l("It is nearly the same as an earlier answer of yours. Answer this story."),
    "length": _l("It is very short. People read that as not having been read."),
}
