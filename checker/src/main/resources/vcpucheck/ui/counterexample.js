(() => {
  const n = d.steps.length;
  const words = s => s.operation + (s.value ? ': ' + s.value : '');
  const reads = new Map();
  d.edges.filter(e => e.kind === 'reads-from' && e.to < n).forEach(e => reads.set(e.to, e.from[e.from.length - 1]));

  /* Steps that a vCPU can do again and again, for all is then as it was. */
  const repeats = () => (d.endless.loop + 1 < n ? 'Steps ' + (d.endless.loop + 1) + ' to ' + n + ' repeat' : 'Step ' + n + ' repeats') + ' for ever. ' + (d.endless.after ? 'After step ' + d.endless.after : 'From the start') + ' the violation cannot be avoided.';
  const missing = new Map();
  d.edges.filter(e => e.kind === 'misses').forEach(e => missing.set(e.to, e.from[0]));
  const owned = i => 'step ' + (i + 1) + ' of ' + d.vcpus[d.steps[i].vcpu];
  /* Which store a line of the story misses, and why that may be. */
  const misses = m => m ? 'finds what ' + (m.found === null ? 'was there at the start; ' : owned(m.found) + ' left; ') + (m.buffered ? 'the store of ' + owned(m.store) + ' is in its buffer ' + (m.arrival === null ? 'for good' : 'until step ' + (m.arrival + 1)) : 'misses ' + owned(m.store)) : '';

  /* ---- head ---- */
  const c = d.configuration;
  const position = el('span', {'aria-live': 'polite'});
  document.body.append(el('header', {},
    el('span', {class: 'bad'}, 'VIOLATED'),
    el('h1', {}, d.id + ' ' + d.scenario + ' on ' + c.revision),
    el('span', {class: 'mut'}, [c.variant, c.mutant, counted(d.vcpus.length, 'vCPU'), c.memory, c.build].filter(Boolean).join(' · ')),
    el('p', {}, el('strong', {}, d.violation.message), ' — ', el('code', {}, d.violation.property)),
    position,
    el('span', {class: 'mut keys'}, el('kbd', {}, 'n'), ' ', el('kbd', {}, 'p'), ' story ', el('kbd', {}, '←'), ' ', el('kbd', {}, '→'), ' step ', el('kbd', {}, '/'), ' search'), el('span', {class: 'room'}), themeButton()));

  /* ---- lanes ---- */
  const stackOf = s => s.stack ? s.stack.map(f => d.functions[f]) : [s.function].filter(Boolean);
  const told = new Set(d.story.flatMap(line => line.steps));
  const flows = [...reads].filter(([to, from]) => d.steps[from].vcpu !== d.steps[to].vcpu && told.has(from) && told.has(to));
  /* What vCPUs tell one another in the story: a row for the life of each such variable. */
  const lives = [...new Set(flows.map(([to]) => d.steps[to].variable).filter(Boolean))].slice(0, 6);
  const cut = (text, most) => text.length > most ? '…' + text.slice(1 - most) : text;
  const ghosts = d.preemptions.map(p => Math.min(p.ghosts.length, 60));
  const room = Math.max(0, ...ghosts) + 6;
  const left = Math.max(80, ...d.vcpus.map(name => name.length * 7.4 + 14), ...lives.map(name => Math.min(28, name.length) * 6.4 + 14));
  const step = Math.max(3.2, (1260 - left) / (n + room)), depth = Math.max(0, ...d.steps.map(s => stackOf(s).length)), bar = 14, body = Math.max(1, depth) * bar, laneHeight = body + 62, top = 36;
  const lanesEnd = top + d.vcpus.length * laneHeight + 8, row = 20;
  const width = left + (n + room) * step, rows = lives.length + (d.endless ? 1 : 0), height = lanesEnd + rows * row + (rows ? 8 : 0);
  const picture = svg('svg', {width, height, viewBox: '0 0 ' + width + ' ' + height, role: 'img', 'aria-label': 'The interleaving, one lane for each vCPU'});
  const x = i => left + i * step;
  const y = vcpu => top + vcpu * laneHeight;
  const block = (vcpu, from, to, level, tall, name, cls) => {
    const r = svg('rect', {x: x(from), y: y(vcpu) + 26 + level * bar, width: (to - from) * step, height: tall - 1, class: 'bar ' + cls + ' ' + colour(vcpu)});
    r.append(svg('title', {}, name));
    picture.append(r);
    const fits = Math.floor(((to - from) * step - 5) / 6.6);
    if (fits > 3 && name) picture.append(svg('text', {x: x(from) + 3, y: y(vcpu) + 36 + level * bar, class: cls ? 'mut' : ''}, name.length > fits ? name.slice(0, fits - 1) + '…' : name));
  };
  const runs = (steps, from, cls) => {
    for (let i = 0; i < steps.length;) {
      let j = i;
      while (j < steps.length && steps[j].vcpu === steps[i].vcpu) j++;
      /* Where no function is named, a lane has nothing before its ground. */
      if (depth) block(steps[i].vcpu, from + i, from + j, 0, body, '', 'ground ' + cls);
      else block(steps[i].vcpu, from + i, from + j, 0, body, counted(j - i), cls);
      for (let level = 0; level < depth; level++) {
        for (let a = i; a < j;) {
          const name = stackOf(steps[a])[level];
          let b = a + 1;
          while (b < j && name !== undefined && stackOf(steps[b])[level] === name && stackOf(steps[b])[level - 1] === stackOf(steps[a])[level - 1]) b++;
          if (name !== undefined) block(steps[i].vcpu, from + a, from + b, level, bar, name, cls);
          a = b;
        }
      }
      i = j;
    }
  };
  d.vcpus.forEach((name, vcpu) => picture.append(svg('text', {x: 6, y: y(vcpu) + 42, class: 'name ' + colour(vcpu)}, name)));
  d.preemptions.forEach((p, i) => {
    const last = i === d.preemptions.length - 1 && p.ghosts.length;
    if (last) {
      const shown = p.ghosts.slice(0, ghosts[i]);
      picture.append(svg('rect', {x: x(n + 2), y: y(p.vcpu) + 20, width: Math.min(p.later + 1, shown.length) * step, height: body + 6, class: 'window'}));
      runs(shown, n + 2, 'ghost');
      picture.append(svg('text', {x: x(n + 2), y: y(p.vcpu) + 14, class: 'red'}, 'race window: ' + counted(p.window)));
      picture.append(svg('text', {x: x(n + 2), y: y(p.vcpu) + body + 40, class: 'mut'}, 'what ' + d.vcpus[p.vcpu] + ' would have done'));
    }
    picture.append(svg('line', {x1: x(p.after), x2: x(p.after), y1: 12, y2: height - 4, class: 'cut'}));
    picture.append(svg('text', {x: x(p.after) + 4, y: 11 + i % 2 * 13, class: 'red'}, d.vcpus[p.vcpu] + ' preempted after ' + p.after));
  });
  runs(d.steps, 0, '');
  /* Locks: a strip below the lane of the vCPU that holds one, from the step that takes it to the one that lets it go. */
  const holding = i => Object.entries(d.steps[i]?.locks || {}).map(([lock, vcpu]) => lock + '/' + vcpu);
  const strips = new Map(), locks = [...new Set(d.steps.flatMap(s => Object.keys(s.locks || {})))];
  for (let i = 0; i <= n; i++) {
    const held = holding(i);
    held.filter(one => !strips.has(one)).forEach(one => strips.set(one, i));
    for (const [one, since] of strips) {
      if (held.includes(one)) continue;
      const [lock, vcpu] = one.split('/');
      picture.append(svg('rect', {x: x(since - 1), y: y(+vcpu) + 28 + body, width: (i - since + 1) * step, height: 5, class: 'held ' + colour(locks.indexOf(lock) + 2)}, svg('title', {}, d.vcpus[vcpu] + ' holds ' + lock)));
      strips.delete(one);
    }
  }
  if (d.steps.some(s => s.locks)) d.vcpus.forEach((name, vcpu) => picture.append(svg('text', {x: 6, y: y(vcpu) + 34 + body, class: 'mut'}, 'locks held')));
  for (const [to, from] of flows) {
    const a = d.steps[from].vcpu, b = d.steps[to].vcpu, down = b > a, y1 = y(a) + (down ? 26 + body : 26), y2 = y(b) + (down ? 26 : 26 + body), mid = (y1 + y2) / 2;
    picture.append(svg('path', {d: `M${x(from + .5)} ${y1}C${x(from + .5)} ${mid} ${x(to + .5)} ${mid} ${x(to + .5)} ${y2}`, class: 'flow'}));
  }
  if (d.endless) {
    const from = d.endless.loop, at = lanesEnd + lives.length * row;
    picture.append(svg('rect', {x: x(from), y: at, width: (n - from) * step, height: row - 4, class: 'life loop'}, svg('title', {}, repeats())));
    picture.append(svg('text', {x: x(from) + 4, y: at + 12}, 'repeats for ever'));
  }
  const late = new Map(d.preemptions.filter(p => p.late).map(p => [p.ghosts[p.late.ghost].operation.split(' ').pop(), p]));
  lives.forEach((name, k) => {
    const at = lanesEnd + k * row, slot = d.variables.find(v => v.name === name)?.slot, p = late.get(name);
    const part = (from, to, value, cls, more) => {
      if (to <= from || value === undefined) return;
      picture.append(svg('rect', {x: x(from), y: at, width: (to - from) * step, height: row - 4, class: 'life ' + cls}, svg('title', {}, name + ' = ' + value + more)));
      const fitting = [value + more, value].find(text => text.length * 5.9 + 6 < (to - from) * step);
      if (fitting) picture.append(svg('text', {x: x(from) + 4, y: at + 12}, fitting));
    };
    picture.append(svg('text', {x: 6, y: at + 12, class: 'mut'}, cut(name, 28)));
    let since = 0, value = d.start[slot] === 'free' ? undefined : d.start[name], writer = '';
    const ends = to => {
      const stale = p && since <= p.after && p.after < to ? p.after : to;
      part(since, stale, value, writer, '');
      part(stale, to, value, 'stale', ' (changed too late)');
    };
    d.steps.forEach((s, i) => {
      const changes = s.changes || {}, isFreed = slot !== undefined && changes[slot] === 'free';
      if (!(name in changes) && !isFreed) return;
      ends(i);
      since = i;
      value = isFreed ? undefined : changes[name];
      writer = colour(s.vcpu);
    });
    ends(n);
  });
  for (const line of d.story.filter(one => one.misses)) {
    const [from, to] = [line.misses.store, line.misses.step], down = d.steps[to].vcpu > d.steps[from].vcpu;
    const y1 = y(d.steps[from].vcpu) + (down ? 26 + body : 26), y2 = y(d.steps[to].vcpu) + (down ? 26 : 26 + body), mid = (y1 + y2) / 2;
    picture.append(svg('path', {d: `M${x(from + .5)} ${y1}C${x(from + .5)} ${mid} ${x(to + .5)} ${mid} ${x(to + .5)} ${y2}`, class: 'flow missed'}, svg('title', {}, 'not seen: ' + misses(line.misses))));
  }
  const now = svg('line', {y1: 14, y2: height - 2, class: 'now'});
  picture.append(now);
  let lastX = -99, level = 0;
  d.story.forEach((line, i) => {
    const cx = x(line.steps[0] + .5);
    level = cx - lastX < 15 ? (level + 1) % 2 : 0;
    lastX = cx;
    const cy = y(line.vcpu) + (level ? body + 46 : 17);
    const dot = svg('circle', {cx, cy, r: 7.5, class: 'told ' + colour(line.vcpu)});
    dot.addEventListener('click', () => go(line.steps[0]));
    picture.append(dot, svg('text', {x: cx, y: cy + 3.5, class: 'num'}, i + 1));
  });
  picture.addEventListener('click', e => {
    const at = (e.clientX - picture.getBoundingClientRect().left) * width / picture.getBoundingClientRect().width;
    const hit = Math.floor((at - left) / step);
    if (hit >= 0 && hit < n && e.target.tagName !== 'circle') go(hit);
  });
  const lanes = el('div', {id: 'lanes', tabindex: '0', role: 'region', 'aria-label': 'interleaving'}, picture);
  document.body.append(lanes);

  /* ---- steps ---- */
  const list = el('ol', {});
  list.style.setProperty('--who', Math.min(16, Math.max(...d.vcpus.map(name => name.length))) + 1 + 'ch');
  const storyButton = el('button', {type: 'button'}, 'Story ' + d.story.length);
  const allButton = el('button', {type: 'button'}, 'All ' + n);
  const search = el('input', {type: 'search', placeholder: 'search the steps', 'aria-label': 'search the steps'});
  const tooLate = d.preemptions.filter(p => p.late).map(p => {
    const g = p.ghosts[p.late.ghost];
    return el('p', {class: 'late'}, el('strong', {}, 'Too late: '), counted(p.late.ghost + 1) + ' on, ' + d.vcpus[p.vcpu] + ' would ' + g.operation + (g.function ? ' (' + g.function + ')' : '') + ', which step ' + (p.late.readBy + 1) + ' has read.');
  });
  const state = el('section', {id: 'memory', tabindex: '0', 'aria-label': 'memory, code and other vCPUs'});
  document.body.append(el('main', {}, el('div', {class: 'cols'},
    el('section', {id: 'steps', 'aria-label': 'steps'}, el('div', {class: 'bars'}, ...(d.story.length ? [storyButton, allButton] : []), search), list, ...tooLate, d.endless ? el('p', {class: 'late'}, repeats()) : null), state)));

  /* A story ends before what repeats. */
  let all = !d.story.length || !!d.endless, current = !all ? d.story[d.story.length - 1].steps[0] : 0;
  const preempted = p => el('li', {class: 'cut'}, d.vcpus[p.vcpu] + ' is preempted after step ' + p.after + (p.window === 1 ? '; it had to be there' : '; any of ' + counted(p.window) + ' in a row would do'));
  const item = (first, label, main, subs, vcpu, steps) => {
    const li = el('li', {class: 'step ' + colour(vcpu), tabindex: '0'}, el('span', {class: 'no'}, ...label), el('span', {class: 'who'}, d.vcpus[vcpu]), el('span', {class: 'what'}, main));
    subs.filter(Boolean).forEach(([text, cls]) => li.append(el('span', {class: 'sub code ' + (cls || '')}, text)));
    li.addEventListener('click', () => go(first));
    li.addEventListener('keydown', e => { if (e.key === 'Enter') go(first); });
    li.steps = steps;
    return li;
  };
  const from = i => reads.has(i) && d.steps[reads.get(i)].vcpu !== d.steps[i].vcpu ? 'reads what step ' + (reads.get(i) + 1) + ' of ' + d.vcpus[d.steps[reads.get(i)].vcpu] + ' wrote' : '';
  const returns = s => (s.returns || []).map(r => r.function + ' returns ' + r.value).join(', ');
  const place = s => [s.stack && s.stack.length > 1 ? stackOf(s).slice(-3).join(' › ') : s.function, s.source].filter(Boolean).join(' · ');
  const sub = (text, cls) => text && [text, cls];
  function fill() {
    const wanted = search.value.toLowerCase();
    const cuts = [...d.preemptions];
    const items = [];
    const add = (first, li, text) => {
      while (cuts.length && cuts[0].after <= first) items.push(preempted(cuts.shift()));
      if (!wanted || text.toLowerCase().includes(wanted)) items.push(li);
    };
    if (all) {
      d.steps.forEach((s, i) => add(i, item(i, ['#' + (i + 1)], words(s), [sub(returns(s)), sub(from(i)), sub(missing.has(i) ? 'misses what ' + owned(missing.get(i)) + ' has stored' : ''), sub(place(s))], s.vcpu, [i]), words(s) + ' ' + returns(s) + ' ' + place(s)));
    } else {
      d.story.forEach((line, k) => {
        const i = line.steps[0], s = d.steps[line.shown], end = line.steps[line.steps.length - 1];
        const label = [el('b', {class: 'dot'}, k + 1), ' #' + (i + 1) + (end > i ? '–' + (end + 1) : '')];
        const source = line.source === null || line.misses ? '' : 'as step ' + (line.source + 1) + ' of ' + d.vcpus[d.steps[line.source].vcpu] + ' left it';
        const main = line.text || words(s) + (line.passedOn ? ', and passes it on' : '');
        add(i, item(i, label, main, [sub(line.text ? words(d.steps[end]) : '', 'brief'), sub(source), sub(misses(line.misses)), sub(place(d.steps[end]), 'brief')], line.vcpu, line.steps), main + ' ' + words(s));
      });
    }
    while (cuts.length) items.push(preempted(cuts.shift()));
    list.replaceChildren(...items);
    storyButton.setAttribute('aria-pressed', String(!all));
    allButton.setAttribute('aria-pressed', String(all));
    show(false);
  }
  const variables = new Map(d.variables.map(v => [v.name, v]));
  const owner = name => variables.get(name)?.struct || '';
  const status = {ready: 'would', waits: 'waits to', ended: 'has ended', stopped: 'would'};
  const others = s => {
    const rows = [...(s.others || []).map(o => [d.vcpus[o.vcpu], [status[o.status], o.operation].filter(Boolean).join(' ')]), ...Object.entries(s.locks || {}).map(([lock, vcpu]) => [lock, 'held by ' + d.vcpus[vcpu]])];
    return rows.length ? el('table', {}, el('caption', {}, 'Before this step'), el('tbody', {}, ...rows.map(([name, text]) => el('tr', {}, el('th', {scope: 'row'}, name), el('td', {class: 'code'}, text))))) : '';
  };
  const code = s => {
    if (s.file === undefined) return [];
    const source = d.sources[s.file], line = Number(s.source.split(':').pop());
    const known = source.excerpts.find(e => line >= e.first && line < e.first + e.lines.length);
    return known ? [el('p', {class: 'mut path'}, source.path), excerpt(known.lines, known.first, line)] : [];
  };
  const spoken = new Set(d.story.flatMap(line => line.steps).map(i => owner(d.steps[i].operation.split(' ').pop())));
  function show(scroll) {
    for (const li of list.querySelectorAll('.step')) {
      const is = li.steps.includes(current);
      li.setAttribute('aria-current', String(is));
      if (is && scroll) {
        if (list.scrollHeight > list.clientHeight) list.scrollTop = li.offsetTop - list.offsetTop - 60;
        else li.scrollIntoView({block: 'nearest'});
      }
    }
    if (!n) {
      position.textContent = 'violated at the start';
      return;
    }
    const middle = x(current + .5);
    now.setAttribute('x1', middle);
    now.setAttribute('x2', middle);
    if (middle < lanes.scrollLeft || middle > lanes.scrollLeft + lanes.clientWidth) lanes.scrollLeft = middle - lanes.clientWidth / 2;
    position.textContent = 'step ' + (current + 1) + ' of ' + n;
    const values = new Map(Object.entries(d.start));
    for (let i = 0; i < current; i++) for (const [k, v] of Object.entries(d.steps[i].changes || {})) values.set(k, v);
    const changed = d.steps[current].changes || {}, before = new Map(values);
    for (const [k, v] of Object.entries(changed)) values.set(k, v);
    const dead = new Set([...values].filter(([k, v]) => /#\d+$/.test(k) && v === 'free').map(([k]) => k));
    const groups = new Map();
    for (const [k, v] of values) {
      const o = owner(k);
      const gone = [...dead].some(slot => o === slot || o.startsWith(slot + '.')) || dead.has(k);
      const same = d.start[k] === v && !(k in changed);
      if ((gone || same || v === 'allocated') && !(k in changed)) continue;
      if (!groups.has(o)) groups.set(o, []);
      groups.get(o).push(el('tr', {class: k in changed ? 'new' : ''}, el('th', {scope: 'row'}, o ? k.slice(o.length + 1) : k), el('td', {class: 'code'}, ...(k in changed ? altered(before.get(k), v) : [v]))));
    }
    const rank = ([o, rows]) => rows.some(row => row.className) ? 0 : spoken.has(o) ? 1 : 2;
    const s = d.steps[current];
    state.replaceChildren(el('h2', {}, 'Memory after step ' + (current + 1)),
      el('p', {class: 'code'}, d.vcpus[s.vcpu] + ': ' + words(s)), el('p', {class: 'mut'}, [returns(s), place(s), from(current)].filter(Boolean).join(' · ')), ...code(s), others(s), s.hidden ? hiddenTable(s.hidden, d.vcpus) : '',
      ...[...groups].sort((a, b) => rank(a) - rank(b)).map(([o, rows]) => el('table', {}, el('caption', {}, o || 'globals and slots'), el('tbody', {}, ...rows))),
      el('p', {class: 'mut'}, 'What is as it was at the start, and freed structs, are left out.'));
    if (scroll) keepAddress('#step=' + (current + 1));
  }
  function go(i) {
    if (!n) return;
    current = Math.max(0, Math.min(n - 1, i));
    show(true);
  }
  const told1 = d.story.map(line => line.steps[0]);
  document.addEventListener('keydown', e => {
    if (e.target === search) { if (e.key === 'Escape') { search.value = ''; fill(); search.blur(); } return; }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const next = told1.find(i => i > current), before = [...told1].reverse().find(i => i < current);
    if (e.key === 'n' && next !== undefined) go(next);
    else if (e.key === 'p' && before !== undefined) go(before);
    else if (e.key === 'ArrowRight' || e.key === 'j') go(current + 1);
    else if (e.key === 'ArrowLeft' || e.key === 'k') go(current - 1);
    else if (e.key === '/') search.focus();
    else return;
    e.preventDefault();
  });
  storyButton.addEventListener('click', () => { all = false; fill(); show(true); });
  allButton.addEventListener('click', () => { all = true; fill(); show(true); });
  search.addEventListener('input', fill);
  const link = /^#step=(\d+)$/.exec(location.hash);
  if (link) current = Math.max(0, Math.min(n - 1, link[1] - 1));
  fill();
  if (link) show(true);
})();
