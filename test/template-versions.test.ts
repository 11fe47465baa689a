import { memory } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';

let t: TestMessaging;
beforeEach(async () => {
  t = await testMessaging(memory());
});

const source = { id: 'note', name: 'Note', subject: 'S' };

describe('the versions of a template', () => {
  it('say when and by whom each was saved, newest first, by pages', async () => {
    const { templates } = t.messaging.email;
    await templates.save({ ...source, text: 'One', actor: 'ada' });
    await t.advance(1_000);
    await templates.save({ ...source, text: 'Two', actor: 'bo' });
    const third = await templates.save({ ...source, text: 'Three' });
    expect(third).toMatchObject({ version: 3, text: 'Three' });
    expect(third).not.toHaveProperty('savedBy');
    const first = await templates.versions('note', { limit: 2 });
    expect(first.items).toEqual([
      { number: 3, at: third.updatedAt },
      { number: 2, at: expect.any(Date), actor: 'bo' },
    ]);
    const { items, next } = await templates.versions('note', { cursor: first.next, limit: 2 });
    expect([items, next]).toEqual([[{ number: 1, at: expect.any(Date), actor: 'ada' }], undefined]);
    await templates.save({ ...source, id: 'other', text: 'x' });
    await expect(templates.versions('other', { cursor: first.next })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  it('are told from each other, also where the clock stands still', async () => {
    const { templates } = t.messaging.sms;
    await templates.save({ id: 'a', name: 'A', text: 'One', actor: 'ada' });
    const read = await templates.get('a');
    // Who wrote what was read is not who writes now.
    await templates.save({ ...read, text: 'Two', replaces: read.updatedAt ?? null });
    expect((await templates.get('a')).updatedAt).not.toEqual(read.updatedAt);
    expect((await templates.versions('a')).items.map(({ actor }) => actor)).toEqual([undefined, 'ada']);
  });

  it('hold all that was saved, and are restored as a new one that is sent from then on', async () => {
    const { templates } = t.messaging.email;
    const full = { ...source, text: 'One', html: '<p>One</p>', sender: 'default', priority: 'low' } as const;
    await templates.save(full);
    await templates.save({ ...source, name: 'Later', text: 'Two' });
    const { id: _id, ...content } = full;
    expect((await templates.version('note', 1)).content).toEqual(content);
    const restored = await templates.restore('note', 1, { actor: 'ada' });
    expect(restored).toMatchObject({ ...full, version: 3, savedBy: 'ada' });
    expect((await templates.versions('note')).items.map(({ number }) => number)).toEqual([3, 2, 1]);
    const { items } = await t.messaging.audit.list({ action: 'template.restored' });
    expect(items).toMatchObject([{ actor: 'ada', subject: 'note', detail: '1' }]);
  });

  it('are not restored over what somebody saved meanwhile', async () => {
    const { templates } = t.messaging.email;
    await templates.save({ ...source, text: 'One' });
    const { updatedAt: replaces } = await templates.save({ ...source, text: 'Two' });
    await templates.save({ ...source, text: 'Theirs' });
    await expect(templates.restore('note', 1, { replaces: replaces ?? null })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await templates.get('note')).text).toBe('Theirs');
  });

  it('are of stored templates, and none but those that there are', async () => {
    const { templates } = t.messaging.email;
    for (const call of [
      templates.versions('none'),
      templates.version('none', 1),
      templates.restore('none', 1),
    ])
      await expect(call).rejects.toMatchObject({ code: 'template_not_found' });
    await templates.save({ ...source, text: 'One' });
    for (const number of [0, 1.5, Number.NaN, 2 ** 31])
      await expect(templates.version('note', number)).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(templates.restore('note', 2)).rejects.toMatchObject({ code: 'template_version_not_found' });
    await templates.delete('note');
    await templates.save({ ...source, text: 'Anew' });
    expect((await templates.versions('note')).items.map(({ number }) => number)).toEqual([1]);
  });
});
