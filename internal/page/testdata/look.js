// Looks for what a reader would call broken, and reports it to the window around this one.
addEventListener('load', () => {
  const found = [];
  const name = e => {
    const section = e.closest('section');
    return `${section ? section.id : ''} ${e.tagName.toLowerCase()} ${JSON.stringify((e.textContent || '').trim().slice(0, 30))}`;
  };
  const wide = innerWidth, root = document.documentElement;
  if (root.scrollWidth > wide + 1) found.push(`the page is ${root.scrollWidth} wide in a window of ${wide}`);

  // Texts of a figure stay in it, and don't overlap.
  for (const svg of document.querySelectorAll('svg')) {
    const box = svg.getBoundingClientRect();
    if (box.width < 100 || box.height < 20) found.push(`a figure is ${box.width} by ${box.height}: ${name(svg)}`);
    const texts = [...svg.querySelectorAll('text')].map(e => [e, e.getBoundingClientRect()]);
    texts.forEach(([e, r], i) => {
      if (r.left < box.left - 1 || r.right > box.right + 1 || r.top < box.top - 2 || r.bottom > box.bottom + 2) found.push(`cut off: ${name(e)}`);
      for (const [other, o] of texts.slice(i + 1)) {
        const across = Math.min(r.right, o.right) - Math.max(r.left, o.left), down = Math.min(r.bottom, o.bottom) - Math.max(r.top, o.top);
        if (across > 1 && down > 0.25 * Math.min(r.height, o.height)) found.push(`overlap: ${name(e)} and ${name(other)}`);
      }
    });
  }

  // Letters can be read. A figure scales its own.
  const sizeOf = e => parseFloat(getComputedStyle(e).fontSize) * (e instanceof SVGTextElement ? Math.hypot(e.getScreenCTM().a, e.getScreenCTM().b) : 1);
  let smallest = [Infinity, 'nothing'];
  const letters = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, t => t.data.trim() && t.parentElement.checkVisibility() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT);
  while (letters.nextNode()) {
    const e = letters.currentNode.parentElement, size = sizeOf(e);
    if (!e.matches('script, title, desc') && size < smallest[0]) smallest = [size, name(e)];
  }

  // Blocks stay in the window, and don't overlap.
  const blocks = [...document.querySelectorAll('h1, h2, p, dl, ul, ol, li, a, figcaption, svg, .wide, summary, nav')].filter(e => e.checkVisibility());
  const boxes = blocks.map(e => e.getBoundingClientRect());
  blocks.forEach((e, i) => {
    const r = boxes[i];
    if (r.left < -1 || r.right > wide + 1) found.push(`beyond the window: ${name(e)}`);
    for (let j = i + 1; j < blocks.length && j < i + 12; j++) {
      const o = boxes[j];
      if (e.contains(blocks[j]) || blocks[j].contains(e)) continue;
      if (Math.min(r.right, o.right) - Math.max(r.left, o.left) > 1 && Math.min(r.bottom, o.bottom) - Math.max(r.top, o.top) > 1) found.push(`overlap: ${name(e)} and ${name(blocks[j])}`);
    }
  });

  // Cells show what is in them. On a projector a table needs no scrolling, and a slide fits.
  for (const cell of document.querySelectorAll('td, th')) if (cell.scrollWidth > cell.clientWidth + 1) found.push(`cut off: ${name(cell)}`);
  if (wide > 1000) for (const e of document.querySelectorAll('.wide')) if (e.checkVisibility() && e.scrollWidth > e.clientWidth + 1) found.push(`has to be scrolled: ${name(e)}`);
  if (wide > 1000) for (const e of document.querySelectorAll('section')) {
    const high = e.getBoundingClientRect().height;
    if (e.id !== 's0' && e.id !== 'raw' && high > innerHeight + 1) found.push(`${name(e)} is ${high} high in a window of ${innerHeight}`);
  }
  for (const entry of performance.getEntriesByType('resource')) if (!entry.name.startsWith('data:')) found.push(`loads ${entry.name}`);
  const visible = document.querySelectorAll('svg text').length;
  parent.postMessage({ size: `${wide}x${innerHeight}`, texts: visible, smallest: smallest[0], smallestIs: smallest[1], found }, '*');
});
