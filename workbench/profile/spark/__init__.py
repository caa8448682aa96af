"""The profile of a table that lies on Apache Spark: only aggregates leave the cluster."""

from workbench.profile.spark.profile import SparkProfile, profile_spark

__all__ = ["SparkProfile", "profile_spark"]
