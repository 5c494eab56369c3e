// Leaves one language of the page for unknown addresses: that of the address, or else of the browser. What is around
// it comes from the page of that language.
(async () => {
  "use strict";
  const texts = [...document.querySelectorAll(".lost")];
  const [first] = texts;
  const base = (code) => {
    try {
      const { language, script } = new Intl.Locale(code).maximize(); // `zh-TW` reads `zh-Hant`, not `zh`
      return `${language}-${script}`;
    } catch {
      return code.toLowerCase();
    }
  };
  const home = (text) => text.querySelector(".pager a").pathname;
  const wanted = navigator.languages.flatMap((code) => [
    texts.find((text) => text.lang.toLowerCase() === code.toLowerCase()),
    texts.find((text) => base(text.lang) === base(code)),
  ]);
  const root = texts.map(home).sort()[0]; // of the site's first language, below which all others are
  const within = texts.find((text) => home(text) !== root && location.pathname.startsWith(home(text)));
  const chosen = within || wanted.find(Boolean) || first;
  const heading = document.createElement("h1");
  heading.textContent = chosen.querySelector("h1, h2").textContent;
  document.title = document.title.replace(first.querySelector("h1").textContent, heading.textContent);
  chosen.querySelector("h1, h2").replaceWith(heading);
  for (const text of texts) if (text !== chosen) text.remove();
  if (chosen === first) return;
  const answer = await fetch(`${home(chosen)}404.html`).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [".skip", ".top", ".bottom"]) {
    const [old, translated] = [document, page].map((one) => one.querySelector(part));
    if (old && translated) old.replaceWith(translated);
  }
  document.documentElement.lang = chosen.lang;
  document.documentElement.dir = chosen.dir;
})();
