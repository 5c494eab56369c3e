// Check the form while the writer types: after each pause the server sends the whole page, and its changed parts
// replace those of this page. Without this script, the buttons of the form do the same.

import { forgetDraft, holdDraft, keepDraft, offerDraft } from "./draft.js";

const form = document.getElementById("write");
const post = document.getElementById("post");
const trouble = document.getElementById("trouble");
const fold = document.getElementById("preview-fold");
const CHECK_DELAY_MS = 400;
let timer = 0;
let checking = false; // one request at a time
let changedMeanwhile = false;
let presses = 0; // of buttons

const isInput = (field) => field.name && field.type !== "hidden" && field.localName !== "button";
const inputs = () => [...form.elements].filter(isInput);
const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
const state = () => JSON.stringify(inputs().map(valueOf));
const isAnswer = (field) => !["start", "anyway", "commit"].includes(field.id);
const answers = () => Object.fromEntries(inputs().filter(isAnswer).map((field) => [field.id, valueOf(field)]));

function showTrouble(text) {
  trouble.textContent = text;
}

async function send(action) {
  const fields = new URLSearchParams(new FormData(form));
  fields.set("do", action);
  const answer = await fetch(form.action, { method: "POST", body: fields });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { fresh, saved: answer.redirected && answer.url };
}

function replaceContent(id, fresh) {
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

function showFold() {
  if (fold.open) return;
  fold.open = true;
  fold.scrollIntoView({ block: "start" });
}

function showMistakes(fresh) {
  fresh.querySelector("#errors [autofocus]")?.removeAttribute("autofocus"); // `press` sets the focus
  replaceContent("errors", fresh);
  replaceContent("so-far", fresh);
  for (const place of document.querySelectorAll("fieldset > .wrong")) replaceContent(place.id, fresh);
  for (const field of inputs()) {
    const found = fresh.getElementById(field.id);
    if (!found || field.id === "anyway") continue;
    if (found.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    replaceContent(`wrong-${field.id}`, fresh);
  }
}

function updateHiddenFields(fresh) {
  for (const field of form.querySelectorAll("[type=hidden]")) {
    const found = fresh.querySelector(`#write [type=hidden][name="${field.name}"]`);
    if (found) field.value = found.value;
  }
}

function updateInputs(fresh) {
  for (const field of inputs()) {
    const found = fresh.getElementById(field.id);
    if (found && field.type !== "checkbox" && field.id !== "start" && field.value !== found.value) {
      field.value = found.value;
      field.closest("details")?.setAttribute("open", "");
    }
  }
}

function show(fresh) {
  if (!fresh.getElementById("write")) {
    showTrouble(fresh.getElementById("reason")?.textContent ?? trouble.dataset.offline);
    return false;
  }
  showTrouble("");
  updateHiddenFields(fresh);
  replaceContent("count", fresh);
  for (const place of document.querySelectorAll("[id^=findings-]")) replaceContent(place.id, fresh);
  showPreview(fresh);
  return true;
}

async function check() {
  if (checking) {
    changedMeanwhile = true;
    return;
  }
  checking = true;
  changedMeanwhile = false;
  const before = presses;
  try {
    const { fresh } = await send("live");
    if (before === presses) show(fresh); // else the answer to a button is newer
  } catch {
    showTrouble(trouble.dataset.offline);
  }
  checking = false;
  if (changedMeanwhile) check();
}

function isTouched(field) {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.localName !== "select") return field.value !== field.defaultValue;
  return [...field.options].some((one) => one.selected !== one.defaultSelected && one.value);
}

// Show as many entries of a list as the page from the server; what was typed meanwhile stays.
function showEntries(fresh) {
  const typed = answers();
  for (const place of document.querySelectorAll("[id^=rows-]")) {
    if (place.children.length === fresh.getElementById(place.id)?.children.length) continue;
    replaceContent(place.id, fresh);
    for (const field of inputs()) if (place.contains(field) && field.id in typed) field.value = typed[field.id];
  }
}

// Ask the server for the entries of lists that were kept and that the form does not have yet.
async function addEntries(kept) {
  let more = false;
  for (const count of form.querySelectorAll("[type=hidden][name^='rows.']")) {
    const start = `${count.name.replace("rows.", "")}.`;
    const numbers = Object.keys(kept).filter((name) => name.startsWith(start) && kept[name]).map((name) => Number(name.split(".")[1]) + 1);
    const needed = Math.max(0, ...numbers);
    if (needed > Number(count.value)) {
      count.value = needed;
      more = true;
    }
  }
  if (more) showEntries((await send("live")).fresh);
}

async function fill(kept) {
  await addEntries(kept).catch(() => showTrouble(trouble.dataset.offline));
  for (const field of inputs().filter((one) => isAnswer(one) && one.id in kept)) {
    if (field.type === "checkbox") field.checked = kept[field.id];
    else field.value = kept[field.id];
    if (field.selectedIndex === -1) field.selectedIndex = 0; // a choice that is gone
    if (field.value && field.matches("details *")) field.closest("details").open ||= isTouched(field);
  }
  keepOrForget();
  checkSoon();
}

function keepOrForget() {
  if (inputs().some(isTouched)) keepDraft(form, answers());
  else forgetDraft(form);
}

function checkSoon() {
  clearTimeout(timer);
  timer = setTimeout(check, CHECK_DELAY_MS);
}

async function press(button) {
  const before = state();
  presses += 1;
  button.setAttribute("aria-disabled", "true");
  clearTimeout(timer);
  try {
    const { fresh, saved } = await send(button.value);
    if (saved) {
      forgetDraft(form);
      return location.assign(saved);
    }
    const untouched = before === state(); // else keep what was typed meanwhile
    if (show(fresh)) {
      showEntries(fresh);
      if (untouched) {
        updateInputs(fresh);
        keepOrForget();
      }
      showMistakes(fresh);
      const wrong = document.querySelector("#errors [role=alert]");
      if (wrong) wrong.focus();
      else if (button.value === "check") showFold();
      if (!untouched || button.value === "start") checkSoon();
    }
  } catch {
    showTrouble(trouble.dataset.offline);
  } finally {
    button.removeAttribute("aria-disabled");
  }
  return undefined;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter ?? post;
  if (button.getAttribute("aria-disabled") !== "true") press(button);
});
form.addEventListener("input", (event) => {
  if (!isAnswer(event.target)) return;
  keepOrForget();
  checkSoon();
});

// Check what was typed before this script ran, or what the browser has restored.
holdDraft(form);
if (inputs().some(isTouched)) checkSoon();
else offerDraft(form, fill);

post.hidden = false;
fold.open = matchMedia("(min-width: 62rem)").matches;
const wait = document.getElementById("wait");
if (wait) wait.textContent = wait.dataset.live;
