import gc

# Until all tests are collected, everything that is imported stays: looking for garbage in it took a fifth of the time.
# `tests/conftest.py` looks again from there on.
gc.disable()
