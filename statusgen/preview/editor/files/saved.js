// Show when the published site has what was saved: the preview asks the site, and this page asks the preview.

const PAUSE_MS = 5000;

async function look() {
  try {
    const answer = await fetch(location.href);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (fresh.querySelector("#posted[data-public]")) {
      document.title = fresh.title;
      for (const id of ["posted", "way"]) document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
      return;
    }
  } catch {} // the preview has ended, or is started again
  setTimeout(look, PAUSE_MS);
}

if (document.querySelector("#posted[data-follows]")) setTimeout(look, PAUSE_MS);
