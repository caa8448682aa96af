"""Editing a recipe by hand: its steps, what each would change, and every change as a decision."""

from __future__ import annotations

from workbench.recipe_editor.editor import RecipeEditor

__all__ = ["RecipeEditor"]
