// Searches the history. The index lies in one file a year, which are asked for newest first, and only once
// somebody searches. Words match as parts of words, in any script; what is chosen stays in the address.
(() => {
  "use strict";
  const form = document.querySelector("form.search");
  if (!form) return;
  const { q, service, severity, kind } = form.elements;
  const fields = [q, service, severity, kind];
  const status = form.querySelector("[role=status]");
  const list = form.querySelector("ol");
  const words = form.dataset;
  const shards = words.shards.split(" ");
  const loaded = new Map();
  const PAGE = 25;
  let run = 0;

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const named = (select, value) => [...select.options].find((option) => option.value === value).text;
  const make = (tag, text, className) => Object.assign(document.createElement(tag), { textContent: text, className });

  const load = (shard) => {
    if (!loaded.has(shard)) {
      const asked = fetch(shard).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
      asked.catch(() => loaded.delete(shard)); // so that the next search asks again
      loaded.set(shard, asked);
    }
    return loaded.get(shard);
  };

  const show = ([href, title, summary, its, grade, day, , date]) => {
    const item = make("li", "", "entry");
    const heading = make("p", "");
    heading.append(Object.assign(make("a", title), { href, dir: "auto" }));
    const facts = make("p", "", "quiet");
    for (const fact of [named(kind, its), grade && named(severity, grade)].filter(Boolean)) facts.append(fact, " · ");
    facts.append(Object.assign(make("time", date), { dateTime: day }));
    item.append(heading, facts);
    if (summary) item.append(Object.assign(make("p", summary), { dir: "auto" }));
    return item;
  };

  const search = async () => {
    const mine = ++run;
    const terms = plain(q.value).split(/\s+/).filter(Boolean);
    const place = service.selectedIndex - 1;
    list.replaceChildren();
    form.querySelector("button")?.remove();
    if (!terms.length && !fields.some((field) => field.value)) return void (status.textContent = "");
    status.textContent = words.loading;
    const fits = ([, title, summary, its, grade, , services]) => {
      const text = plain(`${title} ${summary} ${services.map((one) => service.options[one + 1].text).join(" ")}`);
      return (
        (!kind.value || its === kind.value) &&
        (!severity.value || grade === severity.value) &&
        (place < 0 || services.includes(place)) &&
        terms.every((term) => text.includes(term))
      );
    };
    const found = [];
    let failed = false;
    for (const shard of shards) {
      try {
        const fresh = (await load(shard)).filter(fits);
        if (mine !== run) return; // the reader has gone on typing
        list.append(...fresh.slice(0, Math.max(PAGE - found.length, 0)).map(show));
        found.push(...fresh);
      } catch {
        failed = true;
      }
    }
    if (mine !== run) return;
    const told = found.length ? words.some.replace("{count}", found.length) : words.none;
    status.textContent = failed ? `${told}. ${words.failed}` : told;
    more(found, PAGE);
  };

  const more = (found, from) => {
    if (found.length <= from) return;
    const button = make("button", words.more);
    button.type = "button";
    button.onclick = () => {
      button.remove();
      list.append(...found.slice(from, from + PAGE).map(show));
      list.children[from].querySelector("a").focus();
      more(found, from + PAGE);
    };
    form.append(button);
  };

  const read = () => {
    const given = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = given.get(field.name) || "";
      if (field.selectedIndex < 0) field.value = ""; // a service that is gone
    }
    search();
  };
  const write = (remember) => {
    const given = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    const address = `${location.pathname}${String(given) && `?${given}`}`;
    history[remember ? "pushState" : "replaceState"](null, "", address);
  };

  let waiting;
  q.oninput = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (write(false), search()), 150);
  };
  for (const select of [service, severity, kind]) select.onchange = () => (write(true), search());
  form.onsubmit = (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    write(true);
    search();
  };
  addEventListener("popstate", read);
  form.hidden = false;
  read();
})();
