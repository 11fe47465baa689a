/** How large a file is, in kilobytes of 1,000 bytes, at least one. */
export function kilobytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1000))} kB`;
}
