"""Finds what may tell who somebody is, so that a person can take it out. Pure: text in, places out.

Rules and kept libraries only: nothing is downloaded, nothing leaves the machine. It offers; a
person decides, and looks for what no rule knows.
"""

from portal.personal_details.finder import GAP, Detail, find_details, without

__all__ = ["GAP", "Detail", "find_details", "without"]
