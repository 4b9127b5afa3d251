// A job's builds over time as small charts, one a figure, and as a table. Drawn as SVG, coloured by the style sheet.
(function (dc) {
  'use strict';
  const { el } = dc;
  const SVG = 'http://www.w3.org/2000/svg';
  const RIGHT = 10, TOP = 12, BOTTOM = 20;

  const MEASURES = [
    { id: 'wall', title: 'Wall time', of: (f) => f.wallSeconds, say: dc.seconds, brief: true },
    { id: 'sum', title: 'Sum of unit times', of: (f) => f.unitSeconds, say: dc.seconds },
    { id: 'speedup', title: 'Speed-up against one slot', of: (f) => f.speedUp, say: (v) => v.toFixed(1) + ' ×', brief: true },
    { id: 'cost', title: 'Cost', of: (f) => f.cost, say: (v, f) => dc.money(v, f && f.currency) },
    { id: 'failures', title: 'Failed units', of: (f) => f.failed, say: dc.integer, columns: true },
  ];

  function svg(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) node.setAttribute(name, value);
    return node;
  }

  const name = (point) => '#' + point.build + (point.step > 1 ? ' step ' + point.step : '');

  /** A number not below a value that is round itself and whose half is; seconds are round by minutes and hours. */
  function ceiling(value, time) {
    if (!(value > 0)) return 1;
    const unit = time && value > 3600 ? 3600 : time && value > 60 ? 60 : 1;
    const power = 10 ** Math.floor(Math.log10(value / unit));
    return [1, 2, 4, 6, 8, 10].map((m) => m * power).find((m) => m >= value / unit * .999) * unit;
  }

  /** A value at an axis: no more digits than it needs. */
  const tick = (measure, v) => (v === 0 ? '0' : measure.say(v).replace(/ 00 (s|min)$/, '').replace(/(\.\d*?)0+(?= |$)/, '$1').replace(/\.(?= |$)/, ''));

  function chart(measure, points, open) {
    const known = points.filter((p) => Number.isFinite(measure.of(p.figures)));
    if (known.length === 0) return null;
    const last = known[known.length - 1];
    const reading = el('b', {}, measure.say(measure.of(last.figures), last.figures));
    const which = el('span', {}, '');
    const picture = svg('svg', { tabindex: 0, role: 'img', 'aria-label': measure.title + ' of ' + dc.plural(known.length, 'build') + ', last '
      + measure.say(measure.of(last.figures), last.figures) + '. Arrow keys step through builds, Enter opens one.' });
    const live = el('span', { class: 'dc-live', 'aria-live': 'polite' });
    let at = null, width = 0;

    const top = ceiling(Math.max(...known.map((p) => measure.of(p.figures))), measure.say === dc.seconds);
    const ticks = measure.columns && top < 2 ? [0, top] : [0, top / 2, top];
    const LEFT = 16 + 6.5 * Math.max(...ticks.map((v) => tick(measure, v).length));
    const x = (i) => LEFT + (known.length === 1 ? .5 : i / (known.length - 1)) * (width - LEFT - RIGHT);

    function draw() {
      width = picture.clientWidth;
      const height = picture.clientHeight;
      if (!width) return;
      const y = (v) => height - BOTTOM - v / top * (height - BOTTOM - TOP);
      const parts = [];
      for (const v of ticks) {
        parts.push(svg('line', { class: 'dc-rule', x1: LEFT, x2: width - RIGHT, y1: y(v), y2: y(v) }));
        const label = svg('text', { x: LEFT - 8, y: y(v) + 4, 'text-anchor': 'end' });
        label.textContent = tick(measure, v);
        parts.push(label);
      }
      const coordinates = known.map((p, i) => [x(i), y(measure.of(p.figures))]);
      if (measure.columns) {
        const wide = Math.max(2, Math.min(14, (width - LEFT - RIGHT) / known.length - 2));
        coordinates.forEach(([px, py]) => parts.push(svg('rect', { class: 'dc-column', x: px - wide / 2, y: py, width: wide, height: Math.max(0, y(0) - py) })));
      } else {
        const path = coordinates.map(([px, py], i) => (i ? 'L' : 'M') + px.toFixed(1) + ' ' + py.toFixed(1)).join('');
        parts.push(svg('path', { class: 'dc-area', d: path + 'L' + x(known.length - 1) + ' ' + y(0) + 'L' + x(0) + ' ' + y(0) + 'Z' }));
        parts.push(svg('path', { class: 'dc-line', d: path }));
        coordinates.forEach(([px, py], i) => parts.push(svg('circle', { class: 'dc-dot', cx: px, cy: py, r: known.length > 60 ? 2 : 3, 'data-failed': known[i].figures.success ? null : '' })));
      }
      const shown = known.length < 3 ? [0, known.length - 1] : [0, Math.floor((known.length - 1) / 2), known.length - 1];
      for (const i of new Set(shown)) {
        const label = svg('text', { x: x(i), y: height - 4, 'text-anchor': known.length === 1 ? 'middle' : i === 0 ? 'start' : i === known.length - 1 ? 'end' : 'middle' });
        label.textContent = name(known[i]);
        parts.push(label);
      }
      if (at !== null) {
        parts.push(svg('line', { class: 'dc-here', x1: x(at), x2: x(at), y1: TOP, y2: height - BOTTOM }));
        parts.push(svg('circle', { class: 'dc-here-dot', cx: x(at), cy: coordinates[at][1], r: 4 }));
      }
      picture.replaceChildren(...parts);
    }

    function pick(i, speak) {
      at = i === null ? null : Math.max(0, Math.min(i, known.length - 1));
      const point = at === null ? last : known[at];
      reading.textContent = measure.say(measure.of(point.figures), point.figures);
      which.textContent = at === null ? '' : name(point) + (point.figures.success ? '' : ', failed');
      if (speak && at !== null) live.textContent = which.textContent + ': ' + reading.textContent;
      draw();
    }

    const nearest = (event) => {
      const px = event.clientX - picture.getBoundingClientRect().left;
      return known.length === 1 ? 0 : Math.round((px - LEFT) / (width - LEFT - RIGHT) * (known.length - 1));
    };
    picture.addEventListener('pointermove', (event) => pick(nearest(event)));
    picture.addEventListener('pointerleave', () => pick(null));
    picture.addEventListener('click', (event) => open(known[Math.max(0, Math.min(nearest(event), known.length - 1))]));
    picture.addEventListener('blur', () => pick(null));
    picture.addEventListener('keydown', (event) => {
      const moves = { ArrowLeft: () => pick((at ?? known.length) - 1, true), ArrowRight: () => pick((at ?? -1) + 1, true),
        Home: () => pick(0, true), End: () => pick(known.length - 1, true), Escape: () => pick(null), Enter: () => at !== null && open(known[at]) };
      if (moves[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); moves[event.key](); }
    });
    new ResizeObserver(draw).observe(picture);
    return el('figure', { class: 'dc-trend', 'data-measure': measure.id }, el('figcaption', {}, measure.title, which, reading), picture, live);
  }

  function table(points, address) {
    const f = (read) => (p) => read(p.figures);
    const columns = [
      { title: 'Build', cell: (p) => el('a', { href: address(p) }, name(p)) },
      { title: 'Result', cell: f((x) => dc.pill(!x.finished ? 'stopped' : x.success ? 'succeeded' : 'failed')) },
      { title: 'Units', number: true, cell: f((x) => dc.integer(x.units)) },
      { title: 'Failed', number: true, cell: f((x) => x.failed || '') },
      { title: 'Agents', number: true, cell: f((x) => x.agents) },
      { title: 'Wall time', number: true, cell: f((x) => dc.seconds(x.wallSeconds)) },
      { title: 'Sum of unit times', number: true, cell: f((x) => dc.seconds(x.unitSeconds)) },
      { title: 'Speed-up', number: true, cell: f((x) => x.speedUp.toFixed(1) + ' ×') },
      { title: 'Copies', number: true, cell: f((x) => x.copies || '') },
      { title: 'Reposts', number: true, cell: f((x) => x.reposts || '') },
      { title: 'Cost', number: true, cell: f((x) => x.cost === undefined ? '' : dc.money(x.cost, x.currency)) },
    ];
    return dc.section('builds', 'Builds', null, el('div', { class: 'dc-card' }, dc.plainTable('Builds, newest first', columns, points.slice().reverse())));
  }

  /** Shows points in root; brief = the small box of a job's page. */
  dc.trend = function (root, points, { builds, page, brief }) {
    root.classList.add('dc', 'dc-embedded');
    const address = (p) => builds + p.build + '/distributed-compile' + (p.step > 1 ? '-' + p.step : '') + '/';
    const open = (p) => { location.href = address(p); };
    if (!points.length) {
      root.replaceChildren(brief ? '' : el('p', { class: 'dc-empty' }, 'No finished build has left figures yet.'));
      return;
    }
    const charts = MEASURES.filter((m) => !brief || m.brief).map((m) => chart(m, points, open)).filter(Boolean);
    root.replaceChildren(el('div', { class: 'dc-page' }, brief ? el('p', {}, el('a', { href: page }, 'Compile trend')) : null,
      el('div', { class: 'dc-trends' }, charts), brief ? null : table(points, address)));
  };

  document.addEventListener('DOMContentLoaded', async () => {
    for (const root of document.querySelectorAll('[data-distcompile-trend]')) {
      const { distcompileTrend, distcompileBuilds, distcompilePage, distcompileBrief } = root.dataset;
      try {
        const answer = await fetch(distcompileTrend, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
        if (!answer.ok) throw new Error('the server answered ' + answer.status);
        dc.trend(root, (await answer.json()).points, { builds: distcompileBuilds, page: distcompilePage, brief: Boolean(distcompileBrief) });
      } catch (error) {
        if (!distcompileBrief) root.textContent = 'No data: ' + error.message;
      }
    }
  });
})(globalThis.distcompile ??= {});
