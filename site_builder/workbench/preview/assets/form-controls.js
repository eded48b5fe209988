/* The controls of forms: texts, choices and completion, each with its label, a line of help and one for what is wrong. */
(() => {
  'use strict';

  const { element } = window.siteBuilder;

  const options = (select, entries) => {
    select.replaceChildren(...entries.map(([value, label]) => new Option(label, value)));
  };

  /** A field with its label, a line of help and a line for what is wrong with it. */
  const field = (name, label, control, help = '') => {
    control.name = name;
    control.id = `field-${name}`;
    const title = element('label', '', label);
    title.htmlFor = control.id;
    const helpLine = element('p', 'help', help);
    helpLine.id = `help-${name}`;
    const faultLine = element('div', 'fault');
    faultLine.id = `fault-${name}`;
    control.setAttribute('aria-describedby', `${helpLine.id} ${faultLine.id}`);
    const box = element('div', 'field', title, control, helpLine, faultLine);
    box.dataset.field = name;
    return box;
  };

  const textarea = (rows) => {
    const made = element('textarea');
    made.rows = rows;
    made.dir = 'auto';
    return made;
  };

  const input = (list) => {
    const made = element('input');
    made.type = 'text';
    made.dir = 'auto';
    made.autocomplete = 'off';
    if (list) made.setAttribute('list', list);
    return made;
  };

  const datalist = (id, choices) => {
    const made = element('datalist');
    made.id = id;
    made.append(...choices.map(({ value, label }) => {
      const option = element('option');
      option.value = value;
      if (label) option.label = `${value} – ${label}`;
      return option;
    }));
    return made;
  };

  Object.assign(window.siteBuilder, { options, field, textarea, input, datalist });
})();
