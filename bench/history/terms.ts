/** The hostile mix: each kind defeats some index or shortcut. */
export const terms: Readonly<Record<string, readonly string[]>> = {
  common: ['invoice', 'acme', 'example.com', 'order'],
  rare: ['order 104823', 'user17341@', 'ref-00077', 'zq77xk'],
  absent: ['nothingofthekind', 'xyzzy plugh', '@nowhere.test'],
  'one or two characters': ['q', 'zq', '7', 'é', '%'],
  Cyrillic: ['счёт', 'Октябрь', 'жена'],
  CJK: ['发票', '您的订单', 'カタカナ'],
  accents: ['Żółć', 'crème', 'angstrom'],
  'only among the oldest': ['antediluvian', 'mesozoic'],
};
