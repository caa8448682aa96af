"""Learn how a text is rewritten from a few examples of it."""

from workbench.rules.examples.learn import learn

__all__ = ["learn"]
