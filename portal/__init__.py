"""The feedback and involvement portal of North East and North Cumbria.

Kept empty on purpose: the reading engine can then be imported without Flask.
`portal.factory.create_app` builds the site.
"""

__version__ = "0.1.0"
