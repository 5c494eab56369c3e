// Shows in a small card what happened on a day of a bar: under the pointer, at a tap, or by the arrow keys while
// the bar has the focus. The card has the row of the table of days on the service's page, to which bars lead anyway.
(() => {
  "use strict";
  const DAY = 864e5;
  const card = document.createElement("div");
  card.className = "card day-card";
  card.setAttribute("role", "status");
  const pages = new Map();
  let main = null; // that the pages belong to: live.js replaces it
  let shown = null; // the bar and the number of the day
  let leaving;

  const bare = (address) => address.replace(/#.*/, "");

  // The runs of days of a service, newest first.
  const load = async (address) => {
    let page = document;
    if (address !== bare(location.href)) {
      const answer = await fetch(address, { cache: "no-cache" });
      if (!answer.ok) throw new Error(answer.status);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    }
    const name = page.querySelector("h1").cloneNode(true);
    return [...page.querySelectorAll("#days tbody tr")].map((row) => {
      const ends = [...row.querySelectorAll("th time")].map((time) => Date.parse(time.dateTime));
      return { name, first: ends[0], last: ends[ends.length - 1], row };
    });
  };
  const runs = (address) => {
    const now = document.querySelector("main");
    if (now !== main) pages.clear();
    main = now;
    if (!pages.has(address)) pages.set(address, load(address).catch(() => (pages.delete(address), null)));
    return pages.get(address);
  };

  // A service's bar is its own; the bar of a group has those of its services.
  const services = (bar) => {
    const bars = bar.href ? [bar] : [...bar.closest("details").querySelectorAll(".services .bar")];
    return bars.map((one) => bare(one.href));
  };
  const days = (bar) => bar.querySelector("svg").viewBox.baseVal.width;
  const mirrored = (bar) => getComputedStyle(bar).direction === "rtl";
  const dayAt = (bar, x) => {
    const box = bar.getBoundingClientRect();
    const part = (mirrored(bar) ? box.right - x : x - box.left) / box.width;
    return Math.min(Math.max(Math.floor(part * days(bar)), 0), days(bar) - 1);
  };
  const middle = (bar, day) => {
    const box = bar.getBoundingClientRect();
    const along = ((day + 0.5) / days(bar)) * box.width;
    return mirrored(bar) ? box.right - along : box.left + along;
  };

  const line = (run, named) => {
    const part = document.createElement("div");
    const [when, state, long, notes] = run.row.cells;
    const said = document.createElement("p");
    if (named) said.append(...run.name.cloneNode(true).childNodes, " ");
    said.append(...state.cloneNode(true).childNodes);
    if (!state.querySelector(".operational")) said.append(" ", long.textContent);
    const head = document.createElement("p");
    head.className = "quiet";
    head.append(...when.cloneNode(true).childNodes);
    part.append(head, said, ...notes.cloneNode(true).childNodes);
    return part;
  };
  const fill = (found, several) => {
    const bad = found.filter((run) => !run.row.querySelector(".operational"));
    const listed = bad.length ? bad : found.slice(0, 1);
    card.replaceChildren(...listed.map((run) => line(run, several && bad.length)));
  };
  const place = (bar, day) => {
    if (bar.href) bar.after(card);
    else document.body.append(card);
    const box = bar.getBoundingClientRect();
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    card.style.left = `${scrollX + Math.max(8, Math.min(middle(bar, day) - card.offsetWidth / 2, room))}px`;
    card.style.top = `${scrollY + box.bottom + 6}px`;
  };
  const hide = () => {
    shown = null;
    card.remove();
  };
  const show = async (bar, day) => {
    clearTimeout(leaving);
    if (shown && shown.bar === bar && shown.day === day) return;
    const mine = (shown = { bar, day });
    const all = await Promise.all(services(bar).map(runs));
    if (shown !== mine || !bar.isConnected) return;
    if (all.includes(null)) return hide(); // others alone would say that all was well
    const found = all.filter((one) => one.length).flatMap((one) => {
      const at = one[0].last - (days(bar) - 1 - day) * DAY;
      return one.filter((run) => run.first <= at && at <= run.last);
    });
    if (!found.length) return hide();
    fill(found, !bar.href);
    place(bar, day);
  };

  const barOf = (event) => event.target.closest && event.target.closest(".bar");
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const bar = barOf(event);
    if (bar) show(bar, dayAt(bar, event.clientX));
    else if (card.contains(event.target)) clearTimeout(leaving);
    else if (shown && document.activeElement !== shown.bar) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 300); // so that the pointer can go over to the card
    }
  });
  // The first tap shows the day, another one follows the link.
  document.addEventListener("click", (event) => {
    const bar = barOf(event);
    if (!bar && !card.contains(event.target)) return hide();
    if (!bar || !bar.href || event.pointerType !== "touch") return;
    const day = dayAt(bar, event.clientX);
    if (shown && shown.bar === bar && shown.day === day) return;
    event.preventDefault();
    show(bar, day);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const bar = barOf(event);
    if (!bar || !/^Arrow(Left|Right)$/.test(event.key)) return;
    event.preventDefault();
    const step = (event.key === "ArrowRight") === mirrored(bar) ? -1 : 1;
    const day = shown && shown.bar === bar ? shown.day + step : days(bar) - 1;
    show(bar, Math.min(Math.max(day, 0), days(bar) - 1));
  });
  document.addEventListener("focusout", (event) => {
    if (shown && event.target === shown.bar && !card.contains(event.relatedTarget)) hide();
  });
})();
