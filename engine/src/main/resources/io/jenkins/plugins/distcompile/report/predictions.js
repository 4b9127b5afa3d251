// Predicted against actual run times: a scatter on logarithmic axes, and the error in words.
(function (dc) {
  'use strict';
  const { el } = dc;

  dc.predictions = function (root, { report }) {
    const points = (report.units || []).filter((u) => u.expectedSeconds > 0 && u.actualSeconds > 0 && u.state === 'succeeded').map((u) => [u.expectedSeconds, u.actualSeconds]);
    if (points.length < 3) {
      return dc.section('predictions', 'Predicted against actual', null, el('div', { class: 'dc-card' }, el('p', { class: 'dc-empty' }, 'Too few predictions to compare.')));
    }
    const ratios = points.map(([p, a]) => a / p).sort((a, b) => a - b);
    const quantile = (q) => ratios[Math.min(ratios.length - 1, Math.floor(q * ratios.length))];
    const within = ratios.filter((r) => r >= .8 && r <= 1.25).length / ratios.length;
    const rows = [['Units compared', dc.integer(ratios.length)], ['Median of actual ÷ predicted', quantile(.5).toFixed(2)],
      ['Middle half', quantile(.25).toFixed(2) + ' … ' + quantile(.75).toFixed(2)], ['Nine in ten', quantile(.05).toFixed(2) + ' … ' + quantile(.95).toFixed(2)],
      ['Within a quarter', dc.percent(within)], ['Worst', quantile(1).toFixed(2)]];
    const chart = el('canvas', { class: 'dc-chart', role: 'img', 'aria-label':
      'Scatter of predicted and actual run times of ' + dc.plural(points.length, 'unit') + '; median ratio ' + quantile(.5).toFixed(2) });
    const paint = () => draw(root, chart, points);
    new ResizeObserver(paint).observe(chart);
    dc.onTheme(paint);
    return dc.section('predictions', 'Predicted against actual', null, el('div', { class: 'dc-split' },
      el('div', { class: 'dc-card dc-pad' }, chart),
      el('div', { class: 'dc-card' }, dc.plainTable('Errors of prediction', [{ title: 'Measure', cell: (r) => r[0] }, { title: 'Value', number: true, cell: (r) => r[1] }], rows))));
  };

  function draw(root, canvas, points) {
    const width = canvas.clientWidth, height = canvas.clientHeight;
    if (!width) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const g = canvas.getContext('2d');
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    g.font = '12px ' + getComputedStyle(root).fontFamily;
    let low = Infinity, high = 0;
    for (const point of points) for (const value of point) { low = Math.min(low, value); high = Math.max(high, value); }
    low = Math.log10(low) - .08;
    high = Math.log10(high) + .08;
    const left = 62, bottom = 44, top = 8, right = 12;
    const x = (v) => left + (Math.log10(v) - low) / (high - low) * (width - left - right);
    const y = (v) => height - bottom - (Math.log10(v) - low) / (high - low) * (height - bottom - top);
    const muted = dc.colour(root, '--dc-muted'), line = dc.colour(root, '--dc-line');
    for (let power = Math.floor(low); power <= high; power++) {
      for (const m of [1, 2, 5]) {
        const v = m * 10 ** power;
        if (Math.log10(v) < low || Math.log10(v) > high) continue;
        g.fillStyle = line;
        g.fillRect(left, Math.round(y(v)), width - left - right, 1);
        g.fillRect(Math.round(x(v)), top, 1, height - bottom - top);
        g.fillStyle = muted;
        g.textAlign = 'right';
        g.fillText(+v.toPrecision(1) + ' s', left - 8, y(v) + 4);
        g.textAlign = 'center';
        g.fillText(+v.toPrecision(1) + ' s', x(v), height - bottom + 18);
      }
    }
    g.fillText('predicted', left + (width - left - right) / 2, height - 6);
    g.save();
    g.translate(12, top + (height - bottom - top) / 2);
    g.rotate(-Math.PI / 2);
    g.fillText('actual', 0, 0);
    g.restore();
    g.save();
    g.beginPath(); g.rect(left, top, width - left - right, height - bottom - top); g.clip();
    g.strokeStyle = muted;
    for (const [factor, dash] of [[1, []], [2, [4, 4]], [.5, [4, 4]]]) {
      g.setLineDash(dash);
      g.beginPath();
      g.moveTo(x(10 ** low), y(factor * 10 ** low));
      g.lineTo(x(10 ** high), y(factor * 10 ** high));
      g.stroke();
    }
    g.fillStyle = dc.colour(root, '--dc-span-compile');
    g.globalAlpha = points.length > 2000 ? .35 : .7;
    const size = points.length > 2000 ? 1.6 : 2.6;
    for (const [p, a] of points) {
      g.beginPath();
      g.arc(x(p), y(a), size, 0, 7);
      g.fill();
    }
    g.restore();
  }
})(globalThis.distcompile ??= {});
