import { serveWork } from '../shared/worker-side.ts';
import { serviceOf } from './service.ts';

const [url = '', ms = '', concurrency = ''] = process.argv.slice(2);
let onHanded: (to: string) => void = () => undefined;
const { messaging, close } = serviceOf(url, {
  ...{ ms: Number(ms), concurrency: Number(concurrency) },
  onHanded: (to) => onHanded(to),
});
serveWork(async (onDone, handed) => {
  onHanded = (to) => to.startsWith('probe') && handed(to);
  messaging.on('message.sent', () => onDone(1));
  await messaging.start();
  return () => messaging.stop();
}, close);
