// Everything on the site works without this file; it only adds: a filter over long lists of findings, larger text
// that is remembered, and a button that copies the page's address. No cookie, no request.
"use strict";

(() => {
  const words = document.body.dataset;

  const button = (text, onClick) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = text;
    made.addEventListener("click", () => onClick(made));
    return made;
  };

  // What is kept stays on the reader's device; where a browser forbids it, nothing is kept.
  const kept = {
    get(key) {
      try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key, value) {
      try { localStorage.setItem(key, value); } catch { /* not kept */ }
    },
  };

  const addTextSize = () => {
    const root = document.documentElement;
    const show = (isLarge) => {
      root.classList.toggle("large-text", isLarge);
      made.setAttribute("aria-pressed", String(isLarge));
    };
    const made = button(words.textSize, () => {
      const isLarge = !root.classList.contains("large-text");
      kept.set("large-text", isLarge ? "yes" : "no");
      show(isLarge);
    });
    show(kept.get("large-text") === "yes");
    const item = document.createElement("li");
    item.append(made);
    document.querySelector(".header__nav ul").append(item);
  };

  const addCopyLink = () => {
    const place = document.querySelector(".article-head");
    if (!place || !navigator.clipboard) return;
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    // Where the browser refuses, the button does not claim to have copied.
    const made = button(words.copyLink, (self) => {
      navigator.clipboard.writeText(address).then(() => { self.textContent = words.copied; }, () => {});
    });
    made.setAttribute("aria-live", "polite");
    place.append(made);
  };

  const addFilter = () => {
    const items = [...document.querySelectorAll(".entries__item")];
    if (items.length < 8) return;
    const box = document.createElement("div");
    box.className = "filter";
    const label = document.createElement("label");
    label.textContent = words.filter;
    const field = document.createElement("input");
    field.type = "search";
    field.autocomplete = "off";
    label.append(field);
    const count = document.createElement("p");
    count.className = "filter__count";
    count.setAttribute("role", "status");
    box.append(label, count);
    const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
    const texts = items.map((item) => plain(item.textContent));
    field.addEventListener("input", () => {
      const wanted = plain(field.value);
      let shown = 0;
      items.forEach((item, index) => {
        item.hidden = !texts[index].includes(wanted);
        shown += item.hidden ? 0 : 1;
      });
      for (const list of document.querySelectorAll(".entries")) list.hidden = !list.querySelector("li:not([hidden])");
      count.textContent = wanted ? words.filterCount.replace("{shown}", shown).replace("{total}", items.length) : "";
    });
    items[0].closest(".section").querySelector(".entries, .entries__heading").before(box);
  };

  addTextSize();
  addCopyLink();
  addFilter();
})();
