(() => {
  const button = (text, act, attributes) => {
    const b = el('button', {type: 'button', ...attributes}, ...[text].flat());
    b.addEventListener('click', act);
    return b;
  };
  const plain = text => text.replace(/ \((plain|opaque|acquire|release|volatile)\)/, '');
  const words = s => plain(s.operation) + (s.value ? ': ' + s.value : '');
  const job = s => (s.label || '').replace(/ \[\]$/, '');
  const inner = s => (s.functions || []).slice(-1)[0] || '';

  /* ---- what is known: steps that were taken, and behind the cursor those that can be taken again ---- */
  let steps = [], at = 0, start = {}, here = null, graph = null, axes = [0, 1], names = [], busy = 0;
  let message = '', agreed = null, search = null, shownCode = 'last';
  const marks = [];
  const sources = new Map();

  const token = count => {
    const runs = [];
    let checks = '';
    for (let i = 0; i < count;) {
      let j = i + 1;
      const a = steps[i].alternative || 0;
      while (j < count && steps[j].vcpu === steps[i].vcpu && (steps[j].alternative || 0) === a) j++;
      runs.push(steps[i].vcpu + (a ? 'a' + a : '') + 'x' + (j - i));
      checks += steps[j - 1].check;
      i = j;
    }
    return d.form + ':' + runs.join('-') + ':' + checks;
  };

  /* ---- asking ---- */
  const ask = async (path, method = 'GET', signal = null) => {
    const response = await fetch('api/v1/' + path, {method, cache: 'no-store', signal});
    const answer = await response.json();
    if (!response.ok) throw answer;
    return answer;
  };
  const complain = e => {
    message = e.detail || 'The explorer does not answer: it has ended, and is started again with: vcpucheck explore --at ' + token(at);
    agreed = e.agreed || null;
    if (!here) begin(d.first);
    render();
  };
  /* One question about positions at a time: an answer that is overtaken is dropped. */
  async function load(wanted, from, keep) {
    const own = ++busy;
    try {
      const p = await ask('states/' + encodeURIComponent(wanted) + '?from=' + from);
      if (own === busy) arrive(p, keep);
    } catch (e) {
      if (own === busy) complain(e);
    }
  }
  /* A position with nothing behind it. */
  function begin(p) {
    start = p.start;
    steps = p.steps;
    at = steps.length;
    here = p;
    names = p.turns.map((t, i) => 'vCPU ' + i);
  }
  function arrive(p, keep) {
    if (p.start) start = p.start;
    const end = p.from + p.steps.length;
    if (!keep || end > steps.length) steps = steps.slice(0, p.from).concat(p.steps);
    at = end;
    here = p;
    names = p.turns.map((t, i) => 'vCPU ' + i);
    message = '';
    agreed = null;
    shownCode = 'last';
    keepAddress('#at=' + p.token);
    render();
    askGraph();
  }
  const go = count => load(token(Math.max(0, Math.min(steps.length, count))), Math.max(0, Math.min(steps.length, count)), true);
  function take(option) {
    const s = option.step, next = steps[at];
    if (next && next.vcpu === s.vcpu && (next.alternative || 0) === (s.alternative || 0)) return go(at + 1);
    steps = steps.slice(0, at).concat([s]);
    return load(token(at + 1), at, false);
  }
  async function run(vcpu, goal) {
    const own = ++busy;
    try {
      const r = await ask('states/' + encodeURIComponent(token(at)) + '/run/' + vcpu + '/' + goal);
      if (own === busy) load(r.token, at, false);
    } catch (e) {
      if (own === busy) complain(e);
    }
  }
  let due = 0, looking = new AbortController();
  function leaveGraph() {
    clearTimeout(due);
    looking.abort();
  }
  function askGraph() {
    leaveGraph();
    if (!d.hasGraph || names.length < 2 || (search && search.status === 'RUNNING')) return;
    const of = token(at), asked = axes.join('/'), own = new AbortController();
    looking = own;
    due = setTimeout(async () => {
      try {
        const g = await ask('states/' + encodeURIComponent(of) + '/progress/' + asked, 'GET', own.signal);
        if (of === token(at) && asked === axes.join('/')) { graph = {...g, of}; render(); }
      } catch (e) {
        if (!own.signal.aborted && e.type !== 'too-many-requests') complain(e);
      }
    }, 120);
  }

  const exports = () => ['trace', 'json', 'perfetto', 'sarif', 'mermaid', 'dot', 'svg'];

  /* ---- the nearest violation ---- */
  async function nearest() {
    if (search && search.status === 'RUNNING') return;
    leaveGraph();
    search = {status: 'RUNNING', states: 0, depth: 0, waiting: 0, bytes: 0, millis: 0};
    try {
      search = await ask('searches/' + encodeURIComponent(token(at)), 'POST');
      render();
      poll();
    } catch (e) {
      search = null;
      complain(e);
    }
  }
  async function poll() {
    try {
      search = await ask('searches/' + search.id);
      if (search.status === 'RUNNING') setTimeout(poll, 200);
      else if (search.status === 'FOUND') await found();
      renderSearch();
      if (search.status !== 'RUNNING') askGraph();
    } catch (e) {
      search = null;
      complain(e);
    }
  }
  async function found() {
    const from = at, before = token(at);
    const p = await ask('states/' + encodeURIComponent(search.token) + '?from=' + from);
    if (before !== token(at)) return;
    steps = steps.slice(0, from).concat(p.steps);
    search.steps = p.steps.length;
    mark(search.token, 'violation: ' + (p.violation ? p.violation.property : ''));
    render();
  }
  const cancel = async () => { try { search = await ask('searches/' + search.id, 'DELETE'); renderSearch(); } catch (e) { complain(e); } };
  function mark(t, name) {
    if (!marks.some(m => m.token === t)) marks.push({token: t, name});
    renderMarks();
  }

  /* ---- the page ---- */
  const count = el('span', {class: 'mut', id: 'count'}), address = el('code', {});
  const copied = el('span', {class: 'mut', role: 'status'});
  const copy = button('Copy', async () => {
    try { await navigator.clipboard.writeText(address.textContent); copied.textContent = 'copied'; } catch { getSelection().selectAllChildren(address); copied.textContent = 'selected'; }
    setTimeout(() => { copied.textContent = ''; }, 1500);
  }, {'aria-label': 'copy the position'});
  const panel = (id, title, extra, ...inside) => el('section', {class: 'panel', id, 'aria-label': title}, el('h2', {}, title, extra), ...inside);
  const choices = el('div', {class: 'in', id: 'choices'}), searched = el('div', {id: 'search', 'aria-live': 'polite'});
  const tools = el('div', {class: 'tools'},
    button(['Undo ', el('kbd', {}, '←')], () => go(at - 1), {id: 'undo'}), button(['Again ', el('kbd', {}, '→')], () => go(at + 1), {id: 'redo'}),
    button('Start', () => go(0), {id: 'first'}), button('End', () => go(steps.length), {id: 'end'}),
    button(['Nearest violation ', el('kbd', {}, 'v')], nearest, {id: 'nearest'}), button(['Bookmark ', el('kbd', {}, 'b')], () => mark(token(at), counted(at)), {id: 'bookmark'}));
  const properties = el('div', {class: 'in props'}), bookmarks = el('ol', {id: 'marks'});
  const picture = el('div', {class: 'in', id: 'graph'}), legend = el('div', {class: 'legend'}), pair = el('span', {class: 'mut'});
  const path = el('ol', {}), filter = el('input', {type: 'search', placeholder: 'filter', 'aria-label': 'filter the state'});
  const everything = el('input', {type: 'checkbox', id: 'all'});
  const state = el('div', {class: 'in', tabindex: '0', role: 'group', 'aria-label': 'memory'}), code = el('div', {class: 'in'});
  const help = el('span', {class: 'mut keys'}, el('kbd', {}, '0'), ' ', el('kbd', {}, '1'), ' … run that vCPU ', el('kbd', {}, 'r'), ' return ', el('kbd', {}, 'w'), ' write ', el('kbd', {}, 'e'), ' run on');
  document.head.append(el('link', {rel: 'icon', href: 'data:,'}));
  document.body.append(
    el('header', {}, el('h1', {}, 'Explore ' + d.title), el('span', {class: 'mut'}, d.details), count, help, el('span', {class: 'room'}), el('span', {id: 'position'}, address, copy), copied, themeButton()),
    el('main', {},
      el('div', {class: 'col'}, panel('next', 'Who runs next?', '', choices), panel('properties', 'Properties here', '', properties), panel('bookmarks', 'Bookmarks', '', el('div', {class: 'in'}, bookmarks, el('p', {class: 'mut'}, d.lesson)))),
      el('div', {class: 'col'}, panel('progress', 'Progress', pair, picture, legend), panel('path', 'Path', '', path)),
      el('div', {class: 'col'}, panel('state', 'State', el('span', {class: 'tools'}, filter, el('label', {class: 'mut'}, everything, ' all')), state), panel('code', 'Code', '', code))));
  path.setAttribute('tabindex', '0');
  path.setAttribute('aria-label', 'steps');

  function render() {
    count.textContent = counted(at) + (steps.length > at ? ' of ' + grouped(steps.length) : '');
    address.textContent = here ? token(at) : d.token;
    document.title = at + ' · ' + d.title;
    renderChoices();
    renderProperties();
    renderGraph();
    renderPath();
    renderState();
    renderCode();
    renderMarks();
  }

  /* ---- who runs next ---- */
  const last = () => at ? steps[at - 1].vcpu : -1;
  function effect(s, values) {
    const changes = Object.entries(s.changes || {});
    if (!changes.length) return s.value ? (/^store/.test(s.operation) ? 'writes what is there: ' : 'sees ') + s.value : '';
    const shown = changes.slice(0, 3).map(([k, v]) => (changes.length > 1 ? k + ' ' : '') + (values.get(k) === undefined ? '' : values.get(k) + ' → ') + v);
    return shown.join('; ') + (changes.length > 3 ? '; and ' + (changes.length - 3) + ' more' : '');
  }
  function ahead(vcpu) {
    if (!graph || graph.of !== token(at)) return '';
    const other = [graph.x, graph.y].find(a => a.vcpu !== vcpu), own = [graph.x, graph.y].find(a => a.vcpu === vcpu);
    if (!own) return '';
    const wrong = other.violations.find(v => v.after === other.done);
    if (wrong && wrong.at > own.done) return el('div', {class: 'ahead wrong'}, '✗ if it runs on: ' + wrong.property + ', with ' + counted(wrong.at - own.done));
    const inside = own.violations.filter(v => v.after >= own.done).map(v => v.after);
    if (inside.length && inside[0] === own.done) {
      let n = 0;
      while (inside.includes(own.done + n)) n++;
      return el('div', {class: 'ahead'}, 'race window: ' + counted(n) + ' of it, until vCPU ' + other.vcpu + ' can run on unharmed');
    }
    return inside.length ? el('div', {class: 'ahead'}, 'a race window opens in ' + counted(inside[0] - own.done)) : '';
  }
  function renderChoices() {
    const items = [];
    if (message) {
      const box = el('div', {class: 'box', role: 'alert'}, message + ' ');
      if (agreed) box.append(button('Go to the last position that agrees', () => { const t = agreed; steps = []; load(t, 0, false); }));
      items.push(box);
    }
    if (here && here.violation) items.push(el('div', {class: 'box', id: 'violation', role: 'status'}, el('strong', {}, '✗ ' + here.violation.property), el('div', {}, here.violation.message), el('p', {class: 'exports'}, 'Save as ', ...exports().flatMap((format, i) => [i ? ', ' : '', el('a', {href: 'api/v1/states/' + encodeURIComponent(token(at)) + '/export/' + format, download: d.id + '.' + format}, format)]))));
    if (!here && !message) items.push(el('p', {class: 'mut', role: 'status'}, 'The position is walked to …'));
    const values = valuesAt(at);
    for (const t of here ? here.turns : []) {
      const pill = el('span', {class: 'pill' + (t.vcpu === last() ? ' last' : '')}, names[t.vcpu]);
      const card = el('div', {class: 'card ' + colour(t.vcpu) + (t.options ? '' : ' off')});
      const asked = t.wanted || (t.options && t.options[0].step);
      const head = () => el('div', {class: 'top'}, pill, el('span', {class: 'code'}, asked ? inner(asked) || job(asked) : ''), t.options ? el('kbd', {}, t.vcpu) : null);
      (t.options || []).forEach((o, i) => {
        const b = button([i ? '' : head(), el('div', {class: 'code op'}, plain(o.step.operation)), el('div', {class: 'code effect'}, effect(o.step, values)),
          o.violation ? el('div', {class: 'wrong'}, '✗ ' + o.violation.property) : '', i ? '' : el('div', {class: 'mut'}, o.step.source || '')], () => take(o), {class: 'take', 'data-vcpu': t.vcpu, 'aria-label': 'let ' + names[t.vcpu] + ' run: ' + words(o.step)});
        card.append(b);
      });
      if (!t.options) {
        const holder = asked && here.holders.find(h => asked.operation.endsWith(' ' + h.lock));
        const why = t.status === 'ended' ? 'has ended' : t.status === 'waits' ? 'waits' + (holder ? ': vCPU ' + holder.vcpu + ' holds it' : '') : 'stopped';
        card.append(el('div', {class: 'ahead'}, head(), asked && t.status !== 'ended' && !asked.operation.startsWith('fail ') ? el('div', {class: 'code op'}, plain(asked.operation)) : null, why));
      } else {
        const more = ahead(t.vcpu);
        if (more) card.append(more);
        card.append(el('div', {class: 'runs'}, button('to return', () => run(t.vcpu, 'return'), {'data-run': 'return'}), button('to shared write', () => run(t.vcpu, 'write'), {'data-run': 'write'}), button('run on', () => run(t.vcpu, 'end'), {'data-run': 'end'})));
      }
      items.push(card);
    }
    items.push(tools, searched);
    const focused = document.activeElement && document.activeElement.closest && document.activeElement.closest('#choices') ? [document.activeElement.dataset.vcpu, document.activeElement.id] : null;
    choices.replaceChildren(...items);
    if (focused && focused[0]) { const b = choices.querySelector('[data-vcpu="' + focused[0] + '"]'); if (b) b.focus(); } else if (focused && focused[1]) { const b = document.getElementById(focused[1]); if (b) b.focus(); }
    document.getElementById('undo').disabled = at === 0;
    document.getElementById('redo').disabled = at === steps.length;
    renderSearch();
  }
  function renderSearch() {
    if (!search) { searched.replaceChildren(); return; }
    const s = search, rate = s.millis > 300 ? ', ' + grouped(Math.round(s.states * 1000 / s.millis)) + ' in a second' : '';
    if (s.status === 'RUNNING') {
      const bar = el('progress', {max: d.searchedStates, value: s.states, 'aria-label': 'states searched'});
      searched.replaceChildren(el('p', {}, counted(s.states, 'state') + (s.estimate ? ' of about ' + grouped(+s.estimate.toPrecision(2)) : '') + ', at most ' + grouped(d.searchedStates) + ', ' + counted(s.depth) + ' from here' + rate + ', ' + grouped(s.waiting) + ' waiting, ' + (s.bytes / 1e6).toFixed(1) + ' MB'), bar, button('Cancel', cancel, {id: 'cancel'}));
    } else if (s.status === 'FOUND') {
      searched.replaceChildren(el('p', {class: 'wrong'}, '✗ nearest violation: ' + counted(s.steps || 0) + ' from where the search began'), button('Go there', () => go(steps.length), {id: 'there'}), el('p', {class: 'mut'}, 'or step there with →; ' + counted(s.states, 'state') + ' searched'));
    } else {
      const text = {NONE: '✓ no state that can follow is wrong: all ' + counted(s.states, 'state') + ' searched; livelocks and the like are for check', GAVE_UP: 'nothing wrong among ' + counted(s.states, 'state') + '; more with --limit-states', CANCELLED: 'the search was cancelled', FAILED: s.sentence}[s.status];
      searched.replaceChildren(el('p', {class: s.status === 'NONE' ? 'props' : 'mut'}, text));
    }
  }
  function renderProperties() {
    const wrong = here && here.violation ? here.violation.property : '';
    const all = d.properties.includes(wrong) || !wrong ? d.properties : d.properties.concat([wrong]);
    properties.replaceChildren(...all.map(p => el('span', {class: p === wrong ? 'wrong' : ''}, (p === wrong ? '✗ ' : '✓ ') + p)));
  }
  function renderMarks() {
    bookmarks.replaceChildren(...marks.map(m => el('li', {}, button(m.name, () => { steps = []; load(m.token, 0, false); }, {class: 'link'}), el('div', {class: 'code mut'}, m.token))));
  }

  /* ---- progress graph ---- */
  function renderGraph() {
    if (!d.hasGraph || names.length < 2) {
      picture.replaceChildren(el('p', {class: 'mut'}, d.hasGraph ? 'A progress graph is of two vCPUs.' : 'A progress graph needs sequentially consistent memory.'));
      return;
    }
    const done = (upTo, vcpu) => { let k = 0; for (let i = 0; i < upTo; i++) if (steps[i].vcpu === vcpu) k++; return k; };
    const [vx, vy] = axes, hx = done(at, vx), hy = done(at, vy);
    const gx = graph && graph.x.vcpu === vx && graph.y.vcpu === vy ? graph.x : {end: 0, sections: [], violations: []};
    const gy = graph && graph.x.vcpu === vx && graph.y.vcpu === vy ? graph.y : {end: 0, sections: [], violations: []};
    const fresh = graph && graph.of === token(at);
    const reachX = Math.max(4, gx.end, done(steps.length, vx), ...gy.violations.map(v => v.at)), reachY = Math.max(4, gy.end, done(steps.length, vy), ...gx.violations.map(v => v.at));
    const W = 640, H = 330, L = 46, B = 36, T = 22, R = 14;
    const x = k => L + k / reachX * (W - L - R), y = k => H - B - k / reachY * (H - B - T);
    const violated = fresh && (gx.violations.length || gy.violations.length);
    const s = svg('svg', {viewBox: '0 0 ' + W + ' ' + H, role: 'img', 'aria-label': names[vx] + ' has done ' + counted(hx) + ', ' + names[vy] + ' ' + counted(hy) + (violated ? '; there is a region from which a violation follows' : '')});
    s.append(svg('rect', {x: x(0), y: y(reachY), width: x(reachX) - x(0), height: y(0) - y(reachY), class: 'field'}));
    if (fresh) {
      const red = (x0, y0, x1, y1, cls, name) => { const r = svg('rect', {x: x(x0), y: y(y1), width: Math.max(1.5, x(x1) - x(x0)), height: Math.max(1.5, y(y0) - y(y1)), class: 'red' + cls}); r.append(svg('title', {}, name)); s.append(r); };
      for (const v of gx.violations) red(v.after, hy, v.after + 1, v.at, '', v.property + ': ' + names[vx] + ' stops after ' + v.after + ', ' + names[vy] + ' runs to ' + v.at);
      for (const v of gy.violations) red(hx, v.after, v.at, v.after + 1, ' across', v.property + ': ' + names[vy] + ' stops after ' + v.after + ', ' + names[vx] + ' runs to ' + v.at);
    }
    for (const p of gx.sections) for (const q of gy.sections) if (p.lock === q.lock) {
      const r = svg('rect', {x: x(p.from), y: y(q.to), width: Math.max(1, x(p.to) - x(p.from)), height: Math.max(1, y(q.from) - y(q.to)), class: 'both'});
      r.append(svg('title', {}, 'both would hold ' + p.lock));
      s.append(r);
    }
    const trail = (from, to) => { let a = done(from, vx), b = done(from, vy), p = 'M' + x(a) + ' ' + y(b); for (let i = from; i < to; i++) { if (steps[i].vcpu === vx) a++; else if (steps[i].vcpu === vy) b++; else continue; p += 'L' + x(a) + ' ' + y(b); } return p; };
    s.append(svg('path', {d: trail(0, at), class: 'trail'}));
    if (steps.length > at) s.append(svg('path', {d: trail(at, steps.length), class: 'future'}));
    if (here && here.violation) s.append(svg('text', {x: x(hx), y: y(hy) - 9, class: 'wrong', 'text-anchor': 'middle'}, '✗'));
    s.append(svg('circle', {cx: x(hx), cy: y(hy), r: 6, class: 'here'}));
    const tick = reach => { const raw = reach / 4, unit = 10 ** Math.floor(Math.log10(raw)); return Math.max(1, [1, 2, 5, 10].map(m => m * unit).find(u => u >= raw)); };
    for (let k = 0; k <= reachX; k += tick(reachX)) s.append(svg('text', {x: x(k), y: H - B + 14, 'text-anchor': 'middle'}, k));
    for (let k = 0; k <= reachY; k += tick(reachY)) s.append(svg('text', {x: L - 6, y: y(k) + 4, 'text-anchor': 'end'}, k));
    s.append(svg('text', {x: (L + W) / 2, y: H - 4, 'text-anchor': 'middle'}, 'operations of ' + names[vx] + ' →'));
    s.append(svg('text', {transform: 'translate(11 ' + (H - B + T) / 2 + ') rotate(-90)', 'text-anchor': 'middle'}, 'operations of ' + names[vy] + ' →'));
    picture.replaceChildren(s);
    legend.replaceChildren(key('both', 'both would hold the lock'), key('red', 'preempted there, a violation follows'), fresh ? el('span', {}, graph.isComplete ? '' : 'looked ahead as far as a bound') : el('span', {}, 'looking ahead …'));
    if (names.length > 2 && !pair.firstChild) {
      const chooser = which => { const c = el('select', {'aria-label': which ? 'vertical axis' : 'horizontal axis'}, ...names.map((n, i) => el('option', {value: i}, n))); c.value = axes[which]; c.addEventListener('change', () => { const other = axes[1 - which]; axes[which] = +c.value; if (axes[which] === other) axes[1 - which] = (other + 1) % names.length; [...pair.querySelectorAll('select')].forEach((one, i) => { one.value = axes[i]; }); graph = null; render(); askGraph(); }); return c; };
      pair.append(chooser(0), ' and ', chooser(1));
    }
  }

  /* ---- path ---- */
  const openGroups = new Set();
  function renderPath() {
    const items = [];
    for (let i = 0; i < steps.length;) {
      let j = i + 1;
      const first = i, outer = (steps[i].functions || [])[0] || '';
      while (j < steps.length && steps[j].vcpu === steps[i].vcpu && ((steps[j].functions || [])[0] || '') === outer && (j !== at)) j++;
      const isHere = at > i && at <= j, isOpen = isHere || openGroups.has(i);
      const group = el('li', {class: 'group ' + colour(steps[i].vcpu) + (i >= at ? ' later' : '')}, el('span', {class: 'no'}, (i + 1) + (j > i + 1 ? '–' + j : '')), el('span', {class: 'pill'}, names[steps[i].vcpu] || ''), el('span', {class: 'code'}, outer || job(steps[i])), el('span', {class: 'mut'}, counted(j - i)));
      group.addEventListener('click', () => { if (openGroups.has(first)) openGroups.delete(first); else openGroups.add(first); renderPath(); });
      items.push(group);
      if (isOpen) {
        const from = isHere && !openGroups.has(i) ? Math.max(i, at - 8) : i;
        for (let k = from; k < Math.min(j, from + 400); k++) {
          const to = k + 1, s = steps[k];
          const line = el('li', {class: 'one' + (k >= at ? ' later' : ''), 'aria-current': String(to === at), tabindex: '0'}, el('span', {class: 'no'}, to), el('span', {class: 'code'}, words(s)), el('span', {class: 'code fn'}, inner(s)));
          line.addEventListener('click', () => go(to));
          line.addEventListener('keydown', e => { if (e.key === 'Enter') go(to); });
          items.push(line);
        }
      }
      i = j;
    }
    if (!items.length) items.push(el('li', {class: 'one'}, '', el('span', {class: 'mut'}, 'the start')));
    path.replaceChildren(...items);
    const now = path.querySelector('[aria-current=true]');
    if (now && path.scrollHeight > path.clientHeight) path.scrollTop = now.offsetTop - path.offsetTop - path.clientHeight + 60;
  }

  /* ---- state ---- */
  function valuesAt(n) {
    const values = new Map(Object.entries(start));
    for (let i = 0; i < n; i++) for (const [k, v] of Object.entries(steps[i].changes || {})) values.set(k, v);
    return values;
  }
  const owner = name => name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  const struct = name => (/^[^.]*#\d+/.exec(name) || [''])[0];
  function renderState() {
    const values = valuesAt(at), changed = at ? steps[at - 1].changes || {} : {}, before = at ? valuesAt(at - 1) : values;
    const structs = new Map();
    for (const k of values.keys()) { const o = struct(k); if (o && k !== o) { if (!structs.has(o)) structs.set(o, []); structs.get(o).push(k); } }
    const isFree = o => values.get(o) === 'free';
    const value = k => {
      const holder = here && here.holders.find(h => h.lock === k), text = v => v === 'held' && holder ? 'held by vCPU ' + holder.vcpu : v;
      return k in changed ? altered(before.get(k), text(values.get(k))) : [text(values.get(k))];
    };
    const next = o => (structs.get(o) || []).find(k => k.endsWith('.next'));
    const node = o => {
      const fields = (structs.get(o) || []).filter(k => !/\.(next|prev)$/.test(k) && /^-?(0x)?[0-9a-f]+$|^[A-Z_]+$/.test(values.get(k))).slice(0, 2);
      return el('span', {class: 'node code' + (isFree(o) ? ' free' : '') + ((structs.get(o) || []).some(k => k in changed) ? ' new' : '')}, o + (isFree(o) ? ' (freed)' : ''), el('small', {}, fields.map(k => k.slice(o.length + 1) + '=' + values.get(k)).join(' ')));
    };
    const items = [], linked = new Set(), wanted = filter.value.toLowerCase();
    const heads = [...values.keys()].filter(k => k.endsWith('.next') && !struct(k));
    const chains = heads.filter(k => !wanted || k.toLowerCase().includes(wanted)).map(k => {
      const row = el('div', {class: 'chain'}, el('span', {class: 'code'}, owner(k)));
      let o = values.get(k), n = 0;
      const seen = new Set();
      while (structs.has(o) && !seen.has(o) && n++ < 12) { row.append('→', node(o)); seen.add(o); linked.add(o); o = next(o) ? values.get(next(o)) : 'null'; }
      if (!n) row.append(el('span', {class: 'mut'}, '→ empty'));
      else if (structs.has(o)) row.append('→ …');
      return row;
    });
    if (here && here.hidden) items.push(hiddenTable(here.hidden, names));
    if (chains.length) items.push(el('h3', {}, 'Lists'), ...chains);
    const groups = new Map();
    for (const [k, v] of values) {
      const o = struct(k) || owner(k), isNew = k in changed;
      const dull = !everything.checked && (start[k] === v || v === 'allocated' || (struct(k) && isFree(struct(k))));
      if ((dull && !isNew) || (wanted && !(k + ' ' + v).toLowerCase().includes(wanted))) continue;
      if (!groups.has(o)) groups.set(o, []);
      groups.get(o).push(el('tr', {class: isNew ? 'new' : ''}, el('th', {scope: 'row'}, o && k !== o ? k.slice(o.length + 1) : k), el('td', {class: 'code'}, ...value(k))));
    }
    /* What changed, then structs that have a lock or a list, then structs that are on a list. */
    const roots = new Set([...heads, ...[...values].filter(([, v]) => v === 'held').map(([k]) => k)].map(k => owner(k).split('.')[0]));
    const rank = ([o, rows]) => rows.some(row => row.className) ? 0 : roots.has(o.split('.')[0]) ? 1 : linked.has(o) ? 2 : 3;
    for (const [o, rows] of [...groups].sort((a, b) => rank(a) - rank(b))) items.push(el('table', {}, el('caption', {}, o || 'globals', o && isFree(o) ? el('span', {class: 'mut'}, ' freed') : ''), el('tbody', {}, ...rows)));
    if (!everything.checked) items.push(el('p', {class: 'mut'}, 'What is as it was at the start, and freed structs, are left out.'));
    state.replaceChildren(...items);
  }

  /* ---- code ---- */
  async function source(number) {
    if (!sources.has(number)) {
      sources.set(number, null);
      try { sources.set(number, await ask('sources/' + number)); } catch { sources.set(number, {path: '', lines: []}); }
      renderCode();
    }
    return sources.get(number);
  }
  function renderCode() {
    const turns = here ? here.turns.filter(t => t.wanted && !t.wanted.operation.startsWith('fail ')) : [];
    const tabs = [['last', 'last operation', at ? steps[at - 1] : null], ...turns.map(t => ['n' + t.vcpu, 'next of vCPU ' + t.vcpu, t.wanted])];
    const shown = tabs.find(t => t[0] === shownCode && t[2]) || tabs.find(t => t[2]);
    const bar = el('div', {class: 'tabs'}, ...tabs.filter(t => t[2]).map(t => button(t[1], () => { shownCode = t[0]; renderCode(); }, {'aria-pressed': String(t === shown)})));
    if (!shown) { code.replaceChildren(bar, el('p', {class: 'mut'}, 'Nothing has run yet.')); return; }
    const s = shown[2], items = [bar, el('p', {class: 'code'}, words(s))];
    if (s.functions) items.push(el('p', {class: 'code stack'}, s.functions.join(' › ')));
    if (s.source) {
      const line = +s.source.slice(s.source.lastIndexOf(':') + 1), file = s.file === undefined ? null : sources.get(s.file);
      if (s.file !== undefined && !sources.has(s.file)) source(s.file);
      items.push(el('p', {class: 'mut code'}, file && file.path ? file.path + ':' + line : s.source));
      if (file && file.lines.length) items.push(excerpt(file.lines, 1, line));
      else if (file) items.push(el('p', {class: 'mut'}, 'The source was not found; explore --sources DIR says where it is.'));
    }
    code.replaceChildren(...items);
  }

  /* ---- input ---- */
  filter.addEventListener('input', renderState);
  everything.addEventListener('change', renderState);
  document.addEventListener('keydown', e => {
    if (e.target === filter) { if (e.key === 'Escape') { filter.value = ''; renderState(); filter.blur(); } return; }
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.tagName === 'SELECT') return;
    const turn = here && /^\d$/.test(e.key) ? here.turns[+e.key] : null, mine = Math.max(0, last());
    if (turn) { if (turn.options) take(turn.options[0]); }
    else if (e.key === 'ArrowLeft' || e.key === 'Backspace' || e.key === 'u') { if (at) go(at - 1); }
    else if (e.key === 'ArrowRight') { if (at < steps.length) go(at + 1); }
    else if (e.key === 'Home') go(0);
    else if (e.key === 'End') go(steps.length);
    else if (e.key === 'r') run(mine, 'return');
    else if (e.key === 'w') run(mine, 'write');
    else if (e.key === 'e') run(mine, 'end');
    else if (e.key === 'v') nearest();
    else if (e.key === 'b') mark(token(at), counted(at));
    else if (e.key === '/') filter.focus();
    else return;
    e.preventDefault();
  });
  addEventListener('hashchange', () => { const t = fromHash(); if (t && t !== token(at)) { steps = []; load(t, 0, false); } });
  const fromHash = () => { const m = /^#at=(.+)$/.exec(location.hash); return m ? decodeURIComponent(m[1]) : ''; };
  mark(d.token, 'where the explorer began');
  const asked = fromHash();
  if (asked && asked !== d.first.token) {
    render();
    load(asked, 0, false);
  } else {
    arrive(d.first, false);
  }
})();
