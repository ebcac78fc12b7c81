"""Who did what to which record; never what people wrote."""
