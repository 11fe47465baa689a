import type { CheckedMany } from '../../../../src/contract.ts';

/** What a template speaks to one person, and which language of theirs it does not have. */
export type Spoken = Pick<CheckedMany['items'][number], 'language' | 'fellBackFrom'>;

/** How many get a language; `wanted`: of those who would have another, which the template does not have. */
export interface InLanguage {
  readonly language: string;
  readonly wanted?: string;
  readonly count: number;
}

/** Who gets which language: all of them by that, and those who would have another; of each the most first. */
export function languagesOf(all: readonly Spoken[]): {
  readonly spoken: readonly InLanguage[];
  readonly lacking: readonly InLanguage[];
} {
  const known = all.flatMap(({ language, fellBackFrom }) =>
    language === undefined ? [] : [{ language, fellBackFrom }],
  );
  return {
    spoken: tallied(known.map(({ language }) => ({ language }))),
    // Without any German there is none of Austria's either: that is said once.
    lacking: tallied(
      known.flatMap(({ language, fellBackFrom }) =>
        fellBackFrom === undefined ? [] : [{ language, wanted: fellBackFrom.replace(/-.*/, '') }],
      ),
    ),
  };
}

function tallied(all: readonly Omit<InLanguage, 'count'>[]): readonly InLanguage[] {
  const found = new Map<string, InLanguage>();
  for (const one of all) {
    const key = `${one.language} ${one.wanted ?? ''}`;
    found.set(key, { ...one, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}
