// Everything works without this file; it only makes things easier.
import {
  initButtons,
  initCharacterCounts,
  initCheckboxes,
  initErrorSummary,
  initRadios,
  initSkipLinks,
} from "./nhsuk-frontend.min.js";

// nhsuk-frontend refuses to start without these; its inline script would need a nonce of its own
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");

for (const start of [
  initButtons,
  initCharacterCounts,
  initCheckboxes,
  initErrorSummary,
  initRadios,
  initSkipLinks,
]) {
  try { start(); } catch (error) { console.error(error); }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-toggle]")) {
  const target = document.getElementById(button.dataset.toggle);
  button.hidden = false;
  button.addEventListener("click", () => {
    target.hidden = !target.hidden;
    button.setAttribute("aria-expanded", String(!target.hidden));
    button.textContent = target.hidden ? button.dataset.show : button.dataset.hide;
  });
}

const exit = document.querySelector("[data-exit]");
if (exit) {
  let presses = [];
  const leave = (event) => {
    event?.preventDefault();
    document.body.hidden = true;
    window.location.replace(exit.href);
  };
  exit.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { presses = []; return; }
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length >= 3) leave();
  });
}
