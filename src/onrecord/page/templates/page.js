"use strict";
(() => {
  const form = document.getElementById("filter");
  const found = document.getElementById("found");
  const lists = [...document.querySelectorAll("#figures .records, #statements .records")];
  const items = lists.flatMap((list) => [...list.children]);
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plain = (text) => bare(text).replace(/(\d),(?=\d{3})/g, "$1");
  const texts = new Map();
  const textOf = (item) => texts.get(item) ?? texts.set(item, plain(item.textContent)).get(item);
  const has = (item, facet, value) => !value || (item.dataset[facet] ?? "").split(" ").includes(value);

  const filter = () => {
    const wanted = new FormData(form);
    const words = plain(wanted.get("q")).split(/\s+/).filter(Boolean);
    const counts = lists.map((list) => {
      let shown = 0;
      for (const item of list.children) {
        const fits =
          has(item, "who", wanted.get("who")) &&
          has(item, "what", wanted.get("what")) &&
          has(item, "kind", wanted.get("kind")) &&
          (!wanted.get("doubt") || item.dataset.doubt === "yes") &&
          words.every((word) => textOf(item).includes(word));
        item.hidden = !fits;
        shown += fits;
      }
      const kind = list.closest("section").id;
      const { all } = list.dataset;
      const count = list.children.length;
      return all ? `${shown} of the ${count} ${kind} shown (${all} in the release)` : `${shown} of ${count} ${kind}`;
    });
    found.textContent = counts.join(", ");
  };

  const order = {
    latest: (a, b) => (b.dataset.when ?? "").localeCompare(a.dataset.when ?? ""),
    earliest: (a, b) => (a.dataset.when ?? "").localeCompare(b.dataset.when ?? ""),
    largest: (a, b) => (b.dataset.size ?? -Infinity) - (a.dataset.size ?? -Infinity) || 0,
    measure: (a, b) => (a.dataset.what ?? "").localeCompare(b.dataset.what ?? "") || order.earliest(a, b),
  };
  const sort = () => {
    const list = document.querySelector("#figures .records");
    const rank = order[new FormData(form).get("sort")];
    if (list) list.append(...[...list.children].sort((a, b) => rank(a, b) || a.id.localeCompare(b.id)));
  };

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.classList.contains("record")) return;
    if (target.hidden) {
      form.reset();
      filter();
    }
    target.querySelector("details").open = true;
    target.scrollIntoView({ block: "start", behavior: "instant" });
    target.querySelector("summary").focus({ preventScroll: true });
  };

  const copy = async (button) => {
    const source = button.parentElement.querySelector("code, blockquote");
    const label = button.firstChild;
    try {
      await navigator.clipboard.writeText(source.textContent);
      label.data = "Copied";
    } catch {
      getSelection().selectAllChildren(source);
      label.data = "Selected";
    }
    setTimeout(() => (label.data = "Copy"), 2000);
  };

  if (items.length) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.elements.sort.addEventListener("change", sort);
    form.addEventListener("reset", () => setTimeout(() => (sort(), filter())));
    sort();
    filter();
  }
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => closed.forEach((details) => (details.open = false)));
  addEventListener("hashchange", reveal);
  addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link?.getAttribute("href") === location.hash) reveal(); // no other address, and so no other event
  });
  reveal();
})();
