"""Running the portal without its makers: places, partners, settings, words, questions."""
