const { version, writes, closed, lang } = document.currentScript.dataset;
const events = new EventSource("/.statusgen/events?" + version + "&" + location.pathname);
events.onmessage = () => location.reload();
events.onerror = () => {
  if (events.readyState !== EventSource.CLOSED) return; // the browser reconnects by itself
  showBar("statusgen-closed", closed, lang);
};
function showBar(id, text, lang) {
  const bar = document.createElement("p");
  bar.id = id;
  bar.className = "statusgen-bar";
  bar.lang = lang;
  bar.setAttribute("role", "status");
  bar.textContent = text;
  document.body.prepend(bar);
}
fetch("/.statusgen/annotations" + location.pathname).then((answer) => answer.json()).then((annotations) => {
  for (const [anchor, lines] of Object.entries(annotations)) {
    const place = (anchor && document.getElementById(anchor)) || document.querySelector("h1");
    const aside = document.createElement("aside");
    aside.className = "statusgen-annotations";
    aside.setAttribute("aria-label", "Plain language (only in this preview)");
    for (const { level, message, help } of lines) {
      const line = aside.appendChild(document.createElement("p"));
      line.className = level;
      line.append({ error: "✖ ", warning: "⚠ ", info: "ℹ " }[level]);
      const stop = /^\p{Script=Han}/u.test(help) ? "。" : ". ";
      line.append(message[0].toUpperCase() + message.slice(1) + stop);
      line.appendChild(document.createElement("strong")).append(help);
    }
    if (anchor && place.id === anchor) place.append(aside);
    else place.after(aside);
  }
});
if (writes) fetch("/.statusgen/write/unpublished").then((answer) => answer.json()).then(({ text, lang }) => {
  if (text) showBar("statusgen-unpublished", text, lang);
});
