/** Of layouts and partials: what templates share. */
export const enParts = {
  kind: { layout: 'Layout', partial: 'Partial' },
  add: { layout: 'New layout', partial: 'New partial' },
  hint: {
    layout:
      'A layout stands around templates, as a letterhead does. What a template puts into a block takes its place.',
    partial: 'A partial stands within templates, as a footer does.',
  },
  call: 'In templates:',
  textHint: {
    layout: 'Around the text of templates.',
    partial: 'Within the text of templates, and in their subject.',
  },
  htmlHint: {
    layout: 'Around the HTML of templates.',
    partial: 'Within the HTML of templates.',
  },
  usedBy: 'Used by',
  unused: 'No template uses it yet.',
};
