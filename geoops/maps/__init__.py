"""Layers as files: stand-alone folium pages made from the same declarations as the live map."""
