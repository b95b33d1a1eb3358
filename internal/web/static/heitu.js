// What pages do with scripts and can do without: progress that moves by itself, one
// tick for a whole page, a button that prints. Nothing here is needed.
'use strict';

for (const bar of document.querySelectorAll('[data-events]')) {
  const source = new EventSource(bar.dataset.events);
  const meter = bar.querySelector('progress');
  const words = bar.querySelector('[data-words]');
  source.onmessage = event => {
    const now = JSON.parse(event.data);
    words.textContent = now.Text;
    if (now.Max > 0) {
      meter.max = now.Max;
      meter.value = now.Value;
    }
  };
  source.addEventListener('end', () => {
    source.close();
    location.reload();
  });
}

for (const all of document.querySelectorAll('[data-tick]')) {
  const ticks = document.querySelectorAll(`input[type=checkbox][name="${all.dataset.tick}"]`);
  const look = () => {
    const on = [...ticks].filter(t => t.checked).length;
    all.checked = on === ticks.length;
    all.indeterminate = on > 0 && on < ticks.length;
  };
  all.hidden = false;
  all.addEventListener('change', () => ticks.forEach(t => { t.checked = all.checked; }));
  ticks.forEach(t => t.addEventListener('change', look));
  look();
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// A file may be dropped anywhere on its form.
for (const drop of document.querySelectorAll('form input.drop')) {
  const form = drop.form;
  const over = event => {
    if ([...event.dataTransfer.types].includes('Files')) {
      event.preventDefault();
      drop.classList.add('over');
    }
  };
  form.addEventListener('dragenter', over);
  form.addEventListener('dragover', over);
  form.addEventListener('dragleave', () => drop.classList.remove('over'));
  form.addEventListener('drop', event => {
    drop.classList.remove('over');
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    drop.files = event.dataTransfer.files;
  });
}
