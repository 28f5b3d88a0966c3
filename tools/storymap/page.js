"use strict";
// The map: what is in sight is drawn on a canvas, and no more, so that large stories move smoothly.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const canvas = $("map"), pen = canvas.getContext("2d");
  const WIDE = data.wide, PAD = data.pad, INLET = data.inlet;
  const INK = "#1C1715", BOOK = "#F1E9D6", RED = "#B8291C", TEXT_RED = "#A3231A", BLUE = "#2C4296";
  const boxes = new Map(), sources = new Map();
  for (const box of data.boxes) boxes.set(box.id, box);
  for (const box of data.boxes)
    for (const row of box.rows)
      for (const target of row.targets) {
        if (!sources.has(target)) sources.set(target, []);
        sources.get(target).push([box, row]);
      }
  const links = data.links.map(([start, end, tie, path, x, y]) => {
    const numbers = path.match(/-?[\d.]+/g).map(Number);
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (let i = 0; i < numbers.length; i += 2) {
      left = Math.min(left, numbers[i]); right = Math.max(right, numbers[i]);
      top = Math.min(top, numbers[i + 1]); bottom = Math.max(bottom, numbers[i + 1]);
    }
    return { start, end, tie, path: new Path2D(path), x, y, left, right, top, bottom };
  });
  const drawn = new Set(links.map((link) => link.start + "\n" + link.end));

  // Where one looks: k window pixels to one of the map, its (x, y) in the corner
  let k = 1, x = 0, y = 0, wide = 1, high = 1, dirty = false;
  let chosen = null, over = null, matching = null;

  const fonts = {};
  for (const [role, look] of Object.entries(data.roles)) {
    const [, family, weight] = /font-family:(.*);font-weight:(\d+)/.exec(look.css);
    fonts[role] = `${weight} ${look.size}px ${family}`;
  }
  const POSTER = "Oswald, Impact, sans-serif";

  function redraw() {
    if (dirty) return;
    dirty = true;
    requestAnimationFrame(() => { dirty = false; draw(); });
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    pen.textRendering = "geometricPrecision";  // else letters stand on whole pixels at small sizes
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = "#E7DCC2";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(k * ratio, 0, 0, k * ratio, -x * k * ratio, -y * k * ratio);
    const right = x + wide / k, bottom = y + high / k;
    const seen = (l, t, w, h) => l < right + 20 && l + w > x - 20 && t < bottom + 20 && t + h > y - 20;
    for (const block of data.blocks) if (seen(...block.at)) drawBlock(block);
    pen.globalAlpha = matching ? 0.25 : chosen ? 0.4 : 1;
    pen.lineWidth = Math.max(1.3, 0.55 / k);
    for (const link of links)
      if (seen(link.left, link.top, link.right - link.left, link.bottom - link.top) && !ofChosen(link))
        drawLink(link, data.ties[link.tie].colour);
    pen.globalAlpha = 1;
    if (chosen) drawTies();  // under the boxes: a line through words would strike them out
    const detail = k >= 0.42 ? 2 : k >= 0.2 ? 1 : 0;
    for (const box of data.boxes)
      if (seen(box.at[0], box.at[1], WIDE, box.at[2])) {
        pen.globalAlpha = matching && !matching.has(box.id) ? 0.22 : 1;
        drawBox(box, detail);
      }
    pen.globalAlpha = 1;
    if (chosen) drawFrame();
    if (k < 0.42) for (const block of data.blocks) if (seen(...block.at)) drawName(block);
    $("scale").textContent = Math.round(k * 100) + " %";
  }

  const ofChosen = (link) => chosen && (link.start === chosen.id || link.end === chosen.id);

  function drawBlock(block) {
    const [l, t, w, h] = block.at;
    pen.fillStyle = "#DDD0B0"; pen.fillRect(l, t, w, h);
    pen.strokeStyle = INK; pen.lineWidth = 1.6; pen.strokeRect(l, t, w, h);
    pen.fillStyle = INK; pen.fillRect(l, t, w, 6);
    pen.strokeStyle = "#968A72"; pen.lineWidth = 1;
    for (const rule of block.rules) stroke(l + 26, rule, l + w - 26, rule);
    if (k < 0.42) return;
    pen.fillStyle = INK;
    pen.font = `700 22px ${POSTER}`; pen.letterSpacing = "1px";
    pen.fillText(block.title.toUpperCase(), l + 26, t + 38);
    pen.letterSpacing = "0px"; pen.font = "12px 'PT Serif', Georgia, serif";
    pen.fillText(block.note, l + 26, t + 55);
  }

  function drawName(block) {
    const [l, t, w] = block.at, size = Math.min(17 / k, 120);
    pen.font = `700 ${size}px ${POSTER}`;
    const room = Math.min(w, pen.measureText(block.title.toUpperCase()).width + size);
    pen.fillStyle = INK; pen.fillRect(l, t, room, size * 1.5);
    pen.fillStyle = BOOK; pen.fillText(block.title.toUpperCase(), l + size / 2, t + size * 1.12, room - size);
  }

  function stroke(x0, y0, x1, y1) { pen.beginPath(); pen.moveTo(x0, y0); pen.lineTo(x1, y1); pen.stroke(); }

  function dashes(text) { pen.setLineDash(text ? text.split(" ").map(Number) : []); }

  function drawLink(link, colour) {
    pen.strokeStyle = colour; pen.fillStyle = colour;
    dashes(data.ties[link.tie].dash); pen.stroke(link.path); dashes("");
    if (link.x !== undefined && k > 0.15) arrow(link.x, link.y);
  }

  function arrow(tipX, tipY, s = 1) {
    pen.beginPath(); pen.moveTo(tipX, tipY - 4 * s); pen.lineTo(tipX + 7 * s, tipY);
    pen.lineTo(tipX, tipY + 4 * s); pen.fill();
  }

  function drawTies() {
    const size = Math.max(1, 0.8 / k);
    for (const link of links)
      if (ofChosen(link)) { pen.lineWidth = 2.6 * size; drawLink(link, link.start === chosen.id ? RED : BLUE); }
    const far = (start, end, port, colour, tie) => {
      if (drawn.has(start.id + "\n" + end.id) || start === end) return;
      const x0 = start.at[0] + WIDE, y0 = start.at[1] + port, x1 = end.at[0] - 7 * size, y1 = end.at[1] + INLET;
      const bow = Math.max(60, Math.min(400, Math.abs(x1 - x0) / 2 + Math.abs(y1 - y0) / 6));
      pen.strokeStyle = colour; pen.fillStyle = colour; pen.lineWidth = 2.2 * size;
      pen.setLineDash(tie === "way" ? [9 * size, 5 * size] : [3 * size, 4 * size]);
      pen.beginPath(); pen.moveTo(x0, y0); pen.bezierCurveTo(x0 + bow, y0, x1 - bow, y1, x1, y1); pen.stroke();
      pen.setLineDash([]); arrow(x1, y1, size);
    };
    chosen.rows.forEach((row, i) => {
      for (const target of row.targets)
        if (boxes.has(target)) far(chosen, boxes.get(target), chosen.ports[i], RED, row.tie);
    });
    for (const [box, row] of sources.get(chosen.id) || [])
      far(box, chosen, box.ports[box.rows.indexOf(row)], BLUE, row.tie);
  }

  function drawFrame() {
    const [l, t, h] = chosen.at;
    pen.lineWidth = 4 * Math.max(1, 0.8 / k); pen.strokeStyle = RED;
    pen.strokeRect(l - 5, t - 5, WIDE + 10, h + 10);
  }

  function drawBox(box, detail) {
    const [l, t, h] = box.at, kind = box.kind, dark = kind === "ending";
    pen.save(); pen.translate(l, t);
    pen.fillStyle = { ending: INK, paper: "#FBF7EC", event: "#D8C49A", silent: "#E7DCC2" }[kind] || BOOK;
    pen.fillRect(0, 0, WIDE, h);
    if (!box.reached && !dark) hatch(h);
    pen.strokeStyle = box.level ? RED : kind === "scene" ? BLUE : INK;
    pen.lineWidth = Math.max(box.level === "error" ? 3 : box.level ? 2 : 1.2, (box.level ? 1.6 : 0.6) / k);
    dashes({ scene: "7 4", silent: "3 3" }[kind] || "");
    pen.strokeRect(0, 0, WIDE, h); dashes("");
    pen.lineWidth = 1; pen.strokeStyle = dark ? BOOK : INK;
    if (dark) pen.strokeRect(3, 3, WIDE - 6, h - 6);
    if (kind === "paper") { stroke(0, 4, WIDE, 4); stroke(0, 7, WIDE, 7); }
    if (kind === "card") { stroke(4, h + 3, WIDE + 3, h + 3); stroke(WIDE + 3, 4, WIDE + 3, h + 3); }
    if (kind === "event") triangle(WIDE - 22, 0, WIDE, 0, WIDE, 22, RED);
    if (box.start) triangle(-13, INLET - 9, 0, INLET, -13, INLET + 9, RED);
    if (over === box) { pen.lineWidth = 3; pen.strokeStyle = TEXT_RED; pen.strokeRect(-2, -2, WIDE + 4, h + 4); }
    if (detail) drawLines(box, dark, detail);
    if (box.level && k > 0.1) drawSign(box);
    const name = $("name").value;
    if (name) {
      const does = box.changes.includes(name), reads = box.reads.includes(name);
      if (does) { pen.fillStyle = RED; pen.fillRect(-9, 0, 7, h); }
      if (reads) { pen.fillStyle = BLUE; pen.fillRect(does ? -18 : -9, 0, 7, h); }
    }
    pen.restore();
  }

  function triangle(x0, y0, x1, y1, x2, y2, colour) {
    pen.fillStyle = colour; pen.beginPath();
    pen.moveTo(x0, y0); pen.lineTo(x1, y1); pen.lineTo(x2, y2); pen.fill();
  }

  function hatch(h) {
    pen.save(); pen.beginPath(); pen.rect(0, 0, WIDE, h); pen.clip();
    pen.strokeStyle = "#D8C49A"; pen.lineWidth = 2.4; pen.beginPath();
    for (let at = -h; at < WIDE; at += 9) { pen.moveTo(at, h); pen.lineTo(at + h, 0); }
    pen.stroke(); pen.restore();
  }

  function drawLines(box, dark, detail) {
    let ruled = false;
    for (const [role, text, base, tie, lock] of box.lines) {
      if (detail < 2 && role !== "title") continue;
      if (role === "row" && !ruled) {
        ruled = true; pen.strokeStyle = dark ? "#8A8068" : "#968A72"; pen.lineWidth = 1;
        stroke(PAD, base - 16, WIDE - PAD, base - 16);
      }
      let at = PAD;
      if (role === "row" && lock) { if (lock === 1) padlock(at + 5, base - 5, dark); at += 14; }
      if (role === "to") { pointer(at + 6, base - 3, dark ? BOOK : data.ties[tie].colour); at += 16; }
      if (role === "finding") { pen.fillStyle = RED; pen.fillRect(at, base - 8, 3, 10); at += 8; }
      pen.font = fonts[role];
      pen.letterSpacing = data.roles[role].track + "px";
      pen.fillStyle = dark ? (role === "finding" ? "#E0503A" : BOOK) : data.roles[role].colour;
      pen.fillText(text, at, base);
    }
    pen.letterSpacing = "0px";
  }

  function padlock(cx, cy, dark) {
    pen.fillStyle = pen.strokeStyle = dark ? "#E0503A" : TEXT_RED;
    pen.fillRect(cx - 4, cy - 1, 8, 6); pen.lineWidth = 1.4;
    pen.beginPath(); pen.arc(cx, cy - 2.6, 2.3, Math.PI, 0); pen.lineTo(cx + 2.3, cy); pen.moveTo(cx - 2.3, cy - 2.6);
    pen.lineTo(cx - 2.3, cy); pen.stroke();
  }

  function pointer(cx, cy, colour) {
    pen.fillStyle = colour; pen.fillRect(cx - 5, cy - 1, 6, 2); triangle(cx, cy - 4, cx + 6, cy, cx, cy + 4, colour);
  }

  function drawSign(box) {
    const s = Math.max(1, Math.min(3, 0.5 / k)), error = box.level === "error";
    pen.save(); pen.translate(WIDE, 0); pen.scale(s, s);
    pen.fillStyle = error ? RED : BOOK; pen.strokeStyle = RED; pen.lineWidth = 2;
    pen.beginPath(); pen.arc(0, 0, 10, 0, 7); pen.fill(); pen.stroke();
    pen.fillStyle = error ? BOOK : TEXT_RED; pen.fillRect(-1.5, -6, 3, 7); pen.fillRect(-1.5, 3, 3, 3);
    pen.restore();
  }

  // Moving

  function resize() {
    const ratio = window.devicePixelRatio || 1, room = canvas.getBoundingClientRect();
    wide = room.width; high = room.height;
    canvas.width = Math.round(wide * ratio); canvas.height = Math.round(high * ratio);
    redraw();
  }

  const least = () => Math.min(0.05, wide / data.width, high / data.height) * 0.8;

  function zoom(by, atX = wide / 2, atY = high / 2) {
    const to = Math.max(least(), Math.min(4, k * by));
    x += atX / k - atX / to; y += atY / k - atY / to; k = to;
    redraw();
  }

  function show(l, t, w, h, most = 1) {
    k = Math.max(least(), Math.min(most, (wide - 48) / w, (high - 48) / h));
    x = l + w / 2 - wide / k / 2; y = t + h / 2 - high / k / 2;
    redraw();
  }

  function whole() {
    const tops = data.blocks.map((b) => b.at[1]), top = Math.min(...tops);
    show(data.blocks[0].at[0], top, data.width - 2 * data.blocks[0].at[0], data.height - top - 40, 1.5);
  }

  function begin() {
    const first = data.boxes.find((box) => box.start) || data.boxes[0];
    k = Math.min(1, Math.max(0.8, wide / (5 * (WIDE + 90))));
    x = first.at[0] - 60 / k; y = first.at[1] - 110 / k; redraw();
  }

  function centre(box) {
    if (k < 0.6) k = 0.8;
    x = box.at[0] + WIDE / 2 - wide / k / 2; y = box.at[1] + box.at[2] / 2 - high / k / 2;
    redraw();
  }

  function at(event) {
    const room = canvas.getBoundingClientRect();
    const px = (event.clientX - room.left) / k + x, py = (event.clientY - room.top) / k + y;
    return data.boxes.find((b) => px >= b.at[0] && px <= b.at[0] + WIDE && py >= b.at[1] && py <= b.at[1] + b.at[2]);
  }

  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const room = canvas.getBoundingClientRect(), lines = event.deltaMode === 1 ? 30 : 1;
    if (event.shiftKey) { x += (event.deltaY || event.deltaX) * lines / k; redraw(); return; }
    zoom(Math.exp(-event.deltaY * lines * 0.0016), event.clientX - room.left, event.clientY - room.top);
  }, { passive: false });

  let held = null;
  canvas.addEventListener("pointerdown", (event) => {
    held = { px: event.clientX, py: event.clientY, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held) {
      const now = at(event) || null;
      if (now !== over) { over = now; canvas.classList.toggle("over", !!now); canvas.title = now ? now.id : ""; redraw(); }
      return;
    }
    const dx = event.clientX - held.px, dy = event.clientY - held.py;
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    held.moved = true; canvas.classList.add("moving");
    x -= dx / k; y -= dy / k; held.px = event.clientX; held.py = event.clientY;
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => {
    const click = held && !held.moved;
    held = null; canvas.classList.remove("moving");
    if (click) choose(at(event) || null, false);
  });
  canvas.addEventListener("pointercancel", () => { held = null; canvas.classList.remove("moving"); });

  // Choosing

  function element(tag, words, look) {
    const made = document.createElement(tag);
    if (words) made.textContent = words;
    if (look) made.className = look;
    return made;
  }

  function led(id) {
    const button = element("button", id, "led");
    button.type = "button";
    button.addEventListener("click", () => choose(boxes.get(id)));
    return boxes.has(id) ? button : element("code", id);
  }

  function choose(box, go = true) {
    chosen = box;
    const about = $("about"), before = wide;
    about.hidden = !box; about.replaceChildren(); about.scrollTop = 0;
    if (box) tell(about, box);
    history.replaceState(null, "", box ? "#" + encodeURIComponent(box.id) : location.pathname + location.search);
    resize();
    if (box && go) centre(box);
    else if (box) {  // the panel must not cover what was clicked
      const right = (box.at[0] + WIDE - x) * k + 20;
      if (wide < before && right > wide) x += (right - wide) / k;
    }
    mark(); redraw();
  }

  function tell(about, box) {
    const close = element("button", "×", "close");
    close.setAttribute("aria-label", "Close"); close.title = "Close (Esc)";
    close.addEventListener("click", () => { choose(null); canvas.focus(); });
    about.append(close);
    const badges = [box.start ? "start" : "", box.badge, box.reached ? "" : "never reached"];
    about.append(element("p", badges.filter(Boolean).join(" · ") || "passage", "badge"));
    about.append(element("h2", box.title), element("code", box.id));
    about.append(element("small", `${box.file}:${box.line}`));
    if (box.condition) about.append(element("small", "when: " + box.condition));
    const section = (title, items) => {
      if (!items.length) return;
      about.append(element("h3", title));
      const list = element("ul"); list.append(...items); about.append(list);
    };
    section("Findings", box.findings.map(findingItem));
    section("Ways on", box.rows.map((row) => {
      const item = element("li", (row.choice ? "“" + row.label + "”" : row.label) + " ");
      row.targets.forEach((target, i) => item.append(i ? ", " : "→ ", led(target)));
      if (row.if) item.append(element("small", "if " + row.if, "locked"));
      if (row.does) item.append(element("small", "does " + row.does));
      return item;
    }));
    const from = new Map();
    for (const [source, row] of sources.get(box.id) || []) {
      if (!from.has(source.id)) from.set(source.id, []);
      from.get(source.id).push(row.label);
    }
    section("Come to from", [...from].map(([id, labels]) => {
      const item = element("li"); item.append(led(id), element("small", labels.join(" / "))); return item;
    }));
    const names = (list) => list.map((name) => {
      const item = element("li"), button = element("button", name, "led");
      button.addEventListener("click", () => { $("name").value = name; filter(); });
      item.append(button); return item;
    });
    section("Reads", names(box.reads));
    section("Changes", names(box.changes));
    if (box.text) {
      about.append(element("h3", "Text"));
      const text = element("div", "", "text");
      for (const line of box.text.split("\n")) text.append(element("p", line));
      about.append(text);
    }
  }

  function findingItem(finding) {
    const item = element("li", "", "finding");
    item.append(element("b", finding.level + ": "), finding.message, element("small", `${finding.rule} · ${finding.at}`));
    return item;
  }

  // Finding

  for (const block of data.blocks) $("chapter").append(new Option(block.title, block.id));
  for (const [name, kind] of data.names) $("name").append(new Option(`${name} (${kind})`, name));
  const plain = (words) => words.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f’‘']/g, "");
  const words = new Map(data.boxes.map((box) => [box.id, plain([box.id, box.title, box.text,
    ...box.rows.map((row) => row.label + " " + row.if), ...box.findings.map((f) => f.rule + " " + f.message)].join("\n"))]));
  const MOST = 200;

  function filter(move = false) {
    const wanted = plain($("search").value.trim()), chapter = $("chapter").value;
    const name = $("name").value, only = $("findings").checked;
    const any = wanted || chapter || name || only;
    const found = data.boxes.filter((box) =>
      (!wanted || words.get(box.id).includes(wanted)) && (!chapter || box.chapter === chapter) &&
      (!name || box.reads.includes(name) || box.changes.includes(name)) && (!only || box.findings.length));
    if (wanted) found.sort((a, b) => rank(b, wanted) - rank(a, wanted));
    matching = any ? new Set(found.map((box) => box.id)) : null;
    const list = $("results");
    list.replaceChildren();
    if (any && only && !chapter && !name && !wanted)
      for (const finding of data.apart) {
        const item = findingItem(finding); item.style.padding = "5px 14px"; list.append(item);
      }
    if (any) for (const box of found.slice(0, MOST)) list.append(result(box, name));
    const more = found.length > MOST ? `; the first ${MOST} are listed` : "";
    const few = `${found.length} passage${found.length === 1 ? "" : "s"}${more}`;
    $("told").textContent = any ? (name ? few + ": blue bars read it, red ones change it" : few) : "";
    if (move && chapter) {
      const block = data.blocks.find((each) => each.id === chapter);
      show(...block.at, 1);
    }
    mark(); redraw();
    return found;
  }

  const rank = (box, wanted) => (plain(box.id) === wanted) * 8 + plain(box.id).startsWith(wanted) * 4 +
    plain(box.id).includes(wanted) * 2 + plain(box.title).includes(wanted);

  function result(box, name) {
    const item = element("li"), button = element("button");
    button.dataset.id = box.id;
    const does = name ? [box.reads.includes(name) ? "reads" : "", box.changes.includes(name) ? "changes" : ""] : [];
    button.append(box.title, element("small", [box.id, ...does.filter(Boolean)].join(" · ")));
    for (const finding of box.findings) button.append(element("em", finding.rule + " "));
    button.addEventListener("click", () => choose(box));
    item.append(button); return item;
  }

  function mark() {
    for (const button of $("results").querySelectorAll("button")) {
      const here = !!chosen && button.dataset.id === chosen.id;
      button.setAttribute("aria-current", here);
      if (here) button.scrollIntoView({ block: "nearest" });
    }
  }

  $("search").addEventListener("input", () => filter());
  $("search").addEventListener("keydown", (event) => {
    const first = $("results").querySelector("button");
    if (event.key === "Enter" && first) first.click();
    if (event.key === "ArrowDown" && first) { first.focus(); event.preventDefault(); }
  });
  $("results").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const all = [...$("results").querySelectorAll("button")], next = all[all.indexOf(document.activeElement) + step];
    (next || (step < 0 ? $("search") : all[all.length - 1])).focus();
    event.preventDefault();
  });
  $("chapter").addEventListener("change", () => filter(true));
  $("name").addEventListener("change", () => filter());
  $("findings").addEventListener("change", () => filter());
  $("in").addEventListener("click", () => zoom(1.3));
  $("out").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", whole);

  function clear() {
    if (chosen) { choose(null); return; }
    $("search").value = $("chapter").value = $("name").value = ""; $("findings").checked = false;
    filter();
  }

  function step(by, only) {
    const all = data.boxes.filter((box) => !only || box.findings.length);
    if (!all.length) return;
    const now = chosen ? all.indexOf(chosen) : -1;
    choose(all[((now < 0 && by < 0 ? 0 : now) + by + all.length) % all.length]);
  }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { clear(); canvas.focus(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    const far = 90 / k, panning = document.activeElement === canvas || document.activeElement === document.body;
    switch (event.key) {
      case "/": $("search").focus(); $("search").select(); break;
      case "+": case "=": zoom(1.25); break;
      case "-": case "_": zoom(0.8); break;
      case "0": whole(); break;
      case "f": case "F": $("findings").checked = !$("findings").checked; filter(); break;
      case "n": case "N": step(event.shiftKey ? -1 : 1, true); break;
      case "]": step(1, false); break;
      case "[": step(-1, false); break;
      case "ArrowLeft": if (!panning) return; x -= far; redraw(); break;
      case "ArrowRight": if (!panning) return; x += far; redraw(); break;
      case "ArrowUp": if (!panning) return; y -= far; redraw(); break;
      case "ArrowDown": if (!panning) return; y += far; redraw(); break;
      default: return;
    }
    event.preventDefault();
  });

  addEventListener("resize", resize);
  resize(); begin(); filter();
  const asked = boxes.get(decodeURIComponent(location.hash.slice(1)));
  if (asked) choose(asked);
  if (document.fonts) {
    for (const font of Object.values(fonts)) document.fonts.load(font).then(redraw, () => {});
    document.fonts.ready.then(redraw);
  }
  // For tests and for the curious
  window.storyMap = {
    get state() { return { k, x, y, chosen: chosen && chosen.id, matching: matching && matching.size, wide, high }; },
    place(id) { const b = boxes.get(id); return [(b.at[0] + WIDE / 2 - x) * k, (b.at[1] + 20 - y) * k]; },
    draw,
  };
})();
