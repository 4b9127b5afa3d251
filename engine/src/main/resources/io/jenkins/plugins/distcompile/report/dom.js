// Elements, numbers and colour codes for the report; every text goes in as text, never as markup.
(function (dc) {
  'use strict';
  const el = (...all) => dc.el(...all);

  /** An element with attributes and children; strings become text nodes, null children are left out. */
  dc.el = function (tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === 'class') node.className = value;
      else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? '' : String(value));
    }
    for (const child of children.flat()) {
      if (child === null || child === undefined) continue;
      node.append(child);
    }
    return node;
  };

  dc.seconds = function (s) {
    if (s < 9.995) return s.toFixed(2) + ' s';
    if (s < 59.95) return s.toFixed(1) + ' s';
    const whole = Math.round(s);
    const two = (n) => String(n).padStart(2, '0');
    if (whole < 3600) return Math.floor(whole / 60) + ' min ' + two(whole % 60) + ' s';
    return Math.floor(whole / 3600) + ' h ' + two(Math.floor(whole % 3600 / 60)) + ' min';
  };

  dc.bytes = function (n) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let i = 0;
    while (n >= 1023.95 && i < units.length - 1) { n /= 1024; i++; }
    return (i === 0 ? n : n.toFixed(1)) + ' ' + units[i];
  };

  dc.integer = (n) => Math.round(n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  dc.money = (amount, currency) => amount.toFixed(Math.abs(amount) < 1 ? 4 : 2) + (currency ? ' ' + currency : '');
  dc.percent = (share) => Math.round(share * 100) + ' %';
  dc.plural = (n, one, many) => dc.integer(n) + ' ' + (n === 1 ? one : many || one + 's');

  dc.tones = {
    succeeded: 'good', bid: 'good', failed: 'bad', lost: 'bad', 'agent-fault': 'bad', unreachable: 'warn', refused: 'warn', 'handed-back': 'warn', warning: 'warn',
  };
  dc.pill = (text) => dc.el('span', { class: 'dc-pill', 'data-tone': dc.tones[text] }, text);

  /** The colour that a variable stands for where the report is, as a canvas takes it. */
  dc.colour = function (root, name) {
    const probe = el('i', { hidden: true });
    probe.style.color = 'var(' + name + ')';
    root.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  };

  /** Calls back when the colours may have changed: the system's scheme, or the theme of a page around. */
  dc.onTheme = function (callback) {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', callback);
    new MutationObserver(callback).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] });
  };

  const keyOf = (details) => details.dataset.key || details.querySelector('summary').textContent;

  /**
   * A piece of a page that follows its data: made anew when what it shows has changed. Scroll positions, open details
   * and the focus inside survive.
   */
  dc.part = function (make, shows) {
    let node = make();
    let before = shows();
    return {
      get node() { return node; },
      update() {
        const now = shows();
        if (now === before) return;
        before = now;
        const fresh = make();
        const scrolls = (from) => [...from.querySelectorAll('.dc-scroll')];
        const offsets = scrolls(node).map((s) => [s.scrollTop, s.scrollLeft]);
        const open = new Map([...node.querySelectorAll('details')].map((d) => [keyOf(d), d.open]));
        const focus = [...node.querySelectorAll('[tabindex], button, summary')].indexOf(document.activeElement);
        node.replaceWith(fresh);
        node = fresh;
        scrolls(fresh).forEach((s, i) => { if (offsets[i]) [s.scrollTop, s.scrollLeft] = offsets[i]; });
        for (const d of fresh.querySelectorAll('details')) {
          const was = open.get(keyOf(d));
          if (was !== undefined) d.open = was;
        }
        const again = focus < 0 ? null : fresh.querySelectorAll('[tabindex], button, summary')[focus];
        if (again) again.focus({ preventScroll: true });
      },
    };
  };

  /** Compiler output with its colour codes (SGR) as classes; other control sequences are dropped. */
  dc.coloured = function (text) {
    const out = document.createDocumentFragment();
    let active = new Set();
    const pieces = text.split(/\u001b\[([0-9;:]*)([A-Za-z])/);
    for (let i = 0; i < pieces.length; i += 3) {
      const plain = pieces[i].replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '');
      if (plain) {
        const classes = [...active].map((code) => 'dc-sgr-' + code).join(' ');
        out.append(classes ? dc.el('span', { class: classes }, plain) : plain);
      }
      if (pieces[i + 2] === 'm') active = sgr(active, pieces[i + 1]);
    }
    return out;
  };

  function sgr(active, codes) {
    const next = new Set(active);
    for (const code of codes.split(';').map(Number)) {
      if (code === 0) next.clear();
      else if (code === 1) next.add(1);
      else if (code === 22) next.delete(1);
      else if (code >= 30 && code <= 39) {
        for (const old of [...next]) if (old >= 30) next.delete(old);
        if (code < 38) next.add(code);
      }
    }
    return next;
  }

  /** A section with heading and tools; its id is what the navigation jumps to. */
  dc.section = function (id, title, tools, ...content) {
    return dc.el('section', { class: 'dc-section', id: 'dc-' + id, 'aria-labelledby': 'dc-h-' + id },
      dc.el('header', {}, dc.el('h2', { id: 'dc-h-' + id }, title), tools && dc.el('div', { class: 'dc-tools' }, tools)), content);
  };

  /** A small table, all rows at once. Columns: {title, number, wide, cell(row) -> node or text}. */
  dc.plainTable = function (caption, columns, rows) {
    const cell = (column, row) => dc.el('td', { class: column.number ? 'dc-number' : column.wide ? 'dc-wide' : null }, column.cell(row));
    return dc.el('div', { class: 'dc-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
      dc.el('table', {}, dc.el('caption', {}, caption),
        dc.el('thead', {}, dc.el('tr', {}, columns.map((c) => dc.el('th', { scope: 'col', class: c.number ? 'dc-number' : null }, c.title)))),
        dc.el('tbody', {}, rows.map((row) => dc.el('tr', {}, columns.map((column) => cell(column, row)))))));
  };
})(globalThis.distcompile ??= {});
