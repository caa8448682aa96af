"""Review queues: where items come from, who decides what next, and one reviewer at work."""
