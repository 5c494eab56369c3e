// Keep the answers of a form in this browser until they are saved, and offer them when the form is opened again.
// Nothing is sent anywhere. The token and the other hidden fields are not kept: they are of one run alone.

const OLDEST_MS = 7 * 24 * 60 * 60 * 1000;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Date.now() - kept.at < OLDEST_MS ? kept : null;
  } catch {
    return null; // the browser keeps nothing, or something else is there
  }
}

export function forgetDraft(form) {
  try {
    localStorage.removeItem(form.dataset.draft);
  } catch {} // the browser keeps nothing
}

export function keepDraft(form, answers) {
  try {
    localStorage.setItem(form.dataset.draft, JSON.stringify({ at: Date.now(), answers }));
  } catch {} // the browser keeps nothing, or has no room
}

// Offer the draft of a form; `fill` is called with its answers if the writer wants it.
export function offerDraft(form, fill) {
  const kept = read(form.dataset.draft);
  if (!kept) return forgetDraft(form);
  const offer = document.getElementById("draft");
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  offer.querySelector("time").textContent = format.format(kept.at);
  offer.hidden = false;
  history.scrollRestoration = "manual"; // else a page that is loaded again goes to where the writer was
  offer.scrollIntoView({ block: "center" });
  const close = () => {
    offer.hidden = true;
    form.querySelector("textarea, select")?.focus();
  };
  document.getElementById("restore").addEventListener("click", () => {
    fill(kept.answers);
    close();
  });
  document.getElementById("discard").addEventListener("click", () => {
    forgetDraft(form);
    close();
  });
  return undefined;
}
