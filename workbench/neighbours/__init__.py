"""Nearest neighbours: the pairs of rows that read most alike."""

from workbench.neighbours.text import Neighbours, encode, text_neighbours

__all__ = ["Neighbours", "encode", "text_neighbours"]
