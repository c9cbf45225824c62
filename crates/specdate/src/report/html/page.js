"use strict";
(() => {
  const findings = [...document.querySelectorAll(".finding")];
  const form = document.getElementById("filters");
  // What a finding is searched by, read once: a page may have thousands.
  const known = findings.map((element) => ({
    element,
    group: element.dataset.group,
    audiences: element.dataset.audiences.split(" "),
    operations: element.dataset.operations.toLowerCase(),
    text: null,
  }));
  const textOf = (finding) => {
    finding.text ??= ["summary", ".why", "dl"]
      .map((part) => finding.element.querySelector(part)?.textContent ?? "")
      .join(" ")
      .toLowerCase();
    return finding.text;
  };

  const filter = () => {
    const value = (id) => document.getElementById(id).value.trim().toLowerCase();
    const words = value("filter-text").split(/\s+/).filter(Boolean);
    const operation = value("filter-operation");
    const audience = value("filter-audience");
    const groups = new Set([...form.querySelectorAll("[name=group]:checked")].map((box) => box.value));
    const isNarrowed = words.length > 0 || operation || audience;
    let shown = 0;
    for (const finding of known) {
      const matches =
        groups.has(finding.group) &&
        (!audience || finding.audiences.includes(audience)) &&
        (!operation || finding.operations.includes(operation)) &&
        words.every((word) => textOf(finding).includes(word));
      finding.element.hidden = !matches;
      shown += matches ? 1 : 0;
    }
    // What was asked for is not left folded away.
    for (const comparison of document.querySelectorAll("details.comparison")) {
      const inside = comparison.querySelectorAll(".finding").length;
      const left = comparison.querySelectorAll(".finding:not([hidden])").length;
      comparison.hidden = inside > 0 && left === 0;
      if (isNarrowed && left > 0) comparison.open = true;
    }
    document.getElementById("shown").value = `${shown} of ${known.length} shown`;
  };

  const unfold = (open) => {
    for (const details of document.querySelectorAll(".comparison, .finding > details")) {
      details.open = open;
    }
    const button = document.getElementById("unfold");
    button?.setAttribute("aria-pressed", String(open));
    if (button) button.textContent = open ? "Fold all" : "Unfold all";
  };

  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    // The fields have their new values only after the event.
    form.addEventListener("reset", () => setTimeout(filter));
    document.getElementById("unfold").addEventListener("click", (event) => {
      unfold(event.currentTarget.getAttribute("aria-pressed") !== "true");
    });
    // What a browser kept from the last visit holds again.
    filter();
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      // Pages of files may not write to the clipboard directly.
      const area = document.createElement("textarea");
      area.value = button.dataset.copy;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && typing) typing.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && form) {
      event.preventDefault();
      document.getElementById("filter-text").focus();
    }
    if (event.key !== "j" && event.key !== "k") return;
    const stops = findings
      .filter((finding) => !finding.hidden && !finding.closest(".comparison:not([open])"))
      .map((finding) => finding.querySelector("summary"));
    const here = stops.indexOf(document.activeElement);
    const next = event.key === "j" ? here + 1 : here < 0 ? stops.length - 1 : here - 1;
    stops[Math.min(Math.max(next, 0), stops.length - 1)]?.focus();
  });

  // A link leads to something that may be folded away.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
      if (element.hidden) element.hidden = false;
    }
    const details = target.querySelector(":scope > details");
    if (details) details.open = true;
    const summary = target.querySelector("summary");
    summary?.focus({ preventScroll: true });
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper nothing can be unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });
})();
