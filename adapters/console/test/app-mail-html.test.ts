import { describe, expect, it } from 'vitest';
import { mailHtml } from '../app/src/compose/rich/mail-html.ts';
import {
  docOf,
  isBlank,
  isFormattedDoc,
  isLaidOut,
  type RichNode,
  readRich,
  typedHref,
} from '../app/src/compose/rich/rich-doc.ts';

const text = (words: string, ...marks: readonly RichNode[]): RichNode => ({
  type: 'text',
  text: words,
  marks,
});
const paragraph = (...content: readonly RichNode[]): RichNode => ({ type: 'paragraph', content });
const doc = (...content: readonly RichNode[]): RichNode => ({ type: 'doc', content });
const link = (href: unknown): RichNode => ({ type: 'link', attrs: { href } });

describe('the HTML of a formatted mail', () => {
  it('has its styles in its elements, without classes, scripts or style sheets', () => {
    const html = mailHtml(
      doc(
        { type: 'heading', attrs: { level: 1 }, content: [text('Hours')] },
        paragraph(text('From '), text('nine', { type: 'bold' }), { type: 'hardBreak' }, text('to five')),
        {
          type: 'bulletList',
          content: [
            {
              type: 'listItem',
              content: [
                paragraph(text('one')),
                {
                  type: 'orderedList',
                  attrs: { start: 3 },
                  content: [{ type: 'listItem', content: [paragraph(text('three'))] }],
                },
              ],
            },
          ],
        },
        { type: 'mailButton', attrs: { text: 'Book <now>', href: 'https://acme.example/?a=1&b=2' } },
      ),
    );
    expect(html).not.toMatch(/class=|<script|<style/);
    for (const [, attributes = ''] of html.matchAll(/<(?:h1|p|ul|ol|li|a|td)\b([^>]*)>/g))
      expect(attributes).toContain('style="');
    expect(html).toContain('From <strong>nine</strong><br>to five</p>');
    expect(html).toMatch(/<li [^>]*>one<ol start="3" [^>]*><li [^>]*>three<\/li><\/ol><\/li>/);
    expect(html).toMatch(
      /<table role="presentation"[^>]*><tr><td[^>]*><a href="https:\/\/acme.example\/\?a=1&amp;b=2"[^>]*>Book &lt;now&gt;<\/a>/,
    );
  });

  it('links to pages, addresses, numbers and the way out, to nothing else', () => {
    const of = (href: unknown) => mailHtml(doc(paragraph(text('x', link(href)))));
    for (const href of ['https://a.example/x', 'mailto:a@b.example', 'tel:+4912345', '{{ unsubscribeUrl }}'])
      expect(of(href)).toContain(`<a href="${href}"`);
    for (const href of [
      'javascript:alert(1)',
      ' JavaScript:x',
      'data:text/html,x',
      'https://a" onclick="x',
      7,
      undefined,
    ])
      expect(of(href)).not.toMatch(/<a|onclick/);
    const button = mailHtml(doc({ type: 'mailButton', attrs: { text: 'Go', href: 'javascript:x' } }));
    expect(button).toContain('>Go</p>');
  });

  it('is nothing for what says nothing, and only words for what it does not know', () => {
    for (const blank of [doc(), doc(paragraph()), doc(paragraph(text('  '), { type: 'hardBreak' }))])
      expect([isBlank(blank), mailHtml(blank)]).toEqual([true, '']);
    const odd = doc({
      type: 'iframe',
      attrs: { src: 'https://x' },
      content: [text('<b>', { type: 'blink' })],
    });
    expect(mailHtml(odd)).toMatch(/^<div style="[^"]+">&lt;b&gt;<\/div>$/);
    expect([readRich('doc'), readRich({ type: 'list' }), readRich(null)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('from plain text and back', () => {
  it('keeps paragraphs, lines and spaces', () => {
    const made = docOf('Dear Jo,\r\n\r\n\nnine\n  to five\n');
    expect(made.content?.map(({ content }) => content?.map((node) => node.text ?? node.type))).toEqual([
      ['Dear Jo,'],
      ['nine', 'hardBreak', '  to five'],
    ]);
    expect(mailHtml(made)).toContain('nine<br>&nbsp; to five');
    expect(docOf(' \n\n')).toEqual(doc({ type: 'paragraph' }));
  });

  it('knows where something would be lost', () => {
    expect(isFormattedDoc(docOf('One\ntwo\n\nthree'))).toBe(false);
    expect(isFormattedDoc(doc(paragraph(text('x', { type: 'bold' }))))).toBe(true);
    expect(isFormattedDoc(doc({ type: 'bulletList' }))).toBe(true);
    expect([
      isLaidOut('Apples     3\nPears      4'),
      isLaidOut('a\tb'),
      isLaidOut('Hello  Jo,\n   indented'),
    ]).toEqual([true, true, false]);
  });

  it('understands an address as people type it', () => {
    expect(typedHref('acme.example/x?a=1')).toBe('https://acme.example/x?a=1');
    expect(typedHref('acme.example:8080')).toBe('https://acme.example:8080');
    expect(typedHref(' jo@acme.example ')).toBe('mailto:jo@acme.example');
    expect(typedHref('http://acme.example')).toBe('http://acme.example');
    for (const wrong of [
      '',
      'acme',
      'javascript:alert(1)',
      'two words.example',
      'file:///etc/passwd',
      'https://',
    ])
      expect([wrong, typedHref(wrong)]).toEqual([wrong, undefined]);
  });
});
