export { type RecipeOptions, mountRecipe } from "./recipe.js";
