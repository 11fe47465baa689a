/** Several senders in a channel. */
export const enSenders = {
  title: 'All senders',
  add: 'Add a sender',
  addTitle: 'Another sender',
  key: 'Short name',
  keyHint: 'What templates and your service name it by, such as billing. It cannot be changed later.',
  keyWrong: 'Use 1 to 40 small letters (a–z), digits and hyphens.',
  keyTaken: (key: string) => `There is a sender “${key}” already.`,
  goOn: 'Go on',
  byDefault: 'Default',
  notReady: 'Not ready yet',
  makeDefault: 'Make default',
  makeDefaultOf: (who: string) => `Make default: ${who}`,
  madeDefault: (who: string) => `From now on, messages come from ${who} unless another sender is chosen.`,
  deleteBody: (name: string) =>
    `“${name}” is removed. Templates that name it cannot be sent until they name another. Sent messages stay in the history; those still waiting may fail.`,
  usual: (who: string) => (who === '' ? 'The default' : `The default: ${who}`),
  ofTemplate: (who: string) => `The template’s: ${who}`,
  gone: 'This sender cannot be used: choose another.',
  templateHint: 'Who its messages come from.',
};
