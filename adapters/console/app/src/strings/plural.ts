/** English and German know two forms, and 1 alone takes the first. */
export function one(count: number, single: string, plural: string): string {
  return `${count} ${count === 1 ? single : plural}`;
}
