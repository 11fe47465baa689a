import type { enCode } from '../en/code.ts';
import { on, until } from './moments.ts';

export const frCode: typeof enCode = {
  label: 'Code',
  hint: 'Vous pouvez le coller.',
  open: (address, end) =>
    `Nous avons envoyé un code à six chiffres à ${address}. Il est valable ${until(end)}.`,
  usedUp: (address) =>
    `Le code envoyé à ${address} n’est plus valable : trop de codes erronés ont été saisis. Envoyez-en un nouveau.`,
  waiting: (address, at) =>
    `Aucun code valable n’a encore été envoyé à ${address}. Le prochain partira ${on(at)} ; si cette page est alors ouverte, il sera envoyé automatiquement.`,
  none: (address) => `Aucun code n’est valable pour ${address} en ce moment. Envoyez-en un nouveau.`,
  nextAt: (at) => `Un nouveau code pourra être envoyé ${on(at)}.`,
};
