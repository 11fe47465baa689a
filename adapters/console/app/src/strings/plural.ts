/** Counts in a language: how many, as it writes numbers, and which of two forms follows (one: "1 file", in French also "0 fichier"). */
export function countedIn(language: string): (count: number, single: string, plural: string) => string {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (count, single, plural) =>
    `${number.format(count)} ${rules.select(count) === 'one' ? single : plural}`;
}
