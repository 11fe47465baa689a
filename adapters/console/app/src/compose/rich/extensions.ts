import { mergeAttributes, Node } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import type { EditorImages } from './editor-images.ts';
import { mailImage } from './image-node.ts';
import { safeHref } from './rich-doc.ts';

/** A link that looks like a button; its words and address are changed in the toolbar. */
const MailButton = Node.create({
  name: 'mailButton',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    text: { default: '', parseHTML: (element) => element.textContent },
    href: { default: '', parseHTML: (element) => element.getAttribute('data-href') },
  }),
  parseHTML: () => [{ tag: 'div[data-mail-button]' }],
  renderHTML: ({ node, HTMLAttributes: { text: _text, href, ...rest } }) => [
    'div',
    mergeAttributes(rest, { 'data-mail-button': '', 'data-href': href }),
    ['span', {}, String(node.attrs.text)],
  ],
});

/** What a mail may hold: what every mail program shows. */
export const extensionsWith = (images: EditorImages) => [
  StarterKit.configure({
    heading: { levels: [1, 2] },
    code: false,
    codeBlock: false,
    strike: false,
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: 'https',
      isAllowedUri: (url) => safeHref(url) !== undefined,
      HTMLAttributes: { target: null, rel: 'noopener noreferrer', class: null },
    },
  }),
  MailButton,
  mailImage(images),
];
