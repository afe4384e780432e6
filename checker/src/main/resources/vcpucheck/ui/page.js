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
