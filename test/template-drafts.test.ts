import { memory } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTemplate } from '../src/templates/define-template.ts';

let t: TestMessaging;
beforeEach(async () => {
  t = await testMessaging(memory());
});

const source = { id: 'note', name: 'Note', subject: 'S' };
const to = { address: 'jo@people.example' };

describe('the draft of a template', () => {
  it('is sent by nobody before it is published, and by everybody after', async () => {
    const { email } = t.messaging;
    await email.templates.save({ ...source, text: 'As it was' });
    const draft = await email.templates.saveDraft({ ...source, text: 'As it will be', actor: 'ada' });
    expect(draft).toMatchObject({ text: 'As it will be', basedOn: 1, savedBy: 'ada', variables: [] });
    expect((await email.templates.get('note')).text).toBe('As it was');
    await email.send({ to, template: 'note', data: {} });
    const published = await email.templates.publish('note', { draft: draft.updatedAt, actor: 'bo' });
    expect(published).toMatchObject({ text: 'As it will be', version: 2, savedBy: 'bo' });
    expect(await email.templates.draft('note')).toBe(undefined);
    await email.send({ to, template: 'note', data: {} });
    await t.deliverAll();
    expect(t.email.sent.map(({ text }) => text)).toEqual(['As it was', 'As it will be']);
    const { items } = await t.messaging.audit.list();
    expect(items.map(({ action, actor }) => [action, actor]).slice(0, 2)).toEqual([
      ['template.published', 'bo'],
      ['template.draft_saved', 'ada'],
    ]);
  });

  it('of a template that there is not yet is no template', async () => {
    const { templates } = t.messaging.email;
    const { id } = await templates.saveDraft({ name: 'New', subject: 'S', text: '{{ a }}' });
    expect(await templates.list()).toEqual([]);
    await expect(templates.get(id)).rejects.toMatchObject({ code: 'template_not_found' });
    await expect(templates.delete(id)).rejects.toMatchObject({ code: 'template_not_found' });
    await expect(t.messaging.email.send({ to, template: id, data: { a: 1 } })).rejects.toMatchObject({
      code: 'template_not_found',
    });
    await templates.saveDraft({ name: 'Another', subject: 'S', text: 'T' });
    const drafts = await templates.drafts();
    expect(drafts.map(({ name, basedOn, variables }) => [name, basedOn, variables])).toEqual([
      ['Another', 0, []],
      ['New', 0, ['a']],
    ]);
    expect(await templates.publish(id)).toMatchObject({ id, name: 'New', version: 1 });
  });

  it('may be unfinished, and is checked when it is published', async () => {
    const { templates } = t.messaging.email;
    await templates.saveDraft({ id: 'note', name: 'Note', text: 'Dear {{ na' });
    expect(await templates.draft('note')).toMatchObject({ variables: [], broken: expect.any(String) });
    await expect(templates.publish('note')).rejects.toMatchObject({
      code: 'template_invalid',
      details: { field: 'subject' },
    });
    await templates.saveDraft({ id: 'note', name: 'Note', subject: 'S', text: 'Dear {{ na' });
    await expect(templates.publish('note')).rejects.toMatchObject({ code: 'template_invalid' });
    expect((await templates.draft('note'))?.text).toBe('Dear {{ na');
    await expect(t.messaging.sms.templates.saveDraft({ name: 'x', html: '<p>' })).rejects.toMatchObject({
      code: 'template_invalid',
    });
  });

  it('is neither written over nor published nor discarded where somebody else saved it meanwhile', async () => {
    const { templates } = t.messaging.email;
    const { updatedAt } = await templates.saveDraft({ ...source, text: 'Mine' });
    await templates.saveDraft({ ...source, text: 'Theirs' });
    const conflict = { code: 'conflict' };
    await expect(templates.saveDraft({ ...source, text: 'M', replaces: updatedAt })).rejects.toMatchObject(
      conflict,
    );
    await expect(templates.saveDraft({ ...source, text: 'M', replaces: null })).rejects.toMatchObject(
      conflict,
    );
    await expect(templates.publish('note', { draft: updatedAt })).rejects.toMatchObject(conflict);
    await expect(templates.discardDraft('note', { updatedAt })).rejects.toMatchObject(conflict);
    expect((await templates.draft('note'))?.text).toBe('Theirs');
    await templates.discardDraft('note');
    await expect(templates.publish('note', { draft: updatedAt })).rejects.toMatchObject(conflict);
    await expect(templates.publish('note')).rejects.toMatchObject({ code: 'template_not_found' });
    await expect(templates.discardDraft('note')).rejects.toMatchObject({ code: 'template_not_found' });
  });

  it('is published over what was saved or restored meanwhile only by those who say so', async () => {
    const { templates } = t.messaging.email;
    await templates.save({ ...source, text: 'One' });
    await templates.save({ ...source, text: 'Two' });
    await templates.saveDraft({ ...source, text: 'Draft' });
    const { updatedAt } = await templates.restore('note', 1);
    expect(await templates.draft('note')).toMatchObject({ text: 'Draft', basedOn: 2 });
    await expect(templates.publish('note')).rejects.toMatchObject({ code: 'conflict' });
    // Saving it once more alone says nothing of the other; who looked at it says so.
    await templates.saveDraft({ ...source, text: 'Draft again' });
    await expect(templates.publish('note')).rejects.toMatchObject({ code: 'conflict' });
    expect((await templates.publish('note', { replaces: updatedAt ?? null })).version).toBe(4);
    await templates.saveDraft({ ...source, text: 'Next' });
    await templates.save({ ...source, text: 'Theirs' });
    await templates.saveDraft({ ...source, text: 'Next', basedOn: 5 });
    expect((await templates.publish('note')).text).toBe('Next');
  });

  it('goes with its template, and there is none of one in code', async () => {
    const code = defineTemplate({
      id: 'code',
      channel: 'email',
      schema: z.object({}),
      subject: 'S',
      text: 'T',
    });
    t = await testMessaging({ ...memory(), templates: [code] });
    const { templates } = t.messaging.email;
    await templates.save({ ...source, text: 'One' });
    await templates.saveDraft({ ...source, text: 'Two' });
    await templates.delete('note');
    expect(await templates.drafts()).toEqual([]);
    await expect(templates.saveDraft({ ...source, id: 'code', text: 'x' })).rejects.toMatchObject({
      code: 'template_invalid',
    });
  });
});
