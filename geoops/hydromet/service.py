"""What other domains may ask of hydromet: the rain of communes and the warnings in force."""

from geoops.hydromet.feeds.service import feed_states
from geoops.hydromet.rain.service import CommuneRain, by_commune
from geoops.hydromet.warnings.service import page as warnings_page

__all__ = ["CommuneRain", "by_commune", "feed_states", "warnings_page"]
