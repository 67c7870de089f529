// Uploads the chosen or dropped files one by one, with progress. Without this script the form sends them all at once.
const one = (form, file, row) => new Promise((resolve) => {
  const bar = row.appendChild(document.createElement("progress"));
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.append("files", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  const end = (refusals) => {
    bar.remove();
    row.dataset.result = refusals.length ? "refused" : "taken";
    row.textContent = refusals.length ? refusals.join(" ") : `${file.name}: ${form.dataset.taken}`;
    resolve(refusals.length === 0);
  };
  request.addEventListener("load", () => {
    try {
      end(JSON.parse(request.responseText).refusals);
    } catch {
      end([`${file.name}: ${form.dataset.lost}`]);
    }
  });
  request.addEventListener("error", () => end([`${file.name}: ${form.dataset.lost}`]));
  request.send(data);
});

const send = async (form, files) => {
  const list = form.querySelector("[data-upload-list]");
  list.hidden = false;
  let refused = false;
  let taken = false;
  for (const file of files) {
    const row = list.appendChild(document.createElement("li"));
    row.textContent = file.name;
    if (file.size > Number(form.dataset.limit)) {
      row.dataset.result = "refused";
      row.textContent = `${file.name} ${form.dataset.tooLarge}`;
      refused = true;
      continue;
    }
    if (await one(form, file, row)) taken = true;
    else refused = true;
  }
  // What was refused stays to be read; the list of files comes anew with the next load.
  if (!refused) window.location.reload();
  else if (taken) list.appendChild(document.createElement("li")).append(again());
};

const again = () => {
  const link = document.createElement("a");
  link.href = window.location.href;
  link.textContent = "↻";
  return link;
};

for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    if (files.length) send(form, files);
  });
  form.querySelector("button[type=submit]").hidden = true;
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.dataset.over = "";
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) delete form.dataset.over;
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    if (event.dataTransfer.files.length) send(form, [...event.dataTransfer.files]);
  });
}
