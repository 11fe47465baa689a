import { describe, expect, it } from 'vitest';
import { mailHtml } from '../app/src/compose/rich/mail-html.ts';
import { docOf, type RichNode } from '../app/src/compose/rich/rich-doc.ts';
import { aboveSignature, blocksBelow, withSignature } from '../app/src/compose/rich/signed-doc.ts';
import { exchanged, signedText, textAbove } from '../app/src/compose/signed.ts';

const ada = { text: 'Ada\nAcme', doc: docOf('Ada\nAcme') };
const billing = { text: 'Billing', doc: docOf('Billing') };
interface Written {
  readonly key: string;
  readonly text?: string;
  readonly html?: string;
  readonly rich?: RichNode;
}
const draft: Written = { key: 'k' };
const richOf = (doc: RichNode): Written => ({ ...draft, rich: doc, html: mailHtml(doc) });
const blank = docOf('');

describe('a signature in plain text', () => {
  it('stands below the line that mail programs know, and is found again as long as nobody changed it', () => {
    expect(signedText('Hello \n\n', 'Ada')).toBe('Hello\n\n-- \nAda');
    for (const text of ['', 'Hello', 'Hello\n\n-- \nnot mine'])
      expect(textAbove(signedText(text, 'Ada'), 'Ada')).toBe(text);
    expect(textAbove('Hello\n\n-- \nAda\n \n', 'Ada')).toBe('Hello');
    for (const text of ['Hello', 'Hello\n\n-- \nAda!', 'Hello\n--\nAda', 'so-- \nAda'])
      expect(textAbove(text, 'Ada')).toBeUndefined();
  });
});

describe('a signature in the editor', () => {
  it('is the last blocks, below an empty line, and is found again below an empty line of the editor’s', () => {
    const signed = withSignature(docOf('Hello'), ada.doc);
    expect(signed.content?.length).toBe(3);
    expect(blocksBelow(signed, ada.doc)).toBe(2);
    const trailing = { ...signed, content: [...(signed.content ?? []), { type: 'paragraph' }] };
    const above = aboveSignature(trailing, ada.doc);
    expect(above && mailHtml(above)).toBe(mailHtml(docOf('Hello')));
    expect(aboveSignature(signed, billing.doc)).toBeUndefined();
    expect(aboveSignature(signed, blank)).toBeUndefined();
    expect(blocksBelow(signed, undefined)).toBe(0);
  });

  it('leaves a line to write on where nothing is written', () => {
    const signed = withSignature(blank, ada.doc);
    expect(signed.content?.length).toBe(3);
    expect(blocksBelow(signed, ada.doc)).toBe(2);
    expect(aboveSignature(ada.doc, ada.doc)?.content).toEqual([{ type: 'paragraph' }]);
  });
});

describe('another sender', () => {
  it('brings theirs in place of one that was left alone, and none where they have none', () => {
    const plain = { ...draft, text: 'Hello\n\n-- \nAda\nAcme' };
    expect(exchanged(plain, ada, billing).text).toBe('Hello\n\n-- \nBilling');
    expect(exchanged(plain, ada, undefined).text).toBe('Hello');
    expect(exchanged({ ...draft, text: 'Hello' }, undefined, billing).text).toBe('Hello\n\n-- \nBilling');
    const rich = richOf(withSignature(docOf('Hello'), ada.doc));
    expect(exchanged(rich, ada, billing)).toEqual(richOf(withSignature(docOf('Hello'), billing.doc)));
    expect(exchanged(rich, ada, undefined).html).toBe(mailHtml(docOf('Hello')));
  });

  it('changes nothing of one that was changed or taken away, of a draft without words, or before it is loaded', () => {
    const kept = [
      { ...draft, text: 'Hello\n\n-- \nAda!' },
      { ...draft, text: 'Hello' },
      { ...draft, html: '<p>Hello</p>' },
      draft,
      richOf(docOf('Hello')),
    ];
    for (const one of kept) expect(exchanged(one, ada, billing)).toBe(one);
    const rich = richOf(withSignature(docOf('Hello'), ada.doc));
    expect(exchanged(rich, ada, { ...billing, doc: undefined })).toBe(rich);
  });
});
