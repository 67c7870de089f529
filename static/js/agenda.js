/* Reorders the agenda by drag. Without this module the arrows beside each item do the same. */

const list = document.querySelector("[data-order-form]");
const form = list && document.getElementById(list.dataset.orderForm);

const items = () => [...list.querySelectorAll("[data-id]")];

function itemUnder(y) {
  return items().find((item) => {
    const box = item.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

// A hidden field forgets its first value as soon as it gets another.
const saved = form?.elements.order.value;

function showUnsaved() {
  const order = items().map((item) => item.dataset.id).join(",");
  form.hidden = order === saved;
  form.elements.order.value = order;
}

// The document listens, not the handle: an item that changes its place loses the pointer.
function startDrag(handle, event) {
  const item = handle.closest("[data-id]");
  event.preventDefault();

  const follow = (move) => {
    const next = itemUnder(move.clientY);
    if (next === item) return;
    if (next) next.before(item);
    else items().at(-1).after(item);
  };
  const dragging = new AbortController();
  const { signal } = dragging;
  const drop = () => {
    dragging.abort();
    delete item.dataset.dragging;
    showUnsaved();
  };
  item.dataset.dragging = "";
  document.addEventListener("pointermove", follow, { signal });
  document.addEventListener("pointerup", drop, { signal });
  document.addEventListener("pointercancel", drop, { signal });
}

if (list && form) {
  for (const handle of list.querySelectorAll("[data-handle]")) {
    handle.addEventListener("pointerdown", (event) => startDrag(handle, event));
  }
}
