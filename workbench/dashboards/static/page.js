// Voila calls these while it renders the page; the outputs appear once widgets can be drawn.
"use strict";
window.voila_heartbeat = () => {};
window.voila_process = () => {};
window.voila_finish = () => {
  document.getElementById("waiting")?.remove();
  const cells = document.getElementById("rendered_cells");
  if (cells) cells.hidden = false;
};
window.cellLoaded = true;
