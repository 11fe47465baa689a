import { countedIn } from '../plural.ts';

export const one = countedIn('es');
