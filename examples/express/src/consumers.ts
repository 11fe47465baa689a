import type { Consumer } from 'postern';

const givenNames =
  'Ada Björn Chloé Dmitri Esra Fiona Goran Hana Inês Jonas Kwame Lena Māris Nadia Óscar Priya Quentin Rosa Søren Tomáš Uma Viktor Wanda Xavier Yusuf Zoë'.split(
    ' ',
  );
const familyNames =
  'Abbott Bauer Castillo Dubois Eriksson Fischer Giordano Haddad Ivanova Jansen Kowalski Łukaszewicz Moreau Nguyen Okafor Peña Quinn Rossi Santos Tanaka'.split(
    ' ',
  );
const mailDomains = ['example.com', 'example.net', 'example.org'];

/** A few dozen made-up customers: the same at every start, so that a walk through the example can be written down. */
export function seedConsumers(): readonly Consumer[] {
  const random = seeded(20_261_123);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return Array.from({ length: 48 }, (_, index) => {
    // Every given name comes up before one is repeated; the family name is drawn.
    const given = givenNames[index % givenNames.length] ?? '';
    const family = pick(familyNames);
    const number = String(index + 1).padStart(3, '0');
    // Some lack what a channel needs, as in any real list.
    const reachable = { email: index % 12 !== 6, phone: index % 5 !== 4 };
    return {
      id: `cus_${number}`,
      name: `${given} ${family}`,
      ...(reachable.email ? { email: `${plain(given)}.${plain(family)}@${pick(mailDomains)}` } : {}),
      // Numbers that are kept free for fiction.
      ...(reachable.phone ? { phone: `+1 202 555 01${String(index % 100).padStart(2, '0')}` } : {}),
    };
  });
}

/** As the name stands in an address: without accents, in lower case. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o');
}

/** mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
