"""The sentences for the words in states.py, translatable."""

from flask_babel import lazy_gettext as _l

from portal.feedback.states import Answer, ContentNote, Kind, Overall, State, When, Who

KINDS = {
    Kind.EXPERIENCE: _l("Share an experience"),
    Kind.COMPLIMENT: _l("Say thank you"),
    Kind.CONCERN: _l("Raise a concern to get it sorted out"),
    Kind.COMPLAINT: _l("Make a complaint"),
}
KIND_NAMES = {
    Kind.EXPERIENCE: _l("Experience"),
    Kind.COMPLIMENT: _l("Thank you"),
    Kind.CONCERN: _l("Concern"),
    Kind.COMPLAINT: _l("Complaint"),
}
WHO = {
    Who.SELF: _l("It happened to me"),
    Who.CARER: _l("I care for the person without pay"),
    Who.FAMILY: _l("I am a relative or friend"),
    Who.SOMEONE_ELSE: _l("Someone else"),
}
WHEN = {
    When.PAST_WEEK: _l("In the last 7 days"),
    When.PAST_MONTH: _l("In the last month"),
    When.PAST_YEAR: _l("In the last 12 months"),
    When.OVER_YEAR: _l("More than 12 months ago"),
    When.NOT_SURE: _l("I’m not sure"),
}
OVERALL = {
    Overall.VERY_GOOD: _l("Very good"),
    Overall.GOOD: _l("Good"),
    Overall.NEITHER: _l("Neither good nor poor"),
    Overall.POOR: _l("Poor"),
    Overall.VERY_POOR: _l("Very poor"),
    Overall.DONT_KNOW: _l("Don’t know"),
}
ANSWERS = {
    Answer.YES: _l("Yes, definitely"),
    Answer.PARTLY: _l("Yes, to some extent"),
    Answer.NO: _l("No"),
    Answer.NOT_APPLICABLE: _l("This does not apply to me"),
}
#: after "It is about:", one or more of them
CONTENT_NOTES = {
    ContentNote.DEATH_OF_BABY: _l("the death of a baby"),
    ContentNote.DEATH: _l("a death"),
    ContentNote.SUICIDE: _l("suicide or self-harm"),
    ContentNote.ABUSE: _l("abuse"),
    ContentNote.SEXUAL_VIOLENCE: _l("sexual violence"),
    ContentNote.NEGLECT: _l("neglect"),
    ContentNote.DISCRIMINATION: _l("racism or other hate"),
    ContentNote.GRAPHIC: _l("graphic detail of illness or injury"),
}
#: what the person is told about where their feedback has got to
STATES_FOR_PERSON = {
    State.RECEIVED: _l("We have it. A member of staff will read it."),
    State.SECOND_CHECK: _l("Staff have read it. A second person is checking it."),
    State.APPROVED: _l("Staff have read it."),
    State.PUBLISHED: _l("It is published on this site."),
    State.HELD: _l("Staff are looking into it before anything else happens."),
    State.DECLINED: _l("Staff have read it. It will not be published."),
    State.WITHDRAWN: _l("You withdrew it."),
}
STATES_FOR_STAFF = {
    State.RECEIVED: _l("To read"),
    State.SECOND_CHECK: _l("Second check"),
    State.APPROVED: _l("Approved"),
    State.PUBLISHED: _l("Published"),
    State.HELD: _l("On hold"),
    State.DECLINED: _l("Declined"),
    State.WITHDRAWN: _l("Withdrawn"),
}
#: as the reader was taught them: in English, whatever the page's language
QUESTIONS = {
    "good": "What was good?",
    "better": "What could we do better?",
    "happened": "What happened?",
    "wanted": "What would you like to happen?",
    "comment": None,
}
