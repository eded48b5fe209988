/* The form of a note: its fields, what is wrong with them, and saving. It knows nothing of the page's text: what was selected
   comes in, and the preview says where it stands. */
(() => {
  'use strict';

  const { post, element, button, island, options, field, textarea, input, datalist, SourceRows } = window.siteBuilder;

  const KINDS = ['claim', 'context', 'definition', 'source', 'correction', 'question'];
  const CHANGES = { correction: 'Correction', clarification: 'Clarification', update: 'Update' };
  const FIELDS = ['kind', 'speaker', 'claim', 'verdict', 'basis', 'note', 'said_on', 'said_in', 'status', 'withdrawn_because'];

  const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  };

  class NoteForm {
    /** `opened` is what the preview said of the note; `onClose` hears whether a note was saved, and which. */
    constructor({ slug, selection, opened, title, isMirrored, onClose }) {
      Object.assign(this, { slug, selection, opened, onClose });
      this.noteId = opened.note ?? '';
      this.target = null;
      this.build(title);
      this.root.classList.toggle('is-mirrored', isMirrored);
      this.fill(opened);
      this.initial = this.snapshot();
    }

    // ---------------------------------------------------------------- building

    build(title) {
      this.inside = island('preview', 'note-form');
      this.root = element('section', 'form');
      this.root.setAttribute('role', 'dialog');
      this.root.setAttribute('aria-labelledby', 'form-title');
      this.root.tabIndex = -1;
      const heading = element('h2', '', title);
      heading.id = 'form-title';
      const head = element('div', 'form-head', heading, button('small', 'Close', () => this.close()));
      this.faults = element('div', 'faults');
      this.faults.setAttribute('role', 'alert');
      this.form = element('form');
      this.form.noValidate = true;
      this.form.addEventListener('submit', (event) => {
        event.preventDefault();
        this.save();
      });
      this.save_ = element('button', 'save', 'Save');
      this.foot = element('div', 'form-foot', this.save_, button('small', 'Cancel', () => this.close()));
      this.body = element('div', 'form-body', this.faults, ...this.fields());
      this.form.append(this.body, this.foot);
      this.root.append(head, this.form);
      this.root.addEventListener('keydown', (event) => this.onKey(event));
      this.inside.append(this.root);
    }

    fields() {
      const { choices } = this.opened;
      this.quote = textarea(2);
      this.places = element('div', 'places');
      const quoteField = field('quote', 'Words of the article', this.quote, 'As a reader sees them.');
      quoteField.append(this.places);
      this.quote.addEventListener('change', () => this.locate());
      this.controls = {
        kind: element('select'),
        speaker: input('speakers'),
        claim: textarea(2),
        verdict: element('select'),
        basis: textarea(2),
        note: textarea(4),
        said_on: input(),
        said_in: input(),
        status: element('select'),
        withdrawn_because: textarea(2),
      };
      const of = this.controls;
      options(of.kind, KINDS.map((kind) => [kind, capitalized(kind)]));
      options(of.verdict, [['', 'Not rated'], ...choices.verdicts.map(({ value, label }) => [value, label])]);
      const states = [['published', 'Published'], ['draft', 'Draft: shown in previews alone']];
      options(of.status, this.noteId ? [...states, ['withdrawn', 'Withdrawn: its address stays and says why']] : states);
      of.kind.addEventListener('change', () => this.adapt());
      of.status.addEventListener('change', () => this.adapt());
      of.verdict.addEventListener('change', () => this.adapt());
      this.rendered = element('div', 'rendered');
      this.rendered.hidden = true;
      this.rendered.setAttribute('aria-live', 'polite');
      const noteField = field('note', 'Note', of.note, 'The explanation, in Markdown.');
      noteField.append(button('small', 'Preview', () => this.preview()), this.rendered);
      this.sources = new SourceRows(choices.sources);
      return [
        datalist('speakers', choices.speakers),
        datalist('sources', choices.sources),
        quoteField,
        field('kind', 'Kind', of.kind),
        field('speaker', 'Speaker', of.speaker, 'Who said it.'),
        field('claim', 'Claim', of.claim, 'What exactly is judged, where the words alone do not say it.'),
        field('verdict', 'Verdict', of.verdict),
        field('basis', 'Basis', of.basis, 'One sentence: why this verdict. It is what a reader sees first.'),
        noteField,
        this.sources.root,
        this.more(),
        field('status', 'Status', of.status),
        field('withdrawn_because', 'Why it is withdrawn', of.withdrawn_because, 'Readers see this.'),
      ];
    }

    more() {
      const of = this.controls;
      const details = element('details', '', element('summary', '', 'More'));
      details.append(element('div', 'pair',
        field('said_on', 'Said on', of.said_on, '2019-12-03, 2019-12 or 2019'), field('said_in', 'Said in', of.said_in)));
      if (this.noteId) {
        this.changeText = textarea(2);
        this.changeType = element('select');
        options(this.changeType, Object.entries(CHANGES));
        details.append(
          field('changes', 'Tell readers what changed', this.changeText, 'Kept in the note’s public history; leave it empty for a slip of the pen.'),
          field('change-type', 'What kind of change', this.changeType),
        );
      } else {
        this.wantedId = input();
        this.wantedId.dir = 'ltr';
        details.append(field('id', 'Id', this.wantedId, 'Part of the note’s address, for ever.'));
      }
      return details;
    }

    // ---------------------------------------------------------------- filling

    fill(opened) {
      this.digest = opened.digest;
      const fields = opened.fields ?? { kind: 'claim', status: 'published' };
      for (const name of FIELDS) {
        const { [name]: control } = this.controls;
        const given = opened.defaults?.[name];
        const value = fields[name] ?? '';
        if (control.tagName !== 'SELECT') control.placeholder = given ? `${given} (of all notes in this file)` : '';
        if (name === 'verdict' && value && ![...control.options].some((one) => one.value === value)) {
          control.append(new Option(value, value));
        }
        control.value = value || (name === 'status' ? given || 'published' : '');
        if (name === 'kind' && !control.value) control.value = given || this.inferredKind(opened);
      }
      this.sources.show(fields.sources ?? [], opened.defaults?.sources?.length);
      this.quote.value = this.noteId ? opened.quote ?? '' : this.selection?.exact.trim() ?? '';
      if (this.noteId && !this.quote.value) {
        this.quote.disabled = true;
        this.quote.placeholder = 'This note stands on several places: change these in the file.';
      }
      if (opened.places || opened.problems) this.showPlaces(opened);
      this.adapt();
    }

    inferredKind({ fields, defaults }) {
      const has = (name) => fields?.[name] || defaults?.[name];
      return ['verdict', 'claim', 'speaker'].some(has) ? 'claim' : 'context';
    }

    /** Show the fields that belong to the kind and the state of the note. */
    adapt() {
      const { kind, verdict, status } = this.controls;
      const box = (name) => this.body.querySelector(`[data-field="${name}"]`);
      for (const name of ['claim', 'verdict']) box(name).hidden = kind.value !== 'claim';
      box('withdrawn_because').hidden = status.value !== 'withdrawn';
      const chosen = this.opened.choices.verdicts.find(({ value }) => value === verdict.value);
      box('verdict').querySelector('.help').textContent = chosen?.definition ?? '';
    }

    values() {
      const values = Object.fromEntries(FIELDS.map((name) => [name, this.controls[name].value]));
      values.sources = this.sources.values();
      return values;
    }

    snapshot() {
      return { ...this.values(), quote: this.quote.value };
    }

    /** The fields that are not what they were; of a new note, those that say something. */
    changed() {
      const values = this.values();
      const isNew = (name) => JSON.stringify(values[name]) !== JSON.stringify(this.initial[name]);
      const names = Object.keys(values).filter((name) => (this.noteId ? isNew(name) : values[name].length));
      return Object.fromEntries(names.map((name) => [name, values[name]]));
    }

    get isTyped() {
      return JSON.stringify(this.snapshot()) !== JSON.stringify(this.initial)
        || Boolean(this.changeText?.value || this.wantedId?.value);
    }

    // ---------------------------------------------------------------- the words

    async locate() {
      this.target = null;
      this.places.replaceChildren();
      this.clearFault('quote');
      const exact = this.quote.value.trim();
      if (!exact || (this.noteId && exact === this.initial.quote)) return;
      const kept = this.selection?.exact.trim() === exact ? this.selection : { exact };
      const answer = await post('locate', { slug: this.slug, ...kept });
      if (this.quote.value.trim() === exact) this.showPlaces(answer);
    }

    showPlaces(answer) {
      const found = answer.places ?? [];
      this.places.replaceChildren();
      for (const problem of answer.problems ?? (answer.problem ? [{ field: 'quote', ...answer.problem }] : [])) this.showFault(problem);
      if (found.length === 1) {
        this.choose(found[0]);
        this.places.append(this.placeLine(found[0], 'p'));
      } else if (found.length) {
        const set = element('fieldset', 'places', element('legend', '', `These words stand at ${found.length} places. Which one?`));
        found.forEach((place) => {
          const radio = element('input');
          radio.type = 'radio';
          radio.name = 'place';
          radio.addEventListener('change', () => this.choose(place));
          const label = this.placeLine(place, 'label');
          label.prepend(radio);
          set.append(label);
        });
        this.places.append(set);
      }
    }

    choose(place) {
      this.target = place.target;
      this.clearFault('quote');
      if (this.wantedId) this.wantedId.placeholder = place.id;
    }

    placeLine(place, tag) {
      const line = element(tag, 'place-line');
      const words = element('span', '', place.before, element('b', '', place.words), place.after);
      words.dir = 'auto';
      line.append(`${place.where}: `, words);
      if (place.remark) line.append(` ${place.remark}`);
      return line;
    }

    async preview() {
      const answer = await post('preview', { slug: this.slug, note: this.controls.note.value });
      this.rendered.hidden = false;
      if (answer.problem) this.rendered.textContent = answer.problem.message;
      else this.rendered.innerHTML = answer.html || 'The note is empty.'; // markup that the build makes: no script, no handlers
      this.rendered.append(...(answer.remarks ?? []).map((remark) => element('p', 'help', remark)));
      this.rendered.querySelectorAll('a').forEach((link) => link.setAttribute('target', '_blank'));
    }

    // ---------------------------------------------------------------- saving

    async save() {
      if (this.isSaving) return;
      if (!this.noteId && this.quote.value.trim() && !this.target && !this.places.children.length) await this.locate();
      this.clearFaults();
      if (this.quote.value.trim() && !this.target && this.places.querySelector('input')) {
        this.showFaults([{ field: 'quote', message: 'Say which of the places is meant.', hint: '' }]);
        return;
      }
      this.setSaving(true);
      const answer = await post('save', {
        slug: this.slug,
        digest: this.digest,
        note: this.noteId,
        id: this.wantedId?.value.trim() ?? '',
        target: this.target,
        fields: this.changed(),
        change: this.changeText?.value.trim()
          ? { type: this.changeType.value, text: this.changeText.value, date: today() } : {},
      });
      this.setSaving(false);
      if (answer.saved) this.finish(answer.saved);
      else if (answer.conflict) this.takeConflict(answer);
      else this.showFaults(answer.problems?.length ? answer.problems : [{ field: '', ...answer.problem }]);
    }

    setSaving(isSaving) {
      this.isSaving = isSaving;
      this.save_.textContent = isSaving ? 'Saving…' : 'Save';
      this.save_.setAttribute('aria-disabled', String(isSaving));
    }

    /** Take over what somebody else wrote, except into fields where something else was typed here. */
    takeConflict({ conflict, now }) {
      const faults = [{ field: '', message: `${conflict.message}.`, hint: 'What you typed is still here. Save again to write it.' }];
      if (now.problem) {
        faults[0] = { field: '', ...now.problem };
      } else {
        const mine = this.values();
        const base = this.initial;
        this.digest = now.digest;
        for (const name of this.noteId ? FIELDS : []) {
          const theirs = now.fields[name] || (name === 'status' ? 'published' : '');
          if (name === 'kind' || theirs === base[name]) continue;
          if (mine[name] === base[name]) this.controls[name].value = theirs;
          else faults.push({ field: name, message: `In the file it reads now: ${theirs || 'nothing'}`, hint: '' });
          this.initial[name] = theirs;
        }
        if (this.noteId && JSON.stringify(now.fields.sources) !== JSON.stringify(base.sources)) {
          this.sources.show(now.fields.sources);
          this.initial.sources = this.values().sources;
          faults.push({ field: 'sources', message: 'These are the sources in the file now.', hint: '' });
        }
        this.adapt();
      }
      this.showFaults(faults);
    }

    // ---------------------------------------------------------------- what is wrong

    showFaults(faults) {
      faults.forEach((fault) => this.showFault(fault));
      const first = this.body.querySelector('[aria-invalid="true"]');
      if (first) first.closest('details')?.setAttribute('open', '');
      (first ?? this.root).focus();
      if (!first) this.faults.scrollIntoView({ block: 'nearest' });
    }

    showFault({ field: name, message, hint, remedy }) {
      const line = name && this.body.querySelector(`#fault-${CSS.escape(name)}`);
      const text = element('p', '', [capitalized(message), hint].filter(Boolean).join(/[.!?]$/.test(message) ? ' ' : ': '));
      (line || this.faults).append(text);
      if (line) {
        (this.body.querySelector(`#field-${CSS.escape(name)}`) ?? line.parentElement.querySelector('input, button'))
          .setAttribute('aria-invalid', 'true');
        line.closest('[hidden]')?.removeAttribute('hidden');
      }
      if (remedy === 'add-speaker') this.offerSpeaker(line);
    }

    offerSpeaker(line) {
      const name = this.controls.speaker.value.trim();
      line.append(button('small', `Add “${name}” as a new speaker`, async () => {
        const answer = await post('add-speaker', { name });
        this.clearFault('speaker');
        if (answer.problem) this.showFault({ field: 'speaker', ...answer.problem });
        this.controls.speaker.focus();
      }));
    }

    clearFault(name) {
      this.body.querySelector(`#fault-${CSS.escape(name)}`)?.replaceChildren();
      this.body.querySelector(`[data-field="${name}"] [aria-invalid]`)?.removeAttribute('aria-invalid');
    }

    clearFaults() {
      this.faults.replaceChildren();
      this.body.querySelectorAll('.fault').forEach((line) => line.replaceChildren());
      this.body.querySelectorAll('[aria-invalid]').forEach((one) => one.removeAttribute('aria-invalid'));
    }

    // ---------------------------------------------------------------- opening and closing

    open(name = '') {
      const wanted = name && this.controls[name];
      (wanted || (this.quote.value ? this.controls.kind : this.quote)).focus();
    }

    onKey(event) {
      if (event.key === 'Escape') {
        event.preventDefault();
        if (this.question) this.keepWriting();
        else this.close();
      } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.save();
      }
    }

    /** Close, or ask where something was typed. */
    close() {
      if (!this.isTyped) {
        this.finish('');
        return;
      }
      if (this.question) return;
      const discard = button('small', 'Discard', () => this.finish(''));
      const text = element('p', '', 'Discard what you typed?');
      text.id = 'question';
      this.question = element('div', 'question', text, discard, button('small', 'Keep writing', () => this.keepWriting()));
      this.question.setAttribute('role', 'alertdialog');
      this.question.setAttribute('aria-labelledby', 'question');
      this.before = this.root.getRootNode().activeElement;
      this.foot.prepend(this.question);
      discard.focus();
    }

    keepWriting() {
      this.question.remove();
      this.question = null;
      (this.before ?? this.root).focus();
    }

    finish(saved) {
      this.inside.getRootNode().host.remove();
      this.onClose(saved);
    }
  }

  window.siteBuilder.NoteForm = NoteForm;
})();
