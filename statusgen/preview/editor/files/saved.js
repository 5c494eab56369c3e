// Show when the published site has what was saved: the preview asks the site, and this page asks the preview.

const PAUSE_MS = 5000;
let left = 130; // somewhat longer than the preview asks the site

async function look() {
  try {
    const answer = await fetch(location.href);
    if (answer.redirected || !answer.ok) return; // another preview, which does not know the update
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (fresh.querySelector("#posted[data-public]")) {
      document.title = fresh.title;
      for (const id of ["posted", "way"]) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
      return;
    }
  } catch {} // the preview has ended, or is started again
  if (--left) setTimeout(look, PAUSE_MS);
}

if (document.querySelector("#posted[data-follows]")) setTimeout(look, PAUSE_MS);
