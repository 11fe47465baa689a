import assert from 'node:assert/strict';
import type { NewMessage, SearchQuery } from '../../interfaces/storage/messages.ts';
import type { Storage } from '../../interfaces/storage/storage.ts';
import { normalizeSearch } from '../../model/search-text.ts';
import { at, bring, claimOne, ids, insertMany, insertOne, second, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** Nothing of the fixture's words, so that only what a test says is found. */
const bare: Partial<NewMessage> = {
  to: { address: 'xx@yy.zz' },
  sender: { address: 'ww@vv.uu' },
  subject: '--',
  content: { text: '--' },
};

/** Searches as the core does: the term normalised, the answer complete on so few messages. */
async function search(
  { messages }: Storage,
  site: string,
  term: string,
  query: Partial<SearchQuery> = {},
): Promise<readonly string[]> {
  const found = await messages.search({ site, term: normalizeSearch(term), limit: 100, ...query });
  assert.equal(found.complete, true);
  return ids(found.items);
}

/** A text in a message's body, and what finds it or does not. */
const bodies: Readonly<
  Record<
    string,
    { readonly text: string; readonly found: readonly string[]; readonly missed: readonly string[] }
  >
> = {
  'without regard to case': {
    text: 'Your Invoice IS Ready',
    found: ['invoice is ready', 'YOUR INVOICE'],
    missed: ['invoices'],
  },
  'without regard to accents': {
    text: 'Zażółć gęślą jaźń; Ångström, crème brûlée, Straße, Øresund',
    found: ['zazolc gesla', 'ZAŻÓŁĆ', 'angstrom', 'creme brulee', 'strasse', 'oresund', 'jaźn'],
    missed: ['zazolk'],
  },
  'as a part of words, numbers and addresses': {
    text: 'October order 10482 for mary@gmail.com',
    found: ['ctober', '0482', '@gmail', 'mary@gmail.com', 'r 1'],
    missed: ['10483', 'gmail,com'],
  },
  'with % and _ as themselves': {
    text: 'Save 100% with code SAVE_10',
    found: ['100%', '%', 'save_10', '_'],
    missed: ['save%10', 'c_de', 'with%', '1_0', '__'],
  },
  'with backslashes and quotes as themselves': {
    text: `C:\\temp\\new "it's" \\% done \\`,
    found: ['c:\\temp', '\\', '\\n', '"it\'s"', '\\%', 'done \\'],
    missed: ['\\\\', 'c:temp', '\\_'],
  },
  'with what means something to a pattern or a parser as itself': {
    text: "a.b*c (d|e) [f] {g} ^h$ i? 'j' & k:* <-> !l",
    found: ['.b*', '(d|e)', '[f]', '^h$', 'i?', "'j'", '& k:*', '<->', '!l'],
    missed: ['a?b', 'd|f', '[a-z]', '.*'],
  },
  'without regard to the end of a Greek word': {
    text: 'Κώστας ΚΩΣΤΑΣ',
    found: ['ΚΩΣ', 'κωστασ', 'κώστας'],
    missed: ['κωστάκης'],
  },
  'whatever the kind of an apostrophe or a hyphen': {
    text: "Siobhán O’Brien, D'Arc, Anne‑Marie, soft\u00adhyphen",
    found: ["o'brien", 'oʼbrien', 'd’arc', 'anne-marie', 'anne–marie', 'softhyphen'],
    missed: ['obrien', 'annemarie'],
  },
  'in Cyrillic': {
    text: 'Счёт за Октябрь, жена Юлия',
    found: ['счёт', 'ОКТЯБРЬ', 'жена', 'юлия', 'ю', 'за'],
    missed: ['ноябрь', 'я.'],
  },
  'in Chinese, Japanese and Korean': {
    text: '您的发票已准备好 ごあんない カタカナ 안녕하세요',
    found: ['发票', '您', '准备好', 'あんな', 'カタカナ', '안녕', '하'],
    missed: ['發票', 'ひらがな'],
  },
  'in Arabic and Hebrew': {
    text: 'فاتورتك جاهزة الآن חשבונית מוכנה',
    found: ['فاتورتك', 'جاهزة', 'חשבונית', 'ה'],
    missed: ['فاتورتي', 'חשבונות'],
  },
  'with one or two characters': {
    text: 'Qj 7',
    found: ['q', 'qj', '7', 'j 7'],
    missed: ['jq', '77'],
  },
  'across line breaks and runs of white space': {
    text: 'first line\r\n\r\n   second\tline',
    found: ['first line second', 'second line', 'line  second'],
    missed: ['firstline'],
  },
  'with emoji': { text: 'Party 🎉 at 8', found: ['🎉', 'party 🎉'], missed: ['🎈'] },
};

export function searchTests(test: StorageTest): void {
  for (const [how, { text, found, missed }] of Object.entries(bodies)) {
    test(`a text is found ${how}`, async ({ storage, site }) => {
      const id = await insertOne(storage, site, { ...bare, content: { text } });
      await insertOne(storage, site, bare);
      for (const term of found) assert.deepEqual(await search(storage, site, term), [id], `finds ${term}`);
      for (const term of missed) assert.deepEqual(await search(storage, site, term), [], `misses ${term}`);
    });
  }

  test('recipient, sender, subject and text are searched, and nothing else', async ({ storage, site }) => {
    const id = await insertOne(storage, site, {
      to: { name: 'Recipient Name', address: 'recipient@to.example', consumerId: 'consumerid' },
      sender: { name: 'Sender Name', address: 'sender@from.example' },
      template: { id: 'templateid', name: 'templatename' },
      subject: 'The subject',
      preview: 'the preview',
      actor: 'theactor',
      content: { subject: 'other', text: 'The text', html: '<b>markup</b>', headers: { 'X-A': 'headers' } },
    });
    for (const term of [
      'recipient name',
      '@to.example',
      'sender name',
      '@from.exa',
      'the subj',
      'the text',
    ]) {
      assert.deepEqual(await search(storage, site, term), [id], term);
    }
    for (const term of ['consumerid', 'templat', 'preview', 'theactor', 'markup', 'headers', id]) {
      assert.deepEqual(await search(storage, site, term), [], term);
    }
  });

  test('no term matches across two fields', async ({ storage, site }) => {
    const names = { to: { name: 'aaa', address: 'bbb' }, sender: { name: 'ccc', address: 'ddd' } };
    await insertOne(storage, site, { ...names, subject: 'eee', content: { text: 'fff' } });
    for (const [one, two] of ['ab', 'bc', 'cd', 'de', 'ef'].map((pair) => [...pair])) {
      for (const between of ['', ' ']) {
        assert.deepEqual(await search(storage, site, `${one}${between}${two}`), []);
      }
    }
  });

  test('confidential and sealed content is not found', async ({ storage, site }) => {
    const hidden = { ...bare, confidential: true, to: { address: 'jo@example.com' } };
    const plain = await insertOne(storage, site, { ...hidden, content: { text: 'Code 493021' } });
    const sealed = await insertOne(storage, site, { ...hidden, content: { sealed: 'v1.c2VjcmV0' } });
    const unmarked = await insertOne(storage, site, {
      ...hidden,
      confidential: false,
      content: { sealed: 'v1.c2VjcmV0' },
    });
    for (const term of ['493021', 'code', 'v1.', 'c2vjcmv0']) {
      assert.deepEqual(await search(storage, site, term), [], term);
    }
    assert.deepEqual(new Set(await search(storage, site, 'jo@example')), new Set([plain, sealed, unmarked]));
  });

  test('what is found is newest first, and no more than the limit', async ({ storage, site }) => {
    const all = await insertMany(storage, site, 12);
    const newest = [...all].reverse();
    assert.deepEqual(await search(storage, site, 'acme'), newest);
    assert.deepEqual(await search(storage, site, 'acme', { limit: 5 }), newest.slice(0, 5));
    const same = await insertMany(storage, site, 3, { createdAt: at(60 * second) });
    assert.deepEqual(await search(storage, site, 'acme', { limit: 3 }), [...same].sort().reverse());
  });

  test('channel and origin narrow a search', async ({ storage, site }) => {
    const web = await insertOne(storage, site, { origin: 'web' });
    const sms = await insertOne(storage, site, { channel: 'sms', createdAt: at(second) });
    assert.deepEqual(await search(storage, site, 'acme'), [sms, web]);
    assert.deepEqual(await search(storage, site, 'acme', { channel: 'sms' }), [sms]);
    assert.deepEqual(await search(storage, site, 'acme', { origin: 'web' }), [web]);
    assert.deepEqual(await search(storage, site, 'acme', { channel: 'sms', origin: 'web' }), []);
  });

  test('a site finds its own messages only', async ({ storage, site }) => {
    const mine = await insertOne(storage, site);
    await insertOne(storage, `${site}.2`);
    assert.deepEqual(await search(storage, site, 'acme'), [mine]);
    assert.deepEqual(await search(storage, `${site}.`, 'acme'), []);
  });

  test('a message is found at once, whatever its status, as it stands', async ({ storage, site }) => {
    const id = await insertOne(storage, site, { content: { text: 'needle' } });
    const stands = async () => (await storage.messages.search({ site, term: 'needle', limit: 1 })).items[0];
    assert.equal((await stands())?.status, 'queued');
    const claimed = await claimOne(storage.messages, id);
    assert.deepEqual(await stands(), claimed.message);
    await storage.messages.settle([{ ...claimed, to: 'sent', transport: 'fixture' }], { now: start });
    const { id: other } = await bring(storage, site, 'canceled');
    assert.deepEqual((await stands())?.sentAt, start);
    assert.ok((await search(storage, site, 'acme')).includes(other));
  });

  test('the first 2,000 characters of a text are searched', async ({ storage, site }) => {
    const text = `${'word '.repeat(395)}inside ${'word '.repeat(400)}outside`;
    const id = await insertOne(storage, site, { ...bare, content: { text } });
    assert.deepEqual(await search(storage, site, 'inside'), [id]);
    assert.deepEqual(await search(storage, site, 'outside'), []);
  });
}
