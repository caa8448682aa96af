"""Columns that hold the paths of images or sound files."""

from workbench.profile.media.audio import AudioSummary, describe_audio
from workbench.profile.media.images import ImageSummary, describe_images

__all__ = ["AudioSummary", "ImageSummary", "describe_audio", "describe_images"]
