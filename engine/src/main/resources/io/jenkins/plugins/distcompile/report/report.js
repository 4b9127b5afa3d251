// Puts the page together, from the JSON block "distcompile-data" or as another page asks; runs once the document is there.
(function (dc) {
  'use strict';
  const { el } = dc;

  /** Shows {report, summary, complete}; the answer's update() shows what has become of them since. */
  dc.mount = function (root, data, { embedded = false } = {}) {
    root.classList.add('dc');
    root.classList.toggle('dc-embedded', embedded);
    const report = () => data.report;
    const text = JSON.stringify;
    const live = () => data.report.head.finished || data.complete;
    const units = dc.units(data), timeline = dc.timeline(root, data);
    const parts = [
      dc.part(() => dc.head(data), () => text([report().head.buildId, report().head.options, report().head.reason, dc.state(data)])),
      dc.part(() => dc.figures(data), () => text(data.summary)),
      dc.part(() => navigation(data), () => text([(report().agents || []).length, (report().units || []).length])),
      timeline,
      dc.part(() => dc.agents(data), () => text([report().agents, data.summary.currency])),
      units,
      dc.part(() => dc.diagnostics(data), () => text((report().units || []).filter((u) => u.diagnostics || u.state === 'failed').map((u) => [u.id, u.state]))),
      dc.part(() => dc.path(data), () => text([report().criticalPath, live()])),
      dc.part(() => dc.predictions(root, data), () => text([live(), Math.floor((report().counts.succeeded || 0) / 20)])),
      dc.part(() => el('div', { class: 'dc-split' }, dc.happenings(data)), () => text([report().notices, report().reposts, (report().units || []).length])),
    ];
    root.replaceChildren(el(embedded ? 'div' : 'main', { class: 'dc-page' }, parts.map((part) => part.node)));
    return { update: () => parts.forEach((part) => part.update()) };
  };

  function navigation({ report }) {
    const links = [['timeline', 'Timeline'], ['agents', 'Agents', (report.agents || []).length], ['units', 'Units', (report.units || []).length],
      ['diagnostics', 'Diagnostics'], ['path', 'Critical path'], ['predictions', 'Predictions'], ['notices', 'Notices'], ['reasons', 'Kept here']];
    return el('nav', { class: 'dc-nav', 'aria-label': 'Sections' }, links.map(([id, name, count]) =>
      el('a', { href: '#dc-' + id }, name, count === undefined ? null : el('span', { class: 'dc-muted' }, dc.integer(count)))));
  }

  const block = document.getElementById('distcompile-data');
  const root = document.getElementById('distcompile-report');
  if (block && root) dc.mount(root, JSON.parse(block.textContent));
})(globalThis.distcompile ??= {});
