"""How long hypothesis searches: briefly every day, `--hypothesis-profile=deep` for as long as one likes."""

from hypothesis import settings

settings.register_profile("everyday", max_examples=40, deadline=None)  # a busy machine is no failure
settings.register_profile("deep", max_examples=1000, deadline=None)
settings.load_profile("everyday")
