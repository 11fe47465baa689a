import { isDate } from 'node:util/types';
import { MessagingError } from '../errors.ts';

/** The clock of the host, which tells a time or is at fault. @throws MessagingError `invalid_config`, when it is asked */
export function checkedClock(clock: () => Date): () => Date {
  return checked('clock', clock, (at) => isDate(at) && !Number.isNaN(at.getTime()), 'a Date');
}

/** The host's chance. @throws MessagingError `invalid_config`, when it is asked */
export function checkedRandom(random: () => number): () => number {
  return checked(
    'random',
    random,
    (share) => typeof share === 'number' && share >= 0 && share < 1,
    'a number in [0, 1)',
  );
}

function checked<T>(option: string, hook: () => T, isRight: (given: T) => boolean, what: string): () => T {
  return () => {
    let given: T;
    try {
      given = hook();
    } catch (cause) {
      throw atFault(option, 'threw an error', cause);
    }
    if (!isRight(given)) throw atFault(option, `has to give ${what}`);
    return given;
  };
}

function atFault(option: string, what: string, cause?: unknown): MessagingError {
  return new MessagingError('invalid_config', `"${option}" of new Messaging({ … }) ${what}.`, { cause });
}
