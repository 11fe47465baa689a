import type { enCode } from '../en/code.ts';

export const deCode: typeof enCode = {
  label: 'Code',
  hint: 'Sie können ihn einfügen.',
  open: (address, until) =>
    `Wir haben einen Code mit sechs Ziffern an ${address} gesendet. Er gilt bis ${until}.`,
  usedUp: (address) =>
    `Der Code an ${address} ist verbraucht: Es wurden zu viele falsche eingegeben. Senden Sie einen neuen.`,
  waiting: (address, at) =>
    `An ${address} ging noch kein gültiger Code. Der nächste geht um ${at}; ist diese Seite dann offen, wird er von selbst gesendet.`,
  none: (address) => `Für ${address} gilt zurzeit kein Code. Senden Sie einen neuen.`,
  nextAt: (at) => `Ein neuer Code kann um ${at} gesendet werden.`,
};
