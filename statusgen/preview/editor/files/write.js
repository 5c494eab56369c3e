// Makes the form live: the server answers each pause in typing with the whole page, and what has changed is put in.
// Without this script the same form works by its buttons.

const form = document.getElementById("write");
const post = document.getElementById("post");
const trouble = document.getElementById("trouble");
const CHECK_DELAY_MS = 400;
let timer = 0;
let asking = false; // one question at a time; who types on meanwhile is heard next
let again = false;
let orders = 0;

const isWords = (field) => field.name && field.type !== "hidden" && field.localName !== "button";
const words = () => [...form.elements].filter(isWords);
const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
const state = () => JSON.stringify(words().map(valueOf));

function say(text) {
  trouble.textContent = text;
}

async function ask(doing) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("do", doing);
  fields.set("live", "yes");
  const answer = await fetch(form.action, { method: "POST", body: fields });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { fresh, saved: answer.redirected && answer.url };
}

function replaceWords(id, fresh) {
  const old = document.getElementById(id);
  const found = fresh.getElementById(id);
  if (old && found && old.innerHTML !== found.innerHTML) {
    const held = old.contains(document.activeElement) && document.activeElement.id;
    old.replaceChildren(...found.childNodes);
    if (held) document.getElementById(held)?.focus();
  }
}

function showPreview(fresh) {
  const place = document.getElementById("preview");
  const frame = fresh.querySelector("#preview iframe");
  const old = place.querySelector("iframe:not(.coming)");
  if (!frame) {
    delete place.dataset.shown;
    place.replaceChildren(...fresh.getElementById("preview").childNodes);
    return;
  }
  const [address, anchor] = frame.getAttribute("src").split("#");
  if (place.dataset.shown === address) return;
  place.dataset.shown = address;
  place.querySelectorAll(".coming, p").forEach((one) => one.remove());
  frame.src = address;
  frame.classList.add("coming");
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    const target = anchor && page?.getElementById(decodeURIComponent(anchor));
    const top = old?.contentWindow?.scrollY;
    frame.contentWindow.scrollTo(0, top || (target ? target.getBoundingClientRect().top - 16 : 0));
    old?.remove();
    frame.classList.remove("coming");
  });
  place.append(frame);
}

function showFaults(fresh) {
  fresh.querySelector("#errors [autofocus]")?.removeAttribute("autofocus"); // it is given the focus below
  replaceWords("errors", fresh);
  replaceWords("so-far", fresh);
  replaceWords("wrong-services", fresh);
  for (const field of words()) {
    const found = fresh.getElementById(field.id);
    if (!found || field.id === "anyway") continue;
    if (found.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    replaceWords(`wrong-${field.id}`, fresh);
  }
}

function takeMarks(fresh) {
  for (const field of form.querySelectorAll("[type=hidden]")) {
    const found = fresh.querySelector(`#write [type=hidden][name="${field.name}"]`);
    if (found) field.value = found.value;
  }
}

function takeWords(fresh) {
  for (const field of words()) {
    const found = fresh.getElementById(field.id);
    if (found && field.type !== "checkbox" && field.id !== "start" && field.value !== found.value) {
      field.value = found.value;
    }
  }
}

function show(fresh) {
  if (!fresh.getElementById("write")) {
    say(fresh.getElementById("reason")?.textContent ?? trouble.dataset.offline);
    return false;
  }
  say("");
  takeMarks(fresh);
  replaceWords("count", fresh);
  replaceWords("findings", fresh);
  showPreview(fresh);
  return true;
}

async function check() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  again = false;
  const before = orders;
  try {
    const { fresh } = await ask("live");
    if (before === orders) show(fresh); // else what was ordered meanwhile goes before
  } catch {
    say(trouble.dataset.offline);
  }
  asking = false;
  if (again) check();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, CHECK_DELAY_MS);
}

async function order(button) {
  const before = state();
  orders += 1;
  button.setAttribute("aria-disabled", "true");
  clearTimeout(timer);
  try {
    const { fresh, saved } = await ask(button.value);
    if (saved) return location.assign(saved);
    const untouched = before === state(); // who has typed on meanwhile keeps every word
    if (show(fresh)) {
      if (untouched) takeWords(fresh);
      showFaults(fresh);
      document.querySelector("#errors [role=alert]")?.focus();
      if (!untouched || button.value === "start") later();
    }
  } catch {
    say(trouble.dataset.offline);
  } finally {
    button.removeAttribute("aria-disabled");
  }
  return undefined;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter ?? post;
  if (button.getAttribute("aria-disabled") !== "true") order(button);
});
form.addEventListener("input", (event) => {
  if (!["start", "anyway", "commit"].includes(event.target.id)) later();
});

// Who typed before this script was there, or came back to a form that the browser has kept, is heard as well.
function isTouched(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.localName !== "select") return field.value !== field.defaultValue;
  return [...field.options].some((one) => one.selected !== one.defaultSelected && one.value);
}
if (words().some(isTouched)) later();

post.hidden = false;
const wait = document.getElementById("wait");
if (wait) wait.textContent = wait.dataset.live;
