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

function showUnsaved() {
  const order = items().map((item) => item.dataset.id).join(",");
  const field = form.elements.order;
  form.hidden = order === field.defaultValue;
  field.value = order;
}

function startDrag(handle, event) {
  const item = handle.closest("[data-id]");
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  item.dataset.dragging = "";

  const follow = (move) => {
    const next = itemUnder(move.clientY);
    if (next === item) return;
    if (next) next.before(item);
    else list.append(item);
  };
  const drop = () => {
    handle.removeEventListener("pointermove", follow);
    delete item.dataset.dragging;
    showUnsaved();
  };
  handle.addEventListener("pointermove", follow);
  handle.addEventListener("lostpointercapture", drop, { once: true });
}

if (list && form) {
  for (const handle of list.querySelectorAll("[data-handle]")) {
    handle.addEventListener("pointerdown", (event) => startDrag(handle, event));
  }
}
