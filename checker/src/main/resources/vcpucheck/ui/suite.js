(() => {
  const sum = (list, of) => list.reduce((all, one) => all + of(one), 0);
  const glyphs = {verified: '✓', violated: '✗', incomplete: '?', mixed: '±'};
  const isIncomplete = v => v.verdict === 'incomplete';
  const isBad = v => !v.expected && v.verdict === 'violated';
  const isWrong = v => v.expected ? !v.asExpected && !isIncomplete(v) : isBad(v);
  const name = s => s.id + ' ' + s.name;

  /* ---- where a verdict stands: in a column of a revision, or with the changed forms ---- */
  const isForm = c => Boolean(c.mutant) || !d.revisions.includes(c.revision);
  const variantRank = v => d.variants.includes(v) ? d.variants.indexOf(v) : d.variants.length;
  const everything = [...d.verdicts, ...d.unchecked];
  const used = new Set(everything.filter(v => !isForm(v.code)).map(v => v.code.variant + ' ' + v.code.revision));
  const columns = d.variants.flatMap(variant => d.revisions.filter(r => used.has(variant + ' ' + r)).map(revision => ({variant, revision})));
  const hasForms = everything.some(v => isForm(v.code));
  const title = c => [c.revision, c.mutant].filter(Boolean).join(' with ') + ', ' + c.variant;
  /* Verdicts that share a cell: of one form, with other numbers of vCPUs or another build. */
  const cells = new Map();
  for (const v of everything) {
    const key = JSON.stringify([v.scenario, v.code.variant, v.code.revision, v.code.mutant || '']);
    if (!cells.has(key)) cells.set(key, {key, scenario: v.scenario, code: v.code, verdicts: [], unchecked: []});
    cells.get(key)[v.verdict ? 'verdicts' : 'unchecked'].push(v);
  }
  const kind = cell => {
    const kinds = new Set(cell.verdicts.map(v => v.verdict));
    return kinds.size > 1 ? 'mixed' : [...kinds][0];
  };

  /* ---- head ---- */
  const wrong = d.verdicts.filter(isWrong), incomplete = d.verdicts.filter(isIncomplete);
  const judged = d.verdicts.filter(v => v.expected);
  const badge = wrong.length ? ['bad', wrong.every(isBad) ? 'VIOLATED' : 'NOT AS EXPECTED'] : d.neverReached.length ? ['bad', 'NOT REACHED'] : incomplete.length || d.interrupted ? ['warn', 'INCOMPLETE'] : ['good', judged.length ? 'AS EXPECTED' : 'VERIFIED'];
  const search = el('input', {type: 'search', placeholder: 'scenario, property, mutant', 'aria-label': 'search'});
  const choice = (label, options) => el('select', {'aria-label': label}, ...options.map(([value, text]) => el('option', {value}, text)));
  const filter = choice('which scenarios', [['all', 'all scenarios'], ['wrong', 'not as expected'], ['incomplete', 'incomplete'], ['violated', 'violated somewhere'], ['verified', 'verified everywhere'], ['unchecked', 'with verdicts not checked']]);
  const order = choice('order', [['number', 'by number'], ['states', 'by states'], ['violated', 'by violations']]);
  document.body.append(el('header', {}, el('span', {class: badge[0]}, badge[1]),
    el('h1', {}, 'Suite of ' + counted(d.scenarios.length, 'scenario')), el('span', {class: 'mut'}, d.tool), el('span', {class: 'room'}), search, filter, order, themeButton()));
  const of = verdict => d.verdicts.filter(v => v.verdict === verdict).length;
  document.body.append(el('section', {class: 'tiles', 'aria-label': 'sums'},
    tile(d.verdicts.length, 'verdicts'), tile(wrong.filter(v => v.expected).length, 'not as expected', 'red'), wrong.some(isBad) ? tile(wrong.filter(isBad).length, 'violated, nothing expected', 'red') : '', tile(incomplete.length, 'incomplete'),
    tile(of('verified'), '✓ verified'), tile(of('violated'), '✗ violated'), d.unchecked.length ? tile(d.unchecked.length, 'not checked') : '',
    tile(sum(d.verdicts, v => v.states), 'states'), tile(d.reached.lines, 'of ' + counted(d.reached.lines + d.reached.missedLines, 'line') + ' with operations reached')));

  /* ---- one verdict ---- */
  const reached = r => grouped(r.lines) + ' of ' + counted(r.lines + r.missedLines, 'line') + ' with operations'
    + (r.functions + r.missedFunctions.length ? ', ' + grouped(r.functions) + ' of ' + counted(r.functions + r.missedFunctions.length, 'C function') : '');
  const missed = r => r.missedFunctions.length ? el('details', {}, el('summary', {class: 'mut'}, 'C functions that were not reached'), el('p', {}, r.missedFunctions.map(f => d.functions[f]).join(', '))) : '';
  const link = v => /^counterexamples\/[\w.-]+\.html$/.test(v.page || '') ? el('p', {}, el('a', {href: v.page}, 'Open the counterexample')) : '';
  const article = v => el('article', {},
    el('p', {}, el('span', {class: {verified: 'good', violated: 'bad', incomplete: 'warn'}[v.verdict]}, v.verdict.toUpperCase()), ' ', el('strong', {}, v.property || ''), ' ',
      v.asExpected ? el('span', {class: 'mut'}, 'as expected') : el('span', {class: v.expected ? 'not' : 'mut'}, (v.expected ? 'expected ' + v.expected : 'nothing expected') + (v.expectedProperty ? ': ' + v.expectedProperty : '') + (v.neverReached ? '; never came to ' + v.neverReached.join(', ') : ''))),
    el('p', {}, title(v.code) + ', ' + counted(v.code.vcpus, 'vCPU') + ', ' + v.code.memory + ', ' + v.code.build + ' build'),
    v.reason ? el('p', {}, v.reason) : '',
    v.trail ? el('p', {}, counted(v.trail.steps, 'operation') + ', ' + counted(v.trail.switches, 'context switch') + ', ' + counted(v.trail.preemptions, 'preemption')) : '',
    link(v),
    el('p', {class: 'mut'}, counted(v.states, 'state') + ' · ' + counted(v.transitions, 'transition') + ' · depth ' + grouped(v.depth) + ' · interleavings ' + (/^\d{16,}$/.test(v.interleavings) ? 'about 10^' + (v.interleavings.length - 1) : v.interleavings)),
    el('p', {class: 'mut'}, 'reached ' + reached(v.reached)), missed(v.reached),
    el('p', {class: 'mut'}, d.searches[v.search]), v.notChecked ? el('p', {}, 'not checked: ' + v.notChecked.join(', ')) : '',
    el('code', {class: 'code'}, v.command));
  /* ---- what is not as it should be, first ---- */
  const found = v => (v.expected ? 'expected ' + v.expected : 'nothing expected') + (v.expectedProperty ? ': ' + v.expectedProperty : '') + ', found ' + v.verdict + (v.property ? ': ' + v.property : '') + (v.reason ? ' (' + v.reason + ')' : '');
  const line = v => {
    const b = el('button', {type: 'button', class: 'link'}, name(d.scenarios[v.scenario]) + ' on ' + title(v.code) + ', ' + counted(v.code.vcpus, 'vCPU') + (v.code.build === 'release' ? ', release build' : ''));
    b.addEventListener('click', () => { clear(); select(buttons.find(one => one.cell.verdicts.includes(v)), true, true); });
    return el('li', {}, b, ': ' + found(v));
  };
  const odd = (of, text) => of.length ? [el('details', of.length <= 10 ? {open: ''} : {}, el('summary', {}, el('strong', {}, grouped(of.length) + ' ' + text)), el('ul', {}, ...of.map(line)))] : [];
  if (wrong.length + incomplete.length) document.body.append(el('section', {id: 'wrong', 'aria-label': 'not as expected'}, ...odd(wrong.filter(v => v.expected), 'not as expected'), ...odd(wrong.filter(isBad), 'violated where nothing is expected'), ...odd(incomplete, 'incomplete')));

  /* ---- the grid ---- */
  const body = el('tbody', {}), details = el('section', {id: 'details', 'aria-label': 'details', tabindex: '0'});
  const groups = d.variants.map(variant => ({variant, own: columns.filter(c => c.variant === variant)})).filter(g => g.own.length);
  const isFirst = c => groups.some(g => g.own[0] === c);
  const head = el('thead', {},
    el('tr', {}, el('th', {class: 'side', rowspan: '2', scope: 'col'}, 'scenario'), ...groups.map(g => el('th', {colspan: String(g.own.length), scope: 'colgroup', class: 'first'}, g.variant)),
      hasForms ? el('th', {rowspan: '2', scope: 'col'}, 'changes and mutants') : '', el('th', {rowspan: '2', scope: 'col'}, 'states')),
    el('tr', {}, ...columns.map(c => el('th', {scope: 'col', class: isFirst(c) ? 'first' : null}, el('span', {class: 'up'}, c.revision)))));
  document.body.append(el('main', {}, el('section', {class: 'grid', 'aria-label': 'verdicts', tabindex: '0'}, el('table', {}, head, body)), details));
  let selected = null;
  const button = cell => {
    if (!cell.verdicts.length) return el('span', {class: 'none', title: title(cell.code) + ': ' + cell.unchecked[0].reason}, '·');
    const k = kind(cell), isBad = cell.verdicts.some(isWrong);
    const b = el('button', {type: 'button', class: 'cell ' + k + (isBad ? ' wrong' : ''), tabindex: '-1', title: title(cell.code),
      'aria-label': name(d.scenarios[cell.scenario]) + ' on ' + title(cell.code) + ': ' + cell.verdicts.map(v => v.verdict).join(', ') + (isBad ? ', not as expected' : '')}, (isBad ? '!' : '') + glyphs[k]);
    if (cell.verdicts.length > 1) b.append(el('sup', {}, String(cell.verdicts.length)));
    b.cell = cell;
    b.addEventListener('click', () => select(b, true));
    return b;
  };
  const states = i => sum(d.verdicts.filter(v => v.scenario === i), v => v.states);
  const most = Math.max(10, ...d.scenarios.map((s, i) => states(i)));
  const bar = count => svg('svg', {width: 50, height: 8, 'aria-hidden': 'true'}, svg('rect', {width: Math.max(1, 50 * Math.log(count + 1) / Math.log(most + 1)), height: 8}));
  const rows = d.scenarios.map((s, i) => {
    const own = [...cells.values()].filter(c => c.scenario === i);
    const forms = own.filter(c => isForm(c.code)).sort((a, b) => variantRank(a.code.variant) - variantRank(b.code.variant));
    const row = el('tr', {}, el('th', {scope: 'row', title: s.lesson}, el('span', {class: 'id'}, s.id), s.name));
    for (const c of columns) {
      const cell = own.find(one => one.code.variant === c.variant && one.code.revision === c.revision && !one.code.mutant);
      row.append(el('td', {class: isFirst(c) ? 'first' : null}, cell ? button(cell) : ''));
    }
    if (hasForms) row.append(el('td', {class: 'forms'}, ...forms.map(button)));
    row.append(el('td', {class: 'states'}, bar(states(i)), grouped(states(i))));
    const verdicts = own.flatMap(c => c.verdicts);
    const text = [s.id, s.name, s.lesson, ...own.map(c => title(c.code)), ...verdicts.map(v => [v.property, v.reason].join(' '))].join(' ').toLowerCase();
    const fits = {
      all: true, wrong: verdicts.some(isWrong), incomplete: verdicts.some(isIncomplete), violated: verdicts.some(v => v.verdict === 'violated'),
      verified: verdicts.length > 0 && verdicts.every(v => v.verdict === 'verified'), unchecked: own.some(c => c.unchecked.length),
    };
    return {row, text, fits, rank: {number: i, states: -states(i), violated: -verdicts.filter(v => v.verdict === 'violated').length}};
  });
  const none = el('p', {class: 'mut', role: 'status'});
  body.parentElement.after(none);
  const fill = () => {
    const wanted = search.value.toLowerCase();
    const shown = rows.filter(r => r.fits[filter.value] && r.text.includes(wanted));
    body.replaceChildren(...shown.sort((a, b) => a.rank[order.value] - b.rank[order.value] || a.rank.number - b.rank.number).map(r => r.row));
    none.textContent = shown.length ? '' : 'No scenario is like that.';
  };
  const clear = () => { search.value = ''; filter.value = 'all'; fill(); };
  const address = cell => '#' + [d.scenarios[cell.scenario].id, cell.code.revision, cell.code.variant, cell.code.mutant || ''].map(encodeURIComponent).join('/').replace(/\/$/, '');
  function select(b, isAsked, isSent) {
    if (selected) { selected.setAttribute('aria-pressed', 'false'); selected.tabIndex = -1; }
    selected = b;
    b.setAttribute('aria-pressed', 'true');
    b.tabIndex = 0;
    const s = d.scenarios[b.cell.scenario];
    details.replaceChildren(el('h2', {}, name(s)), el('p', {}, s.lesson), el('p', {class: 'mut'}, 'on ' + title(b.cell.code)), ...b.cell.verdicts.map(v => article(v)),
      ...b.cell.unchecked.map(u => el('p', {class: 'mut'}, counted(u.code.vcpus, 'vCPU') + ', expected ' + u.expected + ': ' + u.reason)));
    if (isAsked) {
      keepAddress(address(b.cell));
      if (isSent) b.scrollIntoView({block: 'center'});
      if (matchMedia('(max-width:900px)').matches) details.scrollIntoView({block: 'nearest'});
    }
  }
  const move = (dx, dy) => {
    const row = selected.closest('tr'), own = [...row.querySelectorAll('.cell')];
    let next = own[own.indexOf(selected) + dx];
    if (dy) {
      const all = [...body.rows], x = selected.getBoundingClientRect().left;
      let at = all.indexOf(row) + dy;
      while (all[at] && !all[at].querySelector('.cell')) at += dy;
      const near = all[at] ? [...all[at].querySelectorAll('.cell')] : [];
      const far = b => Math.abs(b.getBoundingClientRect().left - x);
      next = near.sort((a, b) => far(a) - far(b))[0];
    }
    if (next) { select(next, true); next.focus(); }
  };
  document.addEventListener('keydown', e => {
    if (e.target === search) { if (e.key === 'Escape') { search.value = ''; fill(); search.blur(); } return; }
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.tagName === 'SELECT') return;
    const arrows = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    if (e.key === '/') search.focus();
    else if (e.key in arrows && selected && e.target === selected) move(...arrows[e.key]);
    else return;
    e.preventDefault();
  });
  search.addEventListener('input', fill);
  filter.addEventListener('change', fill);
  order.addEventListener('change', fill);
  fill();
  const buttons = [...body.querySelectorAll('.cell')];
  const first = buttons.find(b => address(b.cell) === location.hash) || buttons.find(b => b.cell.verdicts.some(isWrong)) || buttons[0];
  if (first) select(first, false);
  document.body.append(el('footer', {}, el('section', {class: 'tiles'}, el('p', {class: 'mut'}, 'Together the searches reached ' + reached(d.reached) + '.'), missed(d.reached))));
})();
