// The table of units with search, filters, and the story of the unit that was picked.
(function (dc) {
  'use strict';
  const { el } = dc;
  const ran = (unit) => unit.where || (unit.state === 'succeeded' || unit.state === 'failed' ? 'here' : '');
  const number = (value) => value > 0 ? dc.seconds(value) : '';
  const ratio = (unit) => unit.expectedSeconds > 0 && unit.actualSeconds > 0 ? unit.actualSeconds / unit.expectedSeconds : 0;
  const accepted = (unit) => (unit.attempts || [])[unit.accepted];
  const critical = (unit) => (unit.critical || []).join(', ');
  const why = (unit) => (accepted(unit) || (unit.attempts || [])[0] || {}).why || unit.localReason || '';

  /** A text that may be cut off, with the whole of it where the pointer rests. */
  const whole = (text) => (unit) => el('span', { title: text(unit) }, text(unit));

  dc.units = function (data) {
    let units = data.report.units || [];
    const rates = () => new Map((data.report.agents || []).filter((a) => a.perHour !== undefined).map((a) => [a.name, a.perHour / Math.max(1, a.slots)]));
    const detail = el('div', { 'aria-live': 'polite' });
    const table = dc.windowTable('Units', [
      { title: 'Unit', width: '19.5%', sort: (u) => u.id, cell: (u) => u.id },
      { title: 'Kind', width: '7%', sort: (u) => u.kind, cell: (u) => u.kind },
      { title: 'State', width: '10.5%', sort: (u) => u.state, cell: (u) => dc.pill(u.state) },
      { title: 'Ran on', width: '12%', sort: ran, cell: whole(ran) },
      { title: 'Why there', width: '17%', sort: why, cell: whole(why) },
      { title: 'Critical', width: '8%', sort: critical, cell: critical },
      { title: 'Predicted', width: '8%', number: true, sort: (u) => u.expectedSeconds, cell: (u) => number(u.expectedSeconds) },
      { title: 'Took', width: '7%', number: true, sort: (u) => u.actualSeconds, cell: (u) => number(u.actualSeconds) },
      { title: 'Ratio', width: '5.5%', number: true, sort: ratio, cell: (u) => ratio(u) ? ratio(u).toFixed(2) : '' },
      { title: 'Copies', width: '5.5%', number: true, sort: (u) => u.copies, cell: (u) => u.copies || '' },
    ], tell);
    const search = el('input', { class: 'dc-field', type: 'search', placeholder: 'Search units', 'aria-label': 'Search units', oninput: filter });
    const state = chooser('State'), where = chooser('Agent');
    const count = el('span', { class: 'dc-muted', 'data-figure': 'shown', role: 'status' });

    function chooser(name) {
      return el('select', { class: 'dc-field', 'aria-label': name, onchange: filter }, el('option', { value: '' }, name + ': all'));
    }

    /** Adds values that were not there before; the choice stays. */
    function choices(select, values) {
      const known = new Set([...select.options].map((option) => option.value));
      for (const value of [...new Set(values)].sort()) if (value && !known.has(value)) select.append(el('option', { value }, value));
    }

    function tell(unit) {
      detail.replaceChildren(...(unit ? [story(unit, rates(), data.report.head.currency)] : []));
    }

    function update() {
      const before = units.find((u) => u.id === table.chosen());
      units = data.report.units || [];
      const now = units.find((u) => u.id === table.chosen());
      choices(state, units.map((u) => u.state));
      choices(where, units.map(ran));
      filter();
      if (now && now !== before) tell(now);
    }

    function filter() {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const rows = units.filter((u) => (!state.value || u.state === state.value) && (!where.value || ran(u) === where.value)
        && words.every((word) => u.id.toLowerCase().includes(word) || critical(u).includes(word) || why(u).toLowerCase().includes(word)));
      table.show(rows);
      count.textContent = rows.length === units.length ? dc.integer(units.length) : dc.integer(rows.length) + ' of ' + dc.integer(units.length);
    }

    update();
    return { node: dc.section('units', 'Units', [count, search, state, where], el('div', { class: 'dc-card' }, table.node, detail)), update };
  };

  function story(unit, rates, currency) {
    const at = (ms) => ms >= 0 ? dc.seconds(ms / 1000) : '';
    const facts = [unit.source, unit.predictedSeconds > 0 && dc.seconds(unit.predictedSeconds) + ' predicted on the reference machine',
      unit.preparedSeconds > 0 && (unit.elsewhere ? 'preprocessed by the agent; inputs gathered in ' + dc.seconds(unit.preparedSeconds) + ', ' : 'preprocessed in ' + dc.seconds(unit.preparedSeconds) + ' to ') + dc.bytes(unit.textBytes) + ', ' + dc.bytes(unit.wireBytes) + ' packed',
      critical(unit) && 'critical: ' + critical(unit), unit.rankSeconds > 0 && dc.seconds(unit.rankSeconds) + ' from its start to the end of the build, as predicted',
      unit.localReason && 'kept here: ' + unit.localReason, unit.reason].filter(Boolean);
    const columns = [
      { title: 'Copy', cell: (a) => a.copy || 'local' },
      { title: 'Where', cell: (a) => a.agent || 'here' },
      { title: 'Given out', number: true, cell: (a) => at(a.assignedAt) },
      { title: 'Started', number: true, cell: (a) => at(a.runningAt) },
      { title: 'Ended', number: true, cell: (a) => at(a.endedAt) },
      { title: 'Ran', number: true, cell: (a) => at(a.runMillis) },
      { title: 'Predicted', number: true, cell: (a) => number(a.predictedSeconds) },
      { title: 'Ending', cell: (a) => dc.pill(a.ending || 'running') },
      { title: 'Why', cell: (a) => [a.why, a.reason].filter(Boolean).join('; ') },
    ];
    if (rates.size) {
      columns.splice(7, 0, { title: 'Cost', number: true, cell: (a) => rates.has(a.agent) && a.runMillis > 0 ? dc.money(rates.get(a.agent) * a.runMillis / 3.6e6, currency) : '' });
    }
    return el('div', { class: 'dc-detail' }, el('h3', {}, unit.id), el('p', { class: 'dc-muted' }, facts.join(' · ')),
      unit.attempts ? dc.plainTable('Attempts of ' + unit.id, columns, unit.attempts) : null,
      unit.diagnostics ? el('pre', { tabindex: 0 }, dc.coloured(unit.diagnostics)) : null);
  }
})(globalThis.distcompile ??= {});
