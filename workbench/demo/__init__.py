"""The made demo data: customers with known faults, and their truth."""

from workbench.demo.customers import Demo, make_demo

__all__ = ["Demo", "make_demo"]
