import { serveWork } from '../shared/worker-side.ts';
import { mailings } from './mailings.ts';

const [name = '', place = '', count = '', kilobytes = ''] = process.argv.slice(2);
const make = mailings[name];
if (!make) throw new Error(`There is no "${name}".`);
const mailing = make(JSON.parse(place));
serveWork(mailing.work({ count: Number(count), kilobytes: Number(kilobytes) }), () => mailing.close());
