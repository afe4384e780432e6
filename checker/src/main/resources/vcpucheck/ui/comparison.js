(() => {
  const sets = d.scenarios, of = change => sets.filter(s => s.change === change);
  const title = s => s.id + ' ' + s.scenario + ', ' + s.variant + ', ' + counted(s.vcpus, 'vCPU') + (s.memory === 'sc' ? '' : ', ' + s.memory) + (s.build === 'release' ? ', release build' : '');

  /* ---- head ---- */
  const badge = {refinement: 'good', 'no-regression': 'good', regression: 'bad', incomplete: 'warn', 'not-reached': 'bad'}[d.verdict];
  document.title = d.from + ' to ' + d.to + ': ' + d.verdict.replace('-', ' ');
  document.body.append(el('header', {}, el('span', {class: badge}, d.verdict.replace('-', ' ').toUpperCase()),
    el('h1', {}, d.from, el('span', {class: 'mut'}, ' → '), d.to), el('span', {class: 'mut'}, counted(sets.length, 'comparison') + (sets.length ? ' under ' + [...new Set(sets.map(s => s.memory))].join(' and ') : '') + ', ' + d.tool), el('span', {class: 'room'}), themeButton()));
  const unexpected = sets.reduce((all, s) => all + s.unexpected.length, 0);
  document.body.append(el('section', {class: 'tiles', 'aria-label': 'sums'},
    tile(of('fixed').length, 'fixed', 'green'), tile(of('newly broken').length, 'newly broken', 'red'),
    tile(of('another violation').length, 'another violation', 'red'), tile(of('fewer properties').length, 'fewer properties'),
    tile(of('same').length, 'same'), tile(of('incomplete').length, 'incomplete'), tile(unexpected, 'outcomes added that are not allowed', 'red')));
  const main = el('main', {});
  document.body.append(main);
  const table = (heads, rows) => el('div', {class: 'wide', tabindex: '0', role: 'region', 'aria-label': heads.join(', ')}, el('table', {}, el('thead', {}, el('tr', {}, ...heads.map(h => el('th', {scope: 'col'}, h)))), el('tbody', {}, ...rows)));
  const group = (heading, ...children) => main.append(el('section', {class: 'group'}, el('h2', {}, heading), ...children));

  /* ---- what changes, what is needed, what was recorded ---- */
  if (d.parts.length) group('What changes', table(['part', 'decided in', 'on which lines'], d.parts.map(p => el('tr', {}, el('td', {class: 'id'}, (p.has ? '+' : '~') + p.name),
    el('td', {}, p.reachedIn.length ? p.reachedIn.join(', ') : el('strong', {}, 'no interleaving of any scenario')),
    el('td', {}, ...p.places.map(at => el('p', {}, el('span', {class: 'id'}, at.source || 'unknown'), (at.function ? ' ' + at.function : '') + ': '
      + Object.entries(at.outcomes).map(([id, ends]) => id + (ends.length ? ' (to ' + counted(ends.length, 'outcome') + ')' : '')).join(', '))))))));
  if (d.notCompared) group('Not compared', ...d.notCompared.map(line => el('p', {}, line)));
  if (d.needs) group('What the candidate needs', table(['without', 'noticed by', 'what it is'], d.needs.map(n => el('tr', {}, el('td', {class: 'id'}, n.without + (n.own ? '' : ' (both)')),
    el('td', {}, n.scenario ? n.scenario + ' ' + n.shows : n.complete ? el('strong', {}, 'no scenario of ' + n.judges.length) : 'not known: a search was cut, or no scenario can judge'), el('td', {}, n.about)))));
  if (d.recorded && !d.recorded.length) group('Recorded traces', el('p', {}, 'No recorded trace is answered otherwise.'));
  else if (d.recorded) group('Recorded traces answered otherwise', el('details', d.recorded.length <= 12 ? {open: ''} : {}, el('summary', {}, counted(d.recorded.length, 'trace') + ', ' + grouped(d.recorded.filter(t => !t.expected).length) + ' not where the change is decided'),
    table(['trace', 'step', 'field', 'recorded', 'before', 'after', 'expected'], d.recorded.map(t => {
      const first = [t.from, t.to].find(a => a && a.step === t.step);
      const answer = a => a && a.step === t.step && a.field === first.field ? a.answered : first.recorded;
      return el('tr', {}, el('td', {}, t.file + ', ' + t.trace + ' ' + t.name), el('td', {class: 'num'}, grouped(t.step)), el('td', {class: 'id'}, first.field), el('td', {class: 'id'}, first.recorded), el('td', {class: 'id'}, answer(t.from)), el('td', {class: 'id'}, answer(t.to)), el('td', {}, t.expected ? 'yes' : el('strong', {}, 'no')));
    }))));

  /* ---- one scenario ---- */
  const verdict = side => side.verdict + (side.violated.length ? ': ' + side.violated.join(', ') : '');
  const turns = w => {
    const parts = [];
    let begin = 0;
    w.steps.forEach((step, at) => {
      if (at + 1 === w.steps.length || w.steps[at + 1].vcpu !== step.vcpu) { parts.push(w.vcpus[step.vcpu] + ' ' + (begin + 1) + '–' + (at + 1)); begin = at + 1; }
    });
    return parts.join(', ');
  };
  const steps = w => el('details', {}, el('summary', {}, counted(w.steps.length, 'operation') + ': ' + turns(w) + (w.decides.length ? '' : '; decides nothing')),
    table(['step', 'vCPU', 'operation', 'C function', 'Java'], w.steps.map((s, at) => el('tr', {}, el('td', {class: 'num'}, String(at + 1)), el('td', {}, w.vcpus[s.vcpu]), el('td', {class: 'code'}, s.operation + (s.value ? ': ' + s.value : '')), el('td', {}, s.function), el('td', {class: 'id'}, s.source)))));
  const outcome = (word, o) => el('tr', {class: word}, el('td', {}, el('span', {class: 'tag ' + word}, word)),
    el('td', {}, el('span', {class: 'id'}, o.id), ...Object.entries(o.shows).map(([k, v]) => el('p', {}, el('span', {class: 'mut'}, k + ': '), v)), o.interleaving ? steps(o.interleaving) : ''));
  const outcomes = s => {
    const rows = [...s.removed.map(o => outcome('removed', o)), ...s.added.map(o => outcome('added', o)), ...(s.keptOutcomes || []).map(o => outcome('kept', o))];
    return rows.length ? el('details', s.added.length ? {open: ''} : {}, el('summary', {}, 'how it can end, in every interleaving'), table(['outcome', 'what can be observed at the end'], rows)) : '';
  };
  /* A vCPU's run on both forms: what only one of them does, and where another one goes wrong. */
  const lanes = s => {
    const names = [...new Set((s.moves || []).map(m => m.vcpu))];
    if (!names.length) return '';
    const longest = Math.max(1, ...[s.from, s.to].flatMap(side => (side.alone || []).map(a => a.operations)));
    const block = (cls, x, width, inset, name) => svg('rect', {class: cls, x, width, y: inset, height: 26 - 2 * inset}, name ? svg('title', {}, name) : '');
    const lane = (name, side, isTo) => {
      const run = (side.alone || []).find(a => a.vcpu === name);
      const moves = s.moves.filter(m => m.vcpu === name && m.added === isTo);
      const holes = (side.windows || []).filter(w => w.first === name).flatMap(w => w.numbers);
      return el('div', {class: 'lane'}, el('span', {}, name + (isTo ? ' after' : ' before')),
        svg('svg', {viewBox: '0 0 ' + (longest + 1) + ' 26', preserveAspectRatio: 'none', role: 'img', 'aria-label': name + (isTo ? ' after: ' : ' before: ') + counted(moves.length) + (isTo ? ' added, ' : ' removed, ') + counted(holes.length, 'point') + ' where another vCPU goes wrong'},
          block('base', 0, run ? run.operations : 0, 4), ...holes.map(k => block('hole', k - .5, 1, 0)), ...moves.map(m => block(isTo ? 'come' : 'gone', m.position - 1, 1, 6, m.position + ' ' + m.operation))));
    };
    return el('details', {open: ''}, el('summary', {}, 'what each vCPU, run alone, does otherwise'),
      el('div', {class: 'legend'}, key('gone', 'removed'), key('come', 'added'), s.from.windows || s.to.windows ? key('hole', 'preempted there, a violation follows') : ''),
      ...names.flatMap(name => [lane(name, s.from, false), lane(name, s.to, true)]));
  };
  const windows = side => (side.windows || []).filter(w => w.numbers.length).map(w => w.other + ' alone after ' + w.first + ': ' + w.numbers.length + ' of ' + (w.operations + 1) + ' points').join('; ') || 'none';
  const cost = s => (s.from.alone || []).flatMap(one => {
    const other = (s.to.alone || []).find(a => a.vcpu === one.vcpu);
    if (!other) return [];
    const changes = Object.keys(one).filter(k => k !== 'vcpu' && one[k] !== other[k]).map(k => k.replace(/[A-Z]/g, c => ' ' + c.toLowerCase()) + ' ' + one[k] + ' → ' + other[k]);
    return changes.length ? [el('p', {}, el('span', {class: 'mut'}, 'cost '), one.vcpu + ' alone: ' + changes.join(', '))] : [];
  });
  const fact = (name, text) => text ? el('p', {}, el('span', {class: 'mut'}, name + ' '), text) : '';
  const article = s => el('article', {class: s.regression ? 'broken' : s.change === 'fixed' ? 'fixed' : ''}, el('h3', {}, title(s)),
    fact('verdict', verdict(s.from) + ' → ' + verdict(s.to)), fact('before', s.from.reason), fact('after', s.to.reason),
    fact('observed at the end', s.observed.join(', ') || 'nothing'),
    fact('outcomes', (s.observed.length ? s.kept + ' kept' + (s.to.complete ? ', ' + s.removed.length + ' removed' : '') + (s.from.complete ? ', ' + s.added.length + ' added' : '') : 'none, for nothing is observed') + '; ' + grouped(s.from.states) + ' and ' + grouped(s.to.states) + ' states'
      + (s.from.complete && s.to.complete ? '' : '; not explored to its end')),
    ...[s.from, s.to].map((side, at) => fact(at ? 'violated after' : 'violated before', [...(side.violations || []).map(v => v.property + (v.at ? ' at ' + v.at : '') + (v.steps ? ' in ' + counted(v.steps, 'operation') : '')), ...(side.allViolations === false ? ['not all, for that search was cut'] : [])].join('; '))),
    fact('not checked', [...new Set([...(s.from.notChecked || []), ...(s.to.notChecked || [])])].join(', ')),
    s.from.windows || s.to.windows ? fact('window', windows(s.from) + ' → ' + windows(s.to)) : '', ...cost(s),
    ...s.replays.map((r, i) => fact('replay', grouped(r.done) + ' of ' + (i ? '' : 'the counterexample’s ') + counted(r.operations, 'operation') + (i ? ' to ' + r.property + ' at ' + r.source : '') + ' can be done: ' + r.outcome.replace('-', ' '))),
    fact('decided', s.reached.join(', ')), lanes(s), outcomes(s));
  for (const change of ['newly broken', 'another violation', 'fixed', 'fewer properties', 'incomplete', 'same'])
    if (of(change).length) group(change[0].toUpperCase() + change.slice(1) + ' (' + grouped(of(change).length) + ')', ...of(change).map(article));
})();
