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


ROLES: dict[str, frozenset[Permission]] = {
    "moderator": frozenset({Permission.READ_DESK, Permission.MODERATE, Permission.SEE_DASHBOARD}),
    "approver": frozenset({Permission.READ_DESK, Permission.CHECK_SECOND}),
    "responder": frozenset(
        {
            Permission.READ_DESK,
            Permission.RESPOND,
            Permission.PUBLISH_CHANGE,
            Permission.SEE_DASHBOARD,
        }
    ),
    "complaints": frozenset({Permission.READ_DESK, Permission.HANDLE_COMPLAINTS}),
    "insight": frozenset({Permission.SEE_DASHBOARD}),
    "volunteer": frozenset({Permission.ASSIST}),
    "administrator": frozenset({Permission.ADMINISTER, Permission.READ_DESK}),
}


def permissions_of(role_names: frozenset[str]) -> frozenset[Permission]:
    """All permissions of somebody with these roles; unknown roles give none."""
    return frozenset().union(*(ROLES.get(name, frozenset()) for name in role_names))
