"""Several people's labels of the same items: how far they agree, and what they say together."""

from workbench.annotations.agreement import Agreement, agreement
from workbench.annotations.class_consensus import Consensus
from workbench.annotations.consensus import consensus
from workbench.annotations.disagreements import Disagreements, disagreements
from workbench.annotations.numbers import NumberConsensus
from workbench.annotations.rounds import Rounds, compare_rounds
from workbench.annotations.transcripts import TextConsensus

__all__ = [
    "Agreement",
    "Consensus",
    "Disagreements",
    "NumberConsensus",
    "Rounds",
    "TextConsensus",
    "agreement",
    "compare_rounds",
    "consensus",
    "disagreements",
]
