/* The sources of a note in its form: a group of fields for each, that can be added and removed. */
(() => {
  'use strict';

  const { element, button, options, field, input } = window.siteBuilder;
  const STANCES = { '': 'Not said', supports: 'Supports it', contradicts: 'Contradicts it', context: 'Gives context' };
  const LABELS = { title: 'Title', url: 'Address', locator: 'Where in it', stance: 'On the claim' };

  class SourceRows {
    /** `known` are the sources of the archive: the text that stands for each, and a label that says more. */
    constructor(known) {
      this.known = known;
      this.made = 0;
      this.rows = element('div', 'sources');
      this.adder = button('small', 'Add a source', () => this.add({}).querySelector('input').focus());
      const faultLine = element('div', 'fault');
      faultLine.id = 'fault-sources';
      this.root = element('fieldset', 'field', element('legend', '', 'Sources'), this.rows, this.adder, faultLine);
      this.root.dataset.field = 'sources';
    }

    add(source) {
      const row = element('div', 'source');
      row.setAttribute('role', 'group');
      row.setAttribute('aria-label', `Source ${this.rows.children.length + 1}`);
      if (source.index !== undefined) row.dataset.index = source.index;
      const stance = element('select');
      options(stance, Object.entries(STANCES));
      const controls = { title: input('sources'), url: input(), locator: input(), stance };
      for (const [name, control] of Object.entries(controls)) {
        control.value = source[name] ?? '';
        control.dataset.key = name;
        row.append(field(`source-${name}-${this.made += 1}`, LABELS[name], control));
      }
      const about = row.querySelector('.help');
      const tellAbout = () => {
        const known = this.known.find(({ value }) => value === controls.title.value.trim());
        about.textContent = known ? `Known: ${known.label}` : '';
      };
      controls.title.addEventListener('input', tellAbout);
      tellAbout();
      row.append(button('small', 'Remove this source', () => this.remove(row)));
      this.rows.append(row);
      return row;
    }

    remove(row) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector('input') ?? this.adder).focus();
    }

    /** Show these sources; without any, what the file says of all its notes. */
    show(sources, countOfDefaults = 0) {
      this.rows.replaceChildren();
      for (const source of sources) this.add(source);
      if (countOfDefaults && !sources.length) {
        this.rows.append(element('p', 'help', `${countOfDefaults} of all notes in this file.`));
      }
    }

    values() {
      return [...this.rows.querySelectorAll('.source')].map((row) => {
        const source = Object.fromEntries([...row.querySelectorAll('[data-key]')].map((one) => [one.dataset.key, one.value]));
        return row.dataset.index === undefined ? source : { ...source, index: Number(row.dataset.index) };
      });
    }
  }

  window.siteBuilder.SourceRows = SourceRows;
})();
