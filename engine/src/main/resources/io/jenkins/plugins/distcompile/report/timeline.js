// The timeline: a canvas that draws the visible part of all lanes, with zoom, hover and keys.
(function (dc) {
  'use strict';
  const { el } = dc;
  const ROW = 18;
  const AXIS = 26;
  const GAP = 8;
  const KINDS = {
    compile: 'compile on an agent', local: 'compile here', prepare: 'preprocess', transfer: 'transfer', waiting: 'waiting for a slot',
    cancelled: 'cancelled copy', lost: 'lost or handed back', failed: 'compile error or refused',
  };

  /** A fill for each kind: colour and pattern both tell them apart. */
  function fills(root) {
    const made = {};
    for (const kind of Object.keys(KINDS)) made[kind] = pattern(kind, dc.colour(root, '--dc-span-' + kind), dc.colour(root, '--dc-card'));
    return made;
  }

  function pattern(kind, colour, ground) {
    if (kind === 'compile' || kind === 'local') return colour;
    const tile = document.createElement('canvas');
    tile.width = tile.height = 8;
    const g = tile.getContext('2d');
    g.fillStyle = kind === 'waiting' || kind === 'cancelled' ? ground : colour;
    g.fillRect(0, 0, 8, 8);
    g.strokeStyle = g.fillStyle === colour ? ground : colour;
    g.lineWidth = kind === 'cancelled' ? 3 : 1.5;
    g.strokeStyle = kind === 'waiting' || kind === 'cancelled' ? colour : ground;
    const line = (x1, y1, x2, y2) => { g.beginPath(); g.moveTo(x1, y1); g.lineTo(x2, y2); g.stroke(); };
    if (kind === 'cancelled') { line(-2, 6, 6, -2); line(2, 10, 10, 2); }
    if (kind === 'lost') { line(0, 0, 8, 8); line(8, 0, 0, 8); }
    if (kind === 'failed') { line(0, 2, 8, 2); line(0, 6, 8, 6); }
    if (kind === 'prepare') { line(4, 0, 4, 8); }
    if (kind === 'transfer') { g.fillStyle = ground; g.fillRect(2, 2, 2, 2); g.fillRect(6, 6, 2, 2); }
    if (kind === 'waiting') { g.fillStyle = colour; g.fillRect(0, 3, 8, 2); }
    return g.createPattern(tile, 'repeat');
  }

  dc.timeline = function (root, data) {
    let report, lanes, end, y, onPath;
    read();
    const canvas = el('canvas', { tabindex: 0, role: 'application', 'aria-roledescription': 'timeline' });
    const spacer = el('div');
    const scroller = el('div', { class: 'dc-lanes' }, canvas, spacer);
    const tip = el('div', { class: 'dc-tip', hidden: true });
    const live = el('div', { class: 'dc-live', 'aria-live': 'polite' });
    const frame = el('div', { class: 'dc-timeline' }, scroller, tip, live);
    const showPath = el('input', { type: 'checkbox', checked: true });
    const state = { from: 0, to: end, labels: 150, width: 0, height: 0, selected: null, queued: false };
    let fill = fills(root), colours = inks();

    function read() {
      report = data.report;
      lanes = report.timeline.lanes || [];
      end = Math.max(1, report.head.nowMillis);
      y = layout(lanes);
      onPath = new Set((report.criticalPath || []).map(([lane, span]) => lane + ':' + span));
    }

    function inks() {
      const all = {};
      for (const name of ['text', 'muted', 'line', 'card', 'path']) all[name] = dc.colour(root, '--dc-' + name);
      return all;
    }

    function announce() {
      canvas.setAttribute('aria-label', 'Timeline of ' + dc.plural(lanes.length, 'lane') + ' over ' + dc.seconds(end / 1000)
        + '. Arrow keys pan, plus and minus zoom, 0 shows all, n and p step through units, up and down change the lane.');
    }

    const x = (ms) => state.labels + (ms - state.from) / (state.to - state.from) * (state.width - state.labels - 14);
    const time = (px) => state.from + (px - state.labels) / (state.width - state.labels - 14) * (state.to - state.from);

    function draw() {
      state.queued = false;
      const g = canvas.getContext('2d');
      const ratio = window.devicePixelRatio || 1;
      const top = scroller.scrollTop;
      g.setTransform(ratio, 0, 0, ratio, 0, 0);
      g.clearRect(0, 0, state.width, state.height);
      g.font = '12px ' + getComputedStyle(root).fontFamily;
      g.textBaseline = 'middle';
      grid(g, colours);
      g.save();
      g.beginPath(); g.rect(0, AXIS, state.width, state.height - AXIS); g.clip();
      g.translate(0, AXIS - top);
      for (let i = 0; i < lanes.length; i++) {
        if (y[i] + ROW < top || y[i] > top + state.height) continue;
        if (lanes[i].slot === 1 && i > 0) { g.fillStyle = colours.line; g.fillRect(0, y[i] - GAP / 2 - .5, state.width, 1); }
        row(g, lanes[i], y[i]);
      }
      if (showPath.checked) path(g, colours);
      g.fillStyle = colours.card;
      g.fillRect(0, top, state.labels - 6, state.height);
      labels(g, colours, top);
      mark(g, colours);
      g.restore();
    }

    function grid(g, colours) {
      const span = (state.to - state.from) / 1000;
      const rough = span / Math.max(2, (state.width - state.labels) / 110);
      const power = 10 ** Math.floor(Math.log10(rough));
      const step = [15, 30, 60, 120, 300, 600, 1800, 3600, 7200].find((s) => rough > 10 && s >= rough) || [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough);
      g.textAlign = 'center';
      for (let s = Math.ceil(state.from / 1000 / step) * step; s * 1000 <= state.to; s += step) {
        const px = Math.round(x(s * 1000)) + .5;
        g.fillStyle = colours.line;
        g.fillRect(px, AXIS - 4, 1, state.height);
        g.fillStyle = colours.muted;
        g.fillText(step < 1 ? s.toFixed(Math.min(4, Math.ceil(-Math.log10(step)))) + ' s' : dc.seconds(s).replace(/\.0+ s$/, ' s').replace(/(min|h) 00 (s|min)$/, '$1'), Math.max(state.labels + 8, Math.min(px, state.width - 24)), AXIS / 2);
      }
    }

    function row(g, lane, top) {
      const spans = lane.spans;
      let lastPixel = -1;
      for (let i = first(spans, state.from); i < spans.length && spans[i][2] <= state.to; i++) {
        const a = Math.max(state.labels, x(spans[i][2]));
        const b = Math.min(x(spans[i][3]), state.width);
        const wide = b - a;
        if (wide < .5 && Math.floor(b) === lastPixel) continue;
        lastPixel = Math.floor(b);
        g.fillStyle = fill[spans[i][1]];
        g.fillRect(a, top + 2, Math.max(wide > 3 ? wide - 1 : wide, .6), ROW - 4);
      }
    }

    function path(g, colours) {
      const steps = report.criticalPath || [];
      g.strokeStyle = colours.path;
      g.lineWidth = 1.5;
      g.beginPath();
      let before = null;
      for (const [lane, index] of steps) {
        const span = lanes[lane].spans[index];
        if (!span) continue;
        const a = x(span[2]), b = x(span[3]), middle = y[lane] + ROW / 2;
        if (b >= state.labels && a <= state.width) {
          if (b - a >= 4) g.rect(a + .25, y[lane] + 1.5, b - a - 1.5, ROW - 3);
          else { g.moveTo(a, y[lane] + ROW - 1); g.lineTo(Math.max(b, a + 1), y[lane] + ROW - 1); }
        }
        if (before && before.lane !== lane && a >= state.labels) { g.moveTo(before.x, before.y); g.lineTo(a, middle); }
        before = { x: b, y: middle, lane };
      }
      g.stroke();
    }

    function labels(g, colours) {
      const narrow = state.labels < 120;
      g.textAlign = 'left';
      for (let i = 0; i < lanes.length; i++) {
        const middle = y[i] + ROW / 2 + .5;
        if (lanes[i].slot === 1) {
          g.fillStyle = colours.text;
          g.font = '600 12px ' + getComputedStyle(root).fontFamily;
          g.fillText(short(g, lanes[i].local ? lanes[i].group.replace('here: ', '') : lanes[i].group, state.labels - (narrow ? 16 : 50)), narrow ? 8 : 16, middle);
          g.font = '12px ' + getComputedStyle(root).fontFamily;
        }
        if (!narrow) {
          g.textAlign = 'right';
          g.fillStyle = colours.muted;
          g.fillText(String(lanes[i].slot), state.labels - 14, middle);
          g.textAlign = 'left';
        }
      }
    }

    function mark(g, colours) {
      if (!state.selected) return;
      const span = lanes[state.selected.lane].spans[state.selected.span];
      const a = Math.max(state.labels, x(span[2])), b = x(span[3]);
      if (b < state.labels) return;
      g.strokeStyle = colours.text;
      g.lineWidth = 2;
      g.strokeRect(a - 1, y[state.selected.lane] + .5, Math.max(b - a + 1, 3), ROW - 1);
    }

    function redraw() {
      if (!state.queued) { state.queued = true; requestAnimationFrame(draw); }
    }

    function resize() {
      const total = (y.length ? y[y.length - 1] + ROW : 40) + AXIS + 10;
      const width = scroller.clientWidth;
      if (!width) return;
      state.width = width;
      state.height = Math.min(total, 520);
      state.labels = width < 620 ? 92 : 168;
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(state.height * ratio);
      canvas.style.width = width + 'px';
      canvas.style.height = state.height + 'px';
      spacer.style.height = Math.max(0, total - state.height) + 'px';
      draw();
    }

    function view(from, to) {
      const length = Math.min(end, Math.max(to - from, end / 5000, .5));
      state.from = Math.max(0, Math.min(from, end - length));
      state.to = state.from + length;
      redraw();
    }

    function zoom(factor, around) {
      view(around - (around - state.from) * factor, around + (state.to - around) * factor);
    }

    function select(lane, span, speak) {
      state.selected = lane === null ? null : { lane, span };
      tip.hidden = lane === null;
      if (lane !== null) {
        const words = describe(lanes[lane], lane, span);
        tip.replaceChildren(el('b', {}, words[0]), ...words.slice(1).map((line) => el('span', {}, line)));
        const px = Math.max(state.labels, Math.min(x(lanes[lane].spans[span][2]), state.width));
        const py = AXIS + y[lane] + ROW + 4 - scroller.scrollTop;
        tip.style.left = Math.max(8, Math.min(px, state.width - tip.offsetWidth - 8)) + 'px';
        tip.style.top = (py + tip.offsetHeight > state.height && py > tip.offsetHeight + ROW + 8 ? py - tip.offsetHeight - ROW - 8 : py) + 'px';
        if (speak) live.textContent = words.join('. ');
      }
      redraw();
    }

    function describe(lane, laneIndex, index) {
      const [u, kind, from, to, copy] = lane.spans[index];
      const unit = report.units[u];
      const attempt = (unit.attempts || []).find((a) => a.copy === copy && (copy === 0 || a.agent === lane.group));
      return [unit.id, KINDS[kind] + ' · ' + dc.seconds((to - from) / 1000) + ' from ' + dc.seconds(from / 1000),
        lane.group + (lane.local ? '' : ', slot ' + lane.slot) + (copy > 1 ? ', copy ' + copy : ''),
        kind !== 'prepare' && attempt && attempt.why, kind !== 'prepare' && attempt && attempt.reason,
        onPath.has(laneIndex + ':' + index) && 'on the critical path'].filter(Boolean);
    }

    function hit(event) {
      const box = canvas.getBoundingClientRect();
      const py = event.clientY - box.top - AXIS + scroller.scrollTop;
      const lane = y.findIndex((top) => py >= top && py < top + ROW);
      if (lane < 0 || event.clientX - box.left < state.labels) return null;
      const at = time(event.clientX - box.left);
      const slack = (state.to - state.from) / state.width * 2;
      const spans = lanes[lane].spans;
      const i = first(spans, at - slack);
      return i < spans.length && spans[i][2] <= at + slack ? { lane, span: i } : null;
    }

    function step(by) {
      const s = state.selected;
      if (!lanes.length) return;
      if (!s) return select(0, Math.min(first(lanes[0].spans, state.from), lanes[0].spans.length - 1), true);
      reveal(s.lane, Math.max(0, Math.min(s.span + by, lanes[s.lane].spans.length - 1)));
    }

    function hop(by) {
      const s = state.selected;
      if (!s) return step(0);
      const lane = Math.max(0, Math.min(s.lane + by, lanes.length - 1));
      const at = lanes[s.lane].spans[s.span][2];
      reveal(lane, Math.min(first(lanes[lane].spans, at), lanes[lane].spans.length - 1));
    }

    function reveal(lane, span) {
      const [, , from, to] = lanes[lane].spans[span];
      const length = state.to - state.from;
      if (from < state.from || to > state.to) view(from - length / 4, from - length / 4 + length);
      const top = y[lane];
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + ROW + AXIS > scroller.scrollTop + state.height) scroller.scrollTop = top + ROW + AXIS - state.height;
      select(lane, span, true);
    }

    const keys = {
      ArrowLeft: () => view(state.from - (state.to - state.from) / 8, state.to - (state.to - state.from) / 8),
      ArrowRight: () => view(state.from + (state.to - state.from) / 8, state.to + (state.to - state.from) / 8),
      ArrowUp: () => hop(-1), ArrowDown: () => hop(1),
      '+': () => zoom(1 / 1.5, (state.from + state.to) / 2), '=': () => zoom(1 / 1.5, (state.from + state.to) / 2),
      '-': () => zoom(1.5, (state.from + state.to) / 2), 0: () => view(0, end), n: () => step(1), p: () => step(-1),
      Escape: () => select(null),
    };
    canvas.addEventListener('keydown', (event) => {
      const key = event.ctrlKey || event.metaKey || event.altKey ? null : keys[event.key];
      if (key) { event.preventDefault(); key(); }
    });
    canvas.addEventListener('wheel', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
      event.preventDefault();
      if (event.shiftKey) {
        const by = (event.deltaX || event.deltaY) / state.width * (state.to - state.from);
        view(state.from + by, state.to + by);
      } else zoom(event.deltaY > 0 ? 1.25 : .8, time(event.clientX - canvas.getBoundingClientRect().left));
    }, { passive: false });
    let drag = null;
    canvas.addEventListener('pointerdown', (event) => { drag = { x: event.clientX, from: state.from, to: state.to }; canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener('pointerup', () => { drag = null; });
    canvas.addEventListener('pointercancel', () => { drag = null; });
    canvas.addEventListener('pointermove', (event) => {
      if (drag && Math.abs(event.clientX - drag.x) > 2) {
        const by = (drag.x - event.clientX) / (state.width - state.labels) * (drag.to - drag.from);
        view(drag.from + by, drag.to + by);
        select(null);
        return;
      }
      const found = hit(event);
      select(found ? found.lane : null, found && found.span);
    });
    canvas.addEventListener('pointerleave', () => select(null));
    canvas.addEventListener('dblclick', (event) => zoom(.4, time(event.clientX - canvas.getBoundingClientRect().left)));
    scroller.addEventListener('scroll', redraw);
    showPath.addEventListener('change', redraw);
    dc.onTheme(() => { fill = fills(root); colours = inks(); paintLegend(); redraw(); });
    new ResizeObserver(resize).observe(scroller);

    const swatches = Object.keys(KINDS).map((kind) => [kind, el('canvas', { width: 44, height: 22, 'aria-hidden': 'true' })]);
    const entries = swatches.map(([kind, swatch]) => el('li', {}, swatch, KINDS[kind]));
    function showUsed() {
      const used = new Set();
      for (const lane of lanes) for (const span of lane.spans) used.add(span[1]);
      swatches.forEach(([kind], i) => { entries[i].hidden = !used.has(kind); });
    }
    function paintLegend() {
      for (const [kind, swatch] of swatches) {
        const g = swatch.getContext('2d');
        g.setTransform(2, 0, 0, 2, 0, 0);
        g.clearRect(0, 0, 22, 11);
        g.fillStyle = fill[kind];
        g.fillRect(0, 0, 22, 11);
      }
    }
    announce();
    paintLegend();
    showUsed();
    const middle = () => (state.from + state.to) / 2;
    const button = (text, label, action) => el('button', { type: 'button', class: 'dc-button', 'aria-label': label, title: label, onclick: action }, text);
    const tools = [el('label', { class: 'dc-check' }, showPath, 'Critical path'), button('−', 'Zoom out', () => zoom(1.6, middle())),
      button('+', 'Zoom in', () => zoom(1 / 1.6, middle())), button('All', 'Show the whole build', () => view(0, end))];
    const legend = el('ul', { class: 'dc-legend' }, entries,
      el('li', {}, 'drag, double-click or Ctrl + wheel to zoom; keys: ← → + − 0 n p ↑ ↓'));
    const empty = el('p', { class: 'dc-empty' }, 'Nothing has run yet.');
    const chart = el('div', {}, frame, legend);
    function showWhatIs() {
      empty.hidden = lanes.length > 0;
      chart.hidden = lanes.length === 0;
    }

    /** The build has gone on: a view of the whole stays one of the whole, any other stays where it is. */
    function update() {
      const all = state.from === 0 && state.to >= end;
      const was = state.selected && lanes[state.selected.lane];
      read();
      if (all) state.to = end;
      if (was) {
        const lane = lanes.findIndex((l) => l.group === was.group && l.slot === was.slot);
        const known = lane >= 0 && state.selected.span < lanes[lane].spans.length;
        state.selected = known ? { lane, span: state.selected.span } : null;
        if (!known) tip.hidden = true;
      }
      showWhatIs();
      announce();
      showUsed();
      resize();
    }

    showWhatIs();
    return { node: dc.section('timeline', 'Timeline', tools, el('div', { class: 'dc-card' }, empty, chart)), update };
  };

  /** Index of the first span that ends after a time. */
  function first(spans, at) {
    let low = 0, high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spans[middle][3] > at) high = middle; else low = middle + 1;
    }
    return low;
  }

  function layout(lanes) {
    let at = 4;
    return lanes.map((lane, i) => {
      if (i > 0 && lane.slot === 1) at += GAP;
      const top = at;
      at += ROW;
      return top;
    });
  }

  function short(g, text, width) {
    if (g.measureText(text).width <= width) return text;
    let n = text.length;
    while (n > 1 && g.measureText(text.slice(0, n) + '…').width > width) n--;
    return text.slice(0, n) + '…';
  }
})(globalThis.distcompile ??= {});
