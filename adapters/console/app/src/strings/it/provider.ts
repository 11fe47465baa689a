import type { enProvider } from '../en/provider.ts';

export const provider: typeof enProvider = {
  codeTitle: (name) => `Inserisca il codice di ${name}`,
  linkTitle: (name) => `Segua il link di ${name}`,
  ownTitle: (name) => `Confermi l’indirizzo per ${name}`,
  code: (name, address) => `Abbiamo chiesto a ${name} di inviare un codice a ${address}. Lo inserisca qui.`,
  link: (name, address) => `Segua il link che ${name} ha inviato a ${address}, poi prema “Controlla”.`,
  own: (name, address) =>
    `Per ${name} vale un nostro codice. Lo faccia inviare a ${address} e lo inserisca qui.`,
  check: 'Controlla',
  notYet: (name) =>
    `Per ${name} l’indirizzo non è ancora confermato. Non ha ricevuto l’email? Guardi nella cartella spam e controlli l’indirizzo.`,
  resend: (name) => `Chiedi a ${name} di inviare di nuovo`,
  resent: (name, address) => `${name} invia di nuovo a ${address}.`,
  other: (name) =>
    `${name} invia le Sue email quando il primo provider non può. Finché non è configurato qui, viene ignorato.`,
  partly:
    'Il mittente può inviare. Un altro provider, per quando il primo non può, ha ancora bisogno dei suoi record: li inserisca dove è gestito il Suo dominio.',
  records: (name) => `Record per ${name}`,
  noRecords: (name) =>
    `${name} non ha ancora comunicato i suoi record. Vengono richiesti al controllo del dominio.`,
  inPlace: 'Presenti',
  notInPlace: 'Non presenti',
};
