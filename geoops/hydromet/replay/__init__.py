"""Events played into a space of their own, with a clock of their own."""
