import { countedIn } from '../plural.ts';

export const one = countedIn('fr');

/** Which of two forms goes with a count: in French 0 takes the singular too. */
export const agreeing = (count: number, single: string, plural: string) => (count < 2 ? single : plural);

const number = new Intl.NumberFormat('fr');

export const megabytes = (count: number) => `${number.format(count)} Mo`;
