/* Shows a PDF page by page and tells the portal how far it was read. Without this module the file opens by its link. */

const reader = document.querySelector("[data-reader]");
const PAUSE = 1500;
// The page asked about is the one on the screen, until somebody types another.
const asked = document.querySelector("[data-follow-page]");
let follows = asked !== null;
asked?.addEventListener("input", () => { follows = false; });

function cookie(name) {
  return document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.split("=")[1] ?? "";
}

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? cookie("csrftoken");

function tell(page) {
  fetch(reader.dataset.receipt, {
    method: "POST",
    keepalive: true,
    headers: { "X-CSRFToken": token(), "Content-Type": "application/x-www-form-urlencoded" },
    body: `page=${page}`,
    redirect: "manual",
  }).catch(() => {});
}

async function draw(holder, pdf, number) {
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const scale = (holder.clientWidth / natural.width) * Math.min(window.devicePixelRatio || 1, 2);
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement("canvas");
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${reader.dataset.pageWord} ${number}`);
  await page.render({ canvas, canvasContext: canvas.getContext("2d"), viewport }).promise;
  const words = (await page.getTextContent()).items.map((item) => item.str).join(" ");
  const text = document.createElement("p");
  text.className = "visually-hidden";
  text.textContent = words;
  holder.replaceChildren(canvas, text);
  holder.dataset.drawn = "";
}

// The reading room hands out marked pages to this reader alone: asked for by POST, kept nowhere.
async function sealed() {
  const answer = await fetch(reader.dataset.room, {
    method: "POST",
    cache: "no-store",
    headers: { "X-CSRFToken": token() },
    redirect: "error",
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return new Uint8Array(await answer.arrayBuffer());
}

async function show() {
  const { getDocument, GlobalWorkerOptions } = await import(reader.dataset.library);
  GlobalWorkerOptions.workerSrc = reader.dataset.worker;
  const resources = reader.dataset.resources;
  const pdf = await getDocument({
    ...(reader.dataset.room ? { data: await sealed() } : { url: reader.dataset.source }),
    isEvalSupported: false,
    cMapUrl: `${resources}cmaps/`,
    iccUrl: `${resources}iccs/`,
    standardFontDataUrl: `${resources}standard_fonts/`,
    // Scans hold fax (G4), JBIG2 and JPEG 2000 pictures. The policy of the portal allows no WebAssembly, so that the
    // viewer takes the plain scripts beside it.
    wasmUrl: `${resources}wasm/`,
    useWasm: false,
  }).promise;
  const first = await pdf.getPage(1);
  const size = first.getViewport({ scale: 1 });
  reader.replaceChildren();
  let timer = 0;
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      const holder = entry.target;
      if (!("drawn" in holder.dataset)) draw(holder, pdf, Number(holder.dataset.page));
      if (follows) asked.value = holder.dataset.page;
      clearTimeout(timer);
      if (reader.dataset.receipt) timer = setTimeout(tell, PAUSE, holder.dataset.page);
    }
  }, { root: null, threshold: 0.3 });
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const holder = document.createElement("div");
    holder.className = "reader-page";
    holder.dataset.page = String(number);
    holder.style.aspectRatio = `${size.width} / ${size.height}`;
    reader.append(holder);
    seen.observe(holder);
  }
  if (reader.dataset.receipt) tell(1);
  const start = Number(reader.dataset.start);
  if (start > 1) reader.children[start - 1]?.scrollIntoView();
}

if (reader) show().catch(() => { reader.dataset.failed = ""; });
