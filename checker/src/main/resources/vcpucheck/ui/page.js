'use strict';
/* What every page is drawn with; its own script follows in a scope of its own. */
const d = JSON.parse(document.getElementById('data').textContent);
const build = (e, attributes, children) => {
  for (const [k, v] of Object.entries(attributes)) if (v !== null) e.setAttribute(k, v);
  e.append(...children.filter(c => c !== null && c !== ''));
  return e;
};
const el = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => build(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
const grouped = k => k.toLocaleString('en');
const counted = (k, noun = 'operation') => grouped(k) + ' ' + noun + (k === 1 ? '' : noun.endsWith('ch') ? 'es' : 's');
const colour = vcpu => 'v' + vcpu % 4;
const tile = (number, text, cls) => el('div', {class: 'tile' + (number && cls ? ' ' + cls : '')}, el('b', {}, grouped(number)), text);
const key = (cls, text) => el('span', {}, el('i', {class: 'key ' + cls}), text);
/* Light or dark as the system is, until the button is pressed; the browser's entry of the page keeps that, and nothing else does. */
const root = document.documentElement;
const keepAddress = hash => history.replaceState(root.dataset.theme ? {theme: root.dataset.theme} : null, '', hash);
const themeButton = () => {
  const system = matchMedia('(prefers-color-scheme:dark)'), b = el('button', {type: 'button', class: 'theme', title: 'dark or light colours'});
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  const say = () => { b.textContent = isDark() ? 'Light' : 'Dark'; };
  if (history.state && ['light', 'dark'].includes(history.state.theme)) root.dataset.theme = history.state.theme;
  b.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; keepAddress(); say(); });
  system.addEventListener('change', say);
  say();
  return b;
};
const hiddenWords = {buffered: 'has stored, not in memory yet', promised: 'will store, others may see it', readable: 'may still read'};
/* What a memory model keeps beside the last value of each variable. */
const hiddenTable = (hidden, names) => el('table', {class: 'hidden'}, el('caption', {}, 'Beside the last values'), el('tbody', {}, ...hidden.map(h =>
  el('tr', {}, el('th', {scope: 'row'}, names[h.vcpu]), el('td', {}, hiddenWords[h.kind]), el('td', {class: 'code'}, h.variable + ' = ' + h.value)))));
/* The lines around one of a file; of the file, lines from first on are known. */
const excerpt = (lines, first, line) => {
  const from = Math.max(first, line - 4), to = Math.min(first + lines.length - 1, line + 4);
  return el('pre', {class: 'source', tabindex: '0', 'aria-label': 'code'}, ...lines.slice(from - first, to - first + 1).map((text, i) =>
    el('div', {class: from + i === line ? 'on' : null}, el('i', {}, String(from + i)), text)));
};
/* A value and what it was: short ones both, of long ones the new one with what is new in it. */
const altered = (before, after) => {
  if (before === undefined || before === after) return [el('b', {}, after)];
  if (before.length + after.length < 60) return [el('span', {class: 'old'}, before), ' → ', el('b', {}, after)];
  const [a, b] = [before, after].map(text => text.split(/(?<=[,[\]] ?)(?! )/).slice(0, 400));
  const same = a.map(() => new Array(b.length + 1).fill(0)).concat([new Array(b.length + 1).fill(0)]);
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) same[i][j] = a[i] === b[j] ? same[i + 1][j + 1] + 1 : Math.max(same[i + 1][j], same[i][j + 1]);
  const parts = [];
  for (let i = 0, j = 0; j < b.length;) {
    if (i < a.length && a[i] === b[j]) { parts.push(b[j]); i++; j++; }
    else if (i < a.length && same[i + 1][j] >= same[i][j + 1]) i++;
    else parts.push(el('b', {}, b[j++]));
  }
  return parts;
};
