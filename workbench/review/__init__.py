"""Review queues: who decides what next, and what a decision may be."""
