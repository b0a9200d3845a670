"""Evacuation: who leaves from where, who has arrived at which shelter, and who is still on the road."""
