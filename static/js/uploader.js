// Files by drag and drop, one request each, with progress. Without scripts the plain file input of
// the form sends the same files to the same address.
//
// The server answers each file with JSON: {"name", "url", "key"} when it was taken in, or a status
// from 400 on with {"error": "a sentence"}.

const AT_ONCE = 2;

class Uploader {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.input = box.querySelector("input[type=file]");
    this.list = box.querySelector("[data-upload-list]");
    this.row = box.querySelector("template");
    this.words = box.dataset;
    this.waiting = [];
    this.running = 0;
    this.failed = 0;
    box.classList.add("is-live");
    this.input.addEventListener("change", () => {
      this.add(this.input.files);
      this.input.value = "";
    });
    for (const type of ["dragenter", "dragover"]) {
      box.addEventListener(type, (event) => {
        event.preventDefault();
        box.toggleAttribute("data-over", true);
      });
    }
    box.addEventListener("dragleave", (event) => {
      if (!box.contains(event.relatedTarget)) box.removeAttribute("data-over");
    });
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      box.removeAttribute("data-over");
      this.add(event.dataTransfer.files);
    });
    addEventListener("beforeunload", (event) => {
      if (this.running || this.waiting.length) event.preventDefault();
    });
    // The files are on their way already: the button of the form is for browsers without scripts.
    for (const button of this.form.querySelectorAll("[data-without-scripts]")) button.hidden = true;
  }

  add(files) {
    for (const file of files) {
      const row = this.row.content.firstElementChild.cloneNode(true);
      row.querySelector("[data-name]").textContent = file.name;
      this.list.append(row);
      const job = { file, row };
      row.querySelector("[data-cancel]").addEventListener("click", () => this.cancel(job));
      row.querySelector("[data-retry]").addEventListener("click", () => this.queue(job));
      const limit = Number(this.words.maxBytes);
      if (limit && file.size > limit) this.fail(job, this.words.tooLarge, false);
      else if (!file.size) this.fail(job, this.words.empty, false);
      else this.queue(job);
    }
  }

  queue(job) {
    this.show(job, "queued", this.words.queued, 0);
    this.waiting.push(job);
    this.next();
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) this.send(this.waiting.shift());
    if (!this.running && !this.waiting.length) this.finish();
  }

  send(job) {
    this.running += 1;
    const data = new FormData(this.form);
    data.delete(this.input.name);
    data.append(this.words.field, job.file, job.file.name);
    const request = new XMLHttpRequest();
    job.request = request;
    request.open("POST", this.words.endpoint);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.responseType = "text";
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const share = Math.floor((event.loaded * 100) / event.total);
      // All is sent, but the server still looks into the file.
      if (share < 100) this.show(job, "running", `${share} %`, share);
      else this.show(job, "running", this.words.checking, 100);
    });
    request.addEventListener("load", () => this.answer(job));
    request.addEventListener("error", () => this.fail(job, this.words.lost, true));
    request.addEventListener("abort", () => this.drop(job));
    request.addEventListener("loadend", () => {
      this.running -= 1;
      this.next();
    });
    this.show(job, "running", "0 %", 0);
    request.send(data);
  }

  answer(job) {
    const { status, responseText } = job.request;
    let answer = {};
    try {
      answer = JSON.parse(responseText);
    } catch {
      // A page instead of JSON: signed out, or the server failed.
    }
    if (status < 200 || status >= 300 || answer.error) {
      this.fail(job, answer.error ?? this.words.lost, !answer.error);
      return;
    }
    this.show(job, "done", this.words.done, 100);
    if (answer.url) {
      const link = document.createElement("a");
      link.href = answer.url;
      link.textContent = answer.name ?? job.file.name;
      job.row.querySelector("[data-name]").replaceChildren(link);
    }
    if (answer.key && this.words.result) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name: this.words.result, value: answer.key });
      job.row.append(hidden);
    }
    this.taken = true;
  }

  fail(job, text, again) {
    this.show(job, "failed", text, 0);
    job.row.querySelector("[data-retry]").hidden = !again;
    this.failed += 1;
  }

  cancel(job) {
    const at = this.waiting.indexOf(job);
    if (at >= 0) this.waiting.splice(at, 1);
    if (job.request && job.request.readyState !== XMLHttpRequest.DONE) job.request.abort();
    else this.drop(job);
  }

  drop(job) {
    if (job.row.dataset.state === "failed") this.failed -= 1;
    job.row.remove();
    this.input.focus();
  }

  show(job, state, text, share) {
    if (job.row.dataset.state === "failed" && state !== "failed") this.failed -= 1;
    job.row.dataset.state = state;
    job.row.querySelector("[data-words]").textContent = text;
    const bar = job.row.querySelector("progress");
    bar.value = share;
    bar.hidden = state === "failed" || state === "done";
    job.row.querySelector("[data-retry]").hidden = true;
    job.row.querySelector("[data-cancel]").hidden = state === "done";
  }

  /** Everything is sent: fetch the list of files anew, or the page, unless an error must be read. */
  finish() {
    if (!this.taken) return;
    this.taken = false;
    this.box.dispatchEvent(new CustomEvent("uploads:done", { bubbles: true }));
    const { refreshUrl, refreshTarget } = this.words;
    if (refreshUrl && window.htmx) window.htmx.ajax("GET", refreshUrl, { target: refreshTarget, swap: "outerHTML" });
    else if (this.words.reload !== undefined && !this.failed) location.reload();
  }
}

function start(root) {
  for (const box of root.querySelectorAll("[data-uploader]:not(.is-live)")) new Uploader(box);
}

start(document);
document.addEventListener("htmx:afterSettle", (event) => start(event.target.parentElement ?? document));
// A file dropped beside the box must not replace the page.
for (const type of ["dragover", "drop"]) addEventListener(type, (event) => event.preventDefault());
