"""Quality control: named checks that raise flags and change nothing."""
