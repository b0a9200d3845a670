"""Hydromet: stations, observations, rain per commune, the warnings of the met service, feeds, replays and drills."""
