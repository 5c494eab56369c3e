// Keeps an open page true. Without it the page is complete, and as old as it says.
//
// It asks a tiny file whether there is news and puts the new page in place without losing the reader's; when a
// promise falls due or work begins, it shows the page made beforehand for that instant; it tells how long ago
// things were, and on demand the times where the reader is. All words come from attributes of its own tag.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const language = `${document.documentElement.lang.replace(/^en$/, "en-GB")}-u-nu-latn`; // as the page has dates
  const MINUTE = 6e4;
  const SLOWEST = 15 * MINUTE; // between questions that are not answered
  const GRACE = 60 * MINUTE; // by which a build may be late before readers are warned
  const MOST = 2 ** 31 - 1; // milliseconds that a timer can wait
  let main = document.querySelector("main");
  let known = main.dataset.version;
  let wait = MINUTE;
  let asking, turning;

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const bar = make("div", { className: "bounds live" });
  const told = make("p", {});
  told.setAttribute("role", "status");
  bar.append(told);
  main.before(bar);

  // What is told stays until something else is; with an action, as a button beside it.
  const tell = (text, action) => {
    if (told.dataset.text === text) return;
    told.dataset.text = text;
    told.replaceChildren(text);
    if (action) told.append(" ", make("button", { type: "button", textContent: words.show, onclick: action }));
  };

  // How long ago, and until when

  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const units = [["day", 1440 * MINUTE], ["hour", 60 * MINUTE], ["minute", MINUTE]];
  const distance = (time) => {
    const left = time - Date.now();
    const [unit, size] = units.find(([, size]) => Math.abs(left) >= 2 * size) || units[2];
    return relative.format(Math.round(left / size), unit);
  };
  const beside = (time, name, text) => {
    let note = time.nextElementSibling;
    while (note && note.dataset.note && note.dataset.note !== name) note = note.nextElementSibling;
    if (!note || note.dataset.note !== name) {
      note = make("span", { className: "beside" });
      note.dataset.note = name;
      time.after(note);
    }
    const said = ` (${text})`;
    if (note.textContent !== said) note.textContent = said;
  };
  const tick = () => {
    for (const time of main.querySelectorAll("time.ago")) beside(time, "ago", distance(Date.parse(time.dateTime)));
  };

  // Times where the reader is

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const utc = (at) => { // as the page writes it: letters of a zone may be those of several
    const minutes = -at.getTimezoneOffset();
    const [whole, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    return minutes ? `UTC${minutes > 0 ? "+" : "−"}${whole}${rest ? `:${rest}` : ""}` : "UTC";
  };
  const here = (iso) => {
    const at = new Date(iso);
    const day = at.toLocaleDateString("sv"); // 2026-05-01
    const other = iso.startsWith(day) ? {} : { day: "numeric", month: "short" };
    return `${at.toLocaleString(language, { ...other, ...clock })} ${utc(at)}`;
  };
  const elsewhere = (iso) => {
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(iso) || [, "+", 0, 0];
    return -new Date(iso).getTimezoneOffset() !== Number(sign + 1) * (60 * hours + Number(minutes));
  };
  const stored = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("own-zone", value);
      return localStorage.getItem("own-zone");
    } catch {
      return value; // no storage, no memory
    }
  };
  let own = stored() === "1";
  const toggle = make("button", { type: "button", className: "zone", textContent: words.zone.replace("{zone}", zone) });
  // Instants alone have a clock time: days and months are the same everywhere.
  const times = () => [...main.querySelectorAll('time[datetime*=":"]')];
  const zones = () => {
    for (const note of main.querySelectorAll('[data-note="here"]')) note.remove();
    if (own) for (const time of times()) beside(time, "here", here(time.dateTime));
    toggle.setAttribute("aria-pressed", own);
    if (!toggle.isConnected && times().some((time) => elsewhere(time.dateTime))) bar.prepend(toggle);
  };
  toggle.onclick = () => {
    own = !own;
    stored(own ? "1" : "0");
    zones();
  };

  // The new page in place of the old

  const essence = (element) => {
    const copy = element.cloneNode(true);
    for (const passing of copy.querySelectorAll("[data-as-of], [data-note]")) passing.remove();
    for (const opened of copy.querySelectorAll("details")) opened.open = false;
    return copy.innerHTML;
  };
  const busy = () => {
    const active = document.activeElement;
    return (active !== main && main.contains(active)) || !getSelection().isCollapsed;
  };
  const key = (element) => element.id || element.getAttribute("href") || element.textContent;
  const place = () => [...main.querySelectorAll("[id], a[href], h2, h3")].find((one) => one.getBoundingClientRect().top >= 0);
  const swap = (page, fresh) => {
    const seen = scrollY > 0 && place();
    const top = seen && seen.getBoundingClientRect().top;
    const open = [...main.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
    main.replaceWith(fresh);
    main = fresh;
    for (const one of main.querySelectorAll("summary")) if (open.includes(one.textContent)) one.parentNode.open = true;
    const same = seen && [...main.querySelectorAll("[id], a[href], h2, h3")].find((one) => key(one) === key(seen));
    if (same) scrollBy(0, same.getBoundingClientRect().top - top);
    document.title = page.title;
    tick();
    zones();
    turn();
    tell(words.updated);
  };
  const renew = async (address) => {
    const answer = await fetch(address, { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    if (!fresh || essence(fresh) === essence(main)) return;
    if (main.querySelector("form")) tell(words.news, () => location.reload());
    else if (busy()) tell(words.news, () => swap(page, fresh));
    else swap(page, fresh);
  };
  const turn = () => {
    clearTimeout(turning);
    const left = Date.parse(main.dataset.turn) - Date.now();
    if (left > 0) turning = setTimeout(turn, Math.min(left, MOST));
    else if (main.dataset.next) renew(main.dataset.next).catch(() => {}); // the next news repair it
  };

  // Is there news?

  const ask = async () => {
    clearTimeout(asking);
    if (document.hidden) return;
    try {
      const answer = await fetch(words.live, { cache: "no-cache" });
      if (!answer.ok) throw new Error(answer.status);
      const news = await answer.json();
      if (known && known !== news.version) await renew(location.pathname);
      known = news.version;
      wait = MINUTE;
      const icon = document.querySelector("link[rel=icon]");
      if (news.icon && icon.getAttribute("href") !== news.icon) icon.href = news.icon;
      for (const time of main.querySelectorAll("[data-as-of] time")) {
        time.dateTime = news.as_of;
        time.textContent = news.as_of_text;
      }
      if (Date.now() > Date.parse(news.next) + GRACE) tell(words.stale.replace("{time}", news.as_of_text));
      else if (told.dataset.text === words.offline) tell("");
      turn();
    } catch {
      wait = Math.min(2 * wait, SLOWEST);
      if (wait > 4 * MINUTE) tell(words.offline);
    }
    tick();
    zones();
    asking = setTimeout(ask, wait);
  };

  tick();
  zones();
  setInterval(tick, MINUTE / 4);
  document.addEventListener("visibilitychange", ask);
  ask();
})();
