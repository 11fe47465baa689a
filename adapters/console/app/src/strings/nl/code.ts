import type { enCode } from '../en/code.ts';
import { at as when } from './when.ts';

export const code: typeof enCode = {
  label: 'Code',
  hint: 'U kunt de code plakken.',
  open: (address, until) =>
    `We hebben een code van zes cijfers naar ${address} gestuurd. De code is geldig tot ${until}.`,
  usedUp: (address) =>
    `De code die we naar ${address} hebben gestuurd, is niet meer geldig: er zijn te veel onjuiste codes ingevoerd. Stuur een nieuwe.`,
  waiting: (address, at) =>
    `Er is nog geen geldige code naar ${address} gestuurd. De volgende wordt ${when(at)} verzonden; is deze pagina dan open, dan gebeurt dat vanzelf.`,
  none: (address) => `Er is nu geen geldige code voor ${address}. Stuur een nieuwe.`,
  nextAt: (at) => `U kunt ${when(at)} een nieuwe code sturen.`,
};
