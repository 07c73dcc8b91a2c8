/* The conversation: one article for each question, drawn from the plain dicts of conversation.py. */
(() => {
  "use strict";
  const { el, plain, patch, copy } = window.Page;

  const chip = (card, place) => el("button", {
    type: "button", class: "chip", "data-cite": place, title: card.quote, "aria-pressed": "false",
    "aria-label": `Source ${card.number}: ${card.title}`,
  }, String(card.number));

  /* A number carries the state of its check; a later step shows badges here. */
  const part = (piece) => piece.check === null ? piece.text
    : el("span", { class: "number", "data-check": piece.check, title: piece.formula }, piece.text);

  const sentence = ({ kind, parts, chips }) => el("span", { class: "sentence", "data-kind": kind },
    parts.map(part), chips.map(([place, card]) => ["\u2009", chip(card, place)]), " ");

  /* A citation with its words: in quotation marks only where they are the publisher's. */
  const reference = ([place, card]) => el("li", { class: `reference ${card.text_kind}` },
    el("button", { type: "button", class: "open", "data-cite": place, "aria-pressed": "false" },
      card.number ? el("span", { class: "index", "aria-hidden": "true" }, String(card.number)) : null,
      el("span", { class: "title" }, card.title)),
    el("span", { class: "byline" }, [card.byline, card.place].filter(Boolean).join(" · ")),
    card.label ? el("span", { class: "label" }, card.label) : null,
    el(card.label ? "span" : "q", { class: "words" }, card.quote));

  const passages = (count) => `${count} ${count === 1 ? "passage" : "passages"} found`;

  /* The fixed frame of a turn; `update` fills it again and again. */
  const frame = (id) => {
    const parts = {
      question: el("h2", { class: "question", id: `q-${id}` }),
      answer: el("p", { class: "answer" }),
      remark: el("p", { class: "remark", role: "status" }),
      refusal: el("div", { class: "refusals" }),
      notes: el("ul", { class: "notes" }),
      references: el("ol", { class: "references", "aria-label": "Sources of this answer", "aria-live": "off" }),
      evidence: el("ul", { class: "references" }),
      summary: el("summary", {}),
      copy: el("button", { type: "button", class: "action copy" }, "Copy answer"),
      again: el("button", { type: "button", class: "action again" }, "Ask again"),
    };
    parts.details = el("details", { class: "evidence", "aria-live": "off" }, parts.summary, parts.evidence);
    parts.node = el("article", { class: "turn", "aria-labelledby": `q-${id}` }, parts.question, parts.answer,
      parts.remark, parts.refusal, parts.notes, parts.references, parts.details,
      el("div", { class: "actions" }, parts.copy, parts.again));
    return parts;
  };

  const refusal = ({ text, nearest }) => el("section", { class: "refusal" },
    el("p", { class: "verdict" }, text),
    nearest.length ? el("p", { class: "hint" }, "What comes nearest is about something else:") : null,
    el("ul", { class: "references" }, nearest.map(reference)));

  const update = (parts, turn) => {
    const cards = (places) => places.map((place) => [place, turn.citations[place]]);
    const numbered = turn.sentences.flatMap((s) => s.citations);
    const cited = [...new Set(numbered)].sort((a, b) => turn.citations[a].number - turn.citations[b].number);
    const running = turn.status === "reading" || turn.status === "writing";
    const others = turn.evidence.filter((place) => !turn.citations[place].number || running);
    parts.node.dataset.status = turn.status;
    parts.node.dataset.outcome = turn.outcome || "";
    parts.node.setAttribute("aria-busy", String(running));
    parts.question.textContent = turn.question || "(no question)";
    patch(parts.answer, turn.sentences.map((s) => ({ kind: s.kind, parts: s.parts, chips: cards(s.citations) })), sentence);
    parts.remark.textContent = turn.remark || "";
    parts.remark.hidden = !turn.remark;
    patch(parts.refusal, turn.refusal.map((r) => ({ text: r.text, nearest: cards(r.nearest) })), refusal);
    patch(parts.notes, turn.notes, (note) => el("li", {}, note));
    patch(parts.references, cards(cited), reference);
    patch(parts.evidence, cards(others), reference);
    parts.summary.textContent = running ? passages(others.length) : `${others.length} more ${others.length === 1 ? "passage" : "passages"} read`;
    parts.details.hidden = others.length === 0;
    // The evidence stands open until the first sentence is there.
    const open = running && turn.sentences.length === 0;
    if (parts.wasOpen !== open) parts.details.open = parts.wasOpen = open;
    parts.copy.hidden = !turn.copy;
    parts.again.hidden = turn.status !== "failed" && turn.status !== "stopped";
    parts.turn = turn;
  };

  const conversation = (element, props, trigger, watch) => {
    const root = element.querySelector(".turns");
    const drawn = [];
    const draw = () => {
      const turns = (plain(props.value) || {}).turns || [];
      let kept = 0;
      while (kept < turns.length && drawn[kept] && drawn[kept].turn.id === turns[kept].id) kept += 1;
      drawn.splice(kept).forEach((parts) => parts.node.remove());
      turns.forEach((turn, place) => {
        const fresh = !drawn[place];
        if (fresh) {
          drawn[place] = frame(turn.id);
          drawn[place].node.dataset.turn = place;
          root.append(drawn[place].node);
        }
        update(drawn[place], turn);
        if (fresh && place > 0) drawn[place].node.scrollIntoView({ block: "start" });
      });
    };

    const open = (node) => {
      const place = Number(node.closest(".turn").dataset.turn);
      const cite = Number(node.dataset.cite);
      root.querySelectorAll("[aria-pressed]").forEach((other) => {
        const same = Number(other.closest(".turn").dataset.turn) === place && Number(other.dataset.cite) === cite;
        other.setAttribute("aria-pressed", String(same));
      });
      window.Page.openedBy = node;
      trigger("open", { turn: place, cite });
    };

    const copied = async (node, turn) => {
      node.textContent = (await copy(turn.copy)) ? "Copied" : "Copying failed";
      setTimeout(() => { node.textContent = "Copy answer"; }, 1600);
    };

    element.addEventListener("click", (event) => {
      const node = event.target.closest("button");
      if (!node) return;
      const place = Number(node.closest(".turn").dataset.turn);
      if (node.dataset.cite !== undefined) open(node);
      else if (node.classList.contains("copy")) copied(node, drawn[place].turn);
      else if (node.classList.contains("again")) trigger("again", { turn: place });
    });
    watch("value", draw);
    draw();
  };

  window.Page.conversation = conversation;
})();
