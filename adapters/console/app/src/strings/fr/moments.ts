/** What begins as a time of day: `13:20`, in Canada `13 h 20`. Everything else begins with its day. */
const timeOfDay = /^\d{1,2}\s?[:h]/u;

/** `à 13:20`, `le 23 nov., 13:20`. */
export function on(moment: string): string {
  return timeOfDay.test(moment) ? `à ${moment}` : `le ${moment}`;
}

/** `jusqu’à 13:20`, `jusqu’au 23 nov., 13:20`. */
export function until(moment: string): string {
  return timeOfDay.test(moment) ? `jusqu’à ${moment}` : `jusqu’au ${moment}`;
}

/** `depuis 13:20`, `depuis le 23 nov., 13:20`. */
export function since(moment: string): string {
  return timeOfDay.test(moment) ? `depuis ${moment}` : `depuis le ${moment}`;
}
