// Head of the page, agents, notices, reasons, diagnostics, critical path.
(function (dc) {
  'use strict';
  const { el } = dc;

  const limits = { path: 'critical path', start: 'start-up', here: 'this machine', none: 'nothing' };

  /** The build in one word; a log that ended without its last event tells of a client that was stopped. */
  dc.state = function ({ report, complete }) {
    const head = report.head;
    return head.finished ? (head.success ? 'succeeded' : 'failed') : complete ? 'stopped' : 'running';
  };

  dc.head = function (data) {
    const head = data.report.head;
    const state = dc.state(data);
    const started = (head.startedAt || '').replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?Z$/, '$1 $2 UTC');
    const facts = [head.client && 'from ' + head.client, started, head.options && head.options.join(', '), head.reason];
    return el('header', { class: 'dc-head' },
      el('h1', {}, head.buildId || 'Build'), dc.pill(state), el('p', {}, facts.filter(Boolean).join(' · ')));
  };

  dc.figures = function ({ report, summary: s }) {
    const used = (s.agents || []).filter((agent) => agent.units > 0).length;
    const open = s.units - s.succeeded - s.failed;
    const here = s.speedUpHere === undefined ? 'against one slot'
      : s.speedUpHere.toFixed(1) + ' × this machine alone, ' + (s.savedSeconds >= 0 ? 'saved ' : 'cost ') + dc.seconds(Math.abs(s.savedSeconds));
    const tiles = [
      ['wall', 'Wall time', dc.seconds(s.wallSeconds), dc.seconds(s.unitSeconds) + ' of units'],
      ['units', 'Units', dc.integer(s.units), [dc.integer(s.succeeded) + ' succeeded', s.failed && s.failed + ' failed', open && open + ' open'].filter(Boolean).join(', ')],
      ['agents', 'Agents', dc.integer(used), 'of ' + (s.agents || []).length + ' asked'],
      ['speedup', 'Speed-up', s.speedUp.toFixed(1) + ' ×', here],
      ['remote', 'On agents', dc.percent(s.units ? s.remoteUnits / s.units : 0), s.remoteUnits + ' there, ' + s.localUnits + ' here, ' + dc.plural(s.fallbacks, 'fallback')],
      ['copies', 'Copies', dc.integer(s.copies), dc.seconds(s.copySeconds) + ' of runs not needed'],
      ['reposts', 'Reposts', dc.integer(s.reposts), dc.seconds(s.lostSeconds) + ' lost'],
      ['sent', 'Sent', dc.bytes(s.bytesSent), dc.bytes(s.bytesMoved) + ' of results, ' + dc.seconds(s.clientCpuSeconds) + ' of processor here'],
      ...(s.cost === undefined ? [] : [['cost', 'Cost', dc.money(s.cost, s.currency), dc.money(s.costOfCopies, s.currency) + ' copies, ' + dc.money(s.costOfLost, s.currency) + ' lost']]),
      ...(s.limit ? [['limit', 'Limited by', limits[s.limit.what] || s.limit.what, 'agents ' + dc.percent(s.limit.slotsBusy || 0) + ', here ' + dc.percent(s.limit.hereBusy || 0)
        + ', transfer ' + dc.percent(s.limit.transfer || 0) + ', path ' + dc.percent(s.limit.path || 0)]] : []),
    ];
    return el('dl', { class: 'dc-figures' }, tiles.map(([id, name, value, note]) =>
      el('div', {}, el('dt', {}, name), el('dd', { 'data-figure': id }, value), el('dd', {}, note))));
  };

  function specs(agent) {
    const p = agent.profile;
    if (!p) return '';
    return [p.cpu.model, dc.plural(p.cpu.cores, 'core'), p.cpu.mhz && (p.cpu.mhz / 1000).toFixed(1) + ' GHz', dc.bytes(p.memory.totalBytes), p.os + ' ' + p.arch]
      .filter(Boolean).join(' · ');
  }

  dc.agents = function ({ report }) {
    const rows = report.agents || [];
    const busy = (a) => a.awarded ? [el('span', { class: 'dc-bar', 'aria-hidden': 'true' }, bar(a.busyShare)), dc.percent(a.busyShare)] : '';
    const answers = (a) => (a.verdicts || []).length > 1 && el('details', { 'data-key': a.name }, el('summary', {}, dc.plural(a.verdicts.length, 'answer')),
      el('ul', {}, a.verdicts.slice(-50).map((v) => el('li', {}, dc.seconds(v.at / 1000) + ': ' + v.verdict + (v.slots ? ', ' + dc.plural(v.slots, 'slot') : '') + (v.reason ? ', ' + v.reason : '')))));
    const bid = (a) => a.profile && [a.profile.benchmark > 0 && 'benchmark ' + a.profile.benchmark.toFixed(2), 'load ' + dc.percent(a.profile.load.cpu || 0),
      ...Object.entries(a.profile.metadata || {}).slice(0, 8).map(([name, value]) => name + ' = ' + value)].filter(Boolean).join(' · ');
    const columns = [
      { title: 'Agent', cell: (a) => a.name },
      { title: 'Verdict', cell: (a) => dc.pill(a.state) },
      { title: 'Machine and reason', wide: true, cell: (a) => [specs(a), bid(a) && el('div', { class: 'dc-muted' }, bid(a)), a.reason && el('div', { class: 'dc-muted' }, a.reason), a.lastFault && a.lastFault !== a.reason && el('div', { class: 'dc-muted' }, a.lastFault), answers(a)].filter(Boolean) },
      { title: 'Slots', number: true, cell: (a) => a.slots || '' },
      { title: 'Units', number: true, cell: (a) => a.awarded ? dc.integer(a.accepted) : '' },
      { title: 'Awarded', number: true, cell: (a) => a.awarded ? dc.integer(a.awarded) : '' },
      { title: 'Faults', number: true, cell: (a) => a.awarded ? a.faults : '' },
      { title: 'Compiled', number: true, cell: (a) => a.awarded ? dc.seconds(a.busySeconds) : '' },
      { title: 'Busy', number: true, cell: busy },
    ];
    if (rows.some((a) => a.rank !== undefined)) columns.splice(2, 0, { title: 'Rank', number: true, cell: (a) => a.rank === undefined ? '' : a.rank.toFixed(0) });
    if (rows.some((a) => a.perHour !== undefined)) {
      const money = (a, value) => a.perHour === undefined ? '' : dc.money(value || 0, report.head.currency);
      columns.push({ title: 'Per hour', number: true, cell: (a) => money(a, a.perHour) }, { title: 'Cost', number: true, cell: (a) => money(a, a.cost) },
        { title: 'Wasted', number: true, cell: (a) => money(a, (a.costOfCopies || 0) + (a.costOfLost || 0)) });
    }
    return dc.section('agents', 'Agents', null, el('div', { class: 'dc-card' },
      rows.length ? dc.plainTable('Agents with verdict and work', columns, rows) : el('p', { class: 'dc-empty' }, 'No agent was asked.')));
  };

  function bar(share) {
    const fill = el('i');
    fill.style.width = Math.round(share * 100) + '%';
    return fill;
  }

  dc.happenings = function ({ report }) {
    const at = (ms) => dc.seconds(ms / 1000);
    const rows = [...(report.notices || []).map((n) => ({ at: n.at, what: n.level, text: n.text })),
      ...(report.reposts || []).map((r) => ({ at: r.at, what: 'repost', text: r.unit + ' (copy ' + r.copy + ') lost by ' + r.agent + ': ' + (r.reason || '') }))]
      .sort((a, b) => a.at - b.at);
    const reasons = {};
    for (const unit of report.units || []) if (unit.localReason) reasons[unit.localReason] = (reasons[unit.localReason] || 0) + 1;
    const sorted = Object.entries(reasons).sort((a, b) => b[1] - a[1]);
    return [
      dc.section('notices', 'Notices and reposts', null, el('div', { class: 'dc-card' }, rows.length
        ? dc.plainTable('Notices and reposts', [{ title: 'At', number: true, cell: (r) => at(r.at) }, { title: 'What', cell: (r) => dc.pill(r.what) }, { title: 'Text', cell: (r) => r.text }], rows.slice(0, 500))
        : el('p', { class: 'dc-empty' }, 'Nothing to report.'))),
      dc.section('reasons', 'Kept on this machine', null, el('div', { class: 'dc-card' }, sorted.length
        ? dc.plainTable('Reasons for local units', [{ title: 'Reason', cell: (r) => r[0] }, { title: 'Units', number: true, cell: (r) => dc.integer(r[1]) }], sorted)
        : el('p', { class: 'dc-empty' }, 'Every unit could go to an agent.'))),
    ];
  };

  dc.diagnostics = function ({ report }) {
    const units = (report.units || []).filter((u) => u.diagnostics || u.state === 'failed')
      .sort((a, b) => (a.state === 'failed' ? 0 : 1) - (b.state === 'failed' ? 0 : 1));
    const list = el('div', { class: 'dc-card' });
    const more = (from) => {
      for (const unit of units.slice(from, from + 50)) {
        list.append(el('details', { class: 'dc-diagnostic', open: unit.state === 'failed' && from === 0 },
          el('summary', {}, dc.pill(unit.state), unit.id, unit.reason ? el('span', { class: 'dc-muted' }, ' · ' + unit.reason) : null),
          el('pre', { tabindex: 0 }, dc.coloured(unit.diagnostics || ''))));
      }
      if (units.length > from + 50) {
        const button = el('button', { type: 'button', class: 'dc-button', onclick: () => { button.remove(); more(from + 50); } }, 'Show more');
        list.append(button);
      }
    };
    more(0);
    if (!units.length) list.append(el('p', { class: 'dc-empty' }, 'The compilers had nothing to say.'));
    return dc.section('diagnostics', 'Diagnostics', el('span', { class: 'dc-muted' }, dc.plural(units.length, 'unit')), list);
  };

  dc.path = function ({ report }) {
    const because = { start: 'could start at once', slot: 'its slot was taken', needs: 'needed the step before', prepared: 'was being preprocessed' };
    const lanes = report.timeline.lanes || [];
    const rows = (report.criticalPath || []).map(([lane, index, link]) => {
      const [unit, kind, from, to] = lanes[lane].spans[index];
      return { unit: report.units[unit].id, kind, where: lanes[lane].group, from, took: to - from, link };
    });
    const columns = [
      { title: 'From', number: true, cell: (r) => dc.seconds(r.from / 1000) },
      { title: 'Took', number: true, cell: (r) => dc.seconds(r.took / 1000) },
      { title: 'Unit', cell: (r) => r.unit },
      { title: 'Doing', cell: (r) => r.kind },
      { title: 'Where', cell: (r) => r.where },
      { title: 'Not earlier because', cell: (r) => because[r.link] },
    ];
    const table = dc.plainTable('Steps of the critical path', columns, rows.slice(-300));
    table.classList.add('dc-path-table');
    return dc.section('path', 'Critical path', el('span', { class: 'dc-muted' }, dc.plural(rows.length, 'step') + ' that decided when the build ended'),
      el('div', { class: 'dc-card' }, rows.length ? table : el('p', { class: 'dc-empty' }, 'Nothing has ended yet.')));
  };
})(globalThis.distcompile ??= {});
