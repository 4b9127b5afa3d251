// A sortable table that keeps only the visible rows in the document, so that 10,000 rows stay fluid.
(function (dc) {
  'use strict';
  const { el } = dc;
  const ROW = 32;
  const MARGIN = 12;

  /**
   * Columns: {title, width, number, sort(row) -> number or text, cell(row) -> node or text}; rows have an id.
   * Gives {node, show(rows), chosen()}; show replaces the rows and keeps the order asked for and the row chosen.
   */
  dc.windowTable = function (caption, columns, picked) {
    let all = [];
    let order = { column: -1, down: false };
    let chosen = null;
    const body = el('tbody');
    const heads = columns.map((column, i) => el('th', { scope: 'col', 'aria-sort': 'none', class: 'dc-sorts' + (column.number ? ' dc-number' : '') },
      el('button', { type: 'button', onclick: () => sortBy(i) }, column.title)));
    const widths = el('colgroup', {}, columns.map((column) => {
      const col = el('col');
      col.style.width = column.width;
      return col;
    }));
    const table = el('table', { class: 'dc-fixed' }, el('caption', {}, caption), widths, el('thead', {}, el('tr', { 'aria-rowindex': 1 }, heads)), body);
    const node = el('div', { class: 'dc-scroll dc-tall', tabindex: 0, role: 'region', 'aria-label': caption }, table);
    let shown = { from: -1, to: -1 };

    function sortBy(index) {
      const down = order.column === index ? !order.down : Boolean(columns[index].number);
      order = { column: index, down };
      heads.forEach((head, i) => head.setAttribute('aria-sort', i !== index ? 'none' : down ? 'descending' : 'ascending'));
      show(all);
      node.scrollTop = 0;
    }

    function compare(a, b) {
      const x = columns[order.column].sort(a), y = columns[order.column].sort(b);
      const result = typeof x === 'number' ? x - y : x < y ? -1 : x > y ? 1 : 0;
      return order.down ? -result : result;
    }

    function show(rows) {
      all = order.column < 0 ? rows.slice() : rows.slice().sort(compare);
      table.setAttribute('aria-rowcount', all.length + 1);
      shown = { from: -1, to: -1 };
      paint();
    }

    function gap(height) {
      const cell = el('td', { colspan: columns.length });
      cell.style.height = height + 'px';
      return el('tr', { class: 'dc-gap', 'aria-hidden': 'true' }, cell);
    }

    function paint() {
      const height = node.clientHeight || 560;
      const from = Math.max(0, Math.floor(node.scrollTop / ROW) - MARGIN);
      const to = Math.min(all.length, Math.ceil((node.scrollTop + height) / ROW) + MARGIN);
      if (from === shown.from && to === shown.to) return;
      shown = { from, to };
      const focus = body.contains(document.activeElement) ? document.activeElement.closest('tr').getAttribute('aria-rowindex') : null;
      const rows = [];
      if (from > 0) rows.push(gap(from * ROW));
      for (let i = from; i < to; i++) rows.push(line(all[i], i + 2));
      if (to < all.length) rows.push(gap((all.length - to) * ROW));
      body.replaceChildren(...rows);
      if (focus) {
        const again = body.querySelector('tr[aria-rowindex="' + focus + '"] button');
        (again || node).focus({ preventScroll: true });
      }
    }

    function line(row, index) {
      const cells = columns.map((column, i) => el('td', { class: column.number ? 'dc-number' : null },
        i === 0 ? el('button', { type: 'button', class: 'dc-link', title: column.cell(row), onclick: () => choose(row) }, column.cell(row)) : column.cell(row)));
      return el('tr', { 'aria-rowindex': index, 'aria-selected': row.id === chosen ? 'true' : null }, cells);
    }

    function choose(row) {
      chosen = chosen === row.id ? null : row.id;
      shown = { from: -1, to: -1 };
      paint();
      picked(chosen === null ? null : row);
    }

    node.addEventListener('scroll', paint);
    new ResizeObserver(paint).observe(node);
    return { node, show, chosen: () => chosen };
  };
})(globalThis.distcompile ??= {});
