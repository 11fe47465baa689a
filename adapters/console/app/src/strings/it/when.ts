/** A time with the word before it: hours are feminine (`alle 13:20`), days are not (`il 23 nov, 13:20`, `l’8 nov, 13:20`). */
export const at = (time: string) => joined(time, { hour: 'alle ', day: 'il ', vowel: 'l’', weekday: '' });

export const since = (time: string) =>
  joined(time, { hour: 'dalle ', day: 'dal ', vowel: 'dall’', weekday: 'da ' });

export const until = (time: string) =>
  joined(time, { hour: 'fino alle ', day: 'fino al ', vowel: 'fino all’', weekday: 'fino a ' });

interface Words {
  readonly hour: string;
  readonly day: string;
  /** Before eight and eleven. */
  readonly vowel: string;
  readonly weekday: string;
}

function joined(time: string, { hour, day, vowel, weekday }: Words): string {
  if (/^\d+[:.]\d/.test(time)) return hour + time;
  if (/^(8|11)\b/.test(time)) return vowel + time;
  return (/^\d/.test(time) ? day : weekday) + time;
}
