// Lists by keyboard: arrows move between rows, Enter opens (it is a link), Space selects.

const rowLinks = () => [...document.querySelectorAll("#rows .row-open")];

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("#rows .row-open");
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (step !== undefined) {
    const links = rowLinks();
    // From the page itself, the first arrow enters the list.
    if (!link && (event.target !== document.body || Math.abs(step) !== 1 || !links.length)) return;
    const at = link ? links.indexOf(link) + step : 0;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, at))].focus();
  } else if (event.key === " " && link) {
    const box = link.closest("tr").querySelector("input[name=chon]");
    if (!box) return;
    event.preventDefault();
    box.click();
  }
});

/** A press anywhere on a row opens it, unless text is selected or something else was meant. */
document.addEventListener("click", (event) => {
  const row = event.target.closest("#rows tbody tr");
  if (!row || event.target.closest("a, button, input, label, summary, details")) return;
  if (getSelection()?.toString()) return;
  const link = row.querySelector(".row-open");
  if (!link) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
  else link.click();
});

function showSelection() {
  const boxes = [...document.querySelectorAll("#rows input[name=chon]")];
  const chosen = boxes.filter((box) => box.checked).length;
  for (const row of document.querySelectorAll("#rows tbody tr")) {
    row.toggleAttribute("data-selected", row.querySelector("input[name=chon]")?.checked ?? false);
  }
  const all = document.querySelector("#rows [data-check-all]");
  if (all) {
    all.hidden = false;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const words = document.querySelector("#rows [data-bulk-count]");
  if (words) {
    words.dataset.plain ??= words.textContent;
    words.textContent = chosen ? words.dataset.bulkCount.replace("{n}", chosen) : words.dataset.plain;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("#rows [data-check-all]")) {
    for (const box of document.querySelectorAll("#rows input[name=chon]")) box.checked = event.target.checked;
  }
  if (event.target.closest("#rows")) showSelection();
});

/** Forms and links outside the rows use the filters of the address as it is now. */
function followAddress(event) {
  const element = event.target.closest("[data-follow-address]");
  if (!element) return;
  const query = new URLSearchParams(location.search);
  for (const name of ["sau", "truoc", "xuat"]) query.delete(name);
  const [name, value] = (element.dataset.followAddress || "").split("=");
  if (name) query.set(name, value);
  if (element instanceof HTMLFormElement) element.action = `?${query}`;
  else element.search = `?${query}`;
}
document.addEventListener("submit", followAddress, true);
document.addEventListener("click", followAddress, true);

document.addEventListener("htmx:afterSettle", showSelection);
showSelection();
