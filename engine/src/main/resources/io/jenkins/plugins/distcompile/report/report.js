// Puts the page together from the JSON block "distcompile-data"; runs once the document is there.
(function (dc) {
  'use strict';
  const { el } = dc;

  dc.mount = function (root, data) {
    root.classList.add('dc');
    const report = data.report;
    const links = [['timeline', 'Timeline'], ['agents', 'Agents', (report.agents || []).length], ['units', 'Units', (report.units || []).length],
      ['diagnostics', 'Diagnostics'], ['path', 'Critical path'], ['predictions', 'Predictions'], ['notices', 'Notices'], ['reasons', 'Kept here']];
    const page = el('main', { class: 'dc-page' });
    root.replaceChildren(page);
    page.append(dc.head(data), dc.figures(data),
      el('nav', { class: 'dc-nav', 'aria-label': 'Sections' }, links.map(([id, name, count]) =>
        el('a', { href: '#dc-' + id }, name, count === undefined ? null : el('span', { class: 'dc-muted' }, dc.integer(count))))),
      dc.timeline(root, data), dc.agents(data), dc.units(data), dc.diagnostics(data), dc.path(data), dc.predictions(root, data),
      el('div', { class: 'dc-split' }, dc.happenings(data)));
  };

  const block = document.getElementById('distcompile-data');
  const root = document.getElementById('distcompile-report');
  if (block && root) dc.mount(root, JSON.parse(block.textContent));
})(globalThis.distcompile ??= {});
