/** What Excel parts cells by: what its numbers do not need. */
export function delimiterOf(locale: string): ',' | ';' {
  return (1.5).toLocaleString(locale).includes(',') ? ';' : ',';
}
