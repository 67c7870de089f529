// The table of attendance: typing narrows it, Enter presses the button of the only row left.

const box = document.querySelector("[data-filter]");
const rows = [...document.querySelectorAll(`#${box?.dataset.filter} tr[data-name]`)];

/** Without case, tones and marks, as the server folds names. */
function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replace(/\s+/g, " ").trim();
}

function narrow() {
  const words = fold(box.value);
  for (const row of rows) row.hidden = !row.dataset.name.includes(words);
}

box?.addEventListener("input", narrow);
box?.closest("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const left = rows.filter((row) => !row.hidden);
  if (box.value.trim() && left.length === 1) left[0].querySelector("button:not(:disabled)")?.click();
});
box?.focus();
