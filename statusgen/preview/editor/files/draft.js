// Keep the answers of a form in this browser until they are saved, and offer them when the form is opened again.
// Nothing is sent anywhere. The token and the other hidden fields are not kept: they are of one run alone.
// Each opened form has a draft of its own, and holds a lock of the same name while it is open.

const OLDEST_MS = 7 * 24 * 60 * 60 * 1000;
const ALL = "statusgen ";
const ID = ` #${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;

const ownKey = (form) => form.dataset.draft + ID;

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {} // the browser keeps nothing
}

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Date.now() - kept.at < OLDEST_MS ? kept : null;
  } catch {
    return null; // the browser keeps nothing, or something else is there
  }
}

// The keys of the drafts of all forms, without those that are too old.
function keys() {
  try {
    const found = Object.keys(localStorage).filter((key) => key.startsWith(ALL));
    found.filter((key) => !read(key)).forEach(forget);
    return found.filter(read);
  } catch {
    return [];
  }
}

// The drafts that are open in other windows; none in browsers without locks.
async function keysInUse() {
  const locks = await navigator.locks?.query();
  return (locks?.held ?? []).map((one) => one.name);
}

export function forgetDraft(form) {
  forget(ownKey(form));
}

export function keepDraft(form, answers) {
  try {
    localStorage.setItem(ownKey(form), JSON.stringify({ at: Date.now(), answers }));
  } catch {} // the browser keeps nothing, or has no room
}

export function holdDraft(form) {
  navigator.locks?.request(ownKey(form), () => new Promise(() => {}));
}

// Offer the newest draft of a form that is not open elsewhere; `fill` is called with its answers if the writer
// wants it. Until then it stays, whatever is typed meanwhile.
export async function offerDraft(form, fill) {
  const used = await keysInUse();
  const [key] = keys()
    .filter((one) => one.startsWith(`${form.dataset.draft} #`) && !used.includes(one) && one !== ownKey(form))
    .sort((one, other) => read(other).at - read(one).at);
  if (!key) return;
  const kept = read(key);
  const offer = document.getElementById("draft");
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  offer.querySelector("time").textContent = format.format(kept.at);
  offer.hidden = false;
  history.scrollRestoration = "manual"; // else a page that is loaded again goes to where the writer was
  offer.scrollIntoView({ block: "center" });
  const close = () => {
    forget(key);
    offer.hidden = true;
    form.querySelector("textarea, select")?.focus();
  };
  document.getElementById("restore").addEventListener("click", () => {
    fill(kept.answers);
    close();
  });
  document.getElementById("discard").addEventListener("click", close);
}
