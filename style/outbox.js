// What waits on a phone until there is a signal: sealed before it comes here, so that nothing here can read it. Used by the
// page that logs contacts, by the page that enrols a phone, and by the worker.
(() => {
  const DAYS_WITHOUT = 30, TRIES = 5, AT_ONCE = 100, HOUR = 3600e3;
  const today = () => new Date(Date.now() + 7 * HOUR).toISOString().slice(0, 10); // in Vietnam

  // "own": what this phone is (phone, day, tries). "waiting", "refused": number, sealed bytes, day.
  let opened;
  const base = () => opened ||= new Promise((done, failed) => {
    const asked = indexedDB.open("notes", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("own");
      for (const name of ["waiting", "refused"]) asked.result.createObjectStore(name, { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  // One transaction; done only when it is on disk.
  const change = async (stores, mode, work) => {
    const transaction = (await base()).transaction(stores, mode, { durability: "strict" });
    const of = asked => new Promise((done, failed) => {
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
    const over = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
    const made = await work(name => transaction.objectStore(name), of);
    await over;
    return made;
  };
  const read = (store, key) => change([store], "readonly", (at, of) => of(at(store).get(key)));
  const hex = bytes => Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, "0")).join("");

  // Everything this phone has of us is gone.
  const wipe = async () => {
    await change(["own", "waiting", "refused"], "readwrite", async at => {
      for (const name of ["own", "waiting", "refused"]) at(name).clear();
    });
    self.localStorage?.removeItem("where");
    current = undefined;
  };

  // Sends what waits, in batches; forgets one only when the server has answered for it. One tab at a time.
  const send = async () => {
    const phone = await read("own", "phone");
    if (!phone) return;
    for (let more = true; more;) {
      const batch = await change(["waiting"], "readonly", (at, of) => of(at("waiting").getAll(null, AT_ONCE)));
      if (!batch.length && Date.now() - phone.sentAt < 12 * HOUR) return;
      const answer = await fetch("/field/contacts", {
        method: "POST",
        body: new Blob(batch.map(one => one.sealed)),
        headers: { authorization: "Bearer " + phone.token, "content-type": "application/octet-stream" },
        cache: "no-store", redirect: "error", signal: AbortSignal.timeout(20e3),
      });
      if (answer.status == 410) return wipe();
      if (answer.status != 200) return;
      const [first, ...lines] = (await answer.text()).trim().split("\n");
      const became = new Map(lines.map(line => line.split(" ")));
      // An answer that is cut short says nothing of the rest: it is sent again.
      const told = batch.filter(one => became.has(one.id));
      phone.key = first.split(" ")[1];
      phone.sentAt = Date.now();
      await change(["own", "waiting", "refused"], "readwrite", async at => {
        for (const one of told) {
          const why = became.get(one.id);
          if (why != "kept") at("refused").put({ ...one, why });
          at("waiting").delete(one.id);
        }
        at("own").put(phone, "phone");
      });
      current = phone;
      more = told.length > 0;
      show();
    }
  };
  let queued;
  const sync = async () => {
    // Nothing is read to be sent where the browser knows that nothing can be: "online" calls again.
    if (!navigator.onLine) return show();
    try {
      // Behind whoever is sending now, another tab or the worker; what comes meanwhile needs no third in the row.
      await (queued ||= navigator.locks.request("outbox", () => (queued = undefined, send())));
    } catch {
      queued = undefined; // no signal: what waits still waits, and the next time tries again
    }
    return show();
  };

  // From here on only on a page.
  const page = self.document;
  let current, show = async () => {};
  self.outbox = {
    sync,
    // What seals needs: whose phone, which, and the key. Nothing when this phone was not enrolled.
    phone: () => current && [current.account, current.phone, current.key].join(" "),
    // Keeps one that is sealed; done when it is on disk. Only contacts are counted as such.
    keep: async (id, sealed, isContact) => {
      await change(["own", "waiting"], "readwrite", async (at, of) => {
        const day = await of(at("own").get("day"));
        const saved = (day?.day == today() ? day.saved : 0) + isContact;
        at("own").put({ day: today(), saved }, "day");
        at("waiting").add({ id, sealed, day: today() });
      });
      isContact ? remember() : arrived.reset();
      show();
      navigator.serviceWorker?.ready.then(worker => worker.sync?.register("outbox")).catch(() => {});
      sync();
    },
  };
  if (!page) return;

  const one = (what, within = page) => within.querySelector(what);
  const form = one("form[data-field]"), arrived = one("form[data-accompaniment]"), unlock = one("form[data-unlock]"), open = one("[data-open]");

  // Where she works is all that is remembered: a commune and a type of place.
  const remember = () => {
    const place = one("[name=place]:checked", form)?.value, commune = one("[name=commune]", form).value;
    localStorage.setItem("where", JSON.stringify({ place, commune }));
    form.reset();
    recall();
  };
  const recall = () => {
    const { place, commune } = JSON.parse(localStorage.getItem("where") || "{}");
    if (commune) one("[name=commune]", form).value = commune;
    if (place) one(`[name=place][value="${CSS.escape(place)}"]`, form)?.click();
  };

  const pinKey = async (pin, salt) => {
    const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
    return hex(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: 300_000 }, key, 256));
  };

  // The page that enrols: what the server said, and a PIN that it never hears of.
  const enrol = one("form[data-enrol]");
  enrol?.addEventListener("submit", async e => {
    e.preventDefault();
    const { account, phone, token, key } = enrol.dataset, said = one("[data-said]", enrol);
    const [pin, again] = ["pin", "pin_again"].map(name => enrol.elements[name].value);
    if (!/^\d{6}$/.test(pin) || pin != again) return said.textContent = said.dataset.wrong;
    try {
      const salt = crypto.getRandomValues(new Uint8Array(16)), hash = await pinKey(pin, salt);
      // The phone of another before her: what waits on it keeps its own name, and goes first.
      await sync();
      const left = await change(["waiting"], "readonly", (at, of) => of(at("waiting").count()));
      const before = await read("own", "phone");
      if (left && before && before.account != account) throw new Error("another's");
      await change(["own"], "readwrite", async at => {
        at("own").put({ account, phone, token, key, salt, hash, sentAt: Date.now() }, "phone");
        at("own").put(0, "tries");
      });
      navigator.storage?.persist?.();
      await register();
      location.replace("/field/log");
    } catch { said.textContent = said.dataset.failed; }
  });

  const register = () => navigator.serviceWorker?.register("/field/worker.js", { scope: "/field/", updateViaCache: "none" });

  if (!form) return;
  // A form that is pressed before what seals it is awake would be posted, and lost without a signal.
  for (const each of [form, arrived])
    each.addEventListener("submit", e => current && !("awake" in each.dataset) && e.preventDefault());
  let locked = true;
  const lock = () => {
    locked = true;
    unlock.hidden = !(current && locked);
    open.hidden = !unlock.hidden;
  };
  unlock.addEventListener("submit", async e => {
    e.preventDefault();
    const said = one("[data-said]", unlock), pin = unlock.elements.pin;
    // Counted before it is looked at: a phone that is switched off in between has used a try.
    const tries = await change(["own"], "readwrite", async (at, of) => {
      const tries = (await of(at("own").get("tries")) || 0) + 1;
      at("own").put(tries, "tries");
      return tries;
    });
    const right = current && await pinKey(pin.value, current.salt) == current.hash;
    pin.value = "";
    said.textContent = right ? "" : said.dataset.wrong;
    if (right) {
      await change(["own"], "readwrite", async at => { at("own").put(0, "tries"); });
      locked = false;
      unlock.hidden = true;
      open.hidden = false;
    } else if (tries >= TRIES) {
      await wipe();
      location.reload();
    }
  });
  page.addEventListener("visibilitychange", () => page.hidden ? lock() : sync());

  const list = one("[data-refused]");
  show = async () => {
    const told = await change(["own", "waiting", "refused"], "readonly", async (at, of) => ({
      waiting: await of(at("waiting").count()),
      day: await of(at("own").get("day")),
      refused: await of(at("refused").getAll()),
      phone: await of(at("own").get("phone")),
    }));
    const last = told.phone?.sentAt && new Date(told.phone.sentAt).toLocaleString("vi-VN", { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" });
    const says = { waiting: told.waiting, today: told.day?.day == today() ? told.day.saved : 0, last };
    for (const place of page.querySelectorAll("[data-count]")) {
      const value = says[place.dataset.count];
      place.textContent = value === undefined ? "" : place.dataset.words.replace(/\{\w+\}/, value);
    }
    if (!told.phone) [unlock.hidden, open.hidden] = [true, false];
    one("[data-enrolled]").hidden = !told.phone;
    one("[data-unknown]").hidden = !!told.phone;
    list.hidden = !told.refused.length;
    const rows = told.refused.map(refused => {
      const row = one("[data-row]", list).content.firstElementChild.cloneNode(true);
      one("[data-day]", row).textContent = refused.day.split("-").reverse().join("/");
      one("[data-reason]", row).textContent = one(`[data-why="${CSS.escape(refused.why)}"]`, list)?.content.textContent ?? refused.why;
      const settle = again => change(["waiting", "refused"], "readwrite", async at => {
        at("refused").delete(refused.id);
        if (again) at("waiting").put({ id: refused.id, sealed: refused.sealed, day: refused.day });
      }).then(again ? sync : show);
      one("[data-again]", row).addEventListener("click", () => settle(true));
      const drop = one("[data-drop]", row);
      drop.addEventListener("click", () => confirm(drop.dataset.sure) && settle(false));
      return row;
    });
    one("ul", list).replaceChildren(...rows);
  };

  (async () => {
    recall();
    try {
      current = await read("own", "phone");
      if (current && Date.now() - current.sentAt > DAYS_WITHOUT * 24 * HOUR) {
        // The last chance: what goes through now is not lost.
        await sync();
        current = await read("own", "phone");
        if (current && Date.now() - current.sentAt > DAYS_WITHOUT * 24 * HOUR) await wipe();
      }
      lock();
      await register();
    } catch { /* private mode: the form still posts */ }
    await sync();
    addEventListener("online", sync);
    setInterval(sync, 60e3);
  })();
})();
