// Full-text search over the entries of entries.js; needs no network.
"use strict";
(() => {
  const input = document.getElementById("q");
  const hits = document.getElementById("hits");
  const count = document.getElementById("count");
  const most = 40;
  const words = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[\p{L}\p{N}]+/gu) || [];
  const entries = ENTRIES.map(([address, kind, title, text]) => ({
    address, kind, title, inTitle: words(title), inText: words(text),
  }));
  const begins = (list, asked) => list.some(word => word.startsWith(asked));
  const show = () => {
    const asked = words(input.value);
    hits.replaceChildren();
    if (asked.length === 0) { count.textContent = ""; return; }
    const found = entries
      .map(e => ({
        entry: e,
        rank: asked.reduce((sum, a) => sum + (begins(e.inTitle, a) ? 0 : begins(e.inText, a) ? 1 : Infinity), 0),
      }))
      .filter(f => f.rank < Infinity)
      .sort((a, b) => a.rank - b.rank);
    count.textContent = found.length === 0 ? "Nothing found. Try another word." : found.length + " found";
    for (const { entry } of found.slice(0, most)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = entry.address;
      link.textContent = entry.title;
      item.append(link, " (" + entry.kind + ")");
      hits.append(item);
    }
  };
  input.addEventListener("input", show);
  show();
})();
