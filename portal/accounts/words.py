"""Roles, refusals and browsers in words."""

from flask_babel import lazy_gettext as _l

ROLE_NAMES = {
    "moderator": _l("Moderator"),
    "approver": _l("Second person"),
    "responder": _l("Responder"),
    "complaints_manager": _l("Complaints manager"),
    "responsible_person": _l("Responsible person"),
    "safety_lead": _l("Safety lead"),
    "involvement_officer": _l("Involvement officer"),
    "insight": _l("Insight"),
    "volunteer": _l("Partner volunteer"),
    "supervisor": _l("Partner supervisor"),
    "organisation_administrator": _l("Organisation administrator"),
    "system_administrator": _l("System administrator"),
}
ROLE_DESCRIPTIONS = {
    "moderator": _l("Reads what people send and decides what everybody may see."),
    "approver": _l("Checks what a colleague decided before it becomes public."),
    "responder": _l("Answers people and writes what was changed because of them."),
    "complaints_manager": _l("Looks after complaints from the first day to the last."),
    "responsible_person": _l("Answers in law for how the organisation deals with complaints."),
    "safety_lead": _l("Looks at what may have harmed somebody and passes it on."),
    "involvement_officer": _l("Looks after the ways in which people can take part."),
    "insight": _l("Sees figures and charts, and takes them out as files."),
    "volunteer": _l("Types for people who tell them about their care."),
    "supervisor": _l("Looks after the volunteers of one partner."),
    "organisation_administrator": _l("Looks after the accounts of one organisation."),
    "system_administrator": _l("Looks after all accounts, the settings and the lists."),
}
#: code of a refusal -> the sentence that the person sees
REFUSALS = {
    "last_deactivate": _l(
        "This is the last system administrator. Name another one before you switch this one off."
    ),
    "last_demote": _l(
        "This is the last system administrator. Name another one before you take the role away."
    ),
    "last_scope": _l(
        "This is the last system administrator. "
        "Name another one before you limit this one to some places."
    ),
    "system_role": _l("Only a system administrator can give or take this role."),
    "beyond_scope": _l("You can give access only to the places that you look after yourself."),
    "own_access": _l("You cannot change your own access. Ask another administrator."),
    "own_deactivate": _l("You cannot switch off your own account. Ask another administrator."),
    "own_second_factor": _l("You cannot reset your own second factor. Ask another administrator."),
    "own_review": _l("Somebody else has to say whether you still need your access."),
    "inactive": _l("This account is switched off. Switch it on first."),
    "address_taken": _l("There is an account with this email address already."),
    "already_signed_in": _l("This person has signed in before. Send a new password mail instead."),
}
IDENTITY_CHECKS = {
    "in_person": _l("I met the person and know them"),
    "video": _l("I saw the person on a video call and know them"),
    "line_manager": _l("Their line manager told me, and I called the manager back"),
}
