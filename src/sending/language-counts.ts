/** The language that a template speaks to somebody. */
export interface SpokenTo {
  /** Its code. Absent where no words of a template are taken, or it does not say what it speaks. */
  readonly language?: string;
  /** The one that was wanted first, which the template does not have; absent where it has it, or none was asked for. */
  readonly fellBackFrom?: string;
}

/** How many get something in one language. */
export interface LanguageCount {
  /** Its code, such as `de` or `pt-BR`. */
  readonly language: string;
  readonly count: number;
  /** Those of them who would have another, by that, the most first; absent where there are none. */
  readonly insteadOf?: readonly { readonly language: string; readonly count: number }[];
}

/** How many get each language, the most first; of as many, by its code. Those that are spoken to in none are not counted. */
export function languageCounts(all: readonly SpokenTo[]): readonly LanguageCount[] {
  const spoken = all.flatMap(({ language, fellBackFrom }) =>
    language === undefined ? [] : [{ language, fellBackFrom }],
  );
  return counted(spoken.map(({ language }) => language)).map(({ language, count }) => {
    const wanted = spoken.flatMap(({ language: got, fellBackFrom }) =>
      got !== language || fellBackFrom === undefined ? [] : [fellBackFrom],
    );
    return { language, count, ...(wanted.length === 0 ? {} : { insteadOf: counted(wanted) }) };
  });
}

function counted(languages: readonly string[]) {
  const counts = new Map<string, number>();
  for (const language of languages) counts.set(language, (counts.get(language) ?? 0) + 1);
  return Array.from(counts, ([language, count]) => ({ language, count })).sort(
    (a, b) => b.count - a.count || (a.language < b.language ? -1 : 1),
  );
}
