// Follows a build that may still be running: asks for what is new, applies it, shows it. For pages of a server only.
(function (dc) {
  'use strict';
  const { el } = dc;
  const VISIBLE = 1000, HIDDEN = 15000, LONGEST = 60000;

  /** The later report out of the earlier one; objects that did not change stay the same. */
  dc.apply = function (report, delta) {
    const before = report.timeline.lanes || [];
    const replaced = (list, changes) => {
      const copy = (list || []).slice();
      for (const [index, value] of Object.entries(changes || {})) copy[Number(index)] = value;
      return copy;
    };
    const lane = ({ group, local, slot, from, keep, spans }) => ({
      group, local, slot, spans: [...(from < 0 || keep === 0 ? [] : before[from].spans.slice(0, keep)), ...(spans || [])],
    });
    return {
      head: delta.head,
      counts: delta.counts,
      units: replaced(report.units, delta.units),
      agents: replaced(report.agents, delta.agents),
      timeline: { lanes: (delta.lanes || []).map(lane) },
      criticalPath: delta.criticalPath || [],
      reposts: [...(report.reposts || []), ...(delta.reposts || [])],
      notices: [...(report.notices || []), ...(delta.notices || [])],
    };
  };

  /** Shows the build behind an address in root, and keeps showing it until it is complete. */
  dc.follow = function (root, address) {
    const data = { report: null, summary: null, complete: false };
    const place = el('div', {}, el('p', { class: 'dc-empty' }, 'Loading …'));
    const words = el('span', { role: 'status' });
    const pause = el('button', { type: 'button', class: 'dc-button', 'aria-pressed': 'false', onclick: toggle }, 'Pause');
    const bar = el('div', { class: 'dc-following', hidden: true }, el('span', { class: 'dc-pulse', 'aria-hidden': 'true' }), words, pause);
    let next = -1, timer = null, errors = 0, paused = false, shown = null, asking = false;
    root.classList.add('dc', 'dc-embedded');
    root.replaceChildren(bar, place);

    function toggle() {
      paused = !paused;
      pause.setAttribute('aria-pressed', String(paused));
      pause.textContent = paused ? 'Resume' : 'Pause';
      root.toggleAttribute('data-paused', paused);
      if (paused) clearTimeout(timer); else ask();
    }

    function later() {
      clearTimeout(timer);
      if (paused || data.complete) return;
      const calm = document.hidden ? HIDDEN : VISIBLE;
      timer = setTimeout(ask, Math.min(LONGEST, errors ? calm * 2 ** errors : calm));
    }

    async function ask() {
      if (asking) return;
      asking = true;
      clearTimeout(timer);
      try {
        const answer = await fetch(address + (address.includes('?') ? '&' : '?') + 'since=' + next, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
        if (!answer.ok) throw new Error(answer.status === 403 || answer.status === 404 ? 'this build cannot be read (' + answer.status + ')' : 'the server answered ' + answer.status);
        take(await answer.json());
        errors = 0;
      } catch (error) {
        errors++;
        bar.hidden = false;
        words.textContent = 'No news: ' + error.message + '. Trying again.';
      }
      asking = false;
      later();
    }

    function take({ status, data: news, message }) {
      if (status !== 'ok') throw new Error(message || 'the server has no data');
      next = news.next;
      data.complete = news.complete;
      if (news.report) data.report = news.report;
      else if (news.delta) data.report = dc.apply(data.report, news.delta);
      if (news.summary) data.summary = news.summary;
      const c = data.report.counts;
      bar.hidden = data.complete;
      const said = !c.units ? 'Waiting for the dispatcher' : dc.integer((c.succeeded || 0) + (c.failed || 0)) + ' of ' + dc.integer(c.units || 0) + ' units done';
      if (words.textContent !== said) words.textContent = said;
      if (shown) shown.update(); else shown = dc.mount(place, data, { embedded: true });
    }

    document.addEventListener('visibilitychange', () => { if (!document.hidden && !paused && !data.complete && errors === 0) ask(); });
    ask();
    return data;
  };

  document.addEventListener('DOMContentLoaded', () => {
    for (const root of document.querySelectorAll('[data-distcompile-timeline]')) dc.follow(root, root.dataset.distcompileTimeline);
  });
})(globalThis.distcompile ??= {});
