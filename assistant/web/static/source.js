/* The source panel: what is known about a source, and its text with the cited words marked. */
(() => {
  "use strict";
  const { el, plain, link } = window.Page;
  const narrow = window.matchMedia("(max-width: 60rem)");

  /* The three texts of a block: before the cited words, the cited words, after them. */
  const block = ({ kind, text }) => {
    const [before, cited, after] = text;
    const tag = { heading: "h3", item: "li" }[kind] || "p";
    return el(tag, { class: cited ? `${kind} cited` : kind }, before, cited ? el("mark", {}, cited) : null, after);
  };

  const blocks = (all) => {
    const nodes = [];
    let page = null;
    for (const item of all) {
      if (item.page && item.page !== page) nodes.push(el("p", { class: "page" }, `Page ${item.page}`));
      page = item.page || page;
      nodes.push(block(item));
    }
    return nodes;
  };

  const left = (count, where) => count > 0
    ? el("p", { class: "hint" }, `${count.toLocaleString("en-GB")} more characters ${where} are not shown.`) : null;

  const facts = (rows) => el("dl", {}, rows.map(({ name, value }) => [el("dt", {}, name), el("dd", {}, value)]));

  /* What stays in view while the text scrolls. */
  const head = (shown) => [
    el("h2", {}, shown.title),
    shown.problem ? el("p", { class: "problem" }, shown.problem) : null,
    shown.changed ? el("p", { class: "problem" }, shown.changed) : null,
    shown.about ? facts(shown.about) : null,
    shown.url ? el("p", {}, link(shown.url, "Open the original ↗")) : null,
    shown.label ? el("p", { class: "label" }, shown.label) : null,
    shown.place ? el("p", { class: "hint" }, `Cited: ${shown.place}`) : null,
  ];

  const text = (shown) => shown.blocks
    ? [left(shown.before, "before this"), blocks(shown.blocks), left(shown.after, "after this")].flat() : [];

  const source = (element, props, trigger, watch) => {
    const root = element.querySelector("section");
    const status = el("p", { class: "away", role: "status" });
    const about = el("div", { class: "about" });
    const body = el("div", { class: "text", tabindex: "0", role: "group", "aria-label": "Text of the source" });
    const back = el("button", { type: "button", class: "action back" }, "Back to the answer");
    back.addEventListener("click", () => {
      const node = window.Page.openedBy;
      if (node && node.isConnected) { node.scrollIntoView({ block: "center" }); node.focus(); }
    });
    root.append(status, back, about, body);

    const draw = () => {
      const shown = plain(props.value);
      back.hidden = !shown;
      body.hidden = !shown || !shown.blocks;
      if (!shown) {
        about.replaceChildren(el("p", { class: "hint" }, "Choose a number in an answer, and its source opens here " +
          "at the very sentence."));
        status.textContent = "";
        return;
      }
      about.replaceChildren(...head(shown).filter(Boolean));
      body.replaceChildren(...text(shown).filter(Boolean));
      status.textContent = `Opened: ${shown.title}`;
      const mark = body.querySelector("mark");
      if (narrow.matches) {
        root.scrollIntoView({ block: "start" });
        root.focus({ preventScroll: true });
      }
      // The start of the text stays in view where the cited words are near it.
      body.scrollTop = 0;
      about.scrollTop = 0;
      if (!mark) return;
      const [box, cited] = [body.getBoundingClientRect(), mark.getBoundingClientRect()];
      if (cited.bottom > box.bottom - 40) body.scrollTop = cited.top - box.top - body.clientHeight / 3;
    };
    watch("value", draw);
    draw();
  };

  window.Page.source = source;
})();
