/* Names for the fields of Django's admin that have none: a field in a row is named by its column, a
   search box by the field it stands for. */

function nameOf(field) {
  const label = field.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  if (label) return label.textContent.trim().replace(/:$/, "");
  const cell = field.closest("td");
  const column = [...(cell?.classList ?? [])].find((name) => name.startsWith("field-"));
  const head = column
    ? cell.closest("table").querySelector(`th.column-${CSS.escape(column.slice("field-".length))}`)
    : cell?.closest("table").querySelector("thead th:last-child");
  return head?.textContent.trim() ?? "";
}

function nameAll() {
  const fields = ".inline-group td :is(input:not([type=hidden]), select, textarea)";
  for (const field of document.querySelectorAll(fields)) {
    if (!field.labels?.length && !field.ariaLabel) field.ariaLabel = nameOf(field);
  }
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const parts =
      ".select2-selection, .select2-selection__rendered[role], input.select2-search__field";
    for (const part of select.nextElementSibling?.querySelectorAll(parts) ?? []) {
      part.ariaLabel ??= select.ariaLabel || nameOf(select);
    }
  }
}

// The search boxes are made by a script of Django's, new rows by a click.
nameAll();
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
