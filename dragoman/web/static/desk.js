// Comfort only: without this file every page does the same.
"use strict";

// Review by keyboard: c confirm, u unsure, r and a digit reject, e edit, j leave out, k back.
function keys(event) {
  const field = event.target.closest("input:not([type=radio]), textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (field) {
    if (event.key === "Escape") field.blur();
    return;
  }
  const box = document.querySelector("[data-review]");
  if (!box) return;
  const reason = box.querySelector(`[data-reason="${CSS.escape(event.key)}"]`);
  if (reason && reason.closest("fieldset").contains(document.activeElement)) {
    event.preventDefault();
    reason.checked = true;
    box.querySelector("[data-reject]").click();
    return;
  }
  const target = box.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) {
    target.focus();
  } else if (target.matches("summary")) {
    target.parentElement.open = true;
    target.parentElement.querySelector("select, input").focus();
  } else {
    target.click();
  }
}

// The slider of dates: as it moves the field follows; let go and the page is shown.
function slider(range) {
  const field = document.getElementById(range.dataset.sets);
  const first = Date.parse(range.dataset.first);
  range.hidden = false;
  range.addEventListener("input", () => {
    field.value = new Date(first + Number(range.value) * 86400000).toISOString().slice(0, 10);
  });
  range.addEventListener("change", () => field.form.requestSubmit());
}

document.addEventListener("keydown", keys);
document.querySelectorAll("input[type=range][data-sets]").forEach(slider);
