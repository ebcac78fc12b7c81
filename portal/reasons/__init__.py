"""Why a moderator decided as they did: reasons of the portal and of the organisation."""
