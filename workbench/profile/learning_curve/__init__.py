"""Whether there is enough data: how a quick model gets on with more rows."""
