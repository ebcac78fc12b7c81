"""What each role may do. The one table; views name a permission, never a role."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may be allowed to do."""

    READ_DESK = "read_desk"
    MODERATE = "moderate"
    CHECK_SECOND = "check_second"
    RESPOND = "respond"
    PUBLISH_CHANGE = "publish_change"
    HANDLE_COMPLAINTS = "handle_complaints"
    SEE_DASHBOARD = "see_dashboard"
    ASSIST = "assist"
    ADMINISTER = "administer"
    ANSWER_IN_LAW = "answer_in_law"
    LEAD_SAFETY = "lead_safety"
    MANAGE_INVOLVEMENT = "manage_involvement"
    SUPERVISE_VOLUNTEERS = "supervise_volunteers"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_RECORDS = "manage_records"
    EXPORT = "export"


ROLES: dict[str, frozenset[Permission]] = {
    "moderator": frozenset(
        {
            Permission.READ_DESK,
            Permission.MODERATE,
            Permission.SEE_DASHBOARD,
            Permission.EXPORT,
        }
    ),
    "approver": frozenset({Permission.READ_DESK, Permission.CHECK_SECOND}),
    "responder": frozenset(
        {
            Permission.READ_DESK,
            Permission.RESPOND,
            Permission.PUBLISH_CHANGE,
            Permission.SEE_DASHBOARD,
        }
    ),
    "complaints_manager": frozenset(
        {Permission.READ_DESK, Permission.HANDLE_COMPLAINTS, Permission.EXPORT}
    ),
    "responsible_person": frozenset(
        {
            Permission.READ_DESK,
            Permission.HANDLE_COMPLAINTS,
            Permission.ANSWER_IN_LAW,
            Permission.SEE_DASHBOARD,
        }
    ),
    "safety_lead": frozenset(
        {Permission.READ_DESK, Permission.LEAD_SAFETY, Permission.SEE_DASHBOARD}
    ),
    "involvement_officer": frozenset({Permission.MANAGE_INVOLVEMENT, Permission.SEE_DASHBOARD}),
    "insight": frozenset({Permission.SEE_DASHBOARD, Permission.EXPORT}),
    "volunteer": frozenset({Permission.ASSIST}),
    "supervisor": frozenset({Permission.ASSIST, Permission.SUPERVISE_VOLUNTEERS}),
    "organisation_administrator": frozenset({Permission.READ_DESK, Permission.MANAGE_PEOPLE}),
    "system_administrator": frozenset(
        {
            Permission.ADMINISTER,
            Permission.MANAGE_PEOPLE,
            Permission.MANAGE_RECORDS,
            Permission.READ_DESK,
            Permission.EXPORT,
        }
    ),
}


#: roles of people who work for a partner and not for the service; they go with no other role
PARTNER_ROLES = frozenset({"volunteer", "supervisor"})


def permissions_of(role_names: frozenset[str]) -> frozenset[Permission]:
    """All permissions of somebody with these roles; unknown roles give none."""
    return frozenset().union(*(ROLES.get(name, frozenset()) for name in role_names))
