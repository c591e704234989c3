// Small comforts; load with `defer`.
(() => {
  const page = document, on = addEventListener;
  const one = what => page.querySelector(what), near = (e, what) => e.target.closest?.(what);
  page.documentElement.classList.add("js");

  // Leaving with unsaved words asks. data-guard="unsaved": it came back with words in it.
  const unsaved = new Set(page.querySelectorAll("form[data-guard=unsaved]"));
  on("input", e => near(e, "form[data-guard]") && unsaved.add(near(e, "form")));
  on("beforeunload", e => unsaved.size && e.preventDefault());

  // A second post within 4 s is dropped. Buttons stay enabled, so name and value travel.
  const sent = new WeakMap();
  on("submit", e => {
    const form = e.target;
    if (e.defaultPrevented || !/post/i.test(form.getAttribute("method"))) return;
    if (e.timeStamp - sent.get(form) < 4000) return e.preventDefault();
    sent.set(form, e.timeStamp);
    unsaved.delete(form);
    form.dataset.sent = "";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  const help = () => {
    const box = one("dialog#keys");
    if (box) box.open ? box.close() : box.showModal();
    return box;
  };
  on("click", e => {
    const by = near(e, "[data-step]")?.dataset.step;
    if (by) {
      const field = near(e, ".count").querySelector("input");
      field.stepUp(by);
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    }
    if (near(e, "[data-print]")) print();
    if (near(e, "[data-key='?']") && help()) e.preventDefault();
  });

  // `/`, `n`, `?`, pairs such as `g m`. <body data-keys="off"> silences them (WCAG 2.1.4).
  let before, at = 0;
  on("keydown", e => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || page.body.dataset.keys == "off" || near(e, "input, select, textarea, [contenteditable]")) return;
    const find = key => one(`[data-key="${CSS.escape(key)}"]`);
    const pair = e.timeStamp - at < 1500 && find(before + " " + e.key);
    before = e.key; at = e.timeStamp;
    if (e.key == "?" && help()) return e.preventDefault();
    const goal = !one("dialog[open]") && (pair || e.key == "/" && one("[type=search]") || find(e.key));
    if (!goal) return;
    e.preventDefault();
    goal.matches("input") ? goal.focus() : goal.click();
  });

  // A client's own page: the button, or Esc three times, leaves at once. Her session ends, and the page goes from the
  // history. Without this script the button posts.
  const out = one("[data-leave]");
  if (out) {
    let escapes = [];
    const leave = e => {
      e.preventDefault();
      page.documentElement.hidden = true;
      navigator.sendBeacon(out.form.action);
      location.replace(out.dataset.leave);
    };
    out.addEventListener("click", leave);
    on("keydown", e => {
      if (e.key != "Escape") return escapes = [];
      escapes = [...escapes, e.timeStamp].filter(at => e.timeStamp - at < 2000);
      if (escapes.length > 2) leave(e);
    }, true);
    on("pageshow", e => e.persisted && location.reload());
  }

  // The code of a slip comes behind the `#` of a link, which is never sent: into its field, and out of the address.
  const typed = location.pathname == "/slip" && one("input#code");
  if (typed && /^#\d{16}$/.test(location.hash)) {
    typed.value = location.hash.slice(1);
    history.replaceState(null, "", "/slip");
  }

  // Idle lock. Tabs tell each other of life: one left aside does not lock the one in use.
  const limit = page.body.dataset.idle * 1000, lock = one("form#lock");
  if (!limit || !lock) return;
  const tabs = new BroadcastChannel("alive");
  let last = Date.now(), told = 0, locked;
  const look = alive => {
    if (Date.now() - last >= limit) locked ||= (unsaved.clear(), lock.submit(), true);
    else if (alive) last = Date.now();
  };
  tabs.onmessage = look;
  for (const name of ["pointerdown", "pointermove", "keydown", "scroll"]) on(name, e => {
    look(e); // first: a touch that wakes a phone is too late
    if (!locked && last - told > 5000) tabs.postMessage(told = last);
  }, true);
  setInterval(look, 5000);
})();
