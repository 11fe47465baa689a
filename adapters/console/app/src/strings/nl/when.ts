/** A time with the word before it: `om 13:20`, `op 23 nov, 13:20`. */
export function at(time: string): string {
  return `${/^\d+[:.]\d/.test(time) ? 'om' : 'op'} ${time}`;
}
