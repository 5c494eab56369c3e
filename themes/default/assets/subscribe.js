// Adds what is handy to the page of subscriptions: buttons that copy, and a list to choose one part of the
// site from. Without it, all addresses are there to be selected, in groups that open.
(() => {
  "use strict";
  const ways = document.querySelector(".ways");
  const chooser = ways.querySelector(".chooser");
  const parts = ways.querySelector(".parts");
  const words = ways.dataset;
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  if (navigator.clipboard) {
    for (const code of ways.querySelectorAll(".copy > code")) {
      const button = make("button", { type: "button", className: "button", textContent: words.copy });
      button.setAttribute("aria-label", `${words.copy}: ${code.textContent}`);
      code.after(button);
    }
  }
  const told = make("p", { className: "hidden" });
  told.setAttribute("role", "status");
  ways.append(told);
  ways.addEventListener("click", async ({ target }) => {
    const button = target.closest(".copy > button");
    if (!button) return;
    const code = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      return getSelection().selectAllChildren(code);
    }
    button.textContent = told.textContent = words.copied;
    setTimeout(() => {
      button.textContent = words.copy;
      told.textContent = "";
    }, 2000);
  });

  const [select, chosen] = [chooser.querySelector("select"), chooser.querySelector("[role=status]")];
  const items = [...parts.querySelectorAll("details > ul > li")];
  for (const group of parts.children) {
    const options = make("optgroup", { label: group.querySelector("summary").textContent });
    for (const item of group.lastElementChild.children) {
      options.append(new Option(item.querySelector("b").textContent, items.indexOf(item)));
    }
    select.append(options);
  }
  const show = () => chosen.replaceChildren(...[...items[select.value].cloneNode(true).children].slice(1));
  select.onchange = show;
  if (items.length) show();
  chooser.hidden = !items.length;
  parts.hidden = true;
})();
