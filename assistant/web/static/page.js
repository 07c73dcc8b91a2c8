/* What the other scripts share. Every string of a document goes into a text node: no innerHTML anywhere. */
(() => {
  "use strict";

  /* An element with attributes (null and false are left out) and children; strings become text nodes. */
  const el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  };

  /* A plain copy: Gradio hands out live proxies. */
  const plain = (value) => JSON.parse(JSON.stringify(value ?? null));

  /* Draw a list into a parent, and touch only what has changed, so that focus survives streaming. */
  const keys = new WeakMap();
  const patch = (parent, items, make) => {
    items.forEach((item, place) => {
      const key = JSON.stringify(item);
      const old = parent.children[place];
      if (old && keys.get(old) === key) return;
      const node = make(item, place);
      keys.set(node, key);
      if (old) old.replaceWith(node);
      else parent.append(node);
    });
    while (parent.children.length > items.length) parent.lastElementChild.remove();
    parent.hidden = items.length === 0;
  };

  /* A second guard beside the server's: only http and https become links. */
  const link = (address, words) => {
    let url = null;
    try { url = new URL(address); } catch { return null; }
    if (!/^https?:$/.test(url.protocol)) return null;
    return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, words);
  };

  /* The clipboard is missing on plain http from another machine; then the old command copies. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = el("textarea", { readonly: true, class: "away" });
      area.value = text;
      document.body.append(area);
      area.select();
      try { return document.execCommand("copy"); } finally { area.remove(); }
    }
  };

  /* The line under the product's name. */
  const line = (element, props, trigger, watch) => {
    const draw = () => { element.querySelector(".line").textContent = plain(props.value) || ""; };
    watch("value", draw);
    draw();
  };

  /* The page of an empty library: what to do, progress, and what went wrong. */
  const welcome = (element, props, trigger, watch) => {
    const root = element.querySelector("section");
    const message = el("p", { class: "message", role: "status" });
    const bar = el("progress", { max: 1, "aria-label": "Adding the starter corpus", hidden: true });
    root.append(
      el("h2", {}, "The library is empty"),
      el("p", {}, "It answers from the documents you give it, and from nothing else. The starter corpus is a good way in: " +
        "digests of cloud native surveys, KubeCon reports and guides, most with a link to their original."),
      el("p", {}, "Or add your own in a terminal:"),
      el("pre", {}, "assistant add PATH"),
      message, bar);
    const draw = () => {
      const value = plain(props.value) || {};
      message.textContent = value.message || "";
      bar.hidden = !("share" in value);
      if (typeof value.share === "number") bar.value = value.share;
      else bar.removeAttribute("value");
    };
    watch("value", draw);
    draw();
  };

  window.Page = { el, plain, patch, link, copy, line, welcome };
})();
