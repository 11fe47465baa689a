import { serveDesign } from '../queue/serve-design.ts';

serveDesign();
